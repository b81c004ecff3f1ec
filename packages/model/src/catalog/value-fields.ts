type NamedFields<F> = readonly (readonly [name: string, field: F])[]

/** Asked for again and again, and the same each time. */
const valueFieldsOf = new WeakMap<object, NamedFields<unknown>>()

/** The fields of an entry that make up an indicator's value, by name and in order. */
export function valueFields<F extends { readonly value?: true }>({
  fields,
}: {
  readonly fields: Readonly<Record<string, F>>
}): NamedFields<F> {
  const known = valueFieldsOf.get(fields)
  if (known) return known as NamedFields<F>
  const found = Object.entries(fields).filter(([, field]) => field.value)
  valueFieldsOf.set(fields, found)
  return found
}

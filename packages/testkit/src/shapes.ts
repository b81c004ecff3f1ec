/**
 * An answer by its fields and the kinds of their values: `id`, `date`, `day`, `link`, `number`, `flag`, `text`, `empty`; `=x`
 * is the very value x in JSON. A list has as many elements as the shape.
 */
export type Shape = string | readonly Shape[] | { readonly [field: string]: Shape }

/** Whether a value is of a kind. */
const kinds: Readonly<Record<string, (value: unknown) => boolean>> = {
  id: (value) => Number.isSafeInteger(value) && Number(value) > 0,
  date: (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value),
  day: (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value),
  link: (value) => typeof value === 'string' && URL.canParse(value),
  number: (value) => typeof value === 'number',
  flag: (value) => typeof value === 'boolean',
  text: (value) => typeof value === 'string' && value !== '',
  empty: (value) => value === '',
}

/** Where an answer is not of a shape: a field that is missing, one that is not to be there, a value of another kind. */
export function differences(value: unknown, shape: Shape, place = ''): readonly string[] {
  if (value === undefined) return [`${place} is missing`]
  if (typeof shape === 'string')
    return isOfKind(value, shape) ? [] : [`${place} is ${json(value)}, not ${shape}`]
  if (Array.isArray(shape)) return listDifferences(value, shape, place)
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return [`${place} is ${json(value)}, no object`]
  const fields = shape as Readonly<Record<string, Shape>>
  const unknown = Object.keys(value).filter((field) => !Object.hasOwn(fields, field))
  return [
    ...unknown.map((field) => `${at(place, field)} is not to be there`),
    ...Object.entries(fields).flatMap(([field, each]) =>
      differences((value as Readonly<Record<string, unknown>>)[field], each, at(place, field)),
    ),
  ]
}

function listDifferences(value: unknown, shape: readonly Shape[], place: string): readonly string[] {
  if (!Array.isArray(value)) return [`${place} is ${json(value)}, no list`]
  if (value.length !== shape.length) return [`${place} has ${value.length} elements, not ${shape.length}`]
  return shape.flatMap((each, index) => differences(value[index], each, at(place, String(index))))
}

function isOfKind(value: unknown, kind: string): boolean {
  if (kind.startsWith('=')) return json(value) === kind.slice(1)
  return kinds[kind]?.(value) ?? false
}

/** Every `webLink` in an answer. */
export function linksIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([field, each]) =>
    field === 'webLink' ? [String(each)] : linksIn(each),
  )
}

const json = (value: unknown): string => JSON.stringify(value) ?? 'undefined'
const at = (place: string, field: string): string => (place ? `${place}.${field}` : field)

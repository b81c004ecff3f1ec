import type { Kind } from './define.ts'

/** What a kind is called in v2: the URL segment, and the JSON key of a list of all its types. */
export interface KindEntry {
  readonly branch: string
  readonly entity: string
}

export const kinds: Readonly<Record<Kind, KindEntry>> = {
  group: { branch: 'groups', entity: 'group' },
  indicator: { branch: 'indicators', entity: 'indicator' },
  victim: { branch: 'victims', entity: 'victim' },
  task: { branch: 'tasks', entity: 'task' },
}

/** What makes something findable as a type. */
interface Named {
  readonly kind: Kind
  readonly type: string
  readonly branch: string
}

/** The types there are, found by their names. Readers are given one; none has a list of its own. */
export class TypeIndex<E extends Named> {
  readonly entries: readonly E[]
  readonly #named = new Map<string, E>()
  readonly #spelt = new Map<string, E>()

  constructor(entries: readonly E[]) {
    this.entries = entries
    for (const entry of entries) {
      claim(this.#named, `${entry.kind}:${squash(entry.type)}`, entry)
      this.#spelt.set(`${entry.kind}:${entry.type}`, entry)
    }
  }

  /** All types of a kind, in the catalog's order. */
  of<K extends Kind>(kind: K): readonly Extract<E, { readonly kind: K }>[] {
    return this.entries.filter((entry): entry is Extract<E, { readonly kind: K }> => entry.kind === kind)
  }

  /** The type with this name: any case, with or without the space. */
  find<K extends Kind>(kind: K, name: string): Extract<E, { readonly kind: K }> | undefined {
    // Most names are spelt as the platform does, and are asked for by the hundred thousand.
    const entry = this.#spelt.get(`${kind}:${name}`) ?? this.#named.get(`${kind}:${squash(name)}`)
    return entry as Extract<E, { readonly kind: K }> | undefined
  }

  /** The same types and more, such as the custom indicator types of an instance. */
  with(...entries: readonly E[]): TypeIndex<E> {
    return new TypeIndex([...this.entries, ...entries])
  }
}

/** A name without case and spaces: `Intrusion Set`, `IntrusionSet` and `intrusion set` are one. */
export function squash(name: string): string {
  return name.replace(/\s+/g, '').toLowerCase()
}

/** Notes who has a name or place that only one may have. */
export function claim<E extends Named>(map: Map<string, E>, key: string, entry: E): void {
  const other = map.get(key)
  if (other) throw new TypeError(`the catalog has two entries for ${key}: ${other.type} and ${entry.type}`)
  map.set(key, entry)
}

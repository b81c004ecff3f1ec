import { Numbers } from './numbers.ts'

/**
 * Which items of a list have come. Ids of the platform are numbers and lie close together, so a long list takes about
 * a bit for each; items without such an id are known by a text.
 */
export class Seen {
  readonly #field: string
  readonly #ids = new Map<unknown, Numbers>()
  readonly #texts = new Set<string>()
  #size = 0

  /** @param field what tells one item from another of its type; where it is absent, the whole item does */
  constructor(field: string) {
    this.#field = field
  }

  /** How many different ones there are. */
  get size(): number {
    return this.#size
  }

  /** Notes an item, and answers whether it is a new one. */
  add(item: unknown): boolean {
    const entry = typeof item === 'object' && item !== null ? (item as Readonly<Record<string, unknown>>) : {}
    const isNew = this.#note(entry.type, entry[this.#field], item)
    if (isNew) this.#size += 1
    return isNew
  }

  /** Ids are unique within a type only: a list of several types may hold a number twice. */
  #note(type: unknown, value: unknown, item: unknown): boolean {
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) {
      const numbers = this.#ids.get(type) ?? new Numbers()
      this.#ids.set(type, numbers)
      return numbers.add(value)
    }
    const text = typeof value === 'string' ? `${type} ${value}` : JSON.stringify(item)
    const before = this.#texts.size
    return this.#texts.add(text).size > before
  }
}

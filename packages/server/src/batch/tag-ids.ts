import type { Pending } from '../service/many.ts'

/** An owner's tags by name; one that is used for the first time is made then, with an id that was taken for it before. */
export class TagIds {
  readonly #known: Map<string, number>
  readonly #free: number[]
  readonly #pending: Pending

  constructor(known: ReadonlyMap<string, number>, free: readonly number[], pending: Pending) {
    this.#known = new Map(known)
    this.#free = [...free]
    this.#pending = pending
  }

  idOf(name: string): number {
    const known = this.#known.get(name)
    if (known !== undefined) return known
    const id = this.#free.pop()
    if (id === undefined) throw new TypeError('a chunk has more tags than were counted')
    this.#known.set(name, id)
    this.#pending.addTag(name, id)
    return id
  }
}

import { IncompleteResultError } from './errors.ts'
import { Pages, type Source } from './pages.ts'
import type { TiResponse } from './response.ts'
import { Seen } from './seen.ts'

const mostReadings = 5

/**
 * The items of a list, page by page, each once: it is read again until it is read consistently.
 *
 * @throws IncompleteResultError where in the end the server announces more than it gives
 */
export async function* readPages<T>(source: Source<T>): AsyncGenerator<readonly T[], void, undefined> {
  const yielded = new Seen(source.key)
  let before: Reading<T> | undefined
  for (let number = 1; ; number += 1) {
    const reading: Reading<T> = new Reading(source, yielded, number === 1)
    yield* reading.newItems()
    if (reading.isComplete(before)) return
    if (number === mostReadings || reading.isHopeless(before)) throw reading.error()
    before = reading
  }
}

/** One walk through a list from its start, and what it came to. */
class Reading<T> {
  readonly #source: Source<T>
  readonly #yielded: Seen
  /** Those of this reading; in the first one the same as all of them. */
  readonly #different: Seen
  #announced: number | undefined
  #last: TiResponse<unknown> | undefined
  #received = 0
  #fresh = 0

  constructor(source: Source<T>, yielded: Seen, isFirst: boolean) {
    this.#source = source
    this.#yielded = yielded
    this.#different = isFirst ? yielded : new Seen(source.key)
  }

  /** Page by page, the items that have not been yielded before. */
  async *newItems(): AsyncGenerator<readonly T[], void, undefined> {
    const pages = new Pages(this.#source)
    let start = this.#source.start
    try {
      for (;;) {
        const { items, isLast } = await pages.next(start)
        this.#announced = pages.announced
        this.#last = pages.last
        const known = this.#different.size
        yield this.#newOf(items)
        const isRepeat = this.#different.size === known
        // A page that only repeats is no evidence of items: the server may not page at all.
        if (!isRepeat) this.#received += items.length
        if (isLast || (isRepeat && this.#announced === undefined)) return
        start += items.length
      }
    } finally {
      pages.close()
    }
  }

  /** A server may hold true duplicates; reading them again and finding nothing new makes the list complete. */
  isComplete(before: Reading<T> | undefined): boolean {
    if (this.#announced === undefined || this.#different.size >= this.#announced) return true
    return before !== undefined && this.#fresh === 0 && this.#received >= this.#announced
  }

  /** Whether reading again would bring what this reading did: nothing. */
  isHopeless(before: Reading<T> | undefined): boolean {
    return before !== undefined && this.#fresh === 0 && this.#announced === before.#announced
  }

  error(): IncompleteResultError {
    const [received, announced] = [this.#yielded.size, this.#announced ?? 0]
    const advice = 'Ask for smaller pages (params.resultLimit), or again when the list is not being changed.'
    const message = `${this.#source.name} gave ${received} different items, and the server announces ${announced}. ${advice}`
    return new IncompleteResultError(message, { received, announced, response: this.#last })
  }

  /** Nearly always all of them, and then there is nothing to copy. */
  #newOf(items: readonly T[]): readonly T[] {
    const known = items.filter((item) => !this.#isNew(item))
    if (known.length === 0) return items
    const repeats = new Set(known)
    return items.filter((item) => !repeats.has(item))
  }

  #isNew(item: T): boolean {
    const isNew = this.#yielded.add(item)
    if (this.#different !== this.#yielded) this.#different.add(item)
    if (isNew) this.#fresh += 1
    return isNew
  }
}

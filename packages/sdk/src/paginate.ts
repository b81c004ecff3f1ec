import { IncompleteResultError } from './errors.ts'
import { Pages, type Source } from './pages.ts'
import type { TiResponse } from './response.ts'
import { abortError } from './transport/clock.ts'

const mostReadings = 5

/**
 * A list as a lazy iterable: pages are fetched as they are read, a few ahead, in order. Each `for await` starts anew;
 * `break` and the signal abort what is under way.
 *
 * A list never ends early in silence. The first page announces how many items there are, and its length is what the
 * server gives at a time, whatever was asked for; a page shorter than that is continued from where it ended. An item
 * that comes twice is yielded once. Where fewer different items came than were announced (the list was changed
 * between two pages), it is read again from the start, and what is new is yielded, until it is read consistently.
 *
 * What offsets cannot show: when between two pages as many items were added as removed, the count stays right and an
 * item may have slipped from one page into the one before. Only the server can keep a list still while it is read.
 *
 * @param open makes the source when the reading begins; whatever is wrong with it shows then
 * @throws IncompleteResultError where in the end the server announces more than it gives
 */
export function paginate<T>(open: () => Source<T>): AsyncIterable<T> {
  return { [Symbol.asyncIterator]: () => readAll(open) }
}

async function* readAll<T>(open: () => Source<T>): AsyncGenerator<T, void, undefined> {
  const source = open()
  const { name, signal } = source
  const yielded = new Set<string>()
  let before: Reading<T> | undefined
  for (let number = 1; ; number += 1) {
    const reading: Reading<T> = new Reading(source, yielded)
    for await (const items of reading.newItems()) {
      for (const item of items) {
        if (signal?.aborted) throw abortError(signal, name)
        yield item
      }
    }
    if (reading.isComplete(before)) return
    if (number === mostReadings || reading.isHopeless(before)) throw reading.error()
    before = reading
  }
}

/** One walk through a list from its start, and what it came to. */
class Reading<T> {
  readonly #source: Source<T>
  readonly #yielded: Set<string>
  readonly #different = new Set<string>()
  #announced: number | undefined
  #last: TiResponse<unknown> | undefined
  #received = 0
  #fresh = 0

  constructor(source: Source<T>, yielded: Set<string>) {
    this.#source = source
    this.#yielded = yielded
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
        yield items.filter((item) => this.#isNew(item))
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

  #isNew(item: T): boolean {
    const key = this.#source.key(item)
    this.#different.add(key)
    if (this.#yielded.has(key)) return false
    this.#yielded.add(key)
    this.#fresh += 1
    return true
  }
}

import type { Page } from './entity.ts'
import type { TiResponse } from './response.ts'
import { linkSignals } from './transport/deadline.ts'

/** A list that comes in pages. */
export interface Source<T> {
  /** What the list is called in messages: `GET /v2/groups`. */
  readonly name: string
  readonly page: (start: number, signal: AbortSignal) => Promise<Page<T>>
  /** The index of the first item. */
  readonly start: number
  /** How many pages may be under way beyond the one that is read; undefined for as many as it takes, within a bound. */
  readonly ahead: number | undefined
  /** The field that tells one item from another; where it is absent, the whole item does. */
  readonly key: string
  /** What to do where the server announces no count: ask until nothing new comes, or take the one answer. */
  readonly uncounted: 'follow' | 'stop'
  readonly signal: AbortSignal | undefined
}

/** Where nobody says how many: what it begins with, and what it may come to. */
const firstAhead = 2
const mostAhead = 8
/** Large pages are worth waiting for, and many of them fill the memory. */
const mostItemsAhead = 20_000

/** A page that is under way, or there. */
interface Fetched<T> {
  readonly page: Promise<Page<T>>
  isHere: boolean
}

/** Fetches pages, a few ahead, at the offsets that the lengths of the pages before imply. */
export class Pages<T> {
  readonly #source: Source<T>
  readonly #started = new Map<number, Fetched<T>>()
  #controller: AbortController
  #unlink: () => void
  #count: number | undefined
  #step = 0
  #ahead: number
  #last: TiResponse<unknown> | undefined

  constructor(source: Source<T>) {
    this.#source = source
    this.#ahead = source.ahead ?? firstAhead
    this.#controller = new AbortController()
    this.#unlink = linkSignals(source.signal, this.#controller)
  }

  /** How many items there should be from the first one asked for on. */
  get announced(): number | undefined {
    return this.#count === undefined ? undefined : Math.max(0, this.#count - this.#source.start)
  }

  async next(start: number): Promise<{ readonly items: readonly T[]; readonly isLast: boolean }> {
    const fetched = this.#started.get(start) ?? this.#fetch(start)
    if (!fetched.isHere && start !== this.#source.start) this.#reachFurther()
    const { items, count, response } = await fetched.page
    this.#last = response
    this.#started.delete(start)
    // A count of fewer than have come already is none.
    if (start === this.#source.start && (count ?? 0) >= start + items.length) this.#count = count
    const next = start + items.length
    const isLast = items.length === 0 || (this.#count === undefined ? this.#stops() : next >= this.#count)
    if (items.length !== this.#step) this.#restart(items.length)
    if (!isLast) this.#fetchAhead(next)
    return { items, isLast }
  }

  /** The answer that the last page came in. */
  get last(): TiResponse<unknown> | undefined {
    return this.#last
  }

  /** Aborts what is under way. */
  close(): void {
    this.#unlink()
    const reason = new Error('the list is not read any further')
    this.#controller.abort(Object.assign(reason, { name: 'AbortError' }))
  }

  #stops(): boolean {
    return this.#source.uncounted === 'stop'
  }

  /** Pages of another length than expected: what was fetched ahead began in the wrong places. */
  #restart(step: number): void {
    this.#step = step
    if (this.#started.size === 0) return
    this.close()
    this.#started.clear()
    this.#controller = new AbortController()
    this.#unlink = linkSignals(this.#source.signal, this.#controller)
  }

  /** The reader has to wait: more pages at a time make up for the way that each of them goes. */
  #reachFurther(): void {
    if (this.#source.ahead !== undefined) return
    const room = Math.max(firstAhead, Math.floor(mostItemsAhead / this.#step))
    this.#ahead = Math.min(this.#ahead * 2, mostAhead, room)
  }

  /** Without a count nobody knows whether there is a next page, so none is asked for in advance. */
  #fetchAhead(from: number): void {
    if (this.#count === undefined) return
    for (let page = 0; page < this.#ahead; page += 1) {
      const start = from + page * this.#step
      if (start < this.#count && !this.#started.has(start)) this.#fetch(start)
    }
  }

  #fetch(start: number): Fetched<T> {
    const page = this.#source.page(start, this.#controller.signal)
    const fetched = { page, isHere: false }
    const arrive = () => {
      fetched.isHere = true
    }
    // One that fails is heard of when its turn comes, or never.
    page.then(arrive, arrive)
    this.#started.set(start, fetched)
    return fetched
  }
}

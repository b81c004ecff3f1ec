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
  /** How many pages may be under way beyond the one that is read. */
  readonly ahead: number
  /** What tells one item from another. */
  readonly key: (item: T) => string
  /** What to do where the server announces no count: ask until nothing new comes, or take the one answer. */
  readonly uncounted: 'follow' | 'stop'
  readonly signal: AbortSignal | undefined
}

/** Fetches pages, a few ahead, at the offsets that the lengths of the pages before imply. */
export class Pages<T> {
  readonly #source: Source<T>
  readonly #started = new Map<number, Promise<Page<T>>>()
  #controller: AbortController
  #unlink: () => void
  #count: number | undefined
  #step = 0
  #last: TiResponse<unknown> | undefined

  constructor(source: Source<T>) {
    this.#source = source
    this.#controller = new AbortController()
    this.#unlink = linkSignals(source.signal, this.#controller)
  }

  /** How many items there should be from the first one asked for on. */
  get announced(): number | undefined {
    return this.#count === undefined ? undefined : Math.max(0, this.#count - this.#source.start)
  }

  async next(start: number): Promise<{ readonly items: readonly T[]; readonly isLast: boolean }> {
    const { items, count, response } = await (this.#started.get(start) ?? this.#fetch(start))
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

  /** Without a count nobody knows whether there is a next page, so none is asked for in advance. */
  #fetchAhead(from: number): void {
    if (this.#count === undefined) return
    for (let page = 0; page < this.#source.ahead; page += 1) {
      const start = from + page * this.#step
      if (start < this.#count && !this.#started.has(start)) this.#fetch(start)
    }
  }

  #fetch(start: number): Promise<Page<T>> {
    const page = this.#source.page(start, this.#controller.signal)
    // One that fails is heard of when its turn comes, or never.
    page.catch(() => {})
    this.#started.set(start, page)
    return page
  }
}

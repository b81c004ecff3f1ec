import type { List } from './paginate.ts'
import { readPages } from './reading.ts'
import { openSource } from './source.ts'
import { abortError } from './transport/sleep.ts'

/** One reading of a list, item by item: what a page holds is handed out without waiting. */
export class Cursor<T> implements AsyncIterator<T, void, undefined> {
  readonly #signal: AbortSignal | undefined
  readonly #pages: AsyncGenerator<readonly T[], void, undefined>
  #items: readonly T[] = []
  #at = 0
  #turning: Promise<unknown> | undefined

  constructor(list: List) {
    this.#signal = list.signal
    this.#pages = pagesOf(list)
  }

  next(): Promise<IteratorResult<T, void>> {
    if (this.#turning) return this.#turning.then(() => this.next())
    if (this.#at >= this.#items.length) return this.#turn()
    if (this.#signal?.aborted) return this.#abort()
    const value = this.#items[this.#at] as T
    this.#at += 1
    return Promise.resolve({ done: false, value })
  }

  async return(): Promise<IteratorResult<T, void>> {
    this.#items = []
    await this.#pages.return()
    return { done: true, value: undefined }
  }

  /** Goes on to the next page that has anything new; whoever asks meanwhile waits for it. */
  async #turn(): Promise<IteratorResult<T, void>> {
    const turned = this.#pages.next()
    this.#turning = turned.catch(() => {})
    try {
      const { done, value } = await turned
      if (done) return { done, value }
      this.#items = value
      this.#at = 0
    } finally {
      this.#turning = undefined
    }
    return this.next()
  }

  async #abort(): Promise<never> {
    await this.return()
    throw abortError(this.#signal, 'The list')
  }
}

/** The place of a list is looked up when the reading begins. */
async function* pagesOf<T>(list: List): AsyncGenerator<readonly T[], void, undefined> {
  yield* readPages(openSource<T>(list))
}

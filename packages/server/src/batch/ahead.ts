/** Gives things one after the other; the next one may be begun with while the last one is still worked on. */
export class Ahead<T> {
  readonly #source: AsyncIterator<T>
  #next: Promise<IteratorResult<T, unknown>> | undefined

  constructor(source: AsyncIterable<T>) {
    this.#source = source[Symbol.asyncIterator]()
  }

  /** Begins with the next one, where nobody has yet. */
  begin(): void {
    this.#next ??= this.#source.next()
    // What goes wrong is told to whoever takes it.
    this.#next.catch(() => {})
  }

  take(): Promise<IteratorResult<T, unknown>> {
    const next = this.#next ?? this.#source.next()
    this.#next = undefined
    return next
  }

  /** Gives up what was begun and not taken. */
  async close(): Promise<void> {
    await this.#next?.catch(() => {})
    await this.#source.return?.()
  }
}

/** Lets so many do something at a time. Who comes beyond waits for one of them, in the order of coming. */
export class AtATime {
  readonly #most: number
  readonly #waiting: (() => void)[] = []
  #running = 0

  constructor(most: number) {
    this.#most = most
  }

  /** Whether nobody does anything now. */
  get isIdle(): boolean {
    return this.#running === 0
  }

  async during<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running < this.#most) this.#running += 1
    else await new Promise<void>((resolve) => this.#waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = this.#waiting.shift()
      if (next) next()
      else this.#running -= 1
    }
  }
}

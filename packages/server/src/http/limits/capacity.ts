import { refuse } from '../../service/refusal.ts'

/** How many of something may be at once. */
export class Capacity {
  readonly #limit: number
  #used = 0

  constructor(limit: number) {
    this.#limit = limit
  }

  /** How many there are now. */
  get used(): number {
    return this.#used
  }

  /**
   * Takes some until the function that is given back is called, which may be called again.
   *
   * @throws Refusal with 503, at once, where there is no room: who waits here would make everybody wait
   */
  take(amount = 1): () => void {
    if (this.#used + amount > this.#limit) throw refuse('overloaded', undefined)
    this.#used += amount
    let taken = amount
    return () => {
      this.#used -= taken
      taken = 0
    }
  }

  /**
   * Works on something that counts while it runs.
   *
   * @throws Refusal with 503, at once, where there is no room
   */
  async during<T>(work: () => Promise<T>): Promise<T> {
    const leave = this.take()
    try {
      return await work()
    } finally {
      leave()
    }
  }
}

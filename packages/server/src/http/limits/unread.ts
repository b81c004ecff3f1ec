import type { ServerResponse } from 'node:http'

/** Answers that their clients have not taken yet. Where they fill the memory, those that wait longest are cut off. */
export class UnreadAnswers {
  readonly #limit: number
  readonly #sizes = new Map<ServerResponse, number>()
  #total = 0

  /** @param limit in bytes, of all answers together */
  constructor(limit: number) {
    this.#limit = limit
  }

  /** Counts an answer until its connection has taken it or is closed. */
  add(response: ServerResponse, size: number): void {
    this.#sizes.set(response, size)
    this.#total += size
    const taken = () => this.#drop(response)
    response.once('finish', taken).once('close', taken)
    for (const [oldest] of this.#sizes) {
      if (this.#total <= this.#limit || oldest === response) return
      oldest.destroy()
      this.#drop(oldest)
    }
  }

  #drop(response: ServerResponse): void {
    this.#total -= this.#sizes.get(response) ?? 0
    this.#sizes.delete(response)
  }
}

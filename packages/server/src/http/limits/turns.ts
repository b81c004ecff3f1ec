import { monotonic } from './clock.ts'

/** For how long calls begin in one round of the event loop, in milliseconds. */
const slice = 2

interface Waiting {
  readonly since: number
  readonly begin: (waited: number) => void
}

/**
 * When calls begin. All that have arrived would otherwise be worked on before the process looks at the network again,
 * where it takes one new connection a round: the more there is to do, the longer nobody else would be heard. So only
 * the first ones of a round begin in it; of those that wait, one in each round after it.
 */
export class Turns {
  readonly #waiting: Waiting[] = []
  #began: number | undefined

  /** For how long the call has waited when it may begin, in milliseconds; `undefined` where it may begin at once. */
  take(): Promise<number> | undefined {
    const now = monotonic()
    this.#began ??= this.#begin(now)
    if (this.#waiting.length === 0 && now - this.#began < slice) return undefined
    return new Promise((begin) => {
      if (this.#waiting.push({ since: now, begin }) === 1) this.#round()
    })
  }

  #begin(now: number): number {
    // Comes when all that had arrived have been looked at.
    setImmediate(() => {
      this.#began = undefined
    })
    return now
  }

  /** Each callback is followed by what the call does until it first waits for something itself. */
  #round(): void {
    const until = monotonic() + slice
    for (const _ of this.#waiting) setImmediate(() => this.#next(until))
    setImmediate(() => {
      if (this.#waiting.length > 0) this.#round()
    })
  }

  #next(until: number): void {
    const now = monotonic()
    if (now > until) return
    const next = this.#waiting.shift()
    next?.begin(now - next.since)
  }
}

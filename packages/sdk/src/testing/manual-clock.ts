import type { Clock } from '../transport/clock.ts'

interface Timer {
  readonly at: number
  readonly run: () => void
}

/** A clock that stands still until it is told otherwise. */
export class ManualClock implements Clock {
  #now = Date.UTC(2026, 0, 1)
  readonly #timers = new Set<Timer>()

  now(): number {
    return this.#now
  }

  /** No jitter: the whole of the delay. */
  random(): number {
    return 1
  }

  after(milliseconds: number, run: () => void): () => void {
    const timer = { at: this.#now + milliseconds, run }
    this.#timers.add(timer)
    return () => this.#timers.delete(timer)
  }

  /** How many timers wait. */
  get waiting(): number {
    return this.#timers.size
  }

  /** Runs a promise to its end: whenever nothing else happens, time jumps to the next timer. */
  async finish<T>(work: Promise<T>): Promise<T> {
    let settled = false
    const settle = () => {
      settled = true
    }
    work.then(settle, settle)
    while (true) {
      await turn()
      if (settled) return work
      this.#jump()
    }
  }

  #jump(): void {
    const [next] = [...this.#timers].sort((a, b) => a.at - b.at)
    if (!next) return
    this.#timers.delete(next)
    this.#now = next.at
    next.run()
  }
}

/** Lets everything that is ready run. */
export const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))

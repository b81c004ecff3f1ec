import type { State } from './answers.ts'

/** The least wait before a job is asked for again, in milliseconds. */
const soonest = 20

/** A job is asked for a little before it should be done, since that it is done is to be noticed at once. */
const early = 0.8

/** How fast the platform works, learned from what it says of the jobs of one batch. */
export class Pace {
  /** Milliseconds an item; before anything is known, those of a fast platform. */
  #each = 0.03

  learn(ms: number, items: number): void {
    this.#each = (this.#each + ms / items) / 2
  }

  timeFor(items: number): number {
    return this.#each * items
  }
}

/** How far one job has come, by what the platform says of it. */
export class Progress {
  readonly #pace: Pace
  readonly #items: number
  #done = 0
  #since: number | undefined
  #silences = 0

  constructor(pace: Pace, items: number) {
    this.#pace = pace
    this.#items = items
  }

  /** How long to wait before asking again, in milliseconds; longer each time where nothing was heard of progress. */
  wait({ successCount = 0, errorCount = 0 }: State, now: number): number {
    const done = successCount + errorCount
    if (done > this.#done) this.#note(done, now)
    else this.#silences += 1
    const left = Math.max(0, this.#items - this.#done)
    return Math.max(soonest * 2 ** this.#silences, early * this.#pace.timeFor(left))
  }

  #note(done: number, now: number): void {
    // Before the first items were done it may have waited for others.
    if (this.#since !== undefined) this.#pace.learn(now - this.#since, done - this.#done)
    this.#done = done
    this.#since = now
    this.#silences = 0
  }
}

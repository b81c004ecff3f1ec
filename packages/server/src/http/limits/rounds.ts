import { SharedReads } from '../../service/reading.ts'
import { monotonic } from './clock.ts'

/** For how long the calls of a round may work until the process looks at the network again, in milliseconds. */
const slice = 2

/** How many calls begin in a round at most. More are not faster, and may turn out to be long ones. */
const largest = 16

/** That a call may begin. */
export interface Turn {
  /** For how long it has waited, in milliseconds. */
  readonly waited: number
  /** What it reads through, with the others of its round. */
  readonly reads: SharedReads
}

interface Waiting {
  readonly since: number
  readonly begin: (turn: Turn) => void
}

/** What has begun together. */
interface Round {
  readonly reads: SharedReads
  readonly began: number
  readonly calls: number
}

/**
 * When calls begin, and when answers are sent. What arrives while the process looks at the network is begun together
 * then, reads together, and its answers are sent together: work of one sort done in a row takes half as long as the same
 * work in turn with everything else, and a client with several calls under way is woken once for them.
 *
 * A round is short: Node takes one new connection whenever it looks at the network, so that the longer a round takes, the
 * longer nobody else is heard. As many calls begin in one as have lately fitted into a slice, others in the next.
 */
export class Rounds {
  readonly #clock: () => number
  readonly #waiting: Waiting[] = []
  #ready: (() => void)[] = []
  #most = 1
  #isAhead = false
  #round: Round | undefined

  /** @param clock milliseconds that only go up */
  constructor(clock: () => number = monotonic) {
    this.#clock = clock
  }

  /** Waits until a call that has arrived may begin. */
  take(): Promise<Turn> {
    return new Promise((begin) => {
      this.#waiting.push({ since: this.#clock(), begin })
      this.#schedule()
    })
  }

  /** Waits until an answer that is ready is to be sent. */
  sent(): Promise<void> {
    return new Promise((send) => {
      if (this.#ready.push(send) === 1 && !this.#round) setImmediate(() => this.#send())
    })
  }

  /** Nothing comes between the two callbacks but what the calls do until they first wait for something outside. */
  #schedule(): void {
    if (this.#isAhead) return
    this.#isAhead = true
    setImmediate(() => this.#begin())
    setImmediate(() => this.#end())
  }

  #begin(): void {
    const began = this.#clock()
    const calls = this.#waiting.splice(0, this.#most)
    const reads = new SharedReads()
    this.#round = { reads, began, calls: calls.length }
    for (const { since, begin } of calls) begin({ waited: began - since, reads })
  }

  #end(): void {
    const { reads, began, calls } = this.#round as Round
    this.#round = undefined
    this.#isAhead = false
    reads.end()
    this.#send()
    const took = this.#clock() - began
    if (took > slice) this.#most = Math.max(1, Math.floor(calls / 2))
    else if (took < slice / 2 && calls === this.#most) this.#most = Math.min(largest, this.#most * 2)
    if (this.#waiting.length > 0) this.#schedule()
  }

  #send(): void {
    const ready = this.#ready
    this.#ready = []
    for (const send of ready) send()
  }
}

import type { Worker } from 'node:worker_threads'

/** What a thread says to what it was asked, in the order in which it was asked. */
export interface Said {
  readonly value?: unknown
  readonly error?: { readonly message: string; readonly errcode?: number }
}

interface Waiting {
  resolve(value: unknown): void
  reject(error: Error): void
}

/** Threads that all answer the same questions; one is started where all that there are have something to do. */
export class Threads<Question, Answer> {
  readonly #start: () => Worker
  readonly #most: number
  readonly #restAfter: number | undefined
  readonly #all: AskedThread[] = []
  readonly #resting = new Set<Promise<void>>()

  /**
   * @param most how many there may be; further questions wait for one of these
   * @param restAfter how long one may have nothing to do before it ends, in milliseconds; without it, they stay
   */
  constructor(start: () => Worker, most: number, restAfter?: number) {
    this.#start = start
    this.#most = most
    this.#restAfter = restAfter
  }

  /** How many there are now. */
  get count(): number {
    return this.#all.length
  }

  /** @param handedOver what of the question is the thread's from now on */
  ask(question: Question, handedOver: readonly ArrayBuffer[] = []): Promise<Answer> {
    return this.#next().ask(question, handedOver) as Promise<Answer>
  }

  async close(): Promise<void> {
    await Promise.all([...this.#all.map((each) => each.close()), ...this.#resting])
  }

  /** The one with the least to do. */
  #next(): AskedThread {
    let first = this.#all[0]
    for (const each of this.#all) if (first && each.waiting < first.waiting) first = each
    if (first && (first.waiting === 0 || this.#all.length === this.#most)) return first
    const thread = new AskedThread(this.#start(), {
      idle: (isIdle) => this.#mayRest(thread, isIdle),
      ended: () => this.#remove(thread),
    })
    this.#all.push(thread)
    return thread
  }

  #mayRest(thread: AskedThread, isIdle: boolean): void {
    clearTimeout(thread.rest)
    if (!isIdle || this.#restAfter === undefined) return
    thread.rest = setTimeout(() => {
      this.#remove(thread)
      const closed = thread.close().finally(() => this.#resting.delete(closed))
      this.#resting.add(closed)
    }, this.#restAfter).unref()
  }

  /** Nobody asks it any more. */
  #remove(thread: AskedThread): void {
    clearTimeout(thread.rest)
    const index = this.#all.indexOf(thread)
    if (index >= 0) this.#all.splice(index, 1)
  }
}

/** Who is told of a thread that it has nothing to do, or something again, and that it has ended. */
interface Watcher {
  idle(isIdle: boolean): void
  ended(): void
}

class AskedThread {
  rest: NodeJS.Timeout | undefined
  readonly #worker: Worker
  readonly #watcher: Watcher
  readonly #waiting: Waiting[] = []

  constructor(worker: Worker, watcher: Watcher) {
    this.#worker = worker
    this.#watcher = watcher
    worker.unref()
    worker.on('message', (said: Said) => this.#hear(said))
    let reason = new Error('a thread of the server has ended')
    worker.on('error', (error) => {
      reason = error as Error
    })
    worker.once('exit', () => {
      watcher.ended()
      for (const each of this.#waiting) each.reject(reason)
    })
  }

  get waiting(): number {
    return this.#waiting.length
  }

  ask(question: unknown, handedOver: readonly ArrayBuffer[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#waiting.push({ resolve, reject }) === 1) this.#isIdle(false)
      this.#worker.postMessage(question, handedOver)
    })
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.#worker.once('exit', resolve))
    this.#worker.ref()
    this.#worker.postMessage('close')
    await ended
  }

  #hear({ value, error }: Said): void {
    const asked = this.#waiting.shift()
    if (this.#waiting.length === 0) this.#isIdle(true)
    if (error) asked?.reject(Object.assign(new Error(error.message), { errcode: error.errcode }))
    else asked?.resolve(value)
  }

  /** While it has something to do, the program goes on. */
  #isIdle(isIdle: boolean): void {
    if (isIdle) this.#worker.unref()
    else this.#worker.ref()
    this.#watcher.idle(isIdle)
  }
}

import { once } from 'node:events'
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
  readonly #all: AskedThread[] = []

  /** @param most how many there may be; further questions wait for one of these */
  constructor(start: () => Worker, most: number) {
    this.#start = start
    this.#most = most
  }

  /** @param handedOver what of the question is the thread's from now on */
  ask(question: Question, handedOver: readonly ArrayBuffer[] = []): Promise<Answer> {
    return this.#next().ask(question, handedOver) as Promise<Answer>
  }

  async close(): Promise<void> {
    await Promise.all(this.#all.map((each) => each.close()))
  }

  /** The one with the least to do. */
  #next(): AskedThread {
    let first = this.#all[0]
    for (const each of this.#all) if (first && each.waiting < first.waiting) first = each
    if (first && (first.waiting === 0 || this.#all.length === this.#most)) return first
    const thread = new AskedThread(this.#start(), () => this.#all.splice(this.#all.indexOf(thread), 1))
    this.#all.push(thread)
    return thread
  }
}

class AskedThread {
  readonly #worker: Worker
  readonly #waiting: Waiting[] = []

  constructor(worker: Worker, onEnd: () => void) {
    this.#worker = worker
    worker.unref()
    worker.on('message', (said: Said) => this.#hear(said))
    let reason = new Error(`a thread of the server has ended`)
    worker.on('error', (error) => {
      reason = error as Error
    })
    worker.once('exit', () => {
      onEnd()
      for (const each of this.#waiting) each.reject(reason)
    })
  }

  get waiting(): number {
    return this.#waiting.length
  }

  ask(question: unknown, handedOver: readonly ArrayBuffer[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      // While it has something to do, the program goes on.
      if (this.#waiting.push({ resolve, reject }) === 1) this.#worker.ref()
      this.#worker.postMessage(question, handedOver)
    })
  }

  async close(): Promise<void> {
    const ended = once(this.#worker, 'exit')
    this.#worker.ref()
    this.#worker.postMessage('close')
    await ended
  }

  #hear({ value, error }: Said): void {
    const asked = this.#waiting.shift()
    if (this.#waiting.length === 0) this.#worker.unref()
    if (error) asked?.reject(Object.assign(new Error(error.message), { errcode: error.errcode }))
    else asked?.resolve(value)
  }
}

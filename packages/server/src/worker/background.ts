import { Worker } from 'node:worker_threads'
import type { Runner } from '../batch/runner.ts'
import type { BatchJob } from '../service/batch-jobs.ts'
import type { Platform } from '../service/scope.ts'
import type { BatchThreadData, FromThread, ToThread } from './messages.ts'
import { program } from './program.ts'

/** How long the thread may have nothing to do before it ends, in milliseconds: its memory is as much as all the rest. */
const restAfter = 1000

/**
 * Works in a thread of its own, started when a job is made, on a connection of its own; whoever is answered in this
 * thread waits for it only to write, and no longer than a chunk takes.
 */
export function inBackground(platform: Platform, database: string, patience = restAfter): Runner {
  let thread: Thread | undefined
  let rest: NodeJS.Timeout | undefined
  let resting: Promise<unknown> | undefined
  let running = 0
  const awake = (): Thread => {
    clearTimeout(rest)
    thread ??= new Thread(platform, database, (ended) => {
      if (thread === ended) thread = undefined
    })
    return thread
  }
  const restLater = () => {
    clearTimeout(rest)
    // The next job may be made while one runs.
    if (running > 0) return
    rest = setTimeout(restNow, patience).unref()
  }
  const restNow = async () => {
    if (running > 0) return
    clearTimeout(rest)
    resting = Promise.all([resting, thread?.close()])
    thread = undefined
    await resting
  }
  return {
    expect: () => {
      awake()
      restLater()
    },
    run: async (job, signal) => {
      running += 1
      try {
        await awake().run(job, signal)
      } finally {
        running -= 1
        restLater()
      }
    },
    rest: restNow,
    close: async () => {
      clearTimeout(rest)
      await Promise.all([resting, thread?.close()])
    },
  }
}

/** Memory that is filled and emptied with each chunk, in MiB: in less room what is thrown away is copied first. */
const youngMemory = 32

class Thread {
  readonly #platform: Platform
  readonly #worker: Worker
  readonly #ended: Promise<void>
  #job: { resolve(): void; reject(error: Error): void } | undefined
  #written: (() => void) | undefined

  constructor(platform: Platform, database: string, onEnd: (ended: Thread) => void) {
    this.#platform = platform
    const { entries, associations } = platform.catalog
    const { worker } = platform
    const workerData: BatchThreadData = { for: 'batch', database, entries, associations, worker }
    const resourceLimits = { maxYoungGenerationSizeMb: youngMemory }
    this.#worker = new Worker(program, { workerData, resourceLimits, name: 'batch' })
    // While it has nothing to do, it keeps no program from ending.
    this.#worker.unref()
    this.#worker.on('message', (message: FromThread) => this.#hear(message))
    this.#ended = new Promise((resolve) => {
      const end = (error: Error) => {
        this.#written?.()
        this.#job?.reject(error)
        onEnd(this)
        resolve()
      }
      this.#worker.once('error', (error) => end(error as Error))
      this.#worker.once('exit', () => end(new Error('the thread that works on batch jobs has ended')))
    })
  }

  async run(job: BatchJob, signal: AbortSignal): Promise<void> {
    const stop = () => this.#tell({ do: 'stop' })
    signal.addEventListener('abort', stop, { once: true })
    try {
      await new Promise<void>((resolve, reject) => {
        this.#job = { resolve, reject }
        this.#worker.ref()
        this.#tell({ do: 'run', job, now: this.#now })
        if (signal.aborted) stop()
      })
    } finally {
      this.#worker.unref()
      this.#job = undefined
      signal.removeEventListener('abort', stop)
    }
  }

  async close(): Promise<void> {
    this.#worker.ref()
    this.#tell({ do: 'close' })
    await this.#ended
  }

  get #now(): number {
    return this.#platform.now().getTime()
  }

  #tell(message: ToThread): void {
    this.#worker.postMessage(message)
  }

  #hear(message: FromThread): void {
    if (message.says === 'wantsToWrite') void this.#lend()
    else if (message.says === 'hasWritten') this.#written?.()
    else if (message.says === 'hasRun') this.#job?.resolve()
    else this.#job?.reject(new Error(message.reason))
  }

  #lend(): Promise<void> {
    return this.#platform.database.lend(
      () =>
        new Promise((resolve) => {
          this.#written = resolve
          this.#tell({ do: 'write', now: this.#now })
        }),
    )
  }
}

import { type BatchJob, claimJob } from '../service/batch-jobs.ts'
import type { Platform } from '../service/scope.ts'
import { beginWork, endWork, isGone, silenceOfUploads } from '../service/workers.ts'
import type { Runner } from './runner.ts'

/**
 * Runs a database's batch jobs one after the other, in the order in which they came. Several processes may do so on one
 * database: each job is claimed by one of them.
 */
export class BatchQueue {
  /** The largest file of a job in bytes. */
  readonly fileLimit: number
  /** By which others know whether its jobs are gone on with. */
  readonly worker: string
  readonly #platform: Platform
  readonly #runner: Runner
  readonly #stopped = new AbortController()
  #running: Promise<void> | undefined
  #isWanted = false
  #watch: NodeJS.Timeout | undefined
  #retry: NodeJS.Timeout | undefined

  constructor(platform: Platform, fileLimit: number, runner: Runner) {
    this.#platform = platform
    this.#runner = runner
    this.worker = platform.worker
    this.fileLimit = fileLimit
  }

  /** Takes up what was left when the database was closed, or when whoever worked on it died. */
  start(): void {
    beginWork(this.worker)
    this.#watch = setInterval(() => this.wake(), watchEvery).unref()
    this.wake()
  }

  /** Tells that a job was made, whose file is still to come. */
  expect(): void {
    if (!this.#stopped.signal.aborted) this.#runner.expect()
  }

  /** Tells that there may be a job. */
  wake(): void {
    if (this.#stopped.signal.aborted) return
    this.#isWanted = true
    if (this.#retry) return
    this.#running ??= this.#run()
      .catch((error: unknown) => {
        this.#isWanted = false
        warn(error)
        this.#retryLater()
      })
      .finally(() => {
        this.#running = undefined
        // Told of another job while this was ending.
        if (this.#isWanted) this.wake()
      })
  }

  /** Whoever wakes it meanwhile waits, too: each of them would otherwise try again and again by itself. */
  #retryLater(): void {
    this.#retry = setTimeout(() => {
      this.#retry = undefined
      this.wake()
    }, retryAfter).unref()
  }

  /** Stops between two chunks of the job that runs, which is then gone on with by whoever comes next. */
  async stop(): Promise<void> {
    this.#stopped.abort()
    clearInterval(this.#watch)
    clearTimeout(this.#retry)
    await this.#running
    await this.#runner.close()
    endWork(this.worker)
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopped
    while (this.#isWanted && !signal.aborted) {
      this.#isWanted = false
      const job = await claimJob(this.#platform, this.worker, (each) => this.#isGone(each))
      if (!job) continue
      this.#isWanted = true
      await this.#runner.run(job, signal)
    }
  }

  /** Whether whoever has a job will not go on with it. */
  #isGone({ state, worker, heartbeat }: BatchJob): boolean {
    // One's own job is none that runs: it failed in a way in which it could not even be ended.
    if (worker === this.worker) return state === 'Running'
    const silence = state === 'Uploading' ? silenceOfUploads : undefined
    return isGone(worker, heartbeat, this.#platform.now().getTime() / 1000, silence)
  }
}

/** How often it is looked whether another process has left a job, in milliseconds. */
const watchEvery = 3000

/** How long a database that failed is left alone, in milliseconds. */
const retryAfter = 2000

/** The database itself fails, a full disk say; jobs are gone on with when it works again. */
function warn(error: unknown): void {
  process.emitWarning(`Batch jobs were interrupted: ${(error as Error).message}`, { code: 'TCEX_BATCH' })
}

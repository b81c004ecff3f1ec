import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { type BatchJob, claimJob } from '../service/batch-jobs.ts'
import type { Platform } from '../service/scope.ts'
import { runJob } from './job.ts'

/** Those who work in this process. */
const living = new Set<string>()

/** Who has not been heard of for so long is gone. */
const silence = 60

/**
 * Runs a database's batch jobs one after the other, in the order in which they came. Several processes may do so on one
 * database: each job is claimed by one of them.
 */
export class BatchQueue {
  /** The largest file of a job in bytes. */
  readonly fileLimit: number
  /** By which others know whether its jobs are gone on with. */
  readonly worker = `${hostname()} ${process.pid} ${randomUUID()}`
  readonly #platform: Platform
  readonly #stopped = new AbortController()
  #running: Promise<void> | undefined
  #isWanted = false

  constructor(platform: Platform, fileLimit: number) {
    this.#platform = platform
    this.fileLimit = fileLimit
  }

  /** Takes up what was left when the database was closed, or when whoever worked on it died. */
  start(): void {
    living.add(this.worker)
    this.wake()
  }

  /** Tells that there may be a job. */
  wake(): void {
    if (this.#stopped.signal.aborted) return
    this.#isWanted = true
    this.#running ??= this.#run()
      .catch((error: unknown) => {
        this.#isWanted = false
        warn(error)
      })
      .finally(() => {
        this.#running = undefined
        // Told of another job while this was ending.
        if (this.#isWanted) this.wake()
      })
  }

  /** Stops between two chunks of the job that runs, which is then gone on with by whoever comes next. */
  async stop(): Promise<void> {
    this.#stopped.abort()
    await this.#running
    living.delete(this.worker)
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopped
    while (this.#isWanted && !signal.aborted) {
      this.#isWanted = false
      const job = await claimJob(this.#platform, this.worker, (each) => this.#isGone(each))
      if (!job) continue
      this.#isWanted = true
      await runJob(this.#platform, job, signal)
    }
  }

  /** Whether whoever has a job will not go on with it. */
  #isGone({ state, worker, heartbeat }: BatchJob): boolean {
    // One's own job is none that runs: it failed in a way in which it could not even be ended.
    if (worker === this.worker) return state === 'Running'
    if (worker === null || living.has(worker)) return worker === null
    const [host, pid] = worker.split(' ')
    if (host === hostname()) return Number(pid) === process.pid || !isAlive(Number(pid))
    return this.#platform.now().getTime() / 1000 - (heartbeat ?? 0) > silence
  }
}

/** The database itself fails, a full disk say; jobs are tried again when there is another one, or after a restart. */
function warn(error: unknown): void {
  process.emitWarning(`Batch jobs were interrupted: ${(error as Error).message}`, { code: 'TCEX_BATCH' })
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

import { setImmediate as nextTurn } from 'node:timers/promises'
import {
  advanceJob,
  type BatchJob,
  completeJob,
  countLinks,
  eachLink,
  fileOf,
  hasLinks,
  LostJob,
  releaseJob,
  scopeOfJob,
} from '../service/batch-jobs.ts'
import { mayPass } from '../service/faults.ts'
import { Refusal, refuse } from '../service/refusal.ts'
import { type Platform, prepare, type Scope } from '../service/scope.ts'
import { Ahead } from './ahead.ts'
import { type Checked, checkerFor, failElement, type Ran, runChunk, runLinks, warn } from './chunk.ts'
import { readFileXids, xidsWanted } from './file-xids.ts'
import { JsonError, NoLists } from './json-lists.ts'
import { lists } from './plan.ts'
import type { Target } from './planned.ts'
import { chunksOf, elementsOf, type Pace } from './read.ts'
import { Report } from './report.ts'

/**
 * Runs a job that was claimed, from where it stopped, until its end or until it is told to stop; then it is given back.
 * Between chunks everybody else has a turn.
 */
export async function runJob(
  platform: Platform,
  claimed: BatchJob,
  signal: AbortSignal,
  pace: Pace,
): Promise<void> {
  const run = new JobRun(platform, claimed, { signal, pace })
  try {
    await run.toTheEnd()
  } catch (error) {
    if (error instanceof LostJob) return
    // Once the database works again, the job is gone on with from its last chunk.
    if (mayPass(error)) throw error
    await run.giveUp(error)
  }
}

class JobRun {
  readonly #platform: Platform
  readonly #signal: AbortSignal
  readonly #pace: Pace
  #job: BatchJob
  #isHalted: boolean

  constructor(platform: Platform, job: BatchJob, { signal, pace }: { signal: AbortSignal; pace: Pace }) {
    this.#platform = platform
    this.#job = job
    this.#signal = signal
    this.#pace = pace
    this.#isHalted = job.settings.haltOnError && Object.values(job.counts.error).some((count) => count > 0)
  }

  async toTheEnd(): Promise<void> {
    const scope = await scopeOfJob(this.#platform, this.#job)
    if (!this.#job.readWhole) await this.#readFile(scope)
    if (!this.#signal.aborted) await this.#makeLinks(scope)
    if (this.#signal.aborted) await releaseJob(this.#platform, this.#job)
    else await completeJob(this.#platform, this.#job, [])
  }

  /** What cannot be gone on with ends with its reason. */
  async giveUp(error: unknown): Promise<void> {
    const report = new Report(this.#job.counts, false)
    const refusal = error instanceof Refusal ? error : refuse('batchInternal', undefined)
    report.refused('file', { path: '$', source: '' }, refusal)
    await completeJob(this.#platform, { ...this.#job, counts: report.counts }, report.errors)
  }

  async #readFile(scope: Scope): Promise<void> {
    const chunks = new Ahead(this.#chunksOf(scope))
    try {
      for (;;) {
        const { value: chunk, done } = await chunks.take()
        if (done) break
        if (this.#isHalted) this.#leave(chunk.length)
        else await this.#chunk(scope, chunk, () => chunks.begin())
        await nextTurn()
        if (this.#signal.aborted) return
      }
      await this.#close(scope)
    } catch (error) {
      if (!(error instanceof JsonError)) throw error
      await this.#close(scope, error)
    } finally {
      await chunks.close()
    }
  }

  #chunksOf(scope: Scope): AsyncGenerator<readonly Checked[]> {
    const elements = elementsOf(fileOf(this.#platform, this.#job), this.#job.position)
    return chunksOf(elements, this.#pace, () => checkerFor(scope, this.#job))
  }

  /** Notes that of the file nothing is left to read, and why, where it could not be read to its end. */
  async #close(scope: Scope, error?: JsonError): Promise<void> {
    const report = new Report(this.#job.counts, this.#job.settings.haltOnError)
    if (error) this.#unreadable(report, error)
    const job = { ...this.#job, readWhole: true, counts: report.counts }
    await prepare(scope, (work) => advanceJob(work, job, report.errors))
    this.#take({ job, isHalted: this.#isHalted || report.isHalted })
  }

  #take({ job, isHalted }: Ran): void {
    this.#job = job
    this.#isHalted = isHalted
  }

  /** Where a chunk fails for a reason of ours, its elements are tried one by one, so that one alone is lost. */
  async #chunk(scope: Scope, chunk: readonly Checked[], meanwhile?: () => void): Promise<void> {
    try {
      this.#take(await runChunk(scope, this.#job, chunk, meanwhile))
    } catch (error) {
      if (error instanceof LostJob || mayPass(error)) throw error
      const [only] = chunk
      if (chunk.length === 1 && only) {
        warn(this.#job.id, error)
        return this.#take(await failElement(scope, this.#job, only))
      }
      for (const each of chunk) {
        if (this.#isHalted) this.#leave(1)
        else await this.#chunk(scope, [each])
      }
    }
  }

  #leave(count: number, elements = count): void {
    const { counts, position } = this.#job
    const unprocess = counts.unprocess + count
    this.#job = { ...this.#job, position: position + elements, counts: { ...counts, unprocess } }
  }

  #unreadable(report: Report, error: JsonError): void {
    const { message, position, path } = error
    const refusal =
      error instanceof NoLists
        ? refuse('batchNoLists', { found: error.keys.join(', '), known: lists[this.#job.settings.version] })
        : refuse('batchJson', { detail: message, position })
    report.refused('file', { path, source: '' }, refusal)
  }

  /** Most files have no such names, and are not read again for them. */
  async #fileXids(): Promise<ReadonlyMap<string, Target>> {
    const job = this.#job
    const wanted = await xidsWanted(eachLink(this.#platform, job))
    if (wanted.size === 0) return new Map()
    return readFileXids(elementsOf(fileOf(this.#platform, job), 0), wanted, this.#platform.catalog)
  }

  async #makeLinks(scope: Scope): Promise<void> {
    if (this.#isHalted) this.#leave(await countLinks(this.#platform, this.#job), 0)
    const fileXids = await this.#fileXids()
    while (!this.#isHalted && !this.#signal.aborted) {
      if (!(await hasLinks(this.#platform, this.#job))) return
      this.#take(await runLinks(scope, this.#job, { fileXids, limit: this.#pace.elements }))
      await nextTurn()
    }
  }
}

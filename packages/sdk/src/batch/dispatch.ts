import { type File, writeFile } from './chunk.ts'
import type { Entry } from './entry.ts'
import { Job, type JobContext } from './job.ts'
import { RefusedFile } from './refused-file.ts'
import type { Tally } from './tally.ts'

export interface DispatchOptions {
  readonly concurrency: number
  /** Whether links within items stay there, wherever they lead. */
  readonly keepsLinks: boolean
  readonly haltOnError: boolean
  /** Called with the first failure: nothing more is to be sent. */
  readonly abort: (error: unknown) => void
}

/** Runs jobs side by side, within a bound, and tells the tally what they come to. */
export class Dispatcher {
  #context: JobContext
  readonly #tally: Tally
  readonly #links: Entry[]
  readonly #options: DispatchOptions
  readonly #jobs = new Set<Promise<void>>()
  /** The smallest file that the platform found too large. */
  #tooLarge = Number.POSITIVE_INFINITY
  #failure: { readonly error: unknown } | undefined

  /** @param links where links that are left for later are put */
  constructor(context: JobContext, tally: Tally, links: Entry[], options: DispatchOptions) {
    this.#context = context
    this.#tally = tally
    this.#links = links
    this.#options = options
  }

  /** Makes the jobs that follow with other settings. */
  use(settings: JobContext['settings']): void {
    this.#context = { ...this.#context, settings }
  }

  /** What ended it, if anything did. */
  get failure(): { readonly error: unknown } | undefined {
    return this.#failure
  }

  /** Takes a chunk as soon as there is room for another job. */
  async hand(entries: readonly Entry[]): Promise<void> {
    while (this.#jobs.size >= this.#options.concurrency) await Promise.race(this.#jobs)
    this.#check()
    if (this.#tally.halted) return this.#leave(entries)
    const job: Promise<void> = this.#send(entries)
      .catch((error: unknown) => {
        this.#failure ??= { error }
        this.#options.abort(error)
      })
      .finally(() => this.#jobs.delete(job))
    this.#jobs.add(job)
  }

  /** Waits until all jobs are done. */
  async drain(): Promise<void> {
    await this.settled()
    this.#check()
  }

  async settled(): Promise<void> {
    await Promise.allSettled(this.#jobs)
  }

  #check(): void {
    if (this.#failure) throw this.#failure.error
  }

  #leave(entries: readonly Entry[]): void {
    for (const entry of entries) this.#tally.refuse(entry, 'It was not sent: an earlier item was refused.')
  }

  async #send(entries: readonly Entry[]): Promise<void> {
    const file = writeFile(entries, this.#options.keepsLinks)
    const [size, canBeCut] = [file.bytes.length, entries.length > 1]
    if (size >= this.#tooLarge && canBeCut) return this.#halve(entries)
    try {
      await this.#run(entries, file)
    } catch (error) {
      if (!(error instanceof RefusedFile)) throw error
      if (error.isTooLarge && canBeCut) {
        this.#tooLarge = Math.min(this.#tooLarge, size)
        return this.#halve(entries)
      }
      for (const entry of entries) this.#tally.refuse(entry, error.message)
    }
  }

  async #halve(entries: readonly Entry[]): Promise<void> {
    const middle = Math.ceil(entries.length / 2)
    await this.#send(entries.slice(0, middle))
    await this.#send(entries.slice(middle))
  }

  async #run(entries: readonly Entry[], file: File): Promise<void> {
    this.#tally.started()
    try {
      const outcome = await new Job(this.#context, file.bytes, entries).run()
      this.#tally.conclude(entries, outcome)
      this.#links.push(...file.links.filter(({ index }) => !this.#tally.isRefused(index)))
      if (this.#options.haltOnError && outcome.errorCount > 0) this.#tally.halted = true
    } finally {
      this.#tally.ended()
    }
  }
}

import { ConfigurationError } from '../errors.ts'
import { abortError, type Clock } from '../transport/clock.ts'
import { linkSignals, raceSignal } from '../transport/deadline.ts'
import type { Send } from '../transport/request.ts'
import type { TypeStore } from '../type-store.ts'
import { Chunk, type File, frame, sizeOf, writeFile } from './chunk.ts'
import { type Entry, merge, missing } from './entry.ts'
import { Job, type JobContext, RefusedFile } from './job.ts'
import type { BatchItem, BatchOptions, BatchReport } from './options.ts'
import { RefusedItem, readItem } from './read-item.ts'
import { Tally } from './tally.ts'

/** What a batch needs of its client. */
export interface BatchContext {
  readonly types: TypeStore
  readonly send: Send
  readonly clock: Clock
  /** Whose items they are where the options name nobody. */
  readonly owner: () => Promise<string>
}

/**
 * Brings any number of groups, indicators and associations to the platform, as jobs of its V2 batch API.
 *
 * @example
 * const report = await tcex.batch({ owner: 'MyOrg', onProgress: print }).run(rows)
 * for (const { index, reason } of report.refused) console.error(index, reason)
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/batch_api/batch_api.html
 */
export class Batch {
  readonly #context: BatchContext
  readonly #options: BatchOptions

  constructor(context: BatchContext, options: BatchOptions) {
    this.#context = context
    this.#options = checked(options)
  }

  /**
   * Reads the input to its end and reports on every row. Items that are the same (by xid, or by type and value) become
   * one; links go last, when everything that they may lead to is there. What has been read is kept in memory until the
   * end, to know duplicates by.
   *
   * @param items any iterable, also an asynchronous one; it is read no faster than jobs are done
   * @throws AbortError where the signal ended it, HttpError where the platform makes no jobs for this user or owner
   */
  async run(items: Iterable<BatchItem> | AsyncIterable<BatchItem>): Promise<BatchReport> {
    return new Run(this.#context, this.#options).run(items)
  }
}

const limits = { maxItems: 10_000, maxBytes: 8 * 1024 * 1024, concurrency: 2 }

function checked(options: BatchOptions): BatchOptions {
  for (const name of ['maxItems', 'maxBytes', 'concurrency'] as const) {
    const value = options[name] ?? limits[name]
    if (!Number.isInteger(value) || value < 1) {
      throw new ConfigurationError(`The option "${name}" must be a whole number, 1 or more.`)
    }
  }
  return options
}

/** How many rows may be read without a word. */
const rowsBetweenNews = 1000

/** One reading of one input. */
class Run {
  readonly #context: BatchContext
  readonly #options: BatchOptions
  readonly #limits: { readonly maxItems: number; readonly maxBytes: number; readonly concurrency: number }
  readonly #tally = new Tally()
  readonly #controller = new AbortController()
  readonly #seen = new Map<string, Entry>()
  /** Duplicates of what was sent already that bring something new. */
  readonly #late: Entry[] = []
  readonly #links: Entry[] = []
  readonly #jobs = new Set<Promise<void>>()
  #chunk: Chunk
  /** The smallest file that the platform found too large. */
  #tooLarge = Number.POSITIVE_INFINITY
  #failure: { readonly error: unknown } | undefined
  #job: JobContext | undefined

  constructor(context: BatchContext, options: BatchOptions) {
    const {
      maxItems = limits.maxItems,
      maxBytes = limits.maxBytes,
      concurrency = limits.concurrency,
    } = options
    this.#context = context
    this.#options = options
    this.#limits = { maxItems, maxBytes, concurrency }
    this.#chunk = new Chunk(this.#limits)
  }

  async run(items: Iterable<BatchItem> | AsyncIterable<BatchItem>): Promise<BatchReport> {
    const unlink = linkSignals(this.#options.signal, this.#controller)
    try {
      this.#check()
      this.#job = await this.#settle()
      for await (const item of untilAborted(items, this.#controller.signal)) {
        await this.#take(item)
        if (this.#tally.halted) break
      }
      await this.#drain()
      await this.#sendAll(this.#late)
      await this.#sendAll(this.#links)
      return this.#tally.report()
    } catch (error) {
      // What aborted the reading is the cause, not that it was aborted.
      this.#check()
      throw error
    } finally {
      unlink()
      this.#controller.abort(new DOMException('the batch is over', 'AbortError'))
      await Promise.allSettled(this.#jobs)
    }
  }

  async #settle(): Promise<JobContext> {
    const { action = 'Create', haltOnError = false, poll = {}, timeout = 300_000, journal } = this.#options
    const { attributeWriteType = 'Replace', tagWriteType = 'Replace' } = this.#options
    const { securityLabelWriteType = 'Replace', fileMergeMode, hashCollisionMode } = this.#options
    const owner = this.#options.owner || (await this.#context.owner())
    const writeTypes = { attributeWriteType, tagWriteType, securityLabelWriteType }
    const modes = {
      ...(fileMergeMode ? { fileMergeMode } : {}),
      ...(hashCollisionMode ? { hashCollisionMode } : {}),
    }
    const { min = 250, max = 10_000, timeout: patience = 3_600_000 } = poll
    return {
      send: this.#context.send,
      clock: this.#context.clock,
      settings: { version: 'V2', owner, haltOnError, action, ...writeTypes, ...modes },
      journal,
      signal: this.#controller.signal,
      timeout,
      poll: { min, max, timeout: patience },
    }
  }

  async #take(item: unknown): Promise<void> {
    const index = this.#tally.read
    this.#tally.read += 1
    try {
      await this.#add(await readItem(this.#context.types, item, index))
    } catch (error) {
      if (!(error instanceof RefusedItem)) throw error
      this.#tally.refuse({ index }, error.message)
    }
    this.#check()
    if (this.#tally.read % rowsBetweenNews === 0) this.#tell()
  }

  async #add(entry: Entry): Promise<void> {
    const twin = entry.keys.map((key) => this.#seen.get(key)).find((other) => other !== undefined)
    if (twin) return this.#join(twin, entry)
    const bytes = sizeOf(entry.body)
    if (bytes + frame > this.#limits.maxBytes) {
      throw new RefusedItem(`It takes ${bytes} bytes, and a job no more than ${this.#limits.maxBytes}.`)
    }
    for (const key of entry.keys) this.#seen.set(key, entry)
    if (entry.array === 'association') this.#links.push(entry)
    else await this.#queue(entry, bytes)
  }

  /** The same thing again: one with the other, or where that is under way already, with what comes after. */
  #join(twin: Entry, entry: Entry): void {
    this.#tally.merge(entry.index, twin.index)
    for (const key of entry.keys) if (!this.#seen.has(key)) this.#seen.set(key, twin)
    const body = merge(twin.body, withoutValue(entry.body, twin.body))
    if (twin.state !== 'sent') {
      if (twin.state === 'queued') this.#chunk.grow(sizeOf(body) - sizeOf(twin.body))
      twin.body = body
      twin.names = [...twin.names, ...entry.names]
    } else if (this.#isCreate && JSON.stringify(body) !== JSON.stringify(twin.body)) {
      const late: Entry = { ...twin, index: entry.index, state: 'waiting', body: this.#addition(twin, body) }
      for (const key of [...twin.keys, ...entry.keys]) this.#seen.set(key, late)
      this.#late.push(late)
    }
  }

  /** Attributes that are appended must not be sent a second time. */
  #addition(twin: Entry, { attribute, ...body }: Entry['body']): Entry['body'] {
    if (this.#options.attributeWriteType !== 'Append') return attribute ? { ...body, attribute } : body
    const fresh = missing([twin.body.attribute ?? []].flat(), [attribute ?? []].flat())
    return fresh.length > 0 ? { ...body, attribute: fresh } : body
  }

  async #queue(entry: Entry, bytes: number): Promise<void> {
    if (!this.#chunk.hasRoom(bytes)) await this.#flush()
    this.#chunk.add(entry, bytes)
    entry.state = 'queued'
  }

  /** Hands over what was kept for later, in the order of the input, so that a second run makes the same jobs. */
  async #sendAll(kept: readonly Entry[]): Promise<void> {
    const entries = [...kept].sort((left, right) => left.index - right.index)
    for (const entry of entries) await this.#queue(entry, sizeOf(entry.body))
    await this.#drain()
  }

  /** Hands over what has gathered, as soon as there is room for another job. */
  async #flush(): Promise<void> {
    const { entries } = this.#chunk
    this.#chunk = new Chunk(this.#limits)
    if (entries.length === 0) return
    for (const entry of entries) entry.state = 'sent'
    while (this.#jobs.size >= this.#limits.concurrency) await Promise.race(this.#jobs)
    this.#check()
    if (this.#tally.halted) return this.#leave(entries)
    const job: Promise<void> = this.#send(entries)
      .catch((error: unknown) => {
        this.#failure ??= { error }
        this.#controller.abort(error)
      })
      .finally(() => this.#jobs.delete(job))
    this.#jobs.add(job)
  }

  async #drain(): Promise<void> {
    await this.#flush()
    await Promise.all(this.#jobs)
    this.#check()
  }

  async #send(entries: readonly Entry[]): Promise<void> {
    const file = writeFile(entries, !this.#isCreate)
    const [size, canBeCut] = [file.text.length, entries.length > 1]
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

  async #run(entries: readonly Entry[], file: File): Promise<void> {
    if (!this.#job) return
    this.#tally.running += 1
    this.#tell()
    try {
      const outcome = await new Job(this.#job, file.text, entries).run()
      this.#tally.conclude(entries, outcome)
      this.#links.push(...file.links.filter(({ index }) => !this.#tally.isRefused(index)))
      if (this.#options.haltOnError && outcome.errorCount > 0) this.#tally.halted = true
    } finally {
      this.#tally.running -= 1
      this.#tell()
    }
  }

  async #halve(entries: readonly Entry[]): Promise<void> {
    const middle = Math.ceil(entries.length / 2)
    await this.#send(entries.slice(0, middle))
    await this.#send(entries.slice(middle))
  }

  #leave(entries: readonly Entry[]): void {
    for (const entry of entries) this.#tally.refuse(entry, 'It was not sent: an earlier item was refused.')
  }

  get #isCreate(): boolean {
    return this.#options.action !== 'Delete'
  }

  /** Ends the run where a job failed or the caller's signal fired. */
  #check(): void {
    if (this.#failure) throw this.#failure.error
    if (this.#options.signal?.aborted) throw abortError(this.#options.signal, 'The batch')
  }

  #tell(): void {
    this.#options.onProgress?.(this.#tally.progress)
  }
}

/** What a file's summary gains is joined by hash, not by text: the longer one has all of them. */
function withoutValue({ summary, ...body }: Entry['body'], twin: Entry['body']): Entry['body'] {
  if (summary === undefined) return body
  const longer = String(summary).length > String(twin.summary ?? '').length
  return longer ? { ...body, summary } : body
}

/** Reads an input that may keep silent for long: an abort ends the waiting. */
async function* untilAborted<T>(items: Iterable<T> | AsyncIterable<T>, signal: AbortSignal) {
  const reader = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]()
  let isDone = false
  try {
    for (;;) {
      const { done, value } = await raceSignal(Promise.resolve(reader.next()), signal)
      if (done) {
        isDone = true
        return
      }
      yield value
    }
  } finally {
    // A reader that is waiting hears of it when it wakes; nobody waits for that.
    if (!isDone) Promise.resolve(reader.return?.()).catch(() => {})
  }
}

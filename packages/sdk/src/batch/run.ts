import { linkSignals, raceSignal } from '../transport/deadline.ts'
import { abortError } from '../transport/sleep.ts'
import type { BatchContext } from './batch.ts'
import { Chunk, frame, type Limits, sizeOf } from './chunk.ts'
import { Dispatcher } from './dispatch.ts'
import { type Entry, merge, missing } from './entry.ts'
import type { JobContext } from './job.ts'
import type { BatchItem, BatchOptions, BatchReport } from './options.ts'
import { RefusedItem, readItem } from './read-item.ts'
import { Tally } from './tally.ts'

/** How many rows may be read without a word. */
const rowsBetweenNews = 1000

/** One reading of one input: rows in, entries into chunks, each the same thing once. */
export class Run {
  readonly #context: BatchContext
  readonly #options: BatchOptions
  readonly #limits: Limits
  readonly #tally: Tally
  readonly #controller = new AbortController()
  readonly #seen = new Map<string, Entry>()
  /** Duplicates of what was sent already that bring something new. */
  readonly #late: Entry[] = []
  readonly #links: Entry[] = []
  #chunk: Chunk

  constructor(context: BatchContext, options: BatchOptions, limits: Limits) {
    this.#context = context
    this.#options = options
    this.#limits = limits
    this.#chunk = new Chunk(limits)
    this.#tally = new Tally(options.onProgress)
  }

  async run(items: Iterable<BatchItem> | AsyncIterable<BatchItem>): Promise<BatchReport> {
    const unlink = linkSignals(this.#options.signal, this.#controller)
    let jobs: Dispatcher | undefined
    try {
      this.#check()
      jobs = new Dispatcher(await this.#settle(), this.#tally, this.#links, {
        concurrency: this.#limits.concurrency,
        keepsLinks: !this.#isCreate,
        haltOnError: this.#options.haltOnError ?? false,
        abort: (error) => this.#controller.abort(error),
      })
      await this.#read(items, jobs)
      await this.#sendAll(this.#late, jobs)
      await this.#sendAll(this.#links, jobs)
      return this.#tally.report()
    } catch (error) {
      // What aborted the reading is the cause, not that it was aborted.
      this.#check()
      throw jobs?.failure?.error ?? error
    } finally {
      unlink()
      this.#controller.abort(new DOMException('the batch is over', 'AbortError'))
      await jobs?.settled()
    }
  }

  async #settle(): Promise<JobContext> {
    const { send, clock } = this.#context
    const { timeout = 300_000, journal, poll = {} } = this.#options
    const { min = 250, max = 10_000, timeout: patience = 3_600_000 } = poll
    const { signal } = this.#controller
    const settings = jobSettings(this.#options, this.#options.owner || (await this.#context.owner()))
    return { send, clock, settings, journal, signal, timeout, poll: { min, max, timeout: patience } }
  }

  async #read(items: Iterable<BatchItem> | AsyncIterable<BatchItem>, jobs: Dispatcher): Promise<void> {
    for await (const item of untilAborted(items, this.#controller.signal)) {
      await this.#take(item, jobs)
      if (this.#tally.halted) break
    }
    await this.#drain(jobs)
  }

  async #take(item: unknown, jobs: Dispatcher): Promise<void> {
    const index = this.#tally.read
    this.#tally.read += 1
    try {
      await this.#add(await readItem(this.#context.types, item, index), jobs)
    } catch (error) {
      if (!(error instanceof RefusedItem)) throw error
      this.#tally.refuse({ index }, error.message)
    }
    this.#check()
    if (this.#tally.read % rowsBetweenNews === 0) this.#tally.tell()
  }

  async #add(entry: Entry, jobs: Dispatcher): Promise<void> {
    const twin = entry.keys.map((key) => this.#seen.get(key)).find((other) => other !== undefined)
    if (twin) return this.#join(twin, entry)
    const bytes = sizeOf(entry.body)
    if (bytes + frame > this.#limits.maxBytes) {
      throw new RefusedItem(`It takes ${bytes} bytes, and a job no more than ${this.#limits.maxBytes}.`)
    }
    for (const key of entry.keys) this.#seen.set(key, entry)
    if (entry.array === 'association') this.#links.push(entry)
    else await this.#queue(entry, bytes, jobs)
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
      const late: Entry = {
        ...twin,
        index: entry.index,
        state: 'waiting',
        body: this.#addition(twin, body),
      }
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

  async #queue(entry: Entry, bytes: number, jobs: Dispatcher): Promise<void> {
    if (!this.#chunk.hasRoom(bytes)) await this.#flush(jobs)
    this.#chunk.add(entry, bytes)
    entry.state = 'queued'
  }

  /** Hands over what was kept for later, in the order of the input, so that a second run makes the same jobs. */
  async #sendAll(kept: readonly Entry[], jobs: Dispatcher): Promise<void> {
    const entries = [...kept].sort((left, right) => left.index - right.index)
    for (const entry of entries) await this.#queue(entry, sizeOf(entry.body), jobs)
    await this.#drain(jobs)
  }

  async #flush(jobs: Dispatcher): Promise<void> {
    const { entries } = this.#chunk
    this.#chunk = new Chunk(this.#limits)
    for (const entry of entries) entry.state = 'sent'
    if (entries.length > 0) await jobs.hand(entries)
    this.#check()
  }

  async #drain(jobs: Dispatcher): Promise<void> {
    await this.#flush(jobs)
    await jobs.drain()
    this.#check()
  }

  get #isCreate(): boolean {
    return this.#options.action !== 'Delete'
  }

  /** Ends the run where the caller's signal fired. */
  #check(): void {
    if (this.#options.signal?.aborted) throw abortError(this.#options.signal, 'The batch')
  }
}

/** What makes a job. @see https://docs.threatconnect.com/en/latest/rest_api/v2/batch_api/batch_api.html#create-a-batch-job */
function jobSettings(options: BatchOptions, owner: string): Readonly<Record<string, unknown>> {
  const { action = 'Create', haltOnError = false, fileMergeMode, hashCollisionMode } = options
  const {
    attributeWriteType = 'Replace',
    tagWriteType = 'Replace',
    securityLabelWriteType = 'Replace',
  } = options
  return {
    version: 'V2',
    owner,
    haltOnError,
    action,
    attributeWriteType,
    tagWriteType,
    securityLabelWriteType,
    ...(fileMergeMode ? { fileMergeMode } : {}),
    ...(hashCollisionMode ? { hashCollisionMode } : {}),
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
  if (!(Symbol.asyncIterator in items)) return yield* items
  const reader = items[Symbol.asyncIterator]()
  let isDone = false
  try {
    for (;;) {
      const { done, value } = await raceSignal(reader.next(), signal)
      isDone = done ?? false
      if (isDone) return
      yield value
    }
  } finally {
    // A reader that is waiting hears of it when it wakes; nobody waits for that.
    if (!isDone) reader.return?.().catch(() => {})
  }
}

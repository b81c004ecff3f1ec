import { linkSignals, raceSignal } from '../transport/deadline.ts'
import { abortError, sleep } from '../transport/sleep.ts'
import type { BatchContext } from './batch.ts'
import { Chunk, frame, type Limits, sizeOf } from './chunk.ts'
import { Dispatcher } from './dispatch.ts'
import { type Body, type Entry, merge, missing } from './entry.ts'
import type { JobContext } from './job.ts'
import { Memory, type Past } from './memory.ts'
import type { BatchItem, BatchOptions, BatchReport } from './options.ts'
import { Pace } from './pace.ts'
import { ItemReader, RefusedItem } from './read-item.ts'
import { Tally } from './tally.ts'

/** How many rows may be read without a word. */
const rowsBetweenNews = 1000

/** How many items the first job takes at most: the platform begins with it while the next one is gathered. */
const firstItems = 2500

/** One reading of one input: rows in, entries into chunks, each the same thing once. */
export class Run {
  readonly #context: BatchContext
  readonly #options: BatchOptions
  readonly #limits: Limits
  readonly #tally: Tally
  readonly #controller = new AbortController()
  readonly #reader: ItemReader
  readonly #memory = new Memory()
  /** Duplicates of what was sent already that bring something new, joined with it. */
  readonly #late: Entry[] = []
  /** Duplicates of what was sent long ago, which only the platform still knows. */
  readonly #additions: Entry[] = []
  readonly #links: Entry[] = []
  #chunk: Chunk

  constructor(context: BatchContext, options: BatchOptions, limits: Limits) {
    this.#context = context
    this.#reader = new ItemReader(context.types)
    this.#options = options
    this.#limits = limits
    this.#chunk = new Chunk({ ...limits, maxItems: Math.min(limits.maxItems, firstItems) })
    this.#tally = new Tally(options.onProgress)
  }

  async run(items: Iterable<BatchItem> | AsyncIterable<BatchItem>): Promise<BatchReport> {
    const unlink = linkSignals(this.#options.signal, this.#controller)
    let jobs: Dispatcher | undefined
    try {
      this.#check()
      const job = await this.#settle()
      jobs = new Dispatcher(job, this.#tally, this.#links, {
        concurrency: this.#limits.concurrency,
        keepsLinks: !this.#isCreate,
        haltOnError: this.#options.haltOnError ?? false,
        abort: (error) => this.#controller.abort(error),
      })
      await this.#read(items, jobs)
      await this.#sendAll(this.#late, jobs)
      jobs.use(appending(job.settings))
      await this.#sendAll(this.#additions, jobs)
      jobs.use(job.settings)
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
    const polling = { poll: { min, max, timeout: patience }, pace: new Pace() }
    return { send, clock, settings, journal, signal, timeout, ...polling }
  }

  async #read(items: Iterable<BatchItem> | AsyncIterable<BatchItem>, jobs: Dispatcher): Promise<void> {
    if (Symbol.asyncIterator in items) {
      for await (const item of untilAborted(items, this.#controller.signal)) {
        await this.#take(item, jobs)
        if (this.#tally.halted) break
      }
    } else {
      for (const item of items) {
        const taking = this.#take(item, jobs)
        // To wait where there is nothing to wait for would take longer than reading the row.
        if (taking) await taking
        if (this.#tally.halted) break
      }
    }
    await this.#drain(jobs)
  }

  #take(item: unknown, jobs: Dispatcher): Promise<void> | undefined {
    const index = this.#tally.read
    this.#tally.read += 1
    let taking: Promise<void> | undefined
    try {
      const entry = this.#reader.read(item, index)
      taking = entry instanceof Promise ? this.#addLater(entry, index, jobs) : this.#add(entry, jobs)
    } catch (error) {
      this.#refuse(index, error)
    }
    const isTimeForNews = this.#tally.read % rowsBetweenNews === 0
    if (taking || isTimeForNews) return this.#settleRow(taking, isTimeForNews)
    this.#check()
    return undefined
  }

  async #addLater(entry: Promise<Entry>, index: number, jobs: Dispatcher): Promise<void> {
    try {
      await this.#add(await entry, jobs)
    } catch (error) {
      this.#refuse(index, error)
    }
  }

  #refuse(index: number, error: unknown): void {
    if (!(error instanceof RefusedItem)) throw error
    this.#tally.refuse({ index }, error.message)
  }

  async #settleRow(taking: Promise<void> | undefined, isTimeForNews: boolean): Promise<void> {
    await taking
    this.#check()
    if (!isTimeForNews) return
    this.#tally.tell()
    // An input that never waits must not keep answers waiting.
    await sleep(this.#context.clock, 0, this.#controller.signal)
  }

  #add(entry: Entry, jobs: Dispatcher): Promise<void> | undefined {
    const before = this.#memory.find(entry)
    if (before) return 'twin' in before ? this.#join(before.twin, entry) : this.#joinPast(before.past, entry)
    this.#checkSize(entry.text)
    this.#memory.note(entry)
    if (entry.array !== 'association') return this.#queue(entry, jobs)
    this.#links.push(entry)
    return undefined
  }

  #checkSize(text: string): void {
    const { maxBytes } = this.#limits
    // No letter takes more than three bytes; nearly always that says enough.
    if (text.length * 3 + frame < maxBytes) return
    const bytes = sizeOf(text)
    if (bytes + frame <= maxBytes) return
    throw new RefusedItem(`It takes ${bytes} bytes, and a job no more than ${maxBytes}.`)
  }

  /** The same thing again: one with the other, or where that is under way already, with what comes after. */
  #join(twin: Entry, entry: Entry): undefined {
    this.#tally.merge(entry.index, twin.index)
    if (entry.text === twin.text) return
    twin.join(entry)
    const [old, fresh] = [twin.body, entry.body]
    const body = merge(old, withoutValue(fresh, old))
    const text = JSON.stringify(body)
    if (twin.state !== 'sent') {
      if (twin.state === 'queued') this.#chunk.rewrite(twin, text)
      else twin.rewrite(text)
      twin.hasLinks ||= entry.hasLinks
    } else if (this.#isCreate && text !== twin.text) {
      const late = twin.followedBy(entry.index, JSON.stringify(this.#addition(old, body)))
      late.hasLinks ||= entry.hasLinks
      this.#memory.note(late)
      this.#late.push(late)
      return
    }
    this.#memory.renew(twin)
  }

  /** The same thing as one of long ago, of which no more is known than whether it held the same. */
  #joinPast(past: Past, entry: Entry): undefined {
    this.#tally.merge(entry.index, past.index)
    if (past.isSame(entry.text) || !this.#isCreate) return
    this.#memory.note(entry)
    this.#additions.push(entry)
  }

  /** Attributes that are appended must not be sent a second time. */
  #addition(old: Body, { attribute, ...body }: Body): Body {
    if (this.#options.attributeWriteType !== 'Append') return attribute ? { ...body, attribute } : body
    const fresh = missing([old.attribute ?? []].flat(), [attribute ?? []].flat())
    return fresh.length > 0 ? { ...body, attribute: fresh } : body
  }

  #queue(entry: Entry, jobs: Dispatcher): Promise<void> | undefined {
    if (this.#chunk.take(entry)) return undefined
    const flushing = this.#flush(jobs)
    // What comes goes into the next chunk at once, so that nothing overtakes it.
    this.#chunk.take(entry)
    return flushing
  }

  /** Hands over what was kept for later, in the order of the input, so that a second run makes the same jobs. */
  async #sendAll(kept: readonly Entry[], jobs: Dispatcher): Promise<void> {
    const entries = [...kept].sort((left, right) => left.index - right.index)
    for (const entry of entries) await this.#queue(entry, jobs)
    await this.#drain(jobs)
  }

  async #flush(jobs: Dispatcher): Promise<void> {
    const { entries } = this.#chunk
    this.#chunk = new Chunk(this.#limits, this.#chunk)
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

/** What only the platform still knows keeps its lists, and gains those of what comes. */
const appending = (settings: JobContext['settings']): JobContext['settings'] =>
  Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [name, value === 'Replace' ? 'Append' : value]),
  )

/** What a file's summary gains is joined by hash, not by text: the longer one has all of them. */
function withoutValue({ summary, ...body }: Body, twin: Body): Body {
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

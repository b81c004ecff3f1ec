import { hexDigest } from '../digest.ts'
import { NetworkError, TimeoutError } from '../errors.ts'
import type { TiResponse } from '../response.ts'
import type { Clock } from '../transport/clock.ts'
import type { Bytes } from '../transport/payload.ts'
import type { Call, Send } from '../transport/request.ts'
import { sleep } from '../transport/sleep.ts'
import {
  answerOf,
  dataOf,
  noJob,
  passing,
  passOver,
  readBody,
  readState,
  refuseFile,
  type State,
} from './answers.ts'
import { concatenate } from './chunk.ts'
import type { Entry } from './entry.ts'
import { assign, type Blame, readErrors } from './errors.ts'
import type { BatchJob, Journal } from './options.ts'
import { type Pace, Progress } from './pace.ts'
import { RefusedFile } from './refused-file.ts'

/** What jobs need. */
export interface JobContext {
  readonly send: Send
  readonly clock: Clock
  /** The body that makes a job. */
  readonly settings: Readonly<Record<string, unknown>>
  readonly journal: Journal | undefined
  readonly signal: AbortSignal
  readonly timeout: number
  readonly poll: { readonly min: number; readonly max: number; readonly timeout: number }
  readonly pace: Pace
}

/** What one job came to. */
export interface Outcome extends BatchJob {
  /** By place in the job, and why. */
  readonly refused: readonly (readonly [position: number, reason: string])[]
  /** Errors that name none of its items. */
  readonly unmatched: readonly string[]
}

const mostTries = 4

/** One file as one job: made, uploaded, waited for, and asked for its errors. A journal makes each of these happen once. */
export class Job {
  readonly #context: JobContext
  readonly #file: Bytes
  readonly #entries: readonly Entry[]

  constructor(context: JobContext, file: Bytes, entries: readonly Entry[]) {
    this.#context = context
    this.#file = file
    this.#entries = entries
  }

  /**
   * Runs the job to its end, or picks it up where the journal says that it is.
   *
   * @throws RefusedFile where the platform does not take the file
   * @throws TcexError where the platform cannot be reached, or refuses to make a job
   */
  async run(): Promise<Outcome> {
    const { journal } = this.#context
    const key = journal && (await this.#key())
    const noted = key ? readNote(await journal.get(key)) : undefined
    if (noted?.outcome) return noted.outcome
    const write = async (note: Note) => key && journal.set(key, JSON.stringify(note))

    const before = noted && (await this.#find(noted.batchId))
    const batchId = before ? noted.batchId : await this.#create()
    if (!before) await write({ batchId })
    if (!before || before.status === 'Created') await this.#upload(batchId)
    const outcome = await this.#conclude(batchId, await this.#wait(batchId))
    await write({ batchId, outcome })
    return outcome
  }

  async #key(): Promise<string> {
    const settings = new TextEncoder().encode(JSON.stringify(this.#context.settings))
    return `tcex-batch ${await hexDigest('sha256', concatenate([settings, this.#file]))}`
  }

  /** An empty job is harmless, so making one is tried again, answer or not. */
  async #create(): Promise<number> {
    const { settings } = this.#context
    for (let tried = 1; ; tried += 1) {
      const response = await this.#ask({ method: 'POST', path: ['batch'], json: settings, decode: readBody })
      const batchId = Number(response?.ok ? dataOf(response.data).batchId : undefined)
      if (Number.isSafeInteger(batchId)) return batchId
      if (response && (!passing.has(response.status) || tried === mostTries)) throw noJob(response)
      if (tried === mostTries)
        throw new NetworkError('POST /v2/batch got no answer. Check apiUrl and the network.')
      await this.#pause(tried)
    }
  }

  /** Never sent twice blindly: where the answer is lost or unclear, the state of the job says whether it was heard. */
  async #upload(batchId: number): Promise<void> {
    const { timeout } = this.#context
    const path = ['batch', String(batchId)]
    for (let tried = 1; ; tried += 1) {
      const response = await this.#ask({ method: 'POST', path, content: this.#file, timeout })
      if (response?.ok) return
      if (response && !passing.has(response.status)) await refuseFile(response)
      const state = await this.#find(batchId)
      if (state && state.status !== 'Created') return
      if (tried === mostTries)
        throw new NetworkError(`Batch job ${batchId} could not be uploaded. Run it again.`)
      await this.#pause(tried)
    }
  }

  async #wait(batchId: number): Promise<State> {
    const { poll, clock, pace } = this.#context
    const began = clock.now()
    const progress = new Progress(pace, this.#entries.length)
    for (let longest = poll.min; ; longest = Math.min(poll.max, longest * 1.6)) {
      const state = await this.#find(batchId).catch(passOver)
      if (state === undefined) throw new RefusedFile(`Batch job ${batchId} is gone.`, false)
      if (state.status === 'Completed') return state
      if (clock.now() - began > poll.timeout) {
        const advice = 'It goes on at the platform; a run with the same journal picks it up.'
        throw new TimeoutError(`Batch job ${batchId} was not done within ${poll.timeout} ms. ${advice}`)
      }
      await sleep(clock, Math.min(longest, progress.wait(state, clock.now())), this.#context.signal)
    }
  }

  /** The state of a job, or undefined where there is none. */
  async #find(batchId: number): Promise<State | undefined> {
    const path = ['batch', String(batchId)]
    const query = { includeAdditional: true }
    const response = await answerOf(this.#send({ method: 'GET', path, query, decode: readBody }))
    return response.status === 404 ? undefined : readState(response.throwForStatus().data)
  }

  async #conclude(batchId: number, state: State): Promise<Outcome> {
    const { errorCount = 0, successCount = 0, unprocessCount = 0 } = state
    const errors = errorCount > 0 || unprocessCount > 0 ? await this.#errors(batchId) : []
    const { refused, unmatched } = blame(assign(errors, this.#entries), successCount, this.#entries)
    const named = new Map([...refused, ...this.#unprocessed(unprocessCount, refused)])
    const lost = errorCount - errors.length
    const silent = Array.from({ length: lost }, () => 'The platform counts an error and does not name it.')
    return {
      batchId,
      items: this.#entries.length,
      successCount,
      errorCount,
      unprocessCount,
      refused: [...named].sort(([left], [right]) => left - right),
      unmatched: [...unmatched, ...silent],
    }
  }

  /** A job that halts leaves the last ones. */
  *#unprocessed(count: number, refused: ReadonlyMap<number, string>): Iterable<[number, string]> {
    let left = count
    for (let position = this.#entries.length - 1; position >= 0 && left > 0; position -= 1) {
      if (refused.has(position)) continue
      left -= 1
      yield [position, 'The platform did not get to it: the job ended before.']
    }
  }

  async #errors(batchId: number) {
    const path = ['batch', String(batchId), 'errors']
    const response = await answerOf(this.#send({ method: 'GET', path }))
    if (response.status === 404) return []
    return (await readErrors(await response.throwForStatus().bytes())) ?? []
  }

  /** An answer, or undefined where none came. */
  async #ask<T>(call: Omit<Call<T>, 'query'>): Promise<TiResponse<T> | undefined> {
    try {
      return await answerOf(this.#send(call))
    } catch (error) {
      if (error instanceof NetworkError || error instanceof TimeoutError) return undefined
      throw error
    }
  }

  #send<T>(call: Omit<Call<T>, 'query'> & Partial<Call<T>>): Promise<TiResponse<T>> {
    const { send, signal } = this.#context
    return send({ signal, ...call, query: call.query ?? {} })
  }

  #pause(tried: number): Promise<void> {
    const { clock, poll, signal } = this.#context
    return sleep(clock, Math.min(poll.max, poll.min * 2 ** tried), signal)
  }
}

/** Where nothing succeeded, what names no item is about all of them: the file could not be read, say. */
function blame({ refused, unmatched }: Blame, successCount: number, entries: readonly Entry[]): Blame {
  const isCounted = entries.some(({ array }) => array !== 'association')
  if (successCount > 0 || unmatched.length === 0 || !isCounted) return { refused, unmatched }
  const reason = unmatched.join(' ')
  const all = entries.map((_, place) => [place, refused.get(place) ?? reason] as const)
  return { refused: new Map(all), unmatched: [] }
}

/** What a journal knows of a file: that there is a job for it, and once that is done what it came to. */
interface Note {
  readonly batchId: number
  readonly outcome?: Outcome
}

function readNote(text: string | undefined): Note | undefined {
  try {
    return text ? (JSON.parse(text) as Note) : undefined
  } catch {
    return undefined
  }
}

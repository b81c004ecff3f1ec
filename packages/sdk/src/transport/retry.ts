import { NetworkError, type RequestSummary, TimeoutError } from '../errors.ts'
import type { Logger } from '../log.ts'
import type { TiResponse } from '../response.ts'
import type { Clock } from './clock.ts'
import { sleep } from './sleep.ts'

/** When to try again, and after how long. Times in milliseconds. */
export interface RetryPolicy {
  /** How often after the first try. */
  readonly retries: number
  readonly min: number
  readonly max: number
  /** The longest that a server may ask to wait. */
  readonly maxRetryAfter: number
}

/** What one try came to. */
type Outcome<T> = { readonly response: TiResponse<T> } | { readonly error: unknown }

const retriable: ReadonlySet<number> = new Set([429, 502, 503, 504])

/** Runs a call until it succeeds, cannot be helped, or has been tried often enough; then the last outcome counts. */
export async function retrying<T>(
  attempt: (number: number) => Promise<TiResponse<T>>,
  { call, request, policy, clock, log, signal }: RetryContext,
): Promise<TiResponse<T>> {
  for (let number = 1; ; number += 1) {
    const outcome = await outcomeOf(attempt(number))
    if (number > policy.retries || !isPassing(outcome)) return conclude(outcome)
    const wait = delay(outcome, number, policy, clock)
    log.info('retry', { ...call, attempt: number, wait: Math.round(wait), reason: reason(outcome) })
    await sleep(clock, wait, signal, request)
  }
}

export interface RetryContext {
  /** What the log says of it. */
  readonly call: { readonly method: string; readonly path: string }
  readonly request?: RequestSummary | undefined
  readonly policy: RetryPolicy
  readonly clock: Clock
  readonly log: Logger
  readonly signal: AbortSignal | undefined
}

async function outcomeOf<T>(attempt: Promise<TiResponse<T>>): Promise<Outcome<T>> {
  try {
    return { response: await attempt }
  } catch (error) {
    return { error }
  }
}

function conclude<T>(outcome: Outcome<T>): TiResponse<T> {
  if ('error' in outcome) throw outcome.error
  return outcome.response
}

function isPassing<T>(outcome: Outcome<T>): boolean {
  if ('response' in outcome) return retriable.has(outcome.response.status)
  return outcome.error instanceof NetworkError || outcome.error instanceof TimeoutError
}

const reason = <T>(outcome: Outcome<T>): unknown =>
  'response' in outcome ? outcome.response.status : (outcome.error as Error).name

/** What the server asks for; otherwise twice as long each time, at random from half of it on, so that clients spread. */
function delay<T>(outcome: Outcome<T>, number: number, policy: RetryPolicy, clock: Clock): number {
  const asked = 'response' in outcome ? retryAfter(outcome.response.headers, clock.now()) : undefined
  if (asked !== undefined) return Math.min(asked, policy.maxRetryAfter)
  const ceiling = Math.min(policy.max, policy.min * 2 ** (number - 1))
  return ceiling * (0.5 + clock.random() / 2)
}

/**
 * The wait that a `Retry-After` header asks for, in milliseconds: it holds seconds or a date.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-retry-after
 */
export function retryAfter(headers: Headers, now: number): number | undefined {
  const text = headers.get('retry-after')?.trim()
  if (!text) return undefined
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000
  const date = Date.parse(text)
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}

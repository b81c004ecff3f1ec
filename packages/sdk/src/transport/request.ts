import type { Query } from '@tcex/model'
import { Answer } from '../answer.ts'
import type { Decode } from '../entity.ts'
import type { FetchAnswer } from '../options.ts'
import type { TiResponse } from '../response.ts'
import type { Settings } from '../settings.ts'
import { authHeaders } from './auth.ts'
import { openDeadline, raceSignal } from './deadline.ts'
import { failureError } from './failure.ts'
import { isStream, type Payload, type Sendable, writePayload } from './payload.ts'
import { retrying } from './retry.ts'
import { readBody, type TakeStream } from './stream.ts'
import { buildUrl } from './url.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** One call: everything that differs between two of them. */
export interface Call<T> extends Sendable {
  readonly method: Method
  /** Below `/v2`, not yet encoded. */
  readonly path: readonly string[]
  readonly query: Query
  /** Reads the entity from the JSON; absent where the answer is a file. */
  readonly decode?: Decode<T> | undefined
  /** Takes the content of a success as it comes, so that it is never held whole. */
  readonly stream?: TakeStream | undefined
  readonly signal?: AbortSignal | undefined
  /** Milliseconds, in place of the client's. */
  readonly timeout?: number | undefined
}

/** The one door to the network. */
export type Send = <T>(call: Call<T>) => Promise<TiResponse<T>>

/**
 * Makes the one function that talks to the server: it writes the URL, authenticates, limits the time, tries again
 * where that is safe (never a POST: it could take effect twice), logs, and reads the answer to its end.
 */
export function createSend(settings: Settings): Send {
  const { retry, clock, log } = settings
  return async (call) => {
    const url = buildUrl(settings.apiUrl, call.method, call.path, call.query)
    const { pathname, search } = new URL(url)
    const logged = { method: call.method, path: pathname + search }
    const payload = writePayload(call, `${call.method} ${pathname}`)
    const policy = isRepeatable(call) ? retry : { ...retry, retries: 0 }
    const attempt = (number: number) => attemptOnce(settings, { ...call, url, payload, logged }, number)
    const response = await retrying(attempt, {
      call: logged,
      request: { method: call.method, url },
      policy,
      clock,
      log,
      signal: call.signal,
    })
    response.throwForContent()
    return settings.throwOnError ? response.throwForStatus() : response
  }
}

function copyHeaders({ headers }: FetchAnswer): Headers {
  const copy = new Headers()
  headers.forEach((value, name) => {
    copy.append(name, value)
  })
  return copy
}

const isRepeatable = ({ method, content }: Call<unknown>): boolean => method !== 'POST' && !isStream(content)

/** A call whose address and body are written. */
interface Ready<T> extends Call<T> {
  readonly url: string
  readonly payload: Payload
  /** What the log says of it. */
  readonly logged: { readonly method: Method; readonly path: string }
}

async function attemptOnce<T>(settings: Settings, call: Ready<T>, number: number): Promise<TiResponse<T>> {
  const { clock, log, redact } = settings
  const { method, url, signal } = call
  const began = clock.now()
  const facts = () => ({ ...call.logged, attempt: number, ms: Math.round(clock.now() - began) })
  const deadline = openDeadline(clock, call.timeout ?? settings.timeout, signal)
  try {
    const response = await raceSignal(exchange(settings, call, deadline.signal), deadline.signal)
    log.debug('request', { ...facts(), status: response.status })
    return response
  } catch (cause) {
    const error = failureError({ request: { method, url }, cause, deadline, signal, redact })
    log.debug('request', { ...facts(), error: error.name })
    throw error
  } finally {
    deadline.close()
  }
}

async function exchange<T>(settings: Settings, call: Ready<T>, signal: AbortSignal): Promise<TiResponse<T>> {
  const { credentials, clock, redact } = settings
  const { url, method, payload, decode } = call
  const auth = await authHeaders(credentials, { url, method, now: clock.now() })
  signal.throwIfAborted()
  const headers = { accept: decode ? 'application/json' : '*/*', ...payload.headers, ...auth }
  const answer = await settings.fetch(url, { method, ...payload, headers, signal, redirect: 'manual' })
  const { status, statusText } = answer
  const request = { method, url }
  const limits = { request, limit: call.timeout ?? settings.timeout, signal: call.signal }
  const bytes = await readBody(answer, call.stream, settings, limits)
  return new Answer({
    status,
    statusText,
    headers: copyHeaders(answer),
    bytes,
    request,
    decode,
    redact,
  })
}

import { NetworkError, type RequestSummary, TcexError, TimeoutError } from '../errors.ts'
import type { Redact } from '../redact.ts'
import type { Deadline } from './deadline.ts'
import { abortError } from './sleep.ts'

/** What is known of a try that came to nothing. */
export interface Failure {
  readonly request: RequestSummary
  readonly cause: unknown
  readonly deadline: Deadline
  readonly signal: AbortSignal | undefined
  readonly redact: Redact
}

/** The error for a try that came to nothing: out of time, aborted, or lost on the network. */
export function failureError({ request, cause, deadline, signal, redact }: Failure): TcexError {
  if (cause instanceof TcexError) return cause
  const call = redact(`${request.method} ${new URL(request.url).pathname}`)
  if (signal?.aborted) return abortError(signal, call, request)
  if (deadline.expired()) {
    const advice = 'Raise the option "timeout" or ask for less at a time.'
    const message = `${call} was not answered in full within ${deadline.limit} ms. ${advice}${doubt(request)}`
    return new TimeoutError(message, { request, cause })
  }
  const advice = `Check apiUrl, the network, and whether the server runs.${doubt(request)}`
  return new NetworkError(redact(`${call} got no answer: ${reason(cause)}. ${advice}`), {
    request,
    cause: redact(cause),
  })
}

/** A POST that got no answer is not sent again, because it may have been heard. */
const doubt = ({ method }: RequestSummary): string =>
  method === 'POST' ? ' It may have taken effect; look before sending it again.' : ''

/** Node's fetch says only "fetch failed"; the reason stands in its cause. */
function reason(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause)
  const inner = cause.cause instanceof Error ? ` (${cause.cause.message})` : ''
  return `${cause.message}${inner}`
}

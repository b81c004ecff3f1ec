import { AbortError, type RequestSummary } from '../errors.ts'
import type { Clock } from './clock.ts'

/** Waits; an abort ends the wait. */
export function sleep(
  clock: Clock,
  milliseconds: number,
  signal: AbortSignal | undefined,
  request?: RequestSummary,
): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(abortError(signal, 'The call', request))
    const stop = () => {
      cancel()
      reject(abortError(signal, 'The call', request))
    }
    const cancel = clock.after(milliseconds, () => {
      signal?.removeEventListener('abort', stop)
      resolve()
    })
    signal?.addEventListener('abort', stop, { once: true })
  })
}

/** The error for a call that the caller's signal ended. */
export function abortError(
  signal: AbortSignal | undefined,
  call = 'The call',
  request?: RequestSummary,
): AbortError {
  return new AbortError(`${call} was aborted by its signal.`, { request, cause: signal?.reason })
}

import { AbortError, type RequestSummary } from '../errors.ts'

/** Time and chance, so that tests need not wait. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** From 0 up to 1. */
  random(): number
  /** Runs something after so many milliseconds; the answer calls it off. */
  after(milliseconds: number, run: () => void): () => void
}

export const systemClock: Clock = {
  now: () => Date.now(),
  random: () => Math.random(),
  after: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds)
    return () => clearTimeout(timer)
  },
}

/** Beyond this many milliseconds timers fire at once, on every platform. */
export const longestTimer = 2_147_483_647

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

import { type Clock, longestTimer } from './clock.ts'

/** A signal that fires when the caller's does or when the time is up. */
export interface Deadline {
  readonly signal: AbortSignal
  /** Milliseconds. */
  readonly limit: number
  /** Whether it was the time. */
  readonly expired: () => boolean
  /** Lets go of the timer and of the caller's signal. */
  readonly close: () => void
}

/** Joins a caller's signal and a time limit in milliseconds; 0 and Infinity are no limit. */
export function openDeadline(clock: Clock, limit: number, outer: AbortSignal | undefined): Deadline {
  const controller = new AbortController()
  let expired = false
  const expire = () => {
    expired = true
    controller.abort(new DOMException(`no answer within ${limit} ms`, 'TimeoutError'))
  }
  const unlink = linkSignals(outer, controller)
  const cancel = limit > 0 && limit <= longestTimer ? clock.after(limit, expire) : () => {}
  const close = () => {
    cancel()
    unlink()
  }
  return { signal: controller.signal, limit, expired: () => expired, close }
}

/** Aborts the controller when the outer signal fires; the answer undoes the link. */
export function linkSignals(outer: AbortSignal | undefined, controller: AbortController): () => void {
  const follow = () => controller.abort(outer?.reason)
  if (outer?.aborted) follow()
  else outer?.addEventListener('abort', follow, { once: true })
  return () => outer?.removeEventListener('abort', follow)
}

/** The work, or the signal's reason as soon as it fires: not every `fetch` that is passed in listens to signals. */
export function raceSignal<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason)
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    const settled = () => signal.removeEventListener('abort', stop)
    work.then(resolve, reject).then(settled)
  })
}

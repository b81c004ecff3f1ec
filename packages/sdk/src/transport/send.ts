import { loadCalls } from '../load-calls.ts'
import type { Settings } from '../settings.ts'
import type { Send } from './request.ts'

/** The one door to the network, which is built when the first call comes. */
export function createLazySend(settings: Settings): Send {
  let send: Send | undefined
  return async (call) => {
    send ??= (await loadCalls()).createSend(settings)
    return send(call)
  }
}

import type { Socket } from 'node:net'
import { type Refusal, refuse } from '../service/refusal.ts'
import { answerRaw } from './plain-answers.ts'

/** Bytes that are no request never reach a handler; they are answered in the platform's form all the same. */
export function answerUnreadable(error: Error & { code?: string }, socket: Socket): void {
  if (socket.destroyed || !socket.writable) return
  answerRaw(socket, unreadable(error))
}

function unreadable({ code, message }: Error & { code?: string }): Refusal {
  if (code === 'HPE_HEADER_OVERFLOW') return refuse('headersTooLarge', undefined)
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return refuse('timeout', undefined)
  return refuse('badRequest', { detail: message })
}

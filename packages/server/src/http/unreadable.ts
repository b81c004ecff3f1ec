import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { encodeFailure } from '@tcex/model'
import { type Refusal, refuse } from '../service/refusal.ts'

/** Bytes that are no request never reach a handler; they are answered in the platform's form all the same. */
export function answerUnreadable(error: Error & { code?: string }, socket: Socket): void {
  if (socket.destroyed || !socket.writable) return
  const { status, message } = unreadable(error)
  const body = JSON.stringify(encodeFailure(message))
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\ncontent-type: application/json\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  )
}

function unreadable({ code, message }: Error & { code?: string }): Refusal {
  if (code === 'HPE_HEADER_OVERFLOW') return refuse('headersTooLarge', undefined)
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return refuse('timeout', undefined)
  return refuse('badRequest', { detail: message })
}

/** What a client expects besides `100-continue` cannot be met. */
export function answerExpectation(_request: IncomingMessage, response: ServerResponse): void {
  const { status, message } = refuse('expectation', undefined)
  const body = JSON.stringify(encodeFailure(message))
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
  response.writeHead(status, headers).end(body)
}

import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { encodeFailure } from '@tcex/model'
import type { Refusal } from '../service/refusal.ts'
import { nodeHttp } from './node-http.ts'

/** Answers on a connection where no handler will, and closes it. */
export function answerRaw(socket: Socket, refusal: Refusal): void {
  const body = JSON.stringify(encodeFailure(refusal.message))
  const headers = Object.entries(headersOf(refusal, body)).map(([name, value]) => `${name}: ${value}\r\n`)
  const { status } = refusal
  socket.end(`HTTP/1.1 ${status} ${nodeHttp().STATUS_CODES[status]}\r\n${headers.join('')}\r\n${body}`)
}

/** Answers a request that no handler sees, and closes its connection. */
export function answerPlainly(response: ServerResponse, refusal: Refusal): void {
  const body = JSON.stringify(encodeFailure(refusal.message))
  response.writeHead(refusal.status, headersOf(refusal, body)).end(body)
}

const headersOf = ({ retryAfter }: Refusal, body: string): Readonly<Record<string, string | number>> => ({
  'content-type': 'application/json',
  'content-length': Buffer.byteLength(body),
  connection: 'close',
  ...(retryAfter === undefined ? {} : { 'retry-after': retryAfter }),
})

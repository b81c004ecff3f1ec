import type { RequestListener, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { refuse } from '../../service/refusal.ts'
import { nodeHttp } from '../node-http.ts'
import { answerPlainly, answerRaw } from '../plain-answers.ts'
import type { Closing } from './closing.ts'
import type { Limits } from './limits.ts'
import { keepPace } from './pace.ts'

/**
 * A server of HTTP that bounds how many connections there are and how long each may be waited for, so that whoever
 * opens many, or sends and takes slowly, holds up nobody else.
 */
export function createHttpServer(answer: RequestListener, limits: Limits, closing: Closing): Server {
  const options = {
    headersTimeout: limits.headersTimeout,
    // A content of any size may take its time; what counts is its pace.
    requestTimeout: 0,
    keepAliveTimeout: limits.keepAliveTimeout,
    connectionsCheckingInterval: Math.min(5000, limits.headersTimeout),
    maxHeaderSize: 128 * 1024,
    requireHostHeader: false,
  }
  const surplus = new WeakSet<Socket>()
  const server = nodeHttp().createServer(options, (request, response) => {
    if (surplus.has(request.socket)) answerPlainly(response, refuse('overloaded', undefined))
    else if (closing.began) answerPlainly(response, refuse('unavailable', undefined))
    else answer(request, response)
  })
  server.on('checkExpectation', (_request, response) =>
    answerPlainly(response, refuse('expectation', undefined)),
  )
  markSurplus(server, limits.connections, surplus)
  keepPace(server, limits, cutOff)
  closing.watch(server)
  return server
}

/** Who comes too many is told so when it asks for something; only where nobody listens any more is nothing said. */
function markSurplus(server: Server, limit: number, surplus: WeakSet<Socket>): void {
  let open = 0
  server.maxConnections = 2 * limit
  server.on('connection', (socket: Socket) => {
    open += 1
    socket.once('close', () => {
      open -= 1
    })
    if (open <= limit) return
    surplus.add(socket)
    // Connections that wait for another call make room for the next ones.
    server.closeIdleConnections()
  })
}

/** One who sends too slowly is told so; one who takes too slowly could not be. */
function cutOff(socket: Socket, response: ServerResponse | undefined): void {
  if (!response || response.headersSent) socket.destroy()
  else answerRaw(socket, refuse('timeout', undefined))
  setTimeout(() => socket.destroy(), 1000).unref()
}

import type { Server } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { refuse } from '../../service/refusal.ts'

/**
 * What runs when the app is closed is finished, and its connection is closed then, since clients would keep it open; what
 * comes on a connection that is still open is asked to come again. Who has not finished after `patience` milliseconds is
 * cut off.
 */
export function closeInPeace(app: FastifyInstance, servers: readonly Server[], patience: number): void {
  let closing = false
  let late: NodeJS.Timeout | undefined
  app.addHook('preClose', async () => {
    closing = true
    late = setTimeout(() => {
      for (const server of servers) server.closeAllConnections()
    }, patience)
  })
  app.addHook('onClose', async () => clearTimeout(late))
  app.addHook('onRequest', (_request, reply, done) => {
    if (!closing) return done()
    reply.header('connection', 'close')
    done(refuse('unavailable', undefined))
  })
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (closing) reply.header('connection', 'close')
    done()
  })
  const closeIdle = () => {
    for (const server of servers) server.closeIdleConnections()
  }
  app.addHook('onResponse', (_request, _reply, done) => {
    if (closing) setImmediate(closeIdle)
    done()
  })
}

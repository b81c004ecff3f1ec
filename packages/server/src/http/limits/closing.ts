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
  app.addHook('onRequest', async (_request, reply) => {
    if (!closing) return
    reply.header('connection', 'close')
    throw refuse('unavailable', undefined)
  })
  app.addHook('onSend', async (_request, reply) => {
    if (closing) reply.header('connection', 'close')
  })
  const closeIdle = () => {
    for (const server of servers) server.closeIdleConnections()
  }
  app.addHook('onResponse', async () => {
    if (closing) setImmediate(closeIdle)
  })
}

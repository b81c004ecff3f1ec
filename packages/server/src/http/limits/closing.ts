import type { Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'

/**
 * How a server ends: what runs when the app is closed is finished, and its connection is closed then, since clients would
 * keep it open; what comes on a connection that is still open is asked to come again. Who has not finished after `patience`
 * milliseconds is cut off. Only what is open when the app is closed is gone through, so that no call pays for it before.
 */
export class Closing {
  readonly #servers: Server[] = []
  /** The newest answer on each connection. */
  readonly #answers = new Map<Socket, ServerResponse>()
  #began = false

  /** Whether calls are asked to come again. */
  get began(): boolean {
    return this.#began
  }

  watch(server: Server): void {
    this.#servers.push(server)
    server.on('connection', (socket: Socket) => socket.once('close', () => this.#answers.delete(socket)))
    server.on('request', ({ socket }, response) => this.#answers.set(socket, response))
  }

  /** Ends when the app does. */
  endWith(app: FastifyInstance, patience: number): void {
    let late: NodeJS.Timeout | undefined
    app.addHook('preClose', async () => {
      this.#began = true
      for (const response of this.#answers.values()) this.#closeAfter(response)
      late = setTimeout(() => {
        for (const server of this.#servers) server.closeAllConnections()
      }, patience)
    })
    app.addHook('onClose', async () => clearTimeout(late))
  }

  #closeAfter(response: ServerResponse): void {
    if (response.headersSent) response.once('finish', () => setImmediate(() => this.#closeIdle()))
    else response.setHeader('connection', 'close')
  }

  #closeIdle(): void {
    for (const server of this.#servers) server.closeIdleConnections()
  }
}

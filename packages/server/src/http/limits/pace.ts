import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { monotonic } from './clock.ts'

/** A connection, and the call on it. */
interface Watched {
  request: IncomingMessage | undefined
  response: ServerResponse | undefined
  /** How long its client was waited for in this window, in milliseconds. */
  waited: number
  /** Bytes that had moved when the window began. */
  moved: number
}

export interface PaceOptions {
  /** The window, in milliseconds. */
  readonly stallTimeout: number
  /** In bytes per second. */
  readonly leastRate: number
}

/** Whom to cut off: a connection, and the answer that its client did not wait for. */
export type CutOff = (socket: Socket, response: ServerResponse | undefined) => void

/**
 * Sees to it that clients neither send nor take more slowly than they must. What counts is only the time in which the
 * server waits for the client: one that waits for the server is at no fault.
 */
export function keepPace(server: Server, options: PaceOptions, cutOff: CutOff): void {
  const connections = new Map<Socket, Watched>()
  server.on('connection', (socket: Socket) => {
    connections.set(socket, { request: undefined, response: undefined, waited: 0, moved: 0 })
    socket.once('close', () => connections.delete(socket))
  })
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const { socket } = request
    const watched = connections.get(socket)
    if (watched) Object.assign(watched, { request, response, waited: 0, moved: movedBytes(socket) })
  })
  const look = (passed: number) => {
    for (const [socket, watched] of connections) {
      if (!isTooSlow(socket, watched, passed, options)) continue
      connections.delete(socket)
      cutOff(socket, watched.response)
    }
  }
  server.once('listening', () => {
    const lookout = keepLooking(options.stallTimeout / 4, look)
    server.once('close', () => clearInterval(lookout))
  })
}

/** Looks again and again, and tells how much time has passed; a process that was busy has not seen what came meanwhile. */
function keepLooking(interval: number, look: (passed: number) => void): NodeJS.Timeout {
  let last = monotonic()
  return setInterval(() => {
    const now = monotonic()
    look(Math.min(now - last, 2 * interval))
    last = now
  }, interval).unref()
}

function isTooSlow(
  socket: Socket,
  watched: Watched,
  passed: number,
  { stallTimeout, leastRate }: PaceOptions,
): boolean {
  if (!isWaitedFor(socket, watched)) return false
  watched.waited += passed
  if (watched.waited < stallTimeout) return false
  const moved = movedBytes(socket)
  if (moved - watched.moved < Math.max(1, (leastRate * stallTimeout) / 1000)) return true
  Object.assign(watched, { waited: 0, moved })
  return false
}

/** Whether the client owes the next bytes, or has not taken those that are there for it. */
function isWaitedFor(socket: Socket, { request }: Watched): boolean {
  const isSending = request !== undefined && !request.complete && request.readableLength === 0
  return isSending || socket.writableLength > 0
}

/** Bytes that have gone either way; a piece that is being taken counts when all of it was. */
const movedBytes = (socket: Socket): number => socket.bytesRead + socket.bytesWritten - socket.writableLength

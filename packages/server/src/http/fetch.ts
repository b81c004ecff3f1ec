import { Readable } from 'node:stream'
import type { ReadableStream as NodeReadableStream } from 'node:stream/web'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'

/** Statuses whose responses cannot have a body. */
const bodiless: ReadonlySet<number> = new Set([101, 204, 205, 304])

/** Without a length or this, a body would not be looked for. */
const framing = { 'transfer-encoding': 'chunked' }

/**
 * Makes the server a fetch function: a request is answered without a port, bodies stream both ways.
 *
 * @example const response = await server.fetch('http://localhost/api/v2/owners', { headers })
 */
export function fetchFunction(app: FastifyInstance): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init)
    request.signal.throwIfAborted()
    const answered = app.inject(await toInjection(request))
    return toResponse(request, await untilAborted(answered, request.signal))
  }
}

async function toInjection(request: Request): Promise<InjectOptions> {
  const { pathname, search, host } = new URL(request.url)
  const { body } = request
  return {
    method: request.method as NonNullable<InjectOptions['method']>,
    url: pathname + search,
    headers: { host, ...(body ? framing : {}), ...Object.fromEntries(request.headers) },
    payloadAsStream: true,
    remoteAddress: 'in-process',
    ...(body ? { payload: Readable.fromWeb(body as NodeReadableStream) } : {}),
  }
}

function untilAborted<T>(work: PromiseLike<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const abort = () => reject(signal.reason)
    signal.addEventListener('abort', abort, { once: true })
    work.then(resolve, reject).then(() => signal.removeEventListener('abort', abort))
  })
}

function toResponse(request: Request, answer: LightMyRequestResponse): Response {
  const headers = new Headers()
  for (const [name, value] of Object.entries(answer.headers)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== undefined) headers.append(name, String(each))
    }
  }
  const empty = bodiless.has(answer.statusCode) || request.method === 'HEAD'
  const body = empty ? null : (Readable.toWeb(answer.stream()) as ReadableStream<Uint8Array>)
  return new Response(body, { status: answer.statusCode, statusText: answer.statusMessage, headers })
}

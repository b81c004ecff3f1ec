import { Readable } from 'node:stream'
import type { ReadableStream as NodeReadableStream } from 'node:stream/web'
import { setTimeout } from 'node:timers/promises'
import { encodeFailure } from '@tcex/model'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { inProcessAddress } from '../service/audit.ts'
import { refuse } from '../service/refusal.ts'

/** Statuses whose responses cannot have a body. */
const bodiless: ReadonlySet<number> = new Set([101, 204, 205, 304])

/** Without a length or this, a body would not be looked for. */
const framing = { 'transfer-encoding': 'chunked' }

/** The server as a function. */
export interface InProcess {
  /** Answers a request without a port; bodies stream both ways. */
  readonly fetch: typeof fetch
  /** Waits until what runs has been answered, or for so many milliseconds. */
  idle(patience: number): Promise<void>
}

/**
 * Makes the server a fetch function.
 *
 * @example const response = await inProcess(app).fetch('http://localhost/api/v2/owners', { headers })
 */
export function inProcess(app: FastifyInstance): InProcess {
  const running = new Set<Promise<Response>>()
  return {
    fetch: async (input, init) => {
      const request = new Request(input, init)
      request.signal.throwIfAborted()
      const answered = answer(app, request).finally(() => running.delete(answered))
      running.add(answered)
      return untilAborted(answered, request.signal)
    },
    idle: async (patience) => {
      const enough = new AbortController()
      const { signal } = enough
      const late = setTimeout(patience, undefined, { signal }).catch(() => undefined)
      await Promise.race([Promise.allSettled(running), late])
      enough.abort()
    },
  }
}

async function answer(app: FastifyInstance, request: Request): Promise<Response> {
  try {
    return toResponse(request, await app.inject(toInjection(request)))
  } catch (error) {
    if ((error as { code?: string }).code !== 'FST_ERR_REOPENED_CLOSE_SERVER') throw error
    const { message, status } = refuse('unavailable', undefined)
    return Response.json(encodeFailure(message), { status })
  }
}

function toInjection(request: Request): InjectOptions {
  const { pathname, search, host } = new URL(request.url)
  const { body } = request
  return {
    method: request.method as NonNullable<InjectOptions['method']>,
    url: pathname + search,
    headers: { host, ...(body ? framing : {}), ...Object.fromEntries(request.headers) },
    payloadAsStream: true,
    remoteAddress: inProcessAddress,
    ...(body ? { payload: Readable.fromWeb(body as NodeReadableStream, { signal: request.signal }) } : {}),
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
  const body = empty ? null : toBody(request.signal, answer)
  return new Response(body, { status: answer.statusCode, statusText: answer.statusMessage, headers })
}

/** The body of an answer, read as it is asked for; whoever stops reading stops what writes it. */
function toBody(signal: AbortSignal, answer: LightMyRequestResponse): ReadableStream<Uint8Array> {
  const stream = answer.stream()
  const chunks = stream[Symbol.asyncIterator]()
  const stop = (reason?: unknown) => {
    stream.destroy(reason instanceof Error ? reason : undefined)
    answer.raw.res.destroy()
  }
  const abort = () => stop(signal.reason)
  signal.addEventListener('abort', abort, { once: true })
  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>) => {
    const { done, value } = await chunks.next()
    if (!done) return controller.enqueue(value)
    signal.removeEventListener('abort', abort)
    controller.close()
  }
  return new ReadableStream({ pull, cancel: stop }, { highWaterMark: 0 })
}

import { Readable } from 'node:stream'
import cors from '@fastify/cors'
import { encodeFailure, encodeInvalid, errorTable } from '@tcex/model'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { BatchQueue } from '../batch/queue.ts'
import { type Refusal, Refusal as RefusalError, refuse } from '../service/refusal.ts'
import type { Platform } from '../service/scope.ts'
import type { Vault } from '../service/vault.ts'
import { type Admission, admit } from './admission.ts'
import { appAuthPaths, renewForApp } from './app-auth.ts'
import type { Answer } from './call.ts'
import { logOptions } from './log.ts'
import { addPages } from './pages.ts'
import { RequestCall } from './request-call.ts'
import { leastRole } from './roles.ts'
import { contentRoutes, type Route, routes } from './routes.ts'
import { answerExpectation, answerUnreadable } from './unreadable.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Whom the request comes from and where it works, once it has been let in. */
    admission: Admission
  }
}

/** Where the platform's paths begin. */
export const apiPath = '/api'

/** What the HTTP side of a server is made from. */
export interface AppParts {
  readonly platform: Platform
  readonly vault: Vault
  readonly batch: BatchQueue
  readonly logLevel: string
  /** The largest JSON body in bytes. */
  readonly bodyLimit: number
  readonly cors: readonly string[]
  /** The site that links lead to; without one, the one that the request was sent to. */
  readonly publicUrl?: string
}

/** Makes the server that answers requests, over a port or as a function. */
export function createApp(parts: AppParts): FastifyInstance {
  const app = fastify({
    logger: logOptions(parts.logLevel),
    bodyLimit: parts.bodyLimit,
    requestTimeout: 60_000,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    clientErrorHandler: answerUnreadable,
    exposeHeadRoutes: false,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 100_000 },
    http: { maxHeaderSize: 128 * 1024, requireHostHeader: false },
    frameworkErrors: (error, request, reply) => answerError(parts, error, request, reply),
  })
  app.server.on('checkExpectation', answerExpectation)
  app.decorateRequest('admission')
  if (parts.cors.length > 0) app.register(cors, corsOptions(parts.cors))
  app.setErrorHandler((error, request, reply) => answerError(parts, error as Error, request, reply))
  app.setNotFoundHandler((request, reply) => answerError(parts, unknownRoute(request), request, reply))
  refuseWhileClosing(app)
  addPages(app, parts.platform.catalog, `${apiPath}/v2`)
  const answerApp = async (request: FastifyRequest, reply: FastifyReply) =>
    sendAnswer(reply, await renewForApp(parts, request))
  for (const url of appAuthPaths(apiPath)) app.get(url, answerApp)
  app.register(jsonScope(parts), { prefix: `${apiPath}/v2` })
  app.register(contentScope(parts), { prefix: `${apiPath}/v2` })
  return app
}

const corsOptions = (origins: readonly string[]) => ({
  origin: [...origins],
  methods: ['GET', 'POST', 'PUT', 'DELETE'],
  allowedHeaders: ['Authorization', 'Timestamp', 'Content-Type'],
  maxAge: 600,
})

/** Routes whose body is read whole: clients send JSON with any content type, or nothing. */
const jsonScope = (parts: AppParts) => async (scope: FastifyInstance) => {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  for (const route of routes) addRoute(scope, parts, route)
}

/** Routes whose body is handed on as it comes. */
const contentScope = (parts: AppParts) => async (scope: FastifyInstance) => {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('*', (_request, body, done) => done(null, body))
  for (const route of contentRoutes) addRoute(scope, parts, route, Number.MAX_SAFE_INTEGER)
}

function addRoute(
  scope: FastifyInstance,
  parts: AppParts,
  [method, url, handler, kind]: Route,
  bodyLimit = parts.bodyLimit,
): void {
  const least = leastRole(method, url)
  scope.route({
    method,
    url,
    bodyLimit,
    // Before the body is read, so that nobody without access can make the server read one.
    onRequest: async (request) => {
      request.admission = await admit(parts, request, least)
      dropMalformedType(request)
    },
    handler: async (request, reply) => {
      const site = parts.publicUrl ?? siteOf(request)
      const call = new RequestCall({ request, ...request.admission, site, batch: parts.batch, kind })
      return sendAnswer(reply, await handler(call))
    },
  })
}

/** A content type that is none says nothing; the framework would refuse the request for it. */
function dropMalformedType({ raw: { headers } }: FastifyRequest): void {
  if (!/^\s*[\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+\s*(;|$)/.test(headers['content-type'] ?? '')) {
    delete headers['content-type']
  }
}

/** Where the request was sent to; what cannot be a host leads to this machine. */
function siteOf({ protocol, host }: FastifyRequest): string {
  return `${protocol}://${/^[\w.:[\]-]+$/.test(host ?? '') ? host : 'localhost'}`
}

function sendAnswer(reply: FastifyReply, { status, body, content }: Answer): FastifyReply {
  reply.code(status)
  // As bytes, since the framework would add a charset to the documented type of a text.
  if (!content)
    return reply.header('content-type', 'application/json').send(Buffer.from(JSON.stringify(body)))
  reply.header('content-type', content.type)
  if (content.size !== undefined) reply.header('content-length', content.size)
  if (content.encoding) reply.header('content-encoding', content.encoding)
  return reply.send(Readable.from(content.parts, { objectMode: false }))
}

function answerError(
  parts: AppParts,
  error: Error & { code?: string; statusCode?: number },
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const refusal = toRefusal(parts, error, request) ?? internal(error, request)
  return sendAnswer(reply, { status: refusal.status, body: encodeRefusal(refusal) })
}

const encodeRefusal = ({ code, message }: Refusal) => {
  const { form }: { readonly form?: 'invalid' } = errorTable[code]
  return form === 'invalid' ? encodeInvalid(message) : encodeFailure(message)
}

/** A refusal of ours, or the framework's put into our words. */
function toRefusal(
  parts: AppParts,
  error: Error & { code?: string; statusCode?: number },
  request: FastifyRequest,
): Refusal | undefined {
  if (error instanceof RefusalError) return error
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return refuse('bodyTooLarge', { limit: parts.bodyLimit })
  if (error.code === 'FST_ERR_BAD_URL') return refuse('malformedUrl', undefined)
  if (error.code === 'FST_ERR_CTP_INVALID_CONTENT_LENGTH') {
    return refuse('malformedJson', { detail: 'its length is not the one announced' })
  }
  if (!error.statusCode || error.statusCode >= 500) return undefined
  return request.is404 ? unknownRoute(request) : refuse('badRequest', { detail: error.message })
}

function internal(error: Error, request: FastifyRequest): Refusal {
  request.log.error({ err: error }, 'internal error')
  return refuse('internal', { id: request.id })
}

function unknownRoute(request: FastifyRequest): Refusal {
  const [path = ''] = request.url.split('?')
  return refuse('unknownRoute', { method: request.method, path })
}

/**
 * What runs is finished, and its connection is closed then, since clients would keep it open; what comes on a connection
 * that is still open is asked to come again.
 */
function refuseWhileClosing(app: FastifyInstance): void {
  let closing = false
  app.addHook('preClose', async () => {
    closing = true
  })
  app.addHook('onRequest', async (_request, reply) => {
    if (!closing) return
    reply.header('retry-after', 1).header('connection', 'close')
    throw refuse('unavailable', undefined)
  })
  app.addHook('onSend', async (_request, reply) => {
    if (closing) reply.header('connection', 'close')
  })
  app.addHook('onResponse', async () => {
    if (closing) setImmediate(() => app.server.closeIdleConnections())
  })
}

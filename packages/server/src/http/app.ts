import type { Readable } from 'node:stream'
import { encodeFailure, encodeInvalid, errorTable } from '@tcex/model'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { BatchQueue } from '../batch/queue.ts'
import { refusalOfFault } from '../service/faults.ts'
import type { SharedReads } from '../service/reading.ts'
import { type Refusal, Refusal as RefusalError, refuse } from '../service/refusal.ts'
import type { Platform } from '../service/scope.ts'
import { Throttle } from '../service/throttle.ts'
import type { Vault } from '../service/vault.ts'
import { type Admission, admit, admitToRead } from './admission.ts'
import { appAuthPaths, renewForApp } from './app-auth.ts'
import type { Answer, Text } from './call.ts'
import { Closing } from './limits/closing.ts'
import { createHttpServer } from './limits/http-server.ts'
import type { Limits } from './limits/limits.ts'
import { bodyOf, Load } from './limits/load.ts'
import { logOf, logOptions } from './log.ts'
import { siteOf } from './origin.ts'
import { addPages } from './pages.ts'
import { type RequestBody, RequestCall } from './request-call.ts'
import { apiPath, routeOf, routesPath, urlRules, type Way, wayConstraint } from './router.ts'
import { answerUnreadable } from './unreadable.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Whom the request comes from and where it works, once it has been let in. */
    admission: Admission
  }
}

/** What the HTTP side of a server is made from. */
export interface AppParts {
  readonly platform: Platform
  readonly vault: Vault
  readonly batch: BatchQueue
  readonly logLevel: string
  /** The largest JSON body in bytes. */
  readonly bodyLimit: number
  readonly limits: Limits
  readonly cors: readonly string[]
  /** Whose word on where a request comes from counts. */
  readonly trustedProxies: readonly string[]
  /** The site that links lead to; without one, the one that the request was sent to. */
  readonly publicUrl?: string
}

/** The parts, and what they have to do now. */
interface Parts extends AppParts {
  readonly throttle: Throttle
  readonly load: Load
}

/** Makes the server that answers requests, over a port or as a function. */
export function createApp(appParts: AppParts): FastifyInstance {
  const parts: Parts = {
    ...appParts,
    throttle: new Throttle(appParts.platform),
    load: new Load(appParts.limits),
  }
  const closing = new Closing()
  const app = fastify({
    ...logOptions(parts.logLevel),
    trustProxy: parts.trustedProxies.length > 0 && [...parts.trustedProxies],
    serverFactory: (answer) => createHttpServer(answer, parts.limits, closing),
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    clientErrorHandler: answerUnreadable,
    exposeHeadRoutes: false,
    schemaController: { compilersFactory: noSchemas },
    routerOptions: { ...urlRules, constraints: { way: wayConstraint } },
    frameworkErrors: (error, request, reply) => answerError(error, request, reply),
  })
  app.decorateRequest('admission')
  if (parts.cors.length > 0) app.register(import('@fastify/cors'), corsOptions(parts.cors))
  app.setErrorHandler((error, request, reply) => answerError(error as Error, request, reply))
  app.setNotFoundHandler((request, reply) => answerError(unknownRoute(request), request, reply))
  closing.endWith(app, parts.limits.closeTimeout)
  addPages(app, parts.platform.catalog, routesPath)
  const answerApp = async (request: FastifyRequest, reply: FastifyReply) =>
    sendAnswer(parts, reply, await parts.load.enter(request, () => renewForApp(parts, request).then(ready)))
  for (const url of appAuthPaths(apiPath)) app.get(url, answerApp)
  app.register(apiScope(parts), { prefix: routesPath })
  return app
}

/** No route has a schema: the catalog checks what comes in. Without this, compilers of schemas would be loaded. */
const noSchemas = { buildValidator: refuseSchema, buildSerializer: refuseSchema }

function refuseSchema(): never {
  throw new TypeError('routes have no schemas here')
}

const corsOptions = (origins: readonly string[]) => ({
  origin: [...origins],
  methods: ['GET', 'POST', 'PUT', 'DELETE'],
  allowedHeaders: ['Authorization', 'Timestamp', 'Content-Type'],
  maxAge: 600,
})

/** The framework hands bodies on as they come: clients send JSON with any content type, or nothing. */
const apiScope = (parts: Parts) => async (scope: FastifyInstance) => {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('*', (_request, body, done) => done(null, body))
  addReads(scope, parts)
  addCalls(scope, parts, 'whole', answerWhole)
  addCalls(scope, parts, 'stream', answerStream)
}

type Work = (body: RequestBody) => Promise<Answered>

/** An answer that is ready to be sent. */
type Answered = Omit<Answer, 'text'> & { readonly text?: Text }

const ready = async ({ text, ...answer }: Answer): Promise<Answered> =>
  text ? { ...answer, text: await text() } : answer

/** Reads the body before the call is worked on, so that a slow sender holds up nobody. */
async function answerWhole(
  { load, bodyLimit }: Parts,
  request: FastifyRequest,
  work: Work,
): Promise<Answered> {
  const body = await load.body(request, bodyLimit)
  try {
    return await load.call(request, () => work(body.bytes))
  } finally {
    body.release()
  }
}

/** What is left of a body that nobody reads any more is let through, so that the answer can be sent. */
function answerStream({ load }: Parts, request: FastifyRequest, work: Work): Promise<Answered> {
  const body = bodyOf(request)
  const content = body.iterator({ destroyOnReturn: false })
  return load.transfer(request, () => work(content)).finally(() => body.resume())
}

/** What only reads has no body, and is let in and answered in one step. */
function addReads(scope: FastifyInstance, parts: Parts): void {
  const { batch, load } = parts
  const answer = async (request: FastifyRequest, reads?: SharedReads) => {
    const { handler, kind, least } = routeOf(request)
    const work = (admission: Admission) => {
      const site = parts.publicUrl ?? siteOf(request)
      return handler(new RequestCall({ request, ...admission, site, batch, kind, body: noBody }))
    }
    return ready(await admitToRead(parts, request, { least, kind, reads }, work))
  }
  scope.get('/*', answeredAs('read'), async (request, reply) =>
    sendAnswer(parts, reply, await load.enter(request, (reads) => answer(request, reads))),
  )
}

const answeredAs = (way: Way) => ({ constraints: { way } })

const noBody = new Uint8Array()

function addCalls(scope: FastifyInstance, parts: Parts, way: Way, answer: typeof answerWhole): void {
  scope.route({
    ...answeredAs(way),
    method: ['GET', 'POST', 'PUT', 'DELETE'],
    url: '/*',
    bodyLimit: Number.MAX_SAFE_INTEGER,
    // Before the body is read, so that nobody without access can make the server read one.
    onRequest: async (request) => {
      const { least, kind } = routeOf(request)
      request.admission = await parts.load.enter(request, (reads) =>
        admit(parts, request, { least, kind, reads }),
      )
      dropMalformedType(request)
    },
    handler: async (request, reply) => {
      const site = parts.publicUrl ?? siteOf(request)
      const { batch } = parts
      const { handler, kind } = routeOf(request)
      const work: Work = (body) =>
        handler(new RequestCall({ request, ...request.admission, site, batch, kind, body })).then(ready)
      return sendAnswer(parts, reply, await answer(parts, request, work))
    },
  })
}

/** A content type that is none says nothing; the framework would refuse the request for it. */
function dropMalformedType({ raw: { headers } }: FastifyRequest): void {
  if (!/^\s*[\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+\s*(;|$)/.test(headers['content-type'] ?? '')) {
    delete headers['content-type']
  }
}

async function sendAnswer(
  { load }: Parts,
  reply: FastifyReply,
  { status, body, text, content }: Answered,
): Promise<FastifyReply> {
  await load.sent()
  reply.code(status)
  if (!content) return sendJson(reply, load.answer(reply, text ?? JSON.stringify(body)))
  const parts = load.streamed(reply.request, content.parts)
  reply.header('content-type', content.type)
  if (content.size !== undefined) reply.header('content-length', content.size)
  if (content.encoding) reply.header('content-encoding', content.encoding)
  return reply.send(parts)
}

/** Without a serializer the framework would add a charset to the documented type of a text. */
const sendJson = (reply: FastifyReply, json: string | Buffer | Readable): FastifyReply =>
  reply.header('content-type', 'application/json').serializer(asItIs).send(json)

const asItIs = (json: unknown): string => json as string

/** Refusals of which the body may still be on its way, and may be of any size. */
const unreadBodies: ReadonlySet<Refusal['code']> = new Set([
  'bodyTooLarge',
  'batchFileTooLarge',
  'timeout',
  'overloaded',
  'encoding',
])

function answerError(
  error: Error & { code?: string; statusCode?: number },
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const refusal = toRefusal(error, request) ?? internal(error, request)
  if (refusal.retryAfter !== undefined) reply.header('retry-after', refusal.retryAfter)
  // What is not going to be read need not be sent.
  if (unreadBodies.has(refusal.code) && !request.raw.complete) reply.header('connection', 'close')
  return sendJson(reply.code(refusal.status), JSON.stringify(encodeRefusal(refusal)))
}

const encodeRefusal = ({ code, message }: Refusal) => {
  const { form }: { readonly form?: 'invalid' } = errorTable[code]
  return form === 'invalid' ? encodeInvalid(message) : encodeFailure(message)
}

/** A refusal of ours, or the framework's put into our words. */
function toRefusal(
  error: Error & { code?: string; statusCode?: number },
  request: FastifyRequest,
): Refusal | undefined {
  if (error instanceof RefusalError) return error
  if (error.code === 'FST_ERR_BAD_URL') return refuse('malformedUrl', undefined)
  const ofDatabase = refusalOfFault(error)
  if (ofDatabase) logOf(request).warn({ err: error }, 'the database failed')
  if (ofDatabase) return ofDatabase
  if (isBrokenOff(request)) return refuse('badRequest', { detail: 'the body broke off' })
  if (!error.statusCode || error.statusCode >= 500) return undefined
  return request.is404 ? unknownRoute(request) : refuse('badRequest', { detail: error.message })
}

/** Nobody is there to be told; what has been done is undone all the same. */
const isBrokenOff = ({ raw }: FastifyRequest): boolean => raw.readableAborted || raw.errored !== null

function internal(error: Error, request: FastifyRequest): Refusal {
  logOf(request).error({ err: error }, 'internal error')
  return refuse('internal', { id: request.id })
}

function unknownRoute(request: FastifyRequest): Refusal {
  const [path = ''] = request.url.split('?')
  return refuse('unknownRoute', { method: request.method, path })
}

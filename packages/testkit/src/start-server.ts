import { sign } from '@tcex/model'
import type { Server, ServerOptions } from '@tcex/server'
import { startServer, testDialect } from '../../server/src/testing/platform.ts'

/** How a call proves who it comes from: a token, a signature, or not at all. */
export type Authentication = 'token' | 'signature' | 'none'

export interface CallOptions {
  /** An object goes out as JSON; text, bytes and streams go out as they are. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** Written with blanks as `%20`; a list is a repeated key. */
  readonly query?: Readonly<Record<string, string | readonly string[]>>
  readonly auth?: Authentication
}

/** What a call brought back, read to its end. */
export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The body as JSON; undefined where it is none. */
  readonly json: unknown
}

/** A platform on a new database, called in one of two ways that must not differ. */
export interface StartedServer {
  readonly server: Server
  /** Where its API begins: `http://…/api`. */
  readonly url: string
  /** Calls a path below `/api`: `call('GET', '/v2/groups')`. */
  call(method: string, path: string, options?: CallOptions): Promise<Reply>
  /** The same call with its body not read yet. */
  send(method: string, path: string, options?: CallOptions): Promise<Response>
  /** Follows a link of an answer, as a browser does. */
  visit(link: string): Promise<Response>
  close(): Promise<void>
}

export type Start = (options?: ServerOptions) => Promise<StartedServer>

/** Starts a platform that is called as a function. */
export const startInProcess: Start = async (options) => {
  const server = await startServer(options)
  return started(server, 'http://localhost/api', server.fetch, options)
}

/** Starts a platform on a free port of this machine. */
export const startOverHttp: Start = async (options) => {
  const server = await startServer(options)
  const { url } = await server.listen({ port: 0 })
  return started(server, url, fetch, options)
}

const inProcess = ['through server.fetch', startInProcess] as const
const overHttp = ['over HTTP', startOverHttp] as const

/**
 * Both ways, by the name under which a test reports them. What lies below them is the same for both, so that a second
 * database is tested by one.
 */
export const transports: readonly (readonly [name: string, start: Start])[] =
  testDialect === 'postgres' ? [inProcess] : [inProcess, overHttp]

function started(server: Server, url: string, fetcher: typeof fetch, options?: ServerOptions): StartedServer {
  const now = options?.now ?? (() => new Date())
  const send = async (method: string, path: string, call: CallOptions = {}): Promise<Response> => {
    const target = url + path + encodeQuery(call.query ?? {})
    const proof = await authorize(server, { method, target, now: now(), auth: call.auth ?? 'token' })
    return fetcher(target, init(method, { ...proof, ...call.headers }, call.body))
  }
  return {
    server,
    url,
    send,
    call: async (method, path, call) => readReply(await send(method, path, call)),
    visit: (link) => fetcher(link),
    close: () => server.close(),
  }
}

const encode = (text: string): string => encodeURIComponent(text).replaceAll("'", '%27')

function encodeQuery(query: NonNullable<CallOptions['query']>): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map((each) => `${encode(name)}=${encode(each)}`),
  )
  return pairs.length > 0 ? `?${pairs.join('&')}` : ''
}

interface Unsigned {
  readonly method: string
  readonly target: string
  readonly now: Date
  readonly auth: Authentication
}

async function authorize(
  { credentials }: Server,
  { method, target, now, auth }: Unsigned,
): Promise<Record<string, string>> {
  if (auth === 'none') return {}
  if (auth === 'token') return { authorization: `TC-Token ${credentials.token}` }
  const { pathname, search } = new URL(target)
  const timestamp = String(Math.floor(now.getTime() / 1000))
  const signature = await sign(credentials.secretKey, { target: pathname + search, method, timestamp })
  return { timestamp, authorization: `TC ${credentials.accessId}:${signature}` }
}

function init(method: string, headers: Record<string, string>, body: unknown): RequestInit {
  if (body === undefined) return { method, headers }
  if (isRaw(body)) return { method, headers, body, duplex: 'half' } as RequestInit
  return { method, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) }
}

const isRaw = (body: unknown): body is BodyInit =>
  typeof body === 'string' || body instanceof Uint8Array || body instanceof ReadableStream

async function readReply(response: Response): Promise<Reply> {
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, json: parse(text) }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

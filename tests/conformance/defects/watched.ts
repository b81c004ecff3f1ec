import { createServer, type Server, type ServerOptions } from '@tcex/server'
import { type Fetch, type FetchInit, TcEx, type TcExOptions } from 'tcex'

/** A request as it left the client. */
export interface Sent {
  readonly method: string
  /** Path below `/api/v2`, as it was sent. */
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string>>
  /** What was sent as JSON. */
  readonly json: unknown
  readonly init: FetchInit
}

/** A platform, a client of it, and what goes from one to the other. */
export interface Watched {
  readonly server: Server
  readonly tcex: TcEx
  readonly sent: readonly Sent[]
  /** Sends what is meant for the platform through something that stands before it. */
  through(between: Between): void
  /** `METHOD path`, of all that was sent since it was last asked. */
  calls(): readonly string[]
  close(): Promise<void>
}

/** Something between client and platform; `pass` is the platform. */
export type Between = (url: string, init: FetchInit, pass: Fetch) => ReturnType<Fetch>

const straight: Between = (url, init, pass) => pass(url, init)

/** Starts a platform with the owners MyOrg and Feed, and a client that is watched. */
export async function watch(options: TcExOptions = {}, serverOptions: ServerOptions = {}): Promise<Watched> {
  const server = await createServer({
    database: ':memory:',
    owner: 'MyOrg',
    owners: [{ name: 'Feed', type: 'Source' }],
    ...serverOptions,
  })
  const sent: Sent[] = []
  let between = straight
  let told = 0
  const fetch: Fetch = (url, init) => {
    sent.push(sentOf(url, init))
    return between(url, init, server.fetch as Fetch)
  }
  return {
    server,
    tcex: new TcEx({ fetch, ...server.credentials, retries: 0, ...options }),
    sent,
    through: (next) => {
      between = next
    },
    calls: () => {
      const fresh = sent.slice(told)
      told = sent.length
      return fresh.map(({ method, path }) => `${method} ${path}`)
    },
    close: () => server.close(),
  }
}

function sentOf(url: string, init: FetchInit): Sent {
  const { pathname, search } = new URL(url)
  const { method, headers, body } = init
  const isJson = headers['content-type'] === 'application/json'
  return {
    method,
    path: pathname.replace(/^\/api\/v2/, ''),
    query: new URLSearchParams(search),
    headers,
    json: isJson ? JSON.parse(String(body)) : undefined,
    init,
  }
}

/** An answer of the platform with its JSON changed. */
export async function rewritten(
  answer: ReturnType<Fetch>,
  change: (text: string) => string,
): ReturnType<Fetch> {
  const { status, headers, arrayBuffer } = (await answer) as Response
  const text = new TextDecoder().decode(await arrayBuffer.call(await answer))
  const copy = new Headers(headers)
  copy.delete('content-length')
  return new Response(change(text), { status, headers: copy })
}

/** Everything that an iterable yields. */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

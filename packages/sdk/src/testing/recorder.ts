import type { FetchAnswer, FetchInit, TcExOptions } from '../options.ts'
import { TcEx } from '../tcex.ts'

/** A request as it went out. */
export interface Recorded {
  readonly method: string
  /** Path below the API's base, as it was sent. */
  readonly path: string
  /** Query without the question mark, as it was sent. */
  readonly query: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: FetchInit['body'] | null
  readonly init: FetchInit
}

/** What a scripted server does with a request; `number` counts from 1. */
export type Script = (request: Recorded, number: number) => FetchAnswer | Promise<FetchAnswer>

/** A `fetch` that answers by a script and keeps what it was asked. */
export function record(script: Script) {
  const requests: Recorded[] = []
  const fetch = async (url: string, init: FetchInit) => {
    const { pathname, search } = new URL(url)
    const path = pathname.replace(/^\/api/, '')
    const { method, headers, body = null } = init
    const request = { method, path, query: search.slice(1), headers, body, init }
    requests.push(request)
    return script(request, requests.length)
  }
  return { fetch, requests }
}

/** What a request brought, as text. */
export const textOf = ({ body }: Pick<Recorded, 'body'>): string =>
  body instanceof Uint8Array ? new TextDecoder().decode(body) : String(body)

/** A client of a scripted server, and what it sends. */
export function clientOf(script: Script, options: TcExOptions = {}) {
  const { fetch, requests } = record(script)
  return { tcex: new TcEx({ fetch, token: 'APIV2:test', retries: 0, ...options }), requests }
}

/** A JSON answer. */
export function answer(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  })
}

/** An answer with one entity, or a list of them. */
export const success = (entity: string, value: unknown, status = 200): Response =>
  answer(status, { status: 'Success', data: { [entity]: value } })

export const page = (entity: string, items: readonly unknown[], resultCount?: number): Response =>
  answer(200, { status: 'Success', data: { resultCount, [entity]: items } })

export const done = (status = 200): Response => answer(status, { status: 'Success' })

export const refusal = (status: number, message: string): Response =>
  answer(status, { status: 'Failure', message })

/** Everything that an iterable yields. */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

/** Freezes a value and everything in it. */
export function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const each of Object.values(value)) freeze(each)
  }
  return value
}

/** Everything that can be seen of a value, hidden properties included, as one text. */
export function dump(value: unknown, seen = new Set<unknown>()): string {
  if (typeof value !== 'object' || value === null) return String(value)
  if (seen.has(value)) return ''
  seen.add(value)
  const entries = value instanceof Map || value instanceof Set || value instanceof Headers ? [...value] : []
  const own = Reflect.ownKeys(value).map((key) => [key, Reflect.get(value, key)])
  return [...own, ...entries]
    .flat()
    .map((each) => dump(each, seen))
    .join('\n')
}

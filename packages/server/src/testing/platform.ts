import { createServer, type Server, type ServerOptions } from '../index.ts'
import { newDatabase } from '../store/testing/databases.ts'

export { testDialect } from '../store/testing/databases.ts'

/** What a call brought back. */
export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any shape
  readonly json: any
}

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** A platform on a new database for one test file. */
export interface TestPlatform {
  readonly server: Server
  /** Calls a path below `/api/v2`; an object goes out as JSON. */
  call(method: Method, path: string, body?: unknown): Promise<Reply>
  /** The same for what must succeed; gives what stands under `data`. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any shape
  data(method: Method, path: string, body?: unknown): Promise<any>
}

export async function startPlatform(options: ServerOptions = {}): Promise<TestPlatform> {
  const server = await startServer(options)
  const call: TestPlatform['call'] = async (method, path, body) => {
    const headers = { authorization: `TC-Token ${server.credentials.token}` }
    const init = body === undefined ? {} : { body: JSON.stringify(body) }
    return read(await server.fetch(`http://localhost/api/v2${path}`, { method, headers, ...init }))
  }
  const data: TestPlatform['data'] = async (method, path, body) => {
    const reply = await call(method, path, body)
    if (reply.status >= 300) throw new Error(`${method} ${path}: ${reply.status} ${reply.text}`)
    return reply.json.data
  }
  return { server, call, data }
}

/** A server on the database that is asked for, else on a new one of the dialect that is tested. */
export async function startServer(options: ServerOptions = {}): Promise<Server> {
  if (options.database !== undefined) return createServer({ owner: 'MyOrg', ...options })
  const database = await newDatabase()
  const server = await createServer({ owner: 'MyOrg', ...database.options, ...options })
  const close = async () => {
    await server.close()
    await database.drop()
  }
  const { fetch, credentials, administration } = server
  return { fetch, credentials, administration, listen: (where) => server.listen(where), close }
}

async function read(response: Response): Promise<Reply> {
  const text = await response.text()
  const isJson = response.headers.get('content-type') === 'application/json'
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: isJson ? JSON.parse(text) : undefined,
  }
}

/** What a new item of each kind is made with: where to post it, and its key in the answer. */
export const newItems = [
  { kind: 'group', path: '/groups/threats', entity: 'threat', body: { name: 'Bad Dude' } },
  { kind: 'indicator', path: '/indicators/addresses', entity: 'address', body: { ip: '12.13.14.15' } },
  { kind: 'task', path: '/tasks', entity: 'task', body: { name: 'Block it' } },
  { kind: 'victim', path: '/victims', entity: 'victim', body: { name: 'Jane' } },
] as const

/** Makes an item and gives its path. */
export async function make(platform: TestPlatform, item: (typeof newItems)[number]): Promise<string> {
  const made = (await platform.data('POST', item.path, item.body))[item.entity]
  return `${item.path}/${item.kind === 'indicator' ? made.ip : made.id}`
}

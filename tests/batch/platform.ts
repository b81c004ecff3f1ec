import type { Server, ServerOptions } from '@tcex/server'
import { isCompleted, until } from '@tcex/testkit'
import { startServer } from '../../packages/server/src/testing/platform.ts'

/** A platform with a shorthand for calls and for batch jobs. */
export interface BatchPlatform {
  readonly server: Server
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Called>
  /** Makes a job, uploads the file and waits for its end. */
  run(file: unknown, settings?: Json): Promise<Ended>
  ended(id: number): Promise<Json>
  close(): Promise<void>
}

type Json = Record<string, unknown>

export interface Called {
  readonly status: number
  readonly headers: Headers
  // Answers are compared, never computed with.
  readonly body: Json
}

export interface Ended {
  readonly id: number
  readonly status: Json
  readonly errors: readonly Json[]
}

export const defaults = {
  version: 'V2',
  owner: 'MyOrg',
  haltOnError: false,
  action: 'Create',
  attributeWriteType: 'Append',
}

export async function batchPlatform(options: ServerOptions = {}): Promise<BatchPlatform> {
  const server = await startServer(options)
  const call: BatchPlatform['call'] = async (method, path, body, headers = {}) => {
    const authorization = `TC-Token ${server.credentials.token}`
    const init = { method, headers: { authorization, ...headers }, body: bodyOf(body) }
    const response = await server.fetch(`http://localhost/api/v2${path}`, init)
    const text = await response.text()
    return {
      status: response.status,
      headers: response.headers,
      body: JSON.parse(text === '' ? '{}' : text) as Json,
    }
  }
  const ended = async (id: number): Promise<Json> => {
    const status = async () =>
      (await call('GET', `/batch/${id}?includeAdditional=true`)).body.data as { batchStatus: Json }
    return (await until(status, ({ batchStatus }) => isCompleted(batchStatus), 120)).batchStatus
  }
  const run: BatchPlatform['run'] = async (file, settings) => {
    const created = await call('POST', '/batch', { ...defaults, ...settings })
    if (created.status !== 201) throw new Error(JSON.stringify(created.body))
    const { batchId: id } = created.body.data as { batchId: number }
    await call('POST', `/batch/${id}`, file, { 'content-type': 'application/octet-stream' })
    const status = await ended(id)
    const errors = status.errorCount === 0 ? [] : (await call('GET', `/batch/${id}/errors`)).body
    return { id, status, errors: errors as unknown as readonly Json[] }
  }
  return { server, call, run, ended, close: () => server.close() }
}

function bodyOf(body: unknown): string | FormData | null {
  if (body === undefined) return null
  if (typeof body === 'string' || body instanceof FormData || body instanceof Uint8Array)
    return body as string
  return JSON.stringify(body)
}

/** What a platform shows of everything, to compare it before and after. */
export async function everything({ call }: BatchPlatform): Promise<unknown> {
  const query = 'includes=additional,attributes,tags,labels&resultLimit=10000'
  const lists = ['/groups', '/indicators', '/tags', '/securityLabels']
  return Promise.all(lists.map(async (path) => (await call('GET', `${path}?${query}`)).body))
}

/** One item with all that an answer can show. */
export async function itemOf({ call }: BatchPlatform, path: string): Promise<Json | undefined> {
  const { status, body } = await call('GET', `${path}?includes=additional,attributes,tags,labels`)
  if (status !== 200) return undefined
  const { resultCount: _count, ...data } = body.data as Json
  return Object.values(data)[0] as Json
}

export const names = (list: unknown): readonly unknown[] => (list as Json[]).map(({ name }) => name)

export const values = (list: unknown): readonly unknown[] =>
  (list as Json[]).map(({ type, value }) => `${type}: ${value}`)

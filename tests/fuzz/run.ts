import assert from 'node:assert/strict'
import { catalog, linkedPages } from '@tcex/model'
import { at, type StartedServer, startOverHttp, until } from '@tcex/testkit'
import fc from 'fast-check'
import { contentRoutes, routes } from '../../packages/server/src/http/routes.ts'
import { judge } from './judge.ts'
import { batchFile, requests, type Template } from './requests.ts'

export interface FuzzOptions {
  readonly seed: number
  /** How many requests. */
  readonly runs: number
  /** Where in the run of that seed to begin, as a failure names it. */
  readonly path?: string
}

const api: readonly Template[] = [...routes, ...contentRoutes]
const outside: readonly Template[] = [
  ['GET', '/api/appAuth'],
  ['GET', '/appAuth'],
  ...linkedPages(catalog).map(({ path }): Template => ['GET', path]),
]

/**
 * Sends odd requests to every route. A failure is made as small as can be, and names seed and path.
 *
 * @throws Error for an answer that no platform should give
 */
export async function fuzzRequests({ seed, runs, path }: FuzzOptions): Promise<ReadonlyMap<number, number>> {
  let server = await startWithItems()
  let sent = 0
  const statuses = new Map<number, number>()
  try {
    const any = fc.oneof(
      { arbitrary: requests(api, '/api/v2'), weight: 15 },
      { arbitrary: requests(outside, ''), weight: 1 },
    )
    const property = fc.asyncProperty(any, async (request) => {
      sent += 1
      // What is deleted is there again, so that later requests lead somewhere too.
      if (sent % renewal === 0) server = await renewed(server)
      const target = { url: server.url, token: String(server.server.credentials.token) }
      const status = await judge(target, request)
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    })
    await fc.assert(property, { seed, numRuns: runs, ...(path ? { path } : {}) })
    assert.equal((await server.call('GET', '/v2/owners')).status, 200, 'it is still there')
    assert.equal(({} as Record<string, unknown>).a, undefined, 'no prototype was touched')
    return statuses
  } finally {
    await server.close()
  }
}

/**
 * Gives odd files to batch jobs. Each must come to its end, and nothing may be refused for a reason of ours.
 *
 * @throws Error where a job does not
 */
export async function fuzzBatches({ seed, runs, path }: FuzzOptions): Promise<void> {
  const server = await startWithItems()
  const settings = { owner: 'MyOrg', action: 'Create', attributeWriteType: 'Append', version: 'V2' }
  try {
    const property = fc.asyncProperty(batchFile, async (file) => {
      const made = await server.call('POST', '/v2/batch', { body: { ...settings, haltOnError: false } })
      const job = `/v2/batch/${at(made.json, 'data.batchId')}`
      const taken = await server.call('POST', job, { body: file })
      assert.equal(taken.status, 202, taken.text)
      await ended(server, job)
      const { text, status } = await server.call('GET', `${job}/errors`)
      assert.ok([200, 404].includes(status), text)
      assert.doesNotMatch(text, /unknown internal error/)
    })
    await fc.assert(property, { seed, numRuns: runs, ...(path ? { path } : {}) })
  } finally {
    await server.close()
  }
}

async function ended(server: StartedServer, job: string): Promise<void> {
  await until(
    () => server.call('GET', job),
    ({ json }) => at(json, 'data.batchStatus.status') === 'Completed',
    20,
  )
}

/** After how many requests there is a new platform. */
const renewal = 50

async function renewed(server: StartedServer): Promise<StartedServer> {
  await server.close()
  return startWithItems()
}

/** Some items for paths to lead to. */
async function startWithItems(): Promise<StartedServer> {
  const server = await startOverHttp()
  const post = (path: string, body: unknown) => server.call('POST', `/v2${path}`, { body })
  await post('/groups/threats', { name: 'fuzz' })
  await post('/groups/documents', { name: 'fuzz', fileName: 'fuzz.txt' })
  await post('/groups/adversaries', { name: 'fuzz' })
  await post('/groups/signatures', { name: 'fuzz', fileName: 'f', fileType: 'Snort', fileText: 'x' })
  await post('/victims', { name: 'fuzz' })
  await post('/tasks', { name: 'fuzz' })
  await post('/indicators/addresses', { ip: '1.2.3.4' })
  await post('/indicators/hosts', { hostName: 'fuzz.example.com' })
  await post('/groups/threats/1/attributes', { type: 'Description', value: 'fuzz' })
  await server.call('POST', '/v2/groups/threats/1/tags/fuzz')
  return server
}

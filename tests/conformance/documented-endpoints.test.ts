import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { catalog } from '@tcex/model'
import { contentRoutes, routes } from '../../packages/server/src/http/routes.ts'
import { startPlatform, type TestPlatform } from '../../packages/server/src/testing/platform.ts'
import {
  type DocumentedEndpoint,
  documentedEndpoints,
  isInScenarios,
  isServed,
  pendingEndpoints,
  type RoutePath,
  testOf,
} from './documented-endpoints.ts'
import { documentedBody, seedFor, sendContent } from './documented-seed.ts'

const all: readonly RoutePath[] = [...routes, ...contentRoutes]
const branches = catalog.branches()
const nameOf = ({ method, path }: DocumentedEndpoint): string => `${method} ${path}`
const isPending = ({ path }: DocumentedEndpoint): boolean => pendingEndpoints.some((each) => each.test(path))
const missing = (list: readonly RoutePath[]) =>
  documentedEndpoints.filter((endpoint) => !isServed(endpoint, list, branches))

describe('the documented endpoints', () => {
  it('are all here, but for those that are named as pending', () => {
    assert.ok(documentedEndpoints.length > 250)
    assert.deepEqual(
      missing(all)
        .filter((endpoint) => !isPending(endpoint))
        .map(nameOf),
      [],
    )
  })

  it('that are pending are really missing, so that the list gets shorter', () => {
    const names = missing(all)
    for (const pattern of pendingEndpoints) {
      assert.ok(
        names.some(({ path }) => pattern.test(path)),
        `${pattern} is here; take it off the list`,
      )
    }
  })

  it('are found to be missing when one is taken away', () => {
    const fewer = all.filter(([method, path]) => `${method} ${path}` !== 'GET /groups/:type/:id/pdf')
    assert.deepEqual(
      missing(fewer)
        .filter((endpoint) => !isPending(endpoint))
        .map(nameOf),
      ['GET /groups/{type}/{id}/pdf'],
    )
  })

  it('stand in the list once, each with a test that exists', () => {
    const names = documentedEndpoints.map(nameOf)
    assert.deepEqual(
      names.filter((name, index) => names.indexOf(name) !== index),
      [],
    )
    const root = join(import.meta.dirname, '../..')
    for (const test of new Set(documentedEndpoints.map(testOf))) assert.ok(existsSync(join(root, test)), test)
  })
})

describe('every documented endpoint', () => {
  let platform: TestPlatform

  before(async () => {
    platform = await startPlatform()
  })
  after(() => platform.server.close())

  for (const endpoint of documentedEndpoints.filter((each) => !isPending(each) && !isInScenarios(each))) {
    it(`${nameOf(endpoint)} succeeds`, () => succeeds(platform, endpoint))
  }
})

async function succeeds(platform: TestPlatform, endpoint: DocumentedEndpoint): Promise<void> {
  const path = await seedFor(platform, endpoint)
  const { method } = endpoint
  if (path.endsWith('/upload')) {
    if (method === 'PUT') await sendContent(platform, 'POST', path)
    assert.equal(await sendContent(platform, method, path), 200)
    return
  }
  const reply = await platform.call(method, path, documentedBody(endpoint, path))
  const adds = method === 'POST' && !/\/publish$|\/(assignees|escalatees)\//.test(path)
  assert.equal(reply.status, adds ? 201 : 200, `${path}: ${reply.text.slice(0, 300)}`)
}

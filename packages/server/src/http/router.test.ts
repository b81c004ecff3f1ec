import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { createServer, type Server } from '../index.ts'

describe('a path', () => {
  let server: Server
  before(async () => {
    server = await createServer()
  })
  after(() => server.close())

  const call = async (path: string, method = 'GET') => {
    const headers = { authorization: `TC-Token ${server.credentials.token}` }
    const answer = await server.fetch(`http://x/api${path}`, { method, headers })
    return { status: answer.status, body: await answer.text() }
  }

  const asked = '/v2/owners/mine'
  const spellings = [
    '/v2/owners/mine/',
    '/v2/owners/mine?x=%2F',
    '/v2/%6fwners/mine',
    '/%762/%6Fwners/%6dine',
    '/v2/owners/%6Dine',
  ]
  for (const spelling of spellings) {
    it(`leads where ${asked} does when it is written ${spelling}`, async () => {
      const { status, body } = await call(spelling)
      assert.equal(status, 200)
      assert.equal(body, (await call(asked)).body)
    })
  }

  for (const nowhere of [
    '/v2',
    '/v2/',
    '/v2/owner',
    '/v2/Owners',
    '/v2/owners//mine',
    '/v2/__proto__',
    '/v2/%6fwner',
    '/v3/owners',
    '/owners',
  ]) {
    it(`leads nowhere when it is ${nowhere}`, async () => {
      assert.equal((await call(nowhere)).status, 404)
    })
  }

  for (const method of ['HEAD', 'OPTIONS', 'PATCH', 'DELETE']) {
    it(`leads nowhere with ${method} where no route has it`, async () => {
      assert.equal((await call('/v2/owners', method)).status, 404)
    })
  }

  it('leads nowhere with a segment of more than 100,000 letters', async () => {
    assert.equal((await call(`/v2/tags/${'x'.repeat(100_000)}`)).status, 404)
    assert.match((await call(`/v2/tags/${'x'.repeat(100_001)}`)).body, /there is no GET/)
  })

  it('that cannot be decoded is refused as such, wherever it would lead', async () => {
    for (const path of ['/v2/owners/%zz', '/v2/nowhere/%zz', '/%zz'])
      assert.equal((await call(path)).status, 400)
  })
})

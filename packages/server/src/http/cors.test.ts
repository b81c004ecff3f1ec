import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createServer, type Server } from '../index.ts'

const origin = 'https://app.example.com'

describe('browsers', () => {
  let server: Server
  before(async () => {
    server = await createServer({ cors: [origin] })
  })
  after(() => server.close())

  const preflight = (from: string) =>
    server.fetch('http://x/api/v2/groups/campaigns', {
      method: 'OPTIONS',
      headers: {
        origin: from,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,timestamp,content-type',
      },
    })

  test('of an origin that the option cors names may call, with what a signature needs', async () => {
    const answer = await preflight(origin)
    assert.equal(answer.status, 204)
    assert.equal(answer.headers.get('access-control-allow-origin'), origin)
    assert.match(answer.headers.get('access-control-allow-methods') ?? '', /POST/)
    assert.match(
      answer.headers.get('access-control-allow-headers') ?? '',
      /Authorization, Timestamp, Content-Type/,
    )
  })

  test('see answers, refusals too, and still have to authenticate', async () => {
    const answer = await server.fetch('http://x/api/v2/owners', { headers: { origin } })
    assert.equal(answer.status, 401)
    assert.equal(answer.headers.get('access-control-allow-origin'), origin)
  })

  test('of any other origin may not', async () => {
    const answer = await preflight('https://evil.example.com')
    assert.notEqual(answer.headers.get('access-control-allow-origin'), 'https://evil.example.com')
  })

  test('may not call at all without the option', async () => {
    const closed = await createServer()
    const answer = await closed.fetch('http://x/api/v2/owners', { headers: { origin } })
    assert.equal(answer.headers.get('access-control-allow-origin'), null)
    await closed.close()
  })
})

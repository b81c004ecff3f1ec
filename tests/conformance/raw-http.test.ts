import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { at, type RawReply, rawRequest, type StartedServer, startOverHttp, transports } from '@tcex/testkit'

describe('requests that fetch would not send', () => {
  let server: StartedServer

  before(async () => {
    server = await startOverHttp({ bodyLimit: 4096 })
    await server.call('POST', '/v2/groups/threats', { body: { name: 'x' } })
  })
  after(() => server.close())

  const send = (head: string, headers: readonly string[] = [], body = ''): Promise<RawReply> =>
    rawRequest(
      server.url,
      [
        head,
        'Host: localhost:1',
        `authorization: TC-Token ${server.server.credentials.token}`,
        'Connection: close',
        ...headers,
      ],
      body,
    )

  const failure = (reply: RawReply, status: number): void => {
    assert.equal(reply.status, status, reply.body)
    assert.equal(reply.headers.get('content-type'), 'application/json')
    assert.equal(at(JSON.parse(reply.body), 'status'), 'Failure')
    assert.match(String(at(JSON.parse(reply.body), 'message')), /\w/)
  }

  it('a body on GET does no harm', async () => {
    for (const body of ['{"name":"y"}', 'no JSON', 'x'.repeat(8000)]) {
      const headers = ['Content-Type: application/json', `Content-Length: ${body.length}`]
      const reply = await send('GET /api/v2/groups/threats HTTP/1.1', headers, body)
      assert.equal(reply.status, 200, reply.body)
      assert.equal(at(JSON.parse(reply.body), 'data.resultCount'), 1)
    }
  })

  it('a body on DELETE does no harm', async () => {
    const made = await server.call('POST', '/v2/groups/threats', { body: { name: 'gone' } })
    const body = 'no JSON'
    const reply = await send(
      `DELETE /api/v2/groups/threats/${at(made.json, 'data.threat.id')} HTTP/1.1`,
      ['Content-Type: application/json', `Content-Length: ${body.length}`],
      body,
    )
    assert.deepEqual([reply.status, reply.body], [200, '{"status":"Success"}'])
  })

  it('an empty POST may announce JSON, with a length of 0 or none at all', async () => {
    for (const headers of [['Content-Length: 0'], [], ['Transfer-Encoding: chunked']]) {
      const body = headers[0]?.startsWith('Transfer') ? '0\r\n\r\n' : ''
      const reply = await send(
        'POST /api/v2/groups/threats/1/tags/t HTTP/1.1',
        ['Content-Type: application/json', ...headers],
        body,
      )
      assert.deepEqual([reply.status, reply.body], [201, '{"status":"Success"}'])
    }
  })

  it('a body in chunks is read whole, and refused where it grows too large', async () => {
    const chunked = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n0\r\n\r\n`
    const headers = ['Transfer-Encoding: chunked', 'Content-Type: application/json']
    const good = await send('POST /api/v2/groups/threats HTTP/1.1', headers, chunked('{"name":"chunks"}'))
    assert.equal(good.status, 201, good.body)
    failure(
      await send('POST /api/v2/groups/threats HTTP/1.1', headers, chunked(`{"name":"${'x'.repeat(5000)}"}`)),
      413,
    )
  })

  it('a path that climbs is not followed', async () => {
    for (const target of [
      '/api/v2/groups/../owners',
      '/api/v2/../../etc/passwd',
      '/api/v2/groups/%2e%2e/owners',
      '/api/v2/groups/threats/..%2f..%2fowners',
      '//etc/passwd',
      '/api/v2/groups/threats/1/../../../owners',
    ]) {
      failure(await send(`GET ${target} HTTP/1.1`), 404)
    }
  })

  it('methods that the platform does not have are 404 as JSON', async () => {
    for (const method of ['PATCH', 'OPTIONS', 'TRACE', 'PROPFIND', 'QUERY']) {
      failure(await send(`${method} /api/v2/groups/threats/1 HTTP/1.1`), 404)
    }
    const head = await send('HEAD /api/v2/groups HTTP/1.1')
    assert.equal(head.status, 404)
  })

  it('what is no HTTP, or too much of it, is refused as JSON', async () => {
    failure(await rawRequest(server.url, ['GARBAGE']), 400)
    failure(await rawRequest(server.url, ['GET /api/v2/groups HTTP/1.1', 'Bad Header: x', 'Host: x']), 400)
    failure(await send('GET /api/v2/groups HTTP/1.1', [`X-Long: ${'x'.repeat(200_000)}`]), 431)
  })

  it('a request without a host, and one with expectations, are answered as JSON', async () => {
    const token = `Authorization: TC-Token ${server.server.credentials.token}`
    const hostless = await rawRequest(server.url, ['GET /api/v2/owners HTTP/1.1', token, 'Connection: close'])
    assert.equal(hostless.status, 200, hostless.body)
    failure(await send('GET /api/v2/groups HTTP/1.1', ['Expect: 200-maybe']), 417)
  })

  it('a host header is quoted in links and nothing else', async () => {
    const reply = await rawRequest(server.url, [
      'GET /api/v2/groups/threats/1 HTTP/1.1',
      'Host: "><script>',
      `Authorization: TC-Token ${server.server.credentials.token}`,
      'Connection: close',
    ])
    assert.ok(reply.status === 200 || reply.status === 400, reply.body)
    JSON.parse(reply.body)
  })

  it('a long target is served', async () => {
    const value = encodeURIComponent(`http://example.com/${'ö'.repeat(9000)}`)
    const reply = await send(`GET /api/v2/indicators/urls/${value} HTTP/1.1`)
    failure(reply, 404)
  })
})

for (const [transport, start] of transports) {
  describe(`browsers ${transport}`, () => {
    it('are let in from the origins of the option cors, and from no other', async () => {
      const server = await start({ cors: ['https://app.example.com'] })
      try {
        const preflight = await server.call('OPTIONS', '/v2/groups', {
          auth: 'none',
          headers: {
            origin: 'https://app.example.com',
            'access-control-request-method': 'POST',
            'access-control-request-headers': 'authorization,timestamp,content-type',
          },
        })
        assert.equal(preflight.status, 204)
        assert.equal(preflight.headers.get('access-control-allow-origin'), 'https://app.example.com')
        assert.match(String(preflight.headers.get('access-control-allow-headers')), /authorization/i)
        assert.match(String(preflight.headers.get('access-control-allow-headers')), /timestamp/i)
        assert.match(String(preflight.headers.get('access-control-allow-methods')), /DELETE/)
        for (const auth of ['token', 'none'] as const) {
          const reply = await server.call('GET', '/v2/groups', {
            auth,
            headers: { origin: 'https://app.example.com' },
          })
          assert.equal(reply.headers.get('access-control-allow-origin'), 'https://app.example.com', auth)
        }
        const stranger = await server.call('GET', '/v2/groups', {
          headers: { origin: 'https://evil.example' },
        })
        assert.equal(stranger.headers.get('access-control-allow-origin'), null)
      } finally {
        await server.close()
      }
    })

    it('are let in from nowhere without the option', async () => {
      const server = await start()
      try {
        const reply = await server.call('GET', '/v2/groups', {
          headers: { origin: 'https://app.example.com' },
        })
        assert.equal(reply.headers.get('access-control-allow-origin'), null)
      } finally {
        await server.close()
      }
    })
  })
}

import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { Agent, get } from 'node:http'
import { after, before, describe, it } from 'node:test'
import {
  at,
  checkEnvelope,
  type RawReply,
  rawRequest,
  type StartedServer,
  startOverHttp,
  transports,
} from '@tcex/testkit'

const now = new Date('2024-03-05T12:00:00Z')
const seconds = now.getTime() / 1000

/** The documentation's recipe, written once more: HMAC-SHA256 over `path and query:METHOD:timestamp`, in base 64. */
function signature(secretKey: string, target: string, method: string, timestamp: string | number): string {
  return createHmac('sha256', secretKey).update(`${target}:${method}:${timestamp}`).digest('base64')
}

for (const [transport, start] of transports) {
  describe(`authentication ${transport}`, () => {
    let server: StartedServer

    before(async () => {
      server = await start({ now: () => now, accessId: '12345678901234567890', secretKey: 'secret/key+=' })
    })
    after(() => server.close())

    const call = (headers: Record<string, string>, path = '/v2/owners') =>
      server.call('GET', path, { auth: 'none', headers })

    const signed = (timestamp: string | number, path = '/v2/owners') => {
      const { accessId, secretKey } = server.server.credentials
      const proof = signature(secretKey, `/api${path}`, 'GET', timestamp)
      return { timestamp: String(timestamp), authorization: `TC ${accessId}:${proof}` }
    }

    it('takes the token, and the signature, each in any case of its scheme', async () => {
      const { token } = server.server.credentials
      for (const scheme of ['TC-Token', 'tc-token', 'TC-TOKEN', 'Tc-Token']) {
        assert.equal((await call({ authorization: `${scheme} ${token}` })).status, 200, scheme)
      }
      for (const scheme of ['TC', 'tc', 'Tc']) {
        const { authorization, ...timestamp } = signed(seconds)
        const proof = { ...timestamp, authorization: authorization.replace(/^TC/, scheme) }
        assert.equal((await call(proof)).status, 200, scheme)
      }
    })

    it('takes header names in any case', async () => {
      const { timestamp, authorization } = signed(seconds)
      const reply = await call({ TIMESTAMP: timestamp, AUTHORIZATION: authorization })
      assert.equal(reply.status, 200)
    })

    it('takes a timestamp within five minutes, to the second', async () => {
      for (const [difference, status] of [
        [0, 200],
        [-300, 200],
        [300, 200],
        [-301, 401],
        [301, 401],
        [-86_400, 401],
      ] as const) {
        const reply = await call(signed(seconds + difference))
        assert.equal(reply.status, status, `${difference} seconds`)
        if (status === 401) assert.match(reply.text, /Timestamp out of acceptable time range/)
      }
    })

    it('refuses a timestamp that is none', async () => {
      for (const timestamp of [
        '',
        'now',
        `${seconds}.0`,
        `-${seconds}`,
        '1e9',
        `${seconds}000`,
        '0x65e70940',
        '٠',
      ]) {
        if (/[^ -~]/.test(timestamp)) continue
        checkRefused(await call(signed(timestamp)), /Timestamp/)
      }
      const { authorization } = signed(seconds)
      checkRefused(await call({ authorization }), /Timestamp/)
    })

    it('refuses a signature over anything else', async () => {
      const { accessId, secretKey } = server.server.credentials
      const timestamp = String(seconds)
      const wrong = {
        'another path': signature(secretKey, '/api/v2/groups', 'GET', seconds),
        'another query': signature(secretKey, '/api/v2/owners?a=b', 'GET', seconds),
        'the path without /api': signature(secretKey, '/v2/owners', 'GET', seconds),
        'another method': signature(secretKey, '/api/v2/owners', 'POST', seconds),
        'another timestamp': signature(secretKey, '/api/v2/owners', 'GET', seconds - 1),
        'another key': signature('another key', '/api/v2/owners', 'GET', seconds),
        nothing: 'x',
        'half of it': signature(secretKey, '/api/v2/owners', 'GET', seconds).slice(0, 20),
      }
      for (const [what, proof] of Object.entries(wrong)) {
        const reply = await call({ timestamp, authorization: `TC ${accessId}:${proof}` })
        assert.equal(reply.status, 401, what)
        checkRefused(reply, /Signature data did not match expected result/)
      }
    })

    it('refuses an access id, a token or a scheme that it does not know', async () => {
      const { timestamp, authorization } = signed(seconds)
      const { token, accessId, secretKey } = server.server.credentials
      checkRefused(
        await call({ timestamp, authorization: authorization.replace(accessId, 'somebody') }),
        /Access Denied/,
      )
      checkRefused(await call({ authorization: 'TC-Token wrong-token' }), /Unauthorized/)
      checkRefused(await call({ authorization: `TC-Token ${token}x` }), /Unauthorized/)
      checkRefused(await call({ authorization: `TC-Token ${token.toLowerCase()}` }), /Unauthorized/)
      for (const header of [
        `Bearer ${token}`,
        token,
        'TC-Token',
        'TC-Token ',
        'TC',
        `TC ${accessId}`,
        `TC ${accessId}:`,
        `TC :${secretKey}`,
        `Basic ${btoa(`${accessId}:${secretKey}`)}`,
        '',
      ]) {
        checkRefused(await call({ authorization: header }), /Unauthorized/)
      }
      checkRefused(await call({}), /Unauthorized/)
      checkRefused(await call({ authorization: "TC ' or 1=1 --:x", timestamp }), /./)
    })

    it('never says in a refusal what it knows', async () => {
      const { token, secretKey } = server.server.credentials
      const reply = await call({ authorization: `TC-Token ${token}x` })
      assert.ok(!reply.text.includes(token) && !reply.text.includes(secretKey))
    })

    it('refuses before it reads a body, on every method', async () => {
      for (const method of ['GET', 'POST', 'PUT', 'DELETE']) {
        const body = method === 'GET' ? {} : { body: '{ this is no JSON' }
        const reply = await server.call(method, '/v2/groups/threats/1', { auth: 'none', ...body })
        const expected = method === 'POST' ? 404 : 401
        assert.equal(reply.status, expected, method)
      }
      const upload = await server.call('POST', '/v2/groups/documents/1/upload', { auth: 'none', body: 'x' })
      checkRefused(upload, /Unauthorized/)
    })

    it('signs every method over path and query as they are', async () => {
      const made = await server.call('POST', '/v2/groups/threats', { auth: 'signature', body: { name: 'x' } })
      assert.equal(made.status, 201)
      const path = `/v2/groups/threats/${at(made.json, 'data.threat.id')}`
      const query = { owner: 'MyOrg', filters: "name=a,b'c" }
      for (const [method, options] of [
        ['GET', { query }],
        ['PUT', { body: { name: 'y' }, query }],
        ['DELETE', { query }],
      ] as const) {
        const reply = await server.call(method, path, { auth: 'signature', ...options })
        assert.equal(reply.status, 200, `${method} ${reply.text}`)
      }
    })
  })
}

function checkRefused(reply: Awaited<ReturnType<StartedServer['call']>>, message: RegExp): void {
  assert.equal(reply.status, 401, reply.text)
  checkEnvelope(reply)
  assert.match(String(at(reply.json, 'message')), message)
}

describe('a signature over a target exactly as it was sent', () => {
  let server: StartedServer

  before(async () => {
    server = await startOverHttp({ now: () => now, accessId: 'id', secretKey: 'secret key' })
    await server.call('POST', '/v2/indicators/mutexes', { body: { Mutex: 'a/b c+d' } })
    await server.call('POST', '/v2/groups/threats', { body: { name: 'x' } })
  })
  after(() => server.close())

  const send = (target: string, signedTarget = target): Promise<RawReply> =>
    rawRequest(server.url, [
      `GET ${target} HTTP/1.1`,
      'Host: localhost',
      `tImEsTaMp: ${seconds}`,
      `AUTHORIZATION:   TC id:${signature('secret key', signedTarget, 'GET', seconds)}  `,
      'Connection: close',
    ])

  const targets: readonly string[] = [
    '/api/v2/indicators/mutexes/a%2Fb%20c%2Bd',
    '/api/v2/indicators/mutexes/a%2fb%20c+d',
    '/api/v2/indicators/mutexes/%61%2fb%20c%2bd',
    '/api/v2/indicators/mutexes/a%2Fb%20c%2Bd/',
    '/api/v2/indicators/mutexes/a%2Fb%20c%2Bd?',
    '/api/v2/indicators/mutexes/a%2Fb%20c%2Bd?&&owner=MyOrg&',
    '/api/v2/indicators/mutexes/a%2Fb%20c%2Bd?owner=My%4frg',
    '/api/v2/groups?filters=name=\'%27"<>^`{}|\\',
    '/api/v2/groups?filters=name%3Dx+y&includes=tags,labels&x=%7e%2E;y=*()!',
    '/api/v2/groups?owner=MyOrg&filters=name%3d%c3%b6',
    '/api/v2/groups?a=b?c=d#e',
  ]

  for (const target of targets) {
    it(target, async () => {
      const reply = await send(target)
      assert.notEqual(reply.status, 401, reply.body)
      assert.ok(reply.status < 500, reply.body)
      const other = await send(target, `${target}x`)
      assert.deepEqual([other.status, other.headers.get('content-type')], [401, 'application/json'])
      assert.match(other.body, /Signature data did not match expected result/)
    })
  }

  it('is not good for another spelling of the same target', async () => {
    for (const [sent, signed] of [
      ['/api/v2/indicators/mutexes/a%2fb%20c%2Bd', '/api/v2/indicators/mutexes/a%2Fb%20c%2Bd'],
      ['/api/v2/groups?owner=MyOrg', '/api/v2/groups?owner=My%4Frg'],
      ['/api/v2/groups?a=+', '/api/v2/groups?a=%20'],
      ['/api/v2/groups/', '/api/v2/groups'],
      ['/api/v2/groups?', '/api/v2/groups'],
    ] as const) {
      assert.equal((await send(sent, signed)).status, 401, `${sent} signed as ${signed}`)
      assert.equal((await send(sent)).status, 200, sent)
    }
  })
})

describe('a connection on which several calls come', () => {
  let server: StartedServer
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const ports: (number | undefined)[] = []

  before(async () => {
    server = await startOverHttp()
  })
  after(() => {
    agent.destroy()
    return server.close()
  })

  const call = (token: string): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const headers = { authorization: `TC-Token ${token}` }
      get(`${server.url}/v2/owners/mine`, { agent, headers }, (response) => {
        ports.push(response.socket.localPort)
        response.resume().on('end', () => resolve(response.statusCode))
      }).on('error', reject)
    })

  it('is nobody’s: the token of each call counts, for as long as it is good', async () => {
    const { administration, credentials } = server.server
    const { token } = credentials
    await administration.addUser({ userName: 'jane' })
    const janes = (await administration.addToken({ userName: 'jane' })).token
    const other = `${janes.slice(0, -1)}${janes.endsWith('A') ? 'B' : 'A'}`
    for (const [shown, status] of [
      [token, 200],
      [janes, 200],
      [other, 401],
      [janes, 200],
      [`${janes}x`, 401],
      [janes.slice(0, -1), 401],
      [token, 200],
    ] as const) {
      assert.equal(await call(shown), status)
    }
    assert.equal(await call(janes), 200)
    await administration.revokeTokens({ userName: 'jane' })
    assert.equal(await call(janes), 401)
    assert.equal(new Set(ports).size, 1)
  })
})

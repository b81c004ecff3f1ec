// Where a call comes from and was sent to, behind a load balancer.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type StartedServer, startOverHttp } from '@tcex/testkit'

type Headers = Readonly<Record<string, string>>

async function behind(
  trustedProxies: readonly string[],
  work: (server: StartedServer) => Promise<void>,
): Promise<void> {
  const server = await startOverHttp({ trustedProxies })
  try {
    await work(server)
  } finally {
    await server.close()
  }
}

/** Asks as a proxy on this machine would. */
async function status(server: StartedServer, token: string, headers: Headers): Promise<number> {
  const all = { authorization: `TC-Token ${token}`, ...headers }
  const answer = await fetch(`${server.url}/v2/owners`, { headers: all })
  await answer.arrayBuffer()
  return answer.status
}

/** Guesses until no more are looked at, as somebody whose address is written so the given time. */
async function guess(server: StartedServer, from: (time: number) => string): Promise<void> {
  const [claimed = ''] = /^APIV2:\d+:/.exec(String(server.server.credentials.token)) ?? []
  for (let time = 0; time < 20; time += 1) {
    const wrong = `${claimed}abc:1:guess${time}`
    assert.equal(await status(server, wrong, { 'x-forwarded-for': from(time) }), 401)
  }
}

/** From where things were written, the oldest first. */
async function writers({ server }: StartedServer): Promise<readonly string[]> {
  const addresses: string[] = []
  for await (const { from } of server.administration.audit()) addresses.push(from)
  return addresses
}

const tokenOf = ({ server }: StartedServer): string => String(server.credentials.token)

describe('a proxy that is trusted', () => {
  it('says who guesses, so that nobody else behind it is turned away', () =>
    behind(['loopback'], async (server) => {
      await guess(server, () => '203.0.113.7')
      assert.equal(await status(server, tokenOf(server), { 'x-forwarded-for': '203.0.113.7' }), 429)
      assert.equal(await status(server, tokenOf(server), { 'x-forwarded-for': '203.0.113.8' }), 200)
    }))

  it('says so last: what a client wrote before counts for nothing', () =>
    behind(['127.0.0.0/8'], async (server) => {
      await guess(server, (time) => `198.51.100.${time}, 203.0.113.7`)
      const claims = { 'x-forwarded-for': '198.51.100.200, 203.0.113.7' }
      assert.equal(await status(server, tokenOf(server), claims), 429)
    }))

  it('is passed over where another trusted one stands before it', () =>
    behind(['127.0.0.1', '10.0.0.0/8'], async (server) => {
      await guess(server, (time) => `203.0.113.7, 10.0.0.${time}`)
      assert.equal(await status(server, tokenOf(server), { 'x-forwarded-for': '203.0.113.7' }), 429)
    }))

  it('may tell the port of a client besides', () =>
    behind(['loopback'], async (server) => {
      await guess(server, (time) => (time % 2 === 0 ? `203.0.113.7:${1000 + time}` : '203.0.113.7'))
      assert.equal(await status(server, tokenOf(server), { 'x-forwarded-for': '203.0.113.7' }), 429)
    }))

  for (const text of ['in-process', 'unknown', '_hidden', '203.0.113.7.', '']) {
    it(`is the one that asks where it says ${JSON.stringify(text)}, which is no address`, () =>
      behind(['loopback'], async (server) => {
        await guess(server, () => text)
        assert.equal(await status(server, tokenOf(server), {}), 429)
      }))
  }

  it('is believed in the log of who wrote what', () =>
    behind(['loopback'], async (server) => {
      const body = { hostName: 'proxied.example.com' }
      const headers = { 'x-forwarded-for': '2001:db8::7' }
      assert.equal((await server.call('POST', '/v2/indicators/hosts', { body, headers })).status, 201)
      assert.equal((await writers(server)).at(-1), '2001:db8::7')
    }))
})

it('nobody within the process comes from elsewhere, whatever is said', () =>
  behind(['loopback'], async (inside) => {
    const { server } = inside
    const headers = {
      authorization: `TC-Token ${server.credentials.token}`,
      'x-forwarded-for': '203.0.113.7',
    }
    const init = { method: 'POST', headers, body: '{"name":"inside"}' }
    assert.equal((await server.fetch('http://localhost/api/v2/groups/threats', init)).status, 201)
    assert.deepEqual(new Set(await writers(inside)), new Set(['in-process']))
  }))

describe('a proxy that is not trusted', () => {
  for (const trusted of [[], ['10.0.0.0/8'], ['127.0.0.2']]) {
    it(`is the one that asks, whatever it says, where trusted are ${JSON.stringify(trusted)}`, () =>
      behind(trusted, async (server) => {
        await guess(server, (time) => `203.0.113.${time}`)
        assert.equal(await status(server, tokenOf(server), { 'x-forwarded-for': '203.0.113.99' }), 429)
      }))
  }
})

describe('links lead', () => {
  const linkOf = async (server: StartedServer, headers: Headers): Promise<string> => {
    const body = { hostName: 'linked.example.com' }
    await server.call('POST', '/v2/indicators/hosts', { body })
    const { json } = await server.call('GET', '/v2/indicators/hosts/linked.example.com', { headers })
    const { data } = json as { readonly data: { readonly host: { readonly webLink: string } } }
    return data.host.webLink
  }
  const forwarded = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'tc.example.com' }

  it('to the site that a trusted proxy was asked for', () =>
    behind(['loopback'], async (server) => {
      assert.match(await linkOf(server, forwarded), /^https:\/\/tc\.example\.com\//)
    }))

  it('to where the call was sent, if anybody else says so', () =>
    behind(['10.0.0.0/8'], async (server) => {
      assert.ok((await linkOf(server, forwarded)).startsWith(new URL(server.url).origin))
    }))

  it('nowhere else, whatever is passed on', () =>
    behind(['loopback'], async (server) => {
      const odd = { 'x-forwarded-proto': 'javascript', 'x-forwarded-host': 'x"><script>' }
      assert.match(await linkOf(server, odd), /^http:\/\/localhost\//)
    }))
})

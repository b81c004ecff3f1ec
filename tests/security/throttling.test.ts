// How fast credentials can be guessed.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { join } from 'node:path'
import { text as readText } from 'node:stream/consumers'
import { describe, it } from 'node:test'
import { sign } from '@tcex/model'
import type { ServerOptions } from '@tcex/server'
import { type StartedServer, startOverHttp } from '@tcex/testkit'
import { inFolder } from '../conformance/folder.ts'

interface Reply {
  readonly status: number | undefined
  readonly retryAfter: string | undefined
  readonly text: string
}

/** Asks from an address of this machine. */
async function ask(
  server: StartedServer,
  headers: Record<string, string>,
  from = '127.0.0.1',
): Promise<Reply> {
  const sent = request(`${server.url}/v2/owners`, { headers, localAddress: from, agent: false }).end()
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  const text = await readText(response)
  return { status: response.statusCode, retryAfter: response.headers['retry-after'], text }
}

const start = new Date('2024-03-05T12:00:00Z')

/** A platform whose clock is set by hand. */
async function withServer(
  work: (server: StartedServer, clock: { now: Date }) => Promise<void>,
  options: ServerOptions = {},
): Promise<void> {
  const clock = { now: start }
  const server = await startOverHttp({ now: () => clock.now, ...options })
  try {
    await work(server, clock)
  } finally {
    await server.close()
  }
}

async function signed({ server }: StartedServer, { now }: { now: Date }, secretKey?: string) {
  const timestamp = String(now.getTime() / 1000)
  const { accessId, secretKey: right } = server.credentials
  const signature = await sign(secretKey ?? right, { target: '/api/v2/owners', method: 'GET', timestamp })
  return { timestamp, authorization: `TC ${accessId}:${signature}` }
}

const elsewhere = '127.0.0.2'

describe('wrong signatures', () => {
  it('are looked at twenty times a minute, and then not even the right one is, from that address', () =>
    withServer(async (server, clock) => {
      const wrong = await signed(server, clock, 'a wrong secret key')
      const right = await signed(server, clock)
      for (let count = 0; count < 20; count += 1) assert.equal((await ask(server, wrong)).status, 401)
      for (const proof of [wrong, right]) {
        const { status, retryAfter, text } = await ask(server, proof)
        assert.deepEqual([status, retryAfter], [429, '60'], text)
        assert.match(text, /^\{"status":"Failure","message":"Too many wrong credentials/)
      }
      assert.equal((await ask(server, right, elsewhere)).status, 200, 'nobody is locked out from elsewhere')

      clock.now = new Date(start.getTime() + 59_000)
      assert.equal((await ask(server, await signed(server, clock))).retryAfter, '1')
      clock.now = new Date(start.getTime() + 60_000)
      assert.equal((await ask(server, await signed(server, clock))).status, 200)
    }))

  it('are told apart twenty times, however many come at once', () =>
    withServer(async (server, clock) => {
      const right = await signed(server, clock)
      const wrong = await signed(server, clock, 'a wrong secret key')
      // Over connections that stay open, so that many are read at once.
      const statusOf = async (headers: Record<string, string>) => {
        const response = await fetch(`${server.url}/v2/owners`, { headers })
        await response.text()
        return response.status
      }
      const atOnce = (proof: Record<string, string>) =>
        Promise.all(Array.from({ length: 100 }, () => statusOf(proof)))
      for (let time = 0; time < 5; time += 1) await atOnce(right)
      const statuses = await atOnce(wrong)
      assert.equal(statuses.filter((status) => status === 401).length, 20)
      assert.equal(statuses.filter((status) => status === 429).length, 80)
    }))

  it('for one user are no matter to another one at the same address', () =>
    withServer(async (server, clock) => {
      const jane = await server.server.administration.addUser({ userName: 'jane' })
      const wrong = await signed(server, clock, 'a wrong secret key')
      for (let count = 0; count < 25; count += 1) await ask(server, wrong)
      const timestamp = String(clock.now.getTime() / 1000)
      const signature = await sign(jane.secretKey, { target: '/api/v2/owners', method: 'GET', timestamp })
      const reply = await ask(server, { timestamp, authorization: `TC ${jane.accessId}:${signature}` })
      assert.equal(reply.status, 200, reply.text)
    }))

  it('are counted across the processes on a database', () =>
    inFolder(async (folder) => {
      const options = { database: join(folder, 'tcex.db') }
      await withServer(async (first, clock) => {
        await withServer(async (second) => {
          const wrong = await signed(first, clock, 'a wrong secret key')
          for (let count = 0; count < 20; count += 1) {
            assert.equal((await ask(count % 2 ? first : second, wrong)).status, 401)
          }
          for (const server of [first, second]) {
            assert.equal((await ask(server, await signed(server, clock))).status, 429)
          }
        }, options)
      }, options)
    }))
})

describe('wrong tokens', () => {
  it('are looked at twenty times a minute for the user that they claim to be of, from that address', () =>
    withServer(async (server) => {
      const { token } = server.server.credentials
      const [claimed = ''] = /^APIV2:\d+:/.exec(String(token)) ?? []
      assert.notEqual(claimed, '')
      const wrong = (at: number) => ({ authorization: `TC-Token ${claimed}abc:1:guess${at}` })
      for (let count = 0; count < 20; count += 1) assert.equal((await ask(server, wrong(count))).status, 401)
      const right = { authorization: `TC-Token ${token}` }
      for (const header of [wrong(21), right]) assert.equal((await ask(server, header)).status, 429)
      assert.equal((await ask(server, right, elsewhere)).status, 200)

      const renewal = `${server.url}/appAuth?expiredToken=${encodeURIComponent(`${claimed}abc:1:another`)}`
      assert.equal((await fetch(renewal)).status, 429, 'renewing tells nothing either')
    }))

  it('count only where they claim to be of somebody there is', () =>
    withServer(async (server) => {
      for (let count = 0; count < 30; count += 1) {
        const reply = await ask(server, { authorization: `TC-Token APIV2:${1000 + count}:abc:1:x` })
        assert.equal(reply.status, 401)
      }
    }))

  it('that were right once and have expired are no guesses', () =>
    withServer(async (server, clock) => {
      const { token } = await server.server.administration.addToken({
        userName: await nameOf(server),
        lifetime: 3600,
      })
      clock.now = new Date(start.getTime() + 7200_000)
      for (let count = 0; count < 25; count += 1) {
        assert.equal((await ask(server, { authorization: `TC-Token ${token}` })).status, 401)
      }
    }))
})

async function nameOf({ server }: StartedServer): Promise<string> {
  const [user] = await server.administration.listUsers()
  return user?.userName ?? ''
}

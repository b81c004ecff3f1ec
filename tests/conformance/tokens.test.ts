// Tokens: issued, ended by time or by hand, renewed as apps do.

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { at, checkEnvelope, type Reply, type StartedServer, transports } from '@tcex/testkit'

const hour = 3600
const start = Date.parse('2024-03-05T12:00:00Z') / 1000

for (const [transport, startServer] of transports) {
  describe(`tokens ${transport}`, () => {
    let server: StartedServer
    let now = start

    before(async () => {
      server = await startServer({ now: () => new Date(now * 1000) })
      await server.server.administration.addUser({ userName: 'app' })
    })
    after(() => server.close())

    const issue = async (lifetime: number | null): Promise<string> => {
      now = start
      return (await server.server.administration.addToken({ userName: 'app', lifetime })).token
    }

    const use = (token: string): Promise<Reply> =>
      server.call('GET', '/v2/whoami', { auth: 'none', headers: { authorization: `TC-Token ${token}` } })

    const renew = (token: string, path = '/appAuth'): Promise<Reply> =>
      server.call('GET', `${path}?expiredToken=${encodeURIComponent(token)}`, { auth: 'none' })

    const renewed = async (token: string) => {
      const reply = await renew(token)
      assert.equal(reply.status, 200, reply.text)
      return reply.json as { success: boolean; apiToken: string; apiTokenExpires: number }
    }

    it('are good to the second that they end in, and then say that they have expired', async () => {
      const token = await issue(hour)
      now = start + hour - 1
      assert.equal((await use(token)).status, 200)
      now = start + hour
      const reply = await use(token)
      assert.equal(reply.status, 401)
      checkEnvelope(reply)
      assert.match(String(at(reply.json, 'message')), /^Unauthorized: the API token has expired/)
    })

    it('without an end are good for ever', async () => {
      const token = await issue(null)
      now = start + 1000 * 365 * 24 * hour
      assert.equal((await use(token)).status, 200)
    })

    it('are renewed for as long as they were good before, before their end and after it', async () => {
      for (const asked of [start, start + hour - 60, start + hour, start + 24 * hour]) {
        const token = await issue(hour)
        now = asked
        const { success, apiToken, apiTokenExpires } = await renewed(token)
        assert.deepEqual([success, apiTokenExpires], [true, asked + hour])
        assert.notEqual(apiToken, token)
        assert.equal((await use(apiToken)).status, 200)
        assert.equal((await use(token)).status, asked < start + hour ? 200 : 401)
        now = asked + hour
        assert.equal((await use(apiToken)).status, 401)
        assert.equal((await renewed(apiToken)).apiTokenExpires, now + hour)
      }
    })

    it('give the same new one when they are renewed again, so that a lost answer does no harm', async () => {
      const token = await issue(hour)
      const answers = await Promise.all([renewed(token), renewed(token), renewed(token)])
      assert.equal(new Set(answers.map(({ apiToken }) => apiToken)).size, 1)
    })

    it('cannot be renewed a day after their end, nor when they are unknown, revoked or not there', async () => {
      const token = await issue(hour)
      now = start + 25 * hour + 1
      await refused(renew(token), 401, /expired/)
      await refused(renew('APIV2:1:nonsense'), 401, /^Unauthorized: the API token is wrong/)
      await refused(renew(''), 400, /"expiredToken"/)
      await refused(server.call('GET', '/appAuth', { auth: 'none' }), 400, /"expiredToken"/)
    })

    it('end with all their renewals when they are revoked', async () => {
      const token = await issue(hour)
      const other = await issue(hour)
      const { apiToken } = await renewed(token)
      const { administration } = server.server
      const listed = (await administration.listTokens()).filter(({ userName }) => userName === 'app')
      const { id } = listed.at(-2) ?? { id: 0 }
      assert.equal(await administration.revokeTokens({ id }), 2)
      for (const each of [token, apiToken]) {
        await refused(use(each), 401, /revoked/)
        await refused(renew(each), 401, /revoked/)
      }
      assert.equal((await use(other)).status, 200)
      await administration.revokeTokens({ userName: 'app' })
      assert.equal((await use(other)).status, 401)
      await assert.rejects(administration.revokeTokens({ id }), /no token \d+; "tcex token list"/)
    })

    it('without an end come back as they are', async () => {
      const { token } = server.server.credentials
      now = start
      const { apiToken, apiTokenExpires } = await renewed(token)
      assert.deepEqual([apiToken, apiTokenExpires], [token, start + 4 * hour])
    })

    it('keep a blank that was a plus', async () => {
      const token = await issue(hour)
      const reply = await server.call('GET', `/appAuth?expiredToken=${token}`, { auth: 'none' })
      assert.equal(reply.status, 200)
    })

    it('of a user who is removed end at once, and so does the key', async () => {
      const { administration } = server.server
      await administration.addUser({ userName: 'leaver' })
      now = start
      const { token } = await administration.addToken({ userName: 'leaver' })
      assert.equal((await use(token)).status, 200)
      await administration.removeUser('leaver')
      await refused(use(token), 401, /Unauthorized/)
      await refused(renew(token), 401, /Unauthorized/)
      await administration.addUser({ userName: 'leaver' })
      await refused(use(token), 401, /Unauthorized/)
    })
  })
}

async function refused(call: Promise<Reply>, status: number, message: RegExp): Promise<void> {
  const reply = await call
  assert.equal(reply.status, status, reply.text)
  checkEnvelope(reply)
  assert.match(String(at(reply.json, 'message')), message)
}

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createServer } from '../server.ts'

describe('the log', () => {
  for (const logLevel of ['error', 'info'] as const) {
    it(`says which call failed, by what its answer names (${logLevel})`, async (t) => {
      const lines: string[] = []
      t.mock.method(process.stderr, 'write', (line: string) => lines.push(line))
      let isBroken = false
      const now = () => {
        if (isBroken) throw new Error('the clock stands')
        return new Date()
      }
      const server = await createServer({ logLevel, now })
      const headers = { authorization: `TC-Token ${server.credentials.token}` }
      const get = () => server.fetch('http://localhost/api/v2/owners', { headers })
      assert.equal((await get()).status, 200)
      isBroken = true
      const answer = await get()
      const { message } = (await answer.json()) as { readonly message: string }
      isBroken = false
      await server.close()
      const logged = lines.map((line) => JSON.parse(line))
      const failed = logged.filter(({ err }) => err)
      assert.equal(answer.status, 500)
      assert.deepEqual(
        failed.map(({ msg, err }) => [msg, err.message]),
        [['internal error', 'the clock stands']],
      )
      assert.match(message, new RegExp(`\\b${failed[0].reqId}\\b`))
      assert.equal(logged.length > 1, logLevel === 'info')
    })
  }

  it('says nothing where it is to be silent', async (t) => {
    const lines: string[] = []
    t.mock.method(process.stderr, 'write', (line: string) => lines.push(line))
    const server = await createServer({ logLevel: 'silent' })
    assert.equal((await server.fetch('http://localhost/api/v2/nothing')).status, 404)
    await server.close()
    assert.deepEqual(lines, [])
  })
})

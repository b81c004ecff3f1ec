import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readEnvironment } from './environment.ts'
import { ConfigurationError, TcEx } from './index.ts'
import { done, record } from './testing/recorder.ts'

const TC_API_PATH = 'http://127.0.0.1:8080/api'

describe('the platform’s variables', () => {
  it('a token', () => {
    assert.deepEqual(readEnvironment({ TC_API_PATH, TC_TOKEN: 't', TC_OWNER: 'MyOrg' }), {
      apiUrl: TC_API_PATH,
      token: 't',
      owner: 'MyOrg',
    })
  })

  for (const [id, key] of [
    ['API_ACCESS_ID', 'API_SECRET_KEY'],
    ['TC_API_ACCESS_ID', 'TC_API_SECRET_KEY'],
  ] as const) {
    it(`${id} and ${key}`, () => {
      const options = readEnvironment({ TC_API_PATH, [id]: 'i', [key]: 'k' })
      assert.deepEqual([options.accessId, options.secretKey, options.token], ['i', 'k', undefined])
    })
  }

  it('a token counts before an access id', () => {
    const options = readEnvironment({ TC_API_PATH, TC_TOKEN: 't', API_ACCESS_ID: 'i', API_SECRET_KEY: 'k' })
    assert.deepEqual([options.token, options.accessId], ['t', undefined])
  })

  for (const [name, env, missing] of [
    ['the path', { TC_TOKEN: 't' }, 'TC_API_PATH'],
    ['an empty path', { TC_API_PATH: '', TC_TOKEN: 't' }, 'TC_API_PATH'],
    ['credentials', { TC_API_PATH }, 'TC_TOKEN'],
    ['the secret key', { TC_API_PATH, API_ACCESS_ID: 'i' }, 'API_SECRET_KEY'],
    ['the access id', { TC_API_PATH, TC_API_SECRET_KEY: 'k' }, 'API_ACCESS_ID'],
  ] as const) {
    it(`without ${name} the error names ${missing}`, () => {
      assert.throws(
        () => TcEx.fromEnv(env),
        (error: Error) => {
          assert.ok(error instanceof ConfigurationError)
          assert.match(error.message, new RegExp(`^The environment variable ${missing} is missing`))
          return true
        },
      )
    })
  }

  it('are those of the process by default, and options come on top', async (context) => {
    const before = { ...process.env }
    context.after(() => {
      process.env = before
    })
    process.env = { ...before, TC_API_PATH, TC_TOKEN: 'from-env', TC_OWNER: 'MyOrg' }
    const { fetch, requests } = record(() => done())
    await TcEx.fromEnv(undefined, { fetch }).ti.task({ uniqueId: 1 }).single()
    assert.equal(requests[0]?.headers.authorization, 'TC-Token from-env')
    assert.equal(requests[0]?.query, 'owner=MyOrg&createActivityLog=false')
  })

  it('a runtime without a process has none', (context) => {
    context.mock.getter(globalThis, 'process', () => undefined)
    assert.throws(() => TcEx.fromEnv(), /TC_API_PATH is missing/)
  })
})

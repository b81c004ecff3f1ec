import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ConfigurationError, TcEx, type TcExOptions } from './index.ts'
import { settle } from './settings.ts'
import { clientOf, done } from './testing/recorder.ts'

const fetch = async () => done()
const good: TcExOptions = { apiUrl: 'https://app.threatconnect.com/api', token: 'APIV2:x' }

describe('options', () => {
  it('have defaults', () => {
    const settings = settle(good)
    assert.deepEqual(settings.retry, { retries: 3, min: 500, max: 10_000, maxRetryAfter: 60_000 })
    assert.deepEqual(
      [settings.timeout, settings.prefetch, settings.throwOnError, settings.owner],
      [30_000, undefined, false, undefined],
    )
  })

  for (const [given, expected] of [
    ['https://app.threatconnect.com/api', 'https://app.threatconnect.com/api'],
    ['https://app.threatconnect.com/api/', 'https://app.threatconnect.com/api'],
    ['HTTP://127.0.0.1:8080/api//', 'http://127.0.0.1:8080/api'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['https://x.example/a b/api', 'https://x.example/a%20b/api'],
  ] as const) {
    it(`apiUrl ${given} is ${expected}`, () =>
      assert.equal(settle({ ...good, apiUrl: given }).apiUrl, expected))
  }

  it('a fetch alone needs no apiUrl, so the credentials of an embedded server are options as they stand', async () => {
    const credentials = { accessId: 'id', secretKey: 'key', token: 'APIV2:x' }
    assert.equal(settle({ fetch, ...credentials }).apiUrl, 'http://localhost/api')
    const { tcex, requests } = clientOf(() => done(), credentials)
    await tcex.ti.task({ uniqueId: 1 }).single()
    assert.equal(requests[0]?.headers.authorization, 'TC-Token APIV2:x')
  })

  it('undefined is not given', () => {
    const nothing = {
      owner: undefined,
      fetch: undefined,
      timeout: undefined,
      log: undefined,
      accessId: undefined,
    }
    assert.equal(settle({ ...good, ...nothing }).timeout, 30_000)
  })

  const rows: readonly (readonly [name: string, options: unknown, expected: RegExp])[] = [
    ['nothing', undefined, /"apiUrl" is missing/],
    ['no apiUrl', { token: 'x' }, /"apiUrl" is missing/],
    ['an apiUrl that is none', { ...good, apiUrl: 'app.threatconnect.com' }, /"apiUrl" must be a URL/],
    ['another scheme', { ...good, apiUrl: 'ftp://x/api' }, /"apiUrl" must be a URL/],
    [
      'credentials in the apiUrl',
      { ...good, apiUrl: 'https://u:p4ssword@x/api' },
      /"apiUrl" must not hold a user name/,
    ],
    ['a query in the apiUrl', { ...good, apiUrl: 'https://x/api?a=1' }, /"apiUrl" must end before/],
    [
      'no credentials',
      { apiUrl: good.apiUrl },
      /"token" is missing: pass an API token, or accessId and secretKey/,
    ],
    ['no credentials with a fetch', { fetch }, /"token" is missing/],
    ['no secret key', { apiUrl: good.apiUrl, accessId: 'a' }, /"secretKey" is missing/],
    ['no access id', { apiUrl: good.apiUrl, secretKey: 'a' }, /"accessId" is missing/],
    ['a line break in the token', { ...good, token: 's3cret\n' }, /"token" must be one line of ASCII/],
    ['an unknown option', { ...good, apiURL: 'x' }, /"apiURL" is not known; the options are: apiUrl, token/],
    ['a number for the owner', { ...good, owner: 1 }, /"owner" must be a string/],
    ['null', { ...good, log: null }, /"log" must be an object/],
    ['a fetch that is none', { ...good, fetch: 'fetch' }, /"fetch" must be a function/],
    ['a negative time-out', { ...good, timeout: -1 }, /"timeout" must be 0 or more milliseconds/],
    ['a time-out that is no number', { ...good, timeout: Number.NaN }, /"timeout" must be 0 or more/],
    ['half a retry', { ...good, retries: 1.5 }, /"retries" must be a whole number/],
    ['a negative prefetch', { ...good, prefetch: -1 }, /"prefetch" must be a whole number/],
    ['an unknown delay', { ...good, retryDelay: { minimum: 1 } }, /"retryDelay.minimum" is not known/],
    ['a negative delay', { ...good, retryDelay: { min: -1 } }, /"retryDelay.min" must be 0 or more/],
    ['a logger that is none', { ...good, log: { debug() {} } }, /"log" must have the methods/],
    [
      'an unknown level',
      { ...good, logLevel: 'loud' },
      /"logLevel" must be one of: debug, info, warn, error, silent/,
    ],
  ]
  for (const [name, options, expected] of rows) {
    it(`${name}: ConfigurationError naming the option`, () => {
      assert.throws(
        () => new TcEx(options as TcExOptions),
        (error: ConfigurationError) => {
          assert.ok(error instanceof ConfigurationError)
          assert.equal(error.code, 'CONFIGURATION')
          assert.match(error.message, expected)
          assert.doesNotMatch(error.message, /s3cret|p4ssword/)
          return true
        },
      )
    })
  }
})

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { InvalidValueError } from '../errors.ts'
import { buildUrl } from './url.ts'

const base = 'https://x.example/api'
const loneHalf = '\ud800'

describe('the address of a call', () => {
  const rows: readonly (readonly [string, string])[] = [
    ['10.0.0.0/24', '10.0.0.0%2F24'],
    ['#bad', '%23bad'],
    ['a/b#c@d.com', 'a%2Fb%23c%40d.com'],
    ['http://x/%2520?a=b,c', 'http%3A%2F%2Fx%2F%252520%3Fa%3Db%2Cc'],
    ['a b+c', 'a%20b%2Bc'],
    ["!'()*", '%21%27%28%29%2A'],
    ['-._~', '-._~'],
    ['...', '...'],
    ['%2e%2e', '%252e%252e'],
    ['..\\x', '..%5Cx'],
    ['\t\n', '%09%0A'],
    ['ü漢😀', '%C3%BC%E6%BC%A2%F0%9F%98%80'],
    [' ', '%20'],
  ]
  for (const [value, segment] of rows) {
    it(`has ${JSON.stringify(value)} as ${segment}`, () => {
      const url = buildUrl(base, 'GET', ['tags', value, 'groups'], {})
      assert.equal(url, `${base}/v2/tags/${segment}/groups`)
      assert.equal(new URL(url).href, url)
      assert.equal(decodeURIComponent(new URL(url).pathname.split('/')[4] ?? ''), value)
    })
  }

  it('takes a value of 2,000 characters', () => {
    assert.equal(buildUrl(base, 'GET', ['tags', 'x'.repeat(2000)], {}).length, base.length + 2009)
  })

  it('has parameters in the order given, a list as a repeated key, and nothing for undefined', () => {
    const query = { includes: ['a', 'b'], none: undefined, owner: 'My Org & Co', at: new Date(0) }
    const expected = 'includes=a&includes=b&owner=My%20Org%20%26%20Co&at=1970-01-01T00%3A00%3A00.000Z'
    assert.equal(buildUrl(base, 'GET', ['groups'], query), `${base}/v2/groups?${expected}`)
  })

  for (const value of ['.', '..']) {
    it(`"${value}" as a whole part of the path is refused: URL rules would fold it away`, () => {
      assert.throws(
        () => buildUrl(base, 'DELETE', ['groups', 'threats', value], {}),
        (error: Error) => {
          assert.ok(error instanceof InvalidValueError)
          assert.match(error.message, /^DELETE \/v2\/groups\/threats\/\.{1,2} cannot be sent/)
          return true
        },
      )
    })
  }

  it('half a surrogate pair is refused, in the path and in the query', () => {
    assert.throws(() => buildUrl(base, 'GET', ['tags', loneHalf], {}), InvalidValueError)
    assert.throws(() => buildUrl(base, 'GET', ['tags'], { owner: loneHalf }), InvalidValueError)
  })
})

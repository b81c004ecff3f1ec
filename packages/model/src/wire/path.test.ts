import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { encodeQuery, encodeSegment, isFoldedSegment } from './path.ts'

describe('paths and queries', () => {
  test('a value is one segment, encoded once', () => {
    assert.equal(encodeSegment('10.0.0.0/24'), '10.0.0.0%2F24')
    assert.equal(encodeSegment('#bad'), '%23bad')
    assert.equal(encodeSegment('a/b#c@d.com'), 'a%2Fb%23c%40d.com')
    assert.equal(encodeSegment('http://x/%2520?a=b,c'), 'http%3A%2F%2Fx%2F%252520%3Fa%3Db%2Cc')
    assert.equal(encodeSegment("it's (a) *test*!"), 'it%27s%20%28a%29%20%2Atest%2A%21')
  })

  test('no URL parser on the way changes what was written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (value) => {
        fc.pre(!isFoldedSegment(value))
        const target = `/api/v2/tags/${encodeSegment(value)}?${encodeQuery({ a: value, b: [value, 1] })}`
        const url = new URL(`http://localhost${target}`)
        assert.equal(url.pathname + url.search, target)
        assert.equal(decodeURIComponent(url.pathname.split('/')[4] ?? ''), value)
        assert.deepEqual(url.searchParams.getAll('b'), [value, '1'])
      }),
    )
  })

  test('a list is a repeated key, in order, and what is absent is left out', () => {
    const query = {
      includes: ['tags', 'labels'],
      owner: 'My Org',
      none: undefined,
      not: null,
      limit: 5,
      on: false,
    }
    assert.equal(encodeQuery(query), 'includes=tags&includes=labels&owner=My%20Org&limit=5&on=false')
  })
})

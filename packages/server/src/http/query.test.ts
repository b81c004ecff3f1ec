import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Refusal } from '../service/refusal.ts'
import { includesOf, listOptionsOf, pageOf, parameter, parseQuery } from './query.ts'

const refuses = (work: () => unknown, message: RegExp): void =>
  assert.throws(
    work,
    (error) => error instanceof Refusal && error.status === 400 && message.test(error.message),
  )

describe('parseQuery', () => {
  const cases: readonly (readonly [text: string, expected: Readonly<Record<string, readonly string[]>>])[] = [
    ['', {}],
    ['&&', {}],
    ['a=b', { a: ['b'] }],
    ['a', { a: [''] }],
    ['a=', { a: [''] }],
    ['=b', { '': ['b'] }],
    ['a=b&a=c', { a: ['b', 'c'] }],
    ['a=b=c', { a: ['b=c'] }],
    ['a=x+y%20z%2B', { a: ['x y z+'] }],
    ['%61=%c3%B6', { a: ['ö'] }],
    ['a=%2520', { a: ['%20'] }],
    ['a=?#;/', { a: ['?#;/'] }],
    ['__proto__=1&constructor=2', { ['__proto__']: ['1'], constructor: ['2'] }],
  ]
  for (const [text, expected] of cases) {
    it(text || 'nothing', () => assert.deepEqual([...parseQuery(text)], Object.entries(expected)))
  }

  for (const text of ['a=%', 'a=%zz', '%=a', 'a=%ff', 'a=%C3%28', 'a=%e0%a4']) {
    it(`refuses ${text}`, () => refuses(() => parseQuery(text), /%25/))
  }
})

describe('parameter', () => {
  it('is the last value, and undefined where that is empty', () => {
    const query = parseQuery('a=b&a=c&b=x&b=')
    assert.deepEqual(
      [parameter(query, 'a'), parameter(query, 'b'), parameter(query, 'c')],
      ['c', undefined, undefined],
    )
  })
})

describe('pageOf', () => {
  const cases: readonly (readonly [text: string, start: number, limit: number])[] = [
    ['', 0, 100],
    ['resultStart=5', 5, 100],
    ['resultLimit=1', 0, 1],
    ['resultStart=0&resultLimit=10000', 0, 10_000],
    ['resultLimit=10001', 0, 10_000],
    ['resultLimit=+7+', 0, 7],
    ['resultLimit=007', 0, 7],
  ]
  for (const [text, start, limit] of cases) {
    it(text || 'nothing', () => assert.deepEqual(pageOf(parseQuery(text)), { start, limit }))
  }

  for (const [name, value] of [
    ['resultLimit', '0'],
    ['resultLimit', '-1'],
    ['resultLimit', '1.0'],
    ['resultLimit', '0x10'],
    ['resultLimit', '١'],
    ['resultStart', '-1'],
    ['resultStart', '1e3'],
    ['resultStart', '9'.repeat(16)],
  ] as const) {
    it(`refuses ${name}=${value}`, () =>
      refuses(
        () => pageOf(parseQuery(`${name}=${encodeURIComponent(value)}`)),
        new RegExp(`"${name}" must be`),
      ))
  }
})

describe('includesOf', () => {
  const cases: readonly (readonly [text: string, expected: readonly string[]])[] = [
    ['', []],
    ['includes=tags', ['tags']],
    ['includes=tags&includes=labels', ['labels', 'tags']],
    ['includes=tags,attributes,%20labels', ['attributes', 'labels', 'tags']],
    ['includes=nonsense', []],
    ['includeTags=true', ['tags']],
    ['includeTags=TRUE&includeAttributes=True&includeAdditional=true', ['additional', 'attributes', 'tags']],
    ['includeLabels=true', ['labels']],
    ['includeSecurityLabels=true', ['labels']],
    ['includeTags=false&includeTags=', []],
    ['includetags=true', []],
  ]
  for (const [text, expected] of cases) {
    it(text || 'nothing', () => assert.deepEqual([...includesOf(parseQuery(text))].sort(), expected))
  }
})

describe('listOptionsOf', () => {
  const now = new Date('2024-03-05T12:00:00Z')

  it('joins repeated filters, and leaves out what is empty', () => {
    assert.equal(listOptionsOf(parseQuery('filters=a%3Db&filters=&filters=c%3Dd'), now).filters, 'a=b,c=d')
    assert.equal('filters' in listOptionsOf(parseQuery('filters='), now), false)
  })

  it('reads modifiedSince as Unix seconds, also where its + was not encoded or it is relative', () => {
    for (const [text, expected] of [
      ['2024-03-05T12:00:00Z', '2024-03-05T12:00:00Z'],
      ['2024-03-05T14:00:00+02:00', '2024-03-05T12:00:00Z'],
      ['2024-03-05', '2024-03-05T00:00:00Z'],
      ['1+day+ago', '2024-03-04T12:00:00Z'],
    ] as const) {
      assert.equal(
        listOptionsOf(parseQuery(`modifiedSince=${text}`), now).modifiedSince,
        Date.parse(expected) / 1000,
      )
    }
    refuses(() => listOptionsOf(parseQuery('modifiedSince=soon'), now), /"modifiedSince" must be a date/)
  })
})

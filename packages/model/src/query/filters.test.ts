import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { type Combination, type Comparison, comparison, operators } from './condition.ts'
import { FilterSyntaxError, parseFilters, printFilters } from './filters.ts'

/** Text and the rules that it means. */
const readable: readonly (readonly [text: string, ...rules: Comparison[]])[] = [
  ['name=Fancy', comparison('name', '=', 'Fancy')],
  ['name^APT', comparison('name', '^', 'APT')],
  ['status!Completed', comparison('status', '!', 'Completed')],
  ['dateAdded>2017-07-13', comparison('dateAdded', '>', '2017-07-13')],
  [
    'summary=example.com,dateAdded<2015-10-15',
    comparison('summary', '=', 'example.com'),
    comparison('dateAdded', '<', '2015-10-15'),
  ],
  ['active=true,active=false', comparison('active', '=', 'true'), comparison('active', '=', 'false')],
  ['status=Not Started', comparison('status', '=', 'Not Started')],
  [' name = x', comparison('name', '=', ' x')],
  ['name=a=b', comparison('name', '=', 'a=b')],
  ['name==a', comparison('name', '=', '=a')],
  ['name=', comparison('name', '=', '')],
  ['host.dnsActive=true', comparison('host.dnsActive', '=', 'true')],
  ['name=Foo, Inc.', comparison('name', '=', 'Foo, Inc.')],
  ['name=a\\,b', comparison('name', '=', 'a,b')],
  ['name=a\\,name=b', comparison('name', '=', 'a,name=b')],
  ['name=C:\\dir\\file', comparison('name', '=', 'C:\\dir\\file')],
  ['name=C:\\', comparison('name', '=', 'C:\\')],
  ['name=\\\\server\\share', comparison('name', '=', '\\\\server\\share')],
  ['name=a\\\\,rating>3', comparison('name', '=', 'a\\'), comparison('rating', '>', '3')],
]

const unreadable: readonly (readonly [text: string, position: number, message: RegExp])[] = [
  ['name', 0, /has no operator/],
  ['=x', 0, /does not begin with the name of a field/],
  ['name=a,', 6, /missing after the last comma/],
  [',name=a', 0, /does not begin with the name of a field/],
  ['name=a,rating', -1, /^$/],
]

describe('v2 filters', () => {
  for (const [text, ...rules] of readable) {
    test(`${text} is ${rules.length} rule${rules.length === 1 ? '' : 's'}`, () => {
      assert.deepEqual(parseFilters(text), { kind: 'and', conditions: rules })
    })
  }

  for (const [text, position, message] of unreadable.filter(([, at]) => at >= 0)) {
    test(`${text} cannot be read, and the error says where`, () => {
      assert.throws(
        () => parseFilters(text),
        (error) =>
          error instanceof FilterSyntaxError && error.position === position && message.test(error.message),
      )
    })
  }

  test('a word after a comma that is no rule belongs to the value before it', () => {
    assert.deepEqual(parseFilters('name=a,rating').conditions, [comparison('name', '=', 'a,rating')])
  })

  test('orParams makes one rule enough', () => {
    assert.equal(parseFilters('name=a,name=b', { or: true }).kind, 'or')
  })

  test('what v2 cannot express is refused, not flattened', () => {
    const nested: Combination = { kind: 'and', conditions: [{ kind: 'or', conditions: [] }] }
    assert.throws(() => printFilters(nested), /nested/)
  })

  test('parse of print is the same tree, whatever the values hold', () => {
    const rule = fc
      .tuple(
        fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{0,8}$/),
        fc.constantFrom(...operators),
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.string({ unit: fc.constantFrom(',', '\\', '=', 'a', ' ') }),
        ),
      )
      .map(([field, operator, value]) => comparison(field, operator, value))
    const tree = fc
      .tuple(fc.constantFrom('and' as const, 'or' as const), fc.array(rule))
      .map(([kind, conditions]): Combination => ({ kind, conditions }))
    fc.assert(
      fc.property(tree, (written) => {
        const read = parseFilters(printFilters(written), { or: written.kind === 'or' })
        assert.deepEqual(read, written)
      }),
      { numRuns: 2000 },
    )
  })

  test('any text is read or refused in time, never worse', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(',', '\\', '=', 'a', ' ', '^'), maxLength: 400 }),
        (text) => {
          try {
            parseFilters(text)
          } catch (error) {
            assert.ok(error instanceof FilterSyntaxError)
          }
        },
      ),
    )
  })
})

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parseFilters } from '@tcex/model'
import { Filters, type FilterValue, InvalidValueError } from './index.ts'
import { clientOf, done } from './testing/recorder.ts'

type Row = readonly [
  field: string,
  operator: '=' | '<' | '>' | '^' | '!',
  value: FilterValue,
  expected: string,
]

describe('a filter', () => {
  const rows: readonly Row[] = [
    ['name', '=', 'my_name_filter', 'name=my_name_filter'],
    ['name', '^', 'a', 'name^a'],
    ['status', '!', 'Completed', 'status!Completed'],
    // Numbers and booleans are values too (defect 20).
    ['confidence', '>', 50, 'confidence>50'],
    ['rating', '<', 2.5, 'rating<2.5'],
    ['active', '=', false, 'active=false'],
    ['dateAdded', '>', new Date('2019-04-02T03:04:05.678Z'), 'dateAdded>2019-04-02T03:04:05Z'],
    ['dateAdded', '>', '2017-07-13', 'dateAdded>2017-07-13'],
    ['firstSeen', '>', '2017-07-13T00:00', 'firstSeen>2017-07-13T00:00'],
    ['dateAdded', '>', '2019-04-02T03:04:05+09:00', 'dateAdded>2019-04-01T18:04:05Z'],
    ['dateAdded', '>', 'soon', 'dateAdded>soon'],
    ['name', '=', '3 days ago', 'name=3 days ago'],
    // Snake case by one rule, and the names that the original had (defect 19).
    ['date_added', '>', '2017-07-13', 'dateAdded>2017-07-13'],
    ['indicator.date_added', '>', '2017-07-13', 'indicator.dateAdded>2017-07-13'],
    ['indicator.false_positive', '=', 1, 'indicator.falsePositive=1'],
    ['threat_assess_score', '>', 500, 'threatAssessScore>500'],
    ['document.file_type', '=', 'PDF', 'document.fileType=PDF'],
    ['country_code', '=', 'DE', 'countryCode=DE'],
    ['contry_name', '=', 'Germany', 'countryName=Germany'],
    ['address.contry_code', '=', 'DE', 'address.countryCode=DE'],
    ['first_seen', '>', '2017-07-13', 'firstSeen>2017-07-13'],
    ['event_date', '>', '2017-07-13', 'eventDate>2017-07-13'],
    // A comma does not begin a second rule (defect 20).
    ['name', '=', 'a,name=b', 'name=a\\,name=b'],
    ['summary', '=', 'http://x/?a=b,c', 'summary=http://x/?a=b\\,c'],
    ['name', '=', '', 'name='],
  ]
  for (const [field, operator, value, expected] of rows) {
    it(`${field} ${operator} ${value} is ${expected}`, () => {
      assert.equal(new Filters().add(field, operator, value).toString(), expected)
    })
  }

  it('relative dates become points in time, in UTC', () => {
    const text = new Filters().add('dateAdded', '>', '3 days ago').toString()
    const off = Math.abs(Date.now() - 3 * 86_400_000 - Date.parse(text.slice('dateAdded>'.length)))
    assert.ok(off < 60_000, text)
  })

  it('comes out of the parser as it went in, whatever its values hold', () => {
    const filters = new Filters()
    for (const value of ['a,b', 'a\\', 'a\\,b', ',', 'name=x,summary=y', '\\\\,'])
      filters.add('name', '=', value)
    assert.deepEqual(parseFilters(filters.toString()), filters.condition)
  })

  for (const [name, field, operator, value] of [
    ['an unknown operator', 'name', '~', 'a'],
    ['no operator', 'name', undefined, 'a'],
    ['no value', 'name', '=', undefined],
    ['null', 'name', '=', null],
    ['a number that is none', 'rating', '>', Number.NaN],
    ['an object', 'name', '=', {}],
    ['a date that is none', 'dateAdded', '>', new Date(Number.NaN)],
    ['a field that is none', 'na=me', '=', 'a'],
    ['an empty field', '', '=', 'a'],
  ] as const) {
    it(`${name} is an error`, () => {
      assert.throws(() => new Filters().add(field, operator as '=', value as string), InvalidValueError)
    })
  }
})

describe('filters', () => {
  it('are all needed, or one of them', () => {
    const filters = new Filters().add('name', '=', 'a').add('name', '=', 'b')
    assert.deepEqual(
      [filters.isOr, filters.or().isOr, filters.or(false).isOr, new Filters({ or: true }).isOr],
      [false, true, false, true],
    )
    assert.deepEqual([filters.size, filters.condition.kind], [2, 'and'])
  })

  it('are taken away in either spelling (defect 20)', () => {
    const filters = new Filters()
      .add('date_added', '>', '2017')
      .add('name', '=', 'a')
      .add('dateAdded', '<', '2018')
    assert.equal(filters.remove('date_added').toString(), 'name=a')
    assert.equal(filters.removeFilter('name').size, 0)
  })

  it('hang on the client and on ti, and add is also addFilter', () => {
    const { tcex } = clientOf(() => done())
    assert.equal(
      tcex.filters().addFilter('name', '=', 'a').toString(),
      tcex.ti.filters().add('name', '=', 'a').toString(),
    )
  })

  it('that are empty send nothing', async () => {
    const { tcex, requests } = clientOf(() => done())
    await tcex.ti.campaign({ uniqueId: 1 }).single({ filters: tcex.filters({ or: true }) })
    assert.equal(requests[0]?.query, 'createActivityLog=false')
  })
})

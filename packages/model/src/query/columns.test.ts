import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { catalog } from '../catalog/catalog.ts'
import { checkCondition, filterColumns } from './columns.ts'
import { and, comparison } from './condition.ts'

describe('what a list may be asked', () => {
  test('a list of a type has the filters of its kind and its own', () => {
    const campaign = catalog.find('group', 'campaign')
    assert.deepEqual(Object.keys(filterColumns('group', campaign)), ['dateAdded', 'name', 'firstSeen'])
    assert.deepEqual(Object.keys(filterColumns('group')), ['dateAdded', 'name'])
  })

  test('values are typed by the format of their field', () => {
    const wanted = and(comparison('confidence', '>', '50'), comparison('dateAdded', '<', '2017-07-13'))
    assert.deepEqual(checkCondition(wanted, filterColumns('indicator')), {
      condition: and<string | number>(
        comparison<string | number>('confidence', '>', 50),
        comparison<string | number>('dateAdded', '<', '2017-07-13T00:00:00Z'),
      ),
    })
  })

  test('every problem is named: an unknown field, an operator it does not take, a value it cannot have', () => {
    const wanted = and(
      comparison('nonsense', '=', 'x'),
      comparison('rating', '=', '3'),
      comparison('confidence', '=', 'high'),
    )
    const checked = checkCondition(wanted, filterColumns('indicator'))
    assert.ok('problems' in checked)
    assert.deepEqual(
      checked.problems.map(({ field }) => field),
      ['nonsense', 'rating', 'confidence'],
    )
    assert.match(checked.problems[0]?.rule ?? '', /is not a filter here; the filters are: summary/)
    assert.match(checked.problems[1]?.rule ?? '', /does not take the operator =; it takes < >/)
    assert.match(checked.problems[2]?.rule ?? '', /must be a whole number/)
  })
})

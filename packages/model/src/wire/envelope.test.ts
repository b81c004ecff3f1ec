import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  decodeFailure,
  decodePage,
  decodeSingle,
  encodeFailure,
  encodePage,
  encodeSingle,
} from './envelope.ts'

describe('answers', () => {
  test('one entity stands under its key', () => {
    assert.deepEqual(decodeSingle(encodeSingle('campaign', { id: 1 }), 'campaign'), { id: 1 })
  })

  test('another single key is taken too, a failure and an acknowledgement are none', () => {
    const odd = { status: 'Success', data: { resultCount: 1, other: { id: 1 } } }
    assert.deepEqual(decodeSingle(odd, 'campaign'), { id: 1 })
    assert.equal(decodeSingle({ status: 'Success' }, 'campaign'), undefined)
    assert.equal(decodeSingle({ status: 'Failure', data: { campaign: {} } }, 'campaign'), undefined)
    assert.equal(decodeSingle('text', 'campaign'), undefined)
  })

  test('a page is a list and its count, on the first page only', () => {
    assert.deepEqual(decodePage(encodePage('group', [1, 2], 5), 'group'), { items: [1, 2], resultCount: 5 })
    assert.deepEqual(decodePage(encodePage('group', [3]), 'group'), { items: [3] })
  })

  test('a single entity in place of a list, a count as text, a missing list and a strange key are understood', () => {
    assert.deepEqual(decodePage({ data: { resultCount: '1', owner: { id: 1 } } }, 'owner'), {
      items: [{ id: 1 }],
      resultCount: 1,
    })
    assert.deepEqual(decodePage({ data: { resultCount: 0 } }, 'owner'), { items: [], resultCount: 0 })
    assert.deepEqual(decodePage({ data: { resultCount: 1, task: [7] } }, 'group'), {
      items: [7],
      resultCount: 1,
    })
    for (const resultCount of [null, '', -1, 'many', 1.5]) {
      assert.deepEqual(decodePage({ data: { resultCount, group: [7] } }, 'group'), { items: [7] })
    }
    assert.equal(decodePage({ status: 'Success' }, 'owner'), undefined)
  })

  test('a refusal has a sentence', () => {
    assert.equal(decodeFailure(encodeFailure('No.')), 'No.')
    assert.equal(decodeFailure({}), undefined)
  })
})

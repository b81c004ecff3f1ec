import assert from 'node:assert/strict'
import { test } from 'node:test'
import { comparison, holds } from '@tcex/model'
import { shareable } from './sharing.ts'

test('private indicators are not handed on, whatever else is asked', () => {
  const rated = comparison<string | number | boolean>('rating', '>', 2)
  for (const [privateFlag, rating, plain, narrowed] of [
    [false, 3, true, true],
    [false, 1, true, false],
    [true, 3, false, false],
  ] as const) {
    assert.equal(holds(shareable(), { privateFlag, rating }), plain)
    assert.equal(holds(shareable(rated), { privateFlag, rating }), narrowed)
  }
})

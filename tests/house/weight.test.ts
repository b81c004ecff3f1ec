// What a browser gets before anything is called: the packed client in an ordinary bundler, minified and compressed.

import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { type Weight, weigh } from '../../scripts/weigh.ts'

const most = 15_000

describe('the SDK bundled for a browser', () => {
  let weight: Weight
  before(async () => {
    weight = await weigh(
      "import { TcEx } from 'tcex'\nglobalThis.tcex = new TcEx({ token: 'x', apiUrl: location.href })",
    )
  })

  test(`weighs at most ${most} bytes, minified and gzip, before anything is called`, () => {
    assert.ok(weight.first <= most, `it weighs ${weight.first} bytes`)
  })

  test('loads with the first call what calls take, and with the first batch what batches take', () => {
    assert.ok(weight.later > 0)
  })

  test('carries no sentence of the catalog, and no reason why a value is refused', () => {
    for (const words of [
      'A person or organization',
      'The Punycode',
      'must not be defanged',
      'must begin with a hive',
    ])
      assert.ok(!weight.code.includes(words), words)
    assert.ok(weight.code.includes('coursesOfAction'))
  })
})

// What a browser gets before anything is called: the built client in an ordinary bundler, minified and compressed.

import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { type Weight, weigh } from '../../scripts/weigh.ts'

const most = 15_000

describe('the SDK bundled for a browser', () => {
  let weight: Weight
  before(async () => {
    weight = await weigh()
  })

  test(`weighs at most ${most} bytes, minified and gzip, before anything is called`, () => {
    assert.ok(weight.first <= most, `it weighs ${weight.first} bytes`)
  })

  test('loads calls, batches and whole entities when the first of each comes', () => {
    for (const name of ['calls', 'batch', 'entities']) assert.ok(weight.later[name], name)
  })

  test('carries no sentence of the catalog, and no reason why a value is refused', () => {
    const sentences = ['A person or organization', 'must not be defanged', 'must begin with a hive']
    assert.deepEqual(
      sentences.filter((words) => weight.code.includes(words)),
      [],
    )
    assert.ok(weight.code.includes('coursesOfAction'))
  })
})

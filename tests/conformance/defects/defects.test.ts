import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { defects } from './defects.ts'
import { testsOfDefects } from './tests-of-defects.ts'

describe('the findings about the original', () => {
  const tests = testsOfDefects()

  it('are 29, each with what the original does and what ours does', () => {
    assert.equal(defects.length, 29)
    for (const { original, ours } of defects) {
      assert.match(original, /\.$/)
      assert.match(ours, /\.$/)
    }
  })

  it('have a test each, titled with the number, in one place', () => {
    const numbers = tests.map(({ number }) => number).toSorted((left, right) => left - right)
    assert.deepEqual(
      numbers,
      defects.map((_, index) => index + 1),
    )
  })

  it('are each shown by tests, none of which is skipped or left to do', () => {
    for (const { number, titles, text } of tests) {
      assert.ok(titles.length > 0, `defect ${number} has no test`)
      assert.doesNotMatch(
        text,
        /\b(it|test|describe)\.(skip|todo|only)\b|\b(skip|todo): true/,
        `defect ${number}`,
      )
    }
  })
})

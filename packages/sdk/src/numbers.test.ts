import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { Numbers } from './numbers.ts'

const number = fc.oneof(fc.nat({ max: 300 }), fc.nat({ max: 100_000 }), fc.maxSafeNat())
const step = fc.tuple(fc.constantFrom('add' as const, 'add' as const, 'delete' as const), number)

describe('a set of numbers', () => {
  it('answers as any other set does', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 500 }), (steps) => {
        const [numbers, model] = [new Numbers(), new Set<number>()]
        for (const [verb, each] of steps) {
          assert.equal(numbers.has(each), model.has(each))
          assert.equal(numbers[verb](each), verb === 'add' ? !model.has(each) : model.has(each))
          model[verb](each)
          assert.equal(numbers.size, model.size)
        }
        for (const each of model) assert.ok(numbers.has(each))
      }),
    )
  })
})

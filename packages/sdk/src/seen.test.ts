import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { Seen } from './seen.ts'

const id = fc.oneof(
  fc.nat({ max: 40_000 }),
  fc.nat({ max: 300 }),
  fc.maxSafeNat(),
  fc.constantFrom(-1, 0, 1.5, 2 ** 31, 2 ** 32, 2 ** 53 - 1, 'x', '7', undefined, null),
)
const item = fc.record({ id, type: fc.constantFrom(undefined, 'Host', 'Address') })

/** What tells items apart, said another way. */
const keyOf = (each: { id: unknown; type: unknown }) => JSON.stringify(each)

describe('what has come of a list', () => {
  it('is known again, whatever its ids are', () => {
    fc.assert(
      fc.property(fc.array(item, { maxLength: 400 }), (items) => {
        const seen = new Seen('id')
        const known = new Set<string>()
        for (const each of items) {
          assert.equal(seen.add(each), !known.has(keyOf(each)), keyOf(each))
          known.add(keyOf(each))
        }
        assert.equal(seen.size, known.size)
      }),
    )
  })

  it('is told apart by another field where the list has one', () => {
    const seen = new Seen('name')
    assert.deepEqual(
      [{ name: 'a' }, { name: 'b', id: 1 }, { name: 'a', id: 2 }].map((each) => seen.add(each)),
      [true, true, false],
    )
  })

  it('is told apart as a whole where it lacks the field', () => {
    const seen = new Seen('id')
    assert.deepEqual(
      [{ day: 1 }, { day: 2 }, { day: 1 }].map((each) => seen.add(each)),
      [true, true, false],
    )
  })

  it('takes little room for a million ids that lie close together', () => {
    const seen = new Seen('id')
    const before = process.memoryUsage()
    for (let number = 1; number <= 1_000_000; number += 1) assert.ok(seen.add({ id: number * 3 }))
    const { heapUsed, arrayBuffers } = process.memoryUsage()
    const bytes = arrayBuffers - before.arrayBuffers
    assert.ok(bytes > 0 && bytes < 1_000_000, `${bytes} bytes of bits`)
    assert.ok(heapUsed - before.heapUsed < 20_000_000, `${heapUsed - before.heapUsed} bytes on the heap`)
    assert.equal(seen.size, 1_000_000)
  })
})

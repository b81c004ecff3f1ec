import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { Fingerprints, printOf } from './fingerprints.ts'

describe('fingerprints', () => {
  it('find every text that was put in, and none that was not', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ maxLength: 12 }), { maxLength: 300 }), (texts) => {
        const prints = new Fingerprints()
        const [known, unknown] = [texts.slice(1), texts.slice(0, 1)]
        known.forEach((text, index) => {
          prints.set(text, { index, content: index * 7 })
        })
        known.forEach((text, index) => {
          assert.deepEqual(prints.get(text), { index, content: index * 7 })
        })
        for (const text of unknown) assert.equal(prints.get(text), undefined)
      }),
    )
  })

  it('of many texts that differ little are all different', () => {
    const prints = new Fingerprints()
    for (let number = 0; number < 300_000; number += 1) {
      const text = `Address 10.${number >> 16}.${(number >> 8) & 255}.${number & 255}`
      assert.equal(prints.get(text), undefined, text)
      prints.set(text, { index: number, content: 1 })
    }
    assert.equal(prints.get('Address 10.0.1.0')?.index, 256)
  })

  it('are all there after the table has grown, and take hardly more than what they say', () => {
    const prints = new Fingerprints()
    for (let number = 0; number < 50_000; number += 1) prints.set(`h${number}`, { index: number, content: 9 })
    for (let number = 0; number < 50_000; number += 1) {
      assert.deepEqual(prints.get(`h${number}`), { index: number, content: 9 })
    }
    assert.ok(prints.bytes / 50_000 <= 24, `${prints.bytes} bytes`)
  })

  it('have the last thing that was said of a text', () => {
    const prints = new Fingerprints()
    prints.set('a', { index: 1, content: 2 })
    prints.set('a', { index: 3, content: 4 })
    assert.deepEqual(prints.get('a'), { index: 3, content: 4 })
  })

  it('cannot be known by whoever writes the texts: they are others with another seed', () => {
    assert.deepEqual(printOf('Address 1.1.1.1', 1), printOf('Address 1.1.1.1', 1))
    for (const seed of [1, -1, 2 ** 30]) {
      const [one, other] = [printOf('Address 1.1.1.1'), printOf('Address 1.1.1.1', seed)]
      assert.notEqual(one.place, other.place)
      assert.notEqual(one.mark, other.mark)
    }
    const contents = Array.from({ length: 3 }, () => new Fingerprints().contentOf('{}'))
    assert.ok(new Set(contents).size > 1)
  })

  it('fill 64 bits evenly', () => {
    const marks = new Set<number>()
    const places = new Set<number>()
    for (let number = 0; number < 20_000; number += 1) {
      const { place, mark } = printOf(String(number))
      assert.notEqual(mark, 0)
      marks.add(mark)
      places.add(place % 65_536)
    }
    assert.ok(marks.size > 19_990, `${marks.size} different marks`)
    // As many as chance would have.
    assert.ok(Math.abs(places.size - 17_240) < 400, `${places.size} different places`)
  })
})

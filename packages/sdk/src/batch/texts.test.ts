import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { Texts } from './texts.ts'

describe('texts', () => {
  it('come out as they were put in, whatever they hold and however many there are', () => {
    const wellFormed = fc.string({ unit: 'grapheme', maxLength: 40 })
    fc.assert(
      fc.property(fc.array(wellFormed, { maxLength: 60 }), fc.nat(100), (all, room) => {
        const texts = new Texts(room)
        // As JSON, which never begins with a byte order mark.
        const places = all.map((text) => {
          const start = texts.used
          return { start, end: texts.add(JSON.stringify(text)) }
        })
        places.forEach(({ start, end }, index) => {
          assert.equal(texts.text(start, end), JSON.stringify(all[index]))
        })
      }),
    )
  })

  it('are taken back, and others take their place', () => {
    const texts = new Texts(10)
    const start = texts.used
    texts.add('"ä"')
    texts.cut(start)
    assert.equal(texts.text(start, texts.add('"ö"')), '"ö"')
  })

  it('are a file as they lie there, where all of them are meant', () => {
    const [before, after] = [new TextEncoder().encode('{"group":['), new TextEncoder().encode(']}')]
    const texts = new Texts(4)
    const start = texts.used
    const first = texts.add('{"a":"ü"}')
    const last = texts.add('{"b":2}')
    assert.equal(texts.framed(start, first, before, after), undefined)
    const file = new TextDecoder().decode(texts.framed(start, last, before, after))
    assert.equal(file, '{"group":[{"a":"ü"},{"b":2}]}')
    assert.equal(texts.text(start, first), '{"a":"ü"}')
  })
})

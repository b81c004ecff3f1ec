import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Element, JsonError, JsonLists, type Limits, NoLists } from './json-lists.ts'

/** Reads a text in pieces of some bytes. */
function read(
  text: string | Uint8Array,
  pieceSize: number,
  limits?: Limits,
  mustBeLists?: ReadonlySet<string>,
): Element[] {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  const lists = new JsonLists(limits, mustBeLists)
  const elements: Element[] = []
  for (let at = 0; at < bytes.length; at += pieceSize) {
    elements.push(...lists.push(bytes.subarray(at, at + pieceSize)))
  }
  lists.end()
  return elements
}

const short = (elements: readonly Element[]) => elements.map(({ list, index, text }) => [list, index, text])

describe('the lists of a batch file', () => {
  const file = `\ufeff { "indicator" : [ {"a":"}]\\"é", "b":[1,{}]} , {} ],\n "file": {"x": [1]}, "n": 1, "group":[],
    "association":["text", 12, [3]] } `
  const expected = [
    ['indicator', 0, '{"a":"}]\\"é", "b":[1,{}]}'],
    ['indicator', 1, '{}'],
    ['association', 0, '"text"'],
    ['association', 1, '12'],
    ['association', 2, '[3]'],
  ]
  for (const size of [1, 2, 3, 7, 1000]) {
    test(`are read from pieces of ${size} bytes`, () => assert.deepEqual(short(read(file, size)), expected))
  }

  test('one list is a file too', () => {
    assert.deepEqual(short(read('[{"a":1},{"b":2}]', 4)), [
      ['', 0, '{"a":1}'],
      ['', 1, '{"b":2}'],
    ])
    assert.deepEqual(read(' [ ] ', 2), [])
    assert.deepEqual(read('{}', 2), [])
  })

  const bad: readonly (readonly [what: string, text: string, position: number, path: string])[] = [
    ['nothing', '', 0, '$'],
    ['no JSON', 'hello', 0, '$'],
    ['a text', '"hello"', 0, '$'],
    ['a list that ends early', '{"group":[{"a":1},', 18, '$.group[0]'],
    ['an element that ends early', '{"group":[{"a":1},{"b":', 23, '$.group[1]'],
    ['a comma too many', '{"group":[{},]}', 13, '$.group[0]'],
    ['something after the end', '[] []', 3, '$'],
    ['no comma', '[{} {}]', 4, '$[0]'],
    ['no colon', '{"group" []}', 9, '$.group'],
    ['the wrong end', '{"group":[}]', 10, '$.group'],
  ]
  for (const [what, text, position, path] of bad) {
    test(`${what} is refused with its place`, () => {
      for (const size of [1, 5, 100]) {
        assert.throws(
          () => read(text, size),
          (error) => {
            assert.ok(error instanceof JsonError)
            assert.deepEqual({ position: error.position, path: error.path }, { position, path })
            return true
          },
        )
      }
    })
  }

  test('depth and size of an element are limited', () => {
    const limits = { size: 50, depth: 5 }
    assert.throws(() => read(`[${'['.repeat(1_000_000)}`, 65_536), /100 lists or objects/)
    assert.throws(() => read(`{"other":${'['.repeat(1_000_000)}`, 65_536), /100 lists or objects/)
    assert.throws(() => read(`["${'a'.repeat(100)}"]`, 10, limits), /larger than the 50 bytes/)
    assert.deepEqual(read(`{"other": "${'a'.repeat(100)}", "group": []}`, 10, limits), [])
  })

  test('a file with keys and no list is refused with its first keys', () => {
    const keys = (error: unknown) => error instanceof NoLists && error.keys.join()
    for (const size of [1, 7, 1000]) {
      const refused = (text: string, expected: string) =>
        assert.throws(
          () => read(text, size),
          (error) => {
            assert.equal(keys(error), expected)
            return true
          },
        )
      refused('{"type": "Host", "tag": {"group": []}}', 'type,tag')
      refused('{"a":1,"b":1,"c":1,"d":1,"e":1,"f":1}', 'a,b,c,d,e')
      refused(`{"${'k'.repeat(100)}": 1}`, 'k'.repeat(50))
      for (const text of ['{}', '[]', '{"a":1,"b":[]}', '{"a":[1]}']) read(text, size)
    }
  })

  test('what is no list is given out where there must be one', () => {
    const file = '{"n": 1, "group": {"a": [1]}, "indicator": null, "association":[2]}'
    for (const size of [1, 3, 100]) {
      assert.deepEqual(short(read(file, size, undefined, new Set(['group', 'indicator']))), [
        ['group', -1, '{"a": [1]}'],
        ['indicator', -1, 'null'],
        ['association', 0, '2'],
      ])
    }
  })

  test('bytes that are no text are refused', () => {
    assert.throws(() => read(Uint8Array.of(0x5b, 0x22, 0xff, 0x22, 0x5d), 5), /UTF-8/)
  })
})

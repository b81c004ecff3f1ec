import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isJson, parseLenient } from './lenient-json.ts'

describe('JSON as people write it', () => {
  for (const [what, text, value] of [
    ['JSON', '{"a": [1, "x\\"y", true, null], "b": {}}', { a: [1, 'x"y', true, null], b: {} }],
    ['a comma that is missing', '{"a": "x"\n "b": 1}', { a: 'x', b: 1 }],
    ['a comma too many', '{"a": [1, 2,],}', { a: [1, 2] }],
    ['names without quotes', '{status: "Queued"}', { status: 'Queued' }],
    ['a quote that is missing', '{"a: "x", "b": "y"}', { a: 'x', b: 'y' }],
    ['lines of dots and remarks', '[1,\n...\n# more of these\n...\n2]', [1, 2]],
    ['an object in a list that is not closed', '{"a": [{"b": {"c": 1}\n]}', { a: [{ b: { c: 1 } }] }],
  ] as const) {
    it(`is read with ${what}`, () => assert.deepEqual(parseLenient(text), value))
  }

  it('is told from what is none', () => {
    for (const text of ['', ':', '}', '{1}']) assert.throws(() => parseLenient(text), SyntaxError)
    assert.deepEqual([isJson('{}'), isJson('{a: 1}')], [true, false])
  })
})

import assert from 'node:assert/strict'
import { it } from 'node:test'
import { behind } from './where.ts'

it('what lies behind all texts that begin with another one', () => {
  for (const [prefix, next] of [
    ['ab', 'ac'],
    ['a\u{10ffff}', 'b'],
    ['\u{d7ff}', '\u{e000}'],
    ['ä', 'å'],
    ['x\u{1f600}', 'x\u{1f601}'],
    ['\ud800', '\ufffe'],
    ['', undefined],
    ['\u{10ffff}\u{10ffff}', undefined],
  ] as const) {
    assert.equal(behind(prefix), next)
    if (next === undefined) continue
    const bytes = [`${prefix}\u{10ffff}\u{10ffff}`, next].map((text) => Buffer.from(text))
    assert.equal(Buffer.compare(bytes[0] as Buffer, bytes[1] as Buffer), -1)
  }
})

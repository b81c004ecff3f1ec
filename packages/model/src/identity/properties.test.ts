import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { canonicalRules } from './rules.ts'

const pieces = [
  ...['http://', 'FILE://', 'hxxp:', 'mailto:', 'AS', 'ASN', 'HKLM', 'hkcu:', 'HKEY_USERS', 'Computer\\'],
  ...[
    'example',
    'COM',
    'ö',
    'ß',
    '。',
    '．',
    '１',
    'İ',
    'ſ',
    'K',
    'xn--',
    '0x7f',
    '255',
    '001',
    '4294967295',
  ],
  ...['2001:DB8', '::', 'ffff', '%eth0', '/24', '255.0.0.0', 'd41d8cd98f00b204e9800998ecf8427e'],
  ...['.', '/', '\\', ':', '@', '[', ']', '"', '<', '>', '*', '-', '_', '?', '#', '%', '[.]', '(', ')'],
  ...[' ', '\t', '\n', '\0', '\u00a0', '\u00ad', '\u0085', '\u2028', '\ufeff', '\u200d', '\u202e', '\ud800'],
]

const fromPieces = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join(''))
const anyText = fc.oneof({ weight: 4, arbitrary: fromPieces }, fc.string({ unit: 'binary' }))

const longTexts = [
  'a',
  '.',
  ':',
  '\\',
  '[',
  ']:',
  '@',
  '"\\',
  'ö',
  ' /',
  '1',
  '::',
  '%',
  '-.',
  '(.',
  'HKLM\\',
].map((piece) => piece.repeat(200_000 / piece.length))

for (const [name, rule] of Object.entries(canonicalRules)) {
  describe(name, () => {
    it('answers every text, and leaves its own answer as it is', () => {
      fc.assert(
        fc.property(anyText, (text) => {
          const first = rule(text)
          if (first.ok) assert.deepEqual(rule(first.value), first)
          else assert.match(first.rule, /^must /)
        }),
        { numRuns: 5_000 },
      )
    })

    it('takes no time for very long text', () => {
      const start = performance.now()
      for (const text of longTexts) {
        for (const prefix of ['', 'http://', 'http://a/', '"', 'a@', 'HKLM\\', '[', '1.1.1.1/'])
          rule(`${prefix}${text}x`)
      }
      assert.ok(performance.now() - start < 5_000)
    })
  })
}

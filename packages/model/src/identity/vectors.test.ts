import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { type CanonicalRuleName, canonicalRules } from './rules.ts'

const folder = new URL('../../vectors/', import.meta.url)
const ruleNames = Object.keys(canonicalRules) as CanonicalRuleName[]

interface Vector {
  readonly place: string
  readonly input: string
  readonly expected: string
}

for (const name of ruleNames) {
  const rule = canonicalRules[name]

  describe(`${name} stores`, () => {
    for (const { place, input, expected } of readVectors(`${name}.valid.txt`)) {
      it(place, () => {
        assert.deepEqual(rule(input), { ok: true, value: expected }, place)
        assert.deepEqual(rule(expected), { ok: true, value: expected }, `${place}, a second time`)
      })
    }
  })

  describe(`${name} refuses`, () => {
    for (const { place, input, expected } of readVectors(`${name}.invalid.txt`)) {
      it(place, () => {
        const answer = rule(input)
        assert.ok(!answer.ok, `${place} is stored`)
        assert.match(answer.rule, /^must /, place)
        assert.ok(answer.rule.includes(expected), `${place} is refused with: ${answer.rule}`)
      })
    }
  })
}

it('has vectors for every rule, and no others', () => {
  const expected = ruleNames.flatMap((name) => [`${name}.valid.txt`, `${name}.invalid.txt`])
  const found = readdirSync(folder).filter((file) => file.endsWith('.txt'))
  assert.deepEqual(found.sort(), expected.sort())
})

function readVectors(file: string): Vector[] {
  const lines = readFileSync(new URL(file, folder), 'utf8').split('\n')
  return lines.flatMap((line, index) => readLine(line, `${file}:${index + 1}`))
}

function readLine(line: string, place: string): Vector[] {
  if (line === '' || line.startsWith('#')) return []
  const [input, expected, ...more] = line.split('\t')
  assert.ok(input !== undefined && expected && more.length === 0, `${place} needs two columns`)
  assert.doesNotMatch(line, /^ | $| \t|\t /, `${place} needs \\u{20} for white space at the end of a column`)
  return [{ place, input: readEscapes(input, place), expected: readEscapes(expected, place) }]
}

function readEscapes(text: string, place: string): string {
  return text.replace(/\\(?:([\\tn])|u\{([\da-f]+)\}|.?)/gu, (found, letter?: string, hex?: string) => {
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16))
    assert.ok(letter !== undefined, `${place} has an unknown escape ${found}`)
    return { '\\': '\\', t: '\t', n: '\n' }[letter] ?? ''
  })
}

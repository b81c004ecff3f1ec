import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { canonicalRules, catalog, validate } from '@tcex/model'
import fc from 'fast-check'
import { assetBody, fullBody, itemBody } from './makers.ts'
import { ruleValues } from './values.ts'

const known = { users: ['somebody'] }

describe('ruleValues', () => {
  for (const [name, values] of Object.entries(ruleValues)) {
    it(`makes input that ${name} takes`, () => {
      const rule = canonicalRules[name as keyof typeof canonicalRules]
      fc.assert(
        fc.property(values, (value) =>
          assert.deepEqual(rule(value).ok, true, JSON.stringify([value, rule(value)])),
        ),
        { numRuns: 300 },
      )
    })
  }
})

describe('makers', () => {
  for (const entry of catalog.entries) {
    it(`make valid bodies of ${entry.type}`, () => {
      for (const bodies of [itemBody(entry, known), fullBody(entry, known)]) {
        fc.assert(
          fc.property(bodies, (body) => accepts(entry.fields, body)),
          { numRuns: 40 },
        )
      }
    })
  }

  for (const asset of catalog.assets) {
    it(`make valid bodies of ${asset.type} assets`, () => {
      fc.assert(
        fc.property(assetBody(asset), (body) => accepts(asset.fields, body)),
        { numRuns: 40 },
      )
    })
  }
})

function accepts(fields: Parameters<typeof validate>[0], body: Readonly<Record<string, unknown>>): void {
  const validated = validate(fields, body, { creating: true })
  assert.ok(validated.ok, JSON.stringify({ body, validated }))
}

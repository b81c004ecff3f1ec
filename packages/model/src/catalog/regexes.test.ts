import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { catalog } from './catalog.ts'

const text =
  'seen: 192.168.0.1, 2001:db8:0:0:0:0:0:1 and bad@example.com at http://example.com/a?b=c from ASN123, ' +
  `10.0.0.0/24 and abc:def:10:0:0:0:0:0/48; hashes ${'a'.repeat(32)} ${'b'.repeat(40)} ${'C'.repeat(64)}.`

const found: Readonly<Record<string, readonly string[]>> = {
  Address: ['192.168.0.1', '2001:db8:0:0:0:0:0:1'],
  EmailAddress: ['bad@example.com'],
  File: ['a'.repeat(32), 'b'.repeat(40), 'C'.repeat(64)],
  Host: ['example.com'],
  URL: ['http://example.com/a?b=c'],
  ASN: ['ASN123'],
  CIDR: ['10.0.0.0/24', 'abc:def:10:0:0:0:0:0/48'],
}

describe('the regexes by which values are found in a text', () => {
  for (const { type, parsable, regexes = [] } of catalog.of('indicator')) {
    it(`${type} has them where it is parsable, and they find its values`, () => {
      assert.equal(regexes.length > 0, parsable)
      const matches = regexes.flatMap((regex) => [...text.matchAll(new RegExp(regex, 'g'))])
      const values = new Set(matches.map((match) => match[1]))
      for (const value of found[type] ?? []) assert.ok(values.has(value), `${value} in ${[...values]}`)
    })
  }
})

import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { it, type TestContext } from 'node:test'
import { gunzipSync } from 'node:zlib'
import type { CanonicalRule } from './canonical.ts'
import { canonicalRules } from './rules.ts'

// Public feeds, 81,019 rows. They are too large to keep in the repository, and lie beside it where there
// are any.
const feeds = new URL('../../../../../shared/data/iocs/iocs-mixed.csv.gz', import.meta.url)

const hashRules = new Map<number, CanonicalRule>([
  [32, canonicalRules.md5],
  [40, canonicalRules.sha1],
  [64, canonicalRules.sha256],
])

/** The rule of each type, and how many of its rows may be refused. */
const types: Readonly<Record<string, readonly [rule: CanonicalRule, refusals: number]>> = {
  Address: [canonicalRules.ipAddress, 0],
  ASN: [canonicalRules.asNumber, 0],
  CIDR: [canonicalRules.cidrBlock, 0],
  'Email Subject': [canonicalRules.text, 0],
  EmailAddress: [canonicalRules.emailAddress, 0],
  File: [(text) => hashRules.get(text.length)?.(text) ?? { ok: false, rule: 'must be a hash' }, 0],
  Host: [canonicalRules.hostName, 0],
  Mutex: [canonicalRules.text, 0],
  'Registry Key': [canonicalRules.registryKeyName, 3],
  URL: [canonicalRules.url, 8_660],
  'User Agent': [canonicalRules.text, 0],
}

it('stores what real feeds hold', (test) => {
  if (!existsSync(feeds)) return test.skip(`no feeds at ${feeds.pathname}`)
  const rows = readCsv(gunzipSync(readFileSync(feeds)).toString('utf8')).slice(1)
  assert.equal(rows.length, 81_019)
  for (const [type, [rule, bound]] of Object.entries(types)) {
    const values = rows.filter((row) => row[0] === type).map((row) => row[1] ?? '')
    checkType(test, type, rule, values, bound)
  }
  assert.deepEqual([...new Set(rows.map((row) => row[0]))].sort(), Object.keys(types).sort())
})

function checkType(
  test: TestContext,
  type: string,
  rule: CanonicalRule,
  values: string[],
  bound: number,
): void {
  const reasons = new Map<string, number>()
  for (const value of values) {
    const first = rule(value)
    if (first.ok) assert.deepEqual(rule(first.value), first, `${type} ${value}`)
    else reasons.set(first.rule, (reasons.get(first.rule) ?? 0) + 1)
  }
  const refusals = [...reasons.values()].reduce((sum, count) => sum + count, 0)
  test.diagnostic(`${type}: ${refusals} of ${values.length} refused`)
  for (const [reason, count] of reasons) test.diagnostic(`${type}: ${count} × ${reason}`)
  assert.ok(refusals <= bound, `${type}: ${refusals} refused, at most ${bound} expected`)
}

/** RFC 4180, as far as these feeds use it. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]]
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain)
    if (end !== ',') rows.push([])
  }
  return rows.filter((row) => row.length > 1)
}

// The model's `holds` is the oracle: a filter gives exactly the items for which its condition holds.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  type Columns,
  type Condition,
  catalog,
  checkCondition,
  computedFields,
  type FieldValue,
  filterColumns,
  formatDateTime,
  holds,
  type ItemEntry,
  initialValues,
  type Kind,
  kinds,
  mapComparisons,
  printFilters,
  validate,
} from '@tcex/model'
import { itemBody, type StartedServer, startInProcess } from '@tcex/testkit'
import fc from 'fast-check'

interface Kept {
  readonly id: number
  readonly values: Readonly<Record<string, FieldValue>>
}

const now = new Date('2024-06-01T12:00:00Z')

describe('a filter gives the items for which its condition holds', () => {
  for (const entry of catalog.entries) {
    it(entry.type, async () => {
      const server = await startInProcess({ now: () => now })
      try {
        const kept = await fill(server, entry)
        await fc.assert(
          fc.asyncProperty(condition(filterColumns(entry.kind, entry), kept), async (written) => {
            const expected = oracle(entry.kind, entry, written, kept)
            assert.deepEqual(await found(server, entry, written), expected)
          }),
          { numRuns: 40 },
        )
      } finally {
        await server.close()
      }
    })
  }
})

const path = (entry: ItemEntry): string =>
  `/v2/${[kinds[entry.kind].branch, entry.branch].filter(Boolean).join('/')}`

async function fill(server: StartedServer, entry: ItemEntry): Promise<readonly Kept[]> {
  const users = [server.server.credentials.accessId]
  const kept = new Map<number, Kept>()
  for (const body of fc.sample(itemBody(entry as never, { users }), { numRuns: 25, seed: 7 })) {
    const reply = await server.call('POST', path(entry), { body })
    assert.equal(reply.status, 201, reply.text)
    const entity = (reply.json as { data: Record<string, { id: number }> }).data[entry.entity] as {
      id: number
    }
    const checked = validate(entry.fields, body, { creating: true })
    assert.ok(checked.ok)
    // Nobody has reported one, which is a count too.
    const uncounted = entry.fields.falsePositive ? { falsePositive: 0 } : {}
    const before = kept.get(entity.id)?.values ?? { ...uncounted, ...initialValues(entry.fields) }
    const values = { ...before, ...checked.values, dateAdded: formatDateTime(now) }
    kept.set(entity.id, { id: entity.id, values })
  }
  return [...kept.values()]
}

/** Rules with values that some items have, and with others. */
function condition(columns: Columns, kept: readonly Kept[]): fc.Arbitrary<Condition> {
  const names = Object.keys(columns).filter((name) => name !== 'summary' && name !== 'active')
  const rule = fc.constantFrom(...names).chain((field) => {
    const column = columns[field]
    const known = kept.flatMap(({ values }) => [values[field] ?? []].flat()).map(String)
    const others = column?.format === 'dateTime' ? ['2020-01-01T00:00:00Z'] : ['3', 'true', 'x']
    const value = fc.constantFrom(...known, ...others)
    return fc.record({
      kind: fc.constant('comparison' as const),
      field: fc.constant(field),
      operator: fc.constantFrom(...(column?.filter ?? [])),
      value: value.map((text) => (text.length > 3 ? text.slice(0, Math.max(3, text.length)) : text)),
    })
  })
  const rules = fc.array(rule, { minLength: 1, maxLength: 3 })
  return fc
    .tuple(fc.constantFrom('and' as const, 'or' as const), rules)
    .map(([kind, conditions]) => ({ kind, conditions }) as Condition)
    .filter((each) => 'condition' in checkCondition(each, columns))
}

function oracle(kind: Kind, entry: ItemEntry, written: Condition, kept: readonly Kept[]): readonly number[] {
  const checked = checkCondition(written, filterColumns(kind, entry as never))
  assert.ok('condition' in checked)
  const plain = mapComparisons<FieldValue, FieldValue>(checked.condition, (each) => {
    const computed = entry.fields[each.field]?.computed
    return computed && each.value === true ? computedFields[computed](formatDateTime(now)) : each
  })
  const isComputed = (field: string) => entry.fields[field]?.computed
  return kept
    .filter(({ values }) => {
      const own: Record<string, FieldValue> = { ...values }
      for (const name of Object.keys(entry.fields)) {
        const computed = isComputed(name)
        if (computed) own[name] = holds(computedFields[computed](formatDateTime(now)), values)
      }
      return values.active !== false && holds(plain, own)
    })
    .map(({ id }) => id)
}

async function found(
  server: StartedServer,
  entry: ItemEntry,
  written: Condition,
): Promise<readonly number[]> {
  const query = {
    filters: printFilters(written),
    orParams: String(written.kind === 'or'),
    resultLimit: '1000',
  }
  const reply = await server.call('GET', path(entry), { query })
  assert.equal(reply.status, 200, reply.text)
  const { data } = reply.json as { data: Record<string, readonly { id: number }[]> }
  return (data[entry.entity] ?? []).map(({ id }) => id)
}

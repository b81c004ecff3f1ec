// No list and no filter goes through all that an owner has: the database says how it would go about each.

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import {
  type AnyEntry,
  type Column,
  catalog,
  comparison,
  type FieldValue,
  filterColumns,
  type Kind,
  type Operator,
} from '@tcex/model'
import { attributesByItem, pageAttributes } from '../store/attributes.ts'
import { pageBatchErrors } from '../store/batch-errors.ts'
import type { Connection, Database, Parameter } from '../store/database.ts'
import { pageDeletions } from '../store/deletions.ts'
import { countItems, findItemByName, pageIds, pageItems, type Within } from '../store/items.ts'
import { labelsByItem, pageLabels } from '../store/labels.ts'
import { pageObserved } from '../store/observations.ts'
import { pageOccurrences } from '../store/occurrences.ts'
import { openSqlite } from '../store/sqlite.ts'
import { pageTags, tagsByItem } from '../store/tags.ts'
import type { Where } from '../store/where.ts'
import { toListing } from './search.ts'

let database: Database

before(async () => {
  database = openSqlite(':memory:')
  await database.migrate()
})
after(() => database.close())

/** How the database goes about each statement of some work, step by step. */
async function planOf(work: (connection: Connection) => Promise<unknown>): Promise<readonly string[]> {
  const steps: string[] = []
  await database.read(async (connection) => {
    const explain = async (sql: string, parameters: readonly Parameter[]) => {
      const plan = await connection.all<{ detail: string }>(`explain query plan ${sql}`, ...parameters)
      steps.push(...plan.map(({ detail }) => detail))
    }
    const watched: Connection = Object.assign(Object.create(connection), {
      dialect: connection.dialect,
      async all(sql: string, ...parameters: readonly Parameter[]) {
        await explain(sql, parameters)
        return connection.all(sql, ...parameters)
      },
      async lists(sql: string, ...parameters: readonly Parameter[]) {
        await explain(sql, parameters)
        return connection.lists(sql, ...parameters)
      },
      async first(sql: string, ...parameters: readonly Parameter[]) {
        await explain(sql, parameters)
        return connection.first(sql, ...parameters)
      },
    })
    await work(watched)
  })
  return steps
}

/** Going through a list that was given as a parameter, or through what a step before has found, is no scan. */
const isScan = (step: string): boolean => /^SCAN (?!json_each|CONSTANT|\(subquery)/.test(step)

function refuseScans(steps: readonly string[]): void {
  assert.ok(steps.length > 0, 'nothing was asked for')
  assert.deepEqual(steps.filter(isScan), [], steps.join('\n'))
}

/** How the items themselves are found. */
const stepOfItems = (steps: readonly string[]): string => steps.find((step) => / item\b/.test(step)) ?? ''

const page = { start: 0, limit: 500 }
const now = '2026-01-01T00:00:00Z'

interface Filter {
  readonly kind: Kind
  readonly entry?: AnyEntry
  readonly field: string
  readonly operator: Operator
  readonly value: FieldValue
}

function listingOf({ kind, entry, field, operator, value }: Filter) {
  return toListing({
    ownerId: 1,
    kind,
    ...(entry ? { entry } : {}),
    entries: catalog.of(kind),
    now,
    condition: comparison<FieldValue>(field, operator, value),
  })
}

const values: Readonly<Record<string, FieldValue>> = {
  dateTime: '2020-01-01T00:00:00Z',
  integer: 3,
  decimal: 3.5,
  boolean: true,
  booleanText: 'true',
}

const valueFor = ({ format, choices }: Column): FieldValue => choices?.at(-1) ?? values[format] ?? 'some text'

/** Where nothing can match, as with what the platform never finds out, the database asks that first. */
const isNothing = (where: Where): boolean =>
  where.kind === 'or'
    ? where.conditions.length === 0
    : where.kind === 'and' && where.conditions.some(isNothing)

/** Who is not among the few that have another value than what all start with, and what is counted or a list. */
const throughAll: ReadonlySet<string> = new Set([
  'indicator.active = true',
  'indicator.falsePositive = 3',
  'indicator.falsePositive < 3',
  'indicator.falsePositive > 3',
  'task.assignee = some text',
  'task.escalatee = some text',
])

const filters: readonly Filter[] = (['group', 'indicator', 'victim', 'task'] as const).flatMap((kind) =>
  [undefined, ...catalog.of(kind)].flatMap((entry) =>
    Object.entries(filterColumns(kind, entry)).flatMap(([field, column]) =>
      column.filter.map((operator) => ({
        kind,
        ...(entry ? { entry } : {}),
        field,
        operator,
        value: valueFor(column),
      })),
    ),
  ),
)

describe('every documented filter', () => {
  for (const filter of filters) {
    const { kind, entry, field, operator, value } = filter
    const name = `${kind}.${field} ${operator} ${value}`
    it(`${entry?.type ?? `any ${kind}`}: ${field} ${operator} ${value}`, async () => {
      const listing = listingOf(filter)
      const steps = await planOf(async (connection) => {
        await pageIds(connection, listing, page)
        await countItems(connection, listing)
      })
      refuseScans(steps)
      if (throughAll.has(name) || operator === '!' || isNothing(listing.where)) return
      const step = stepOfItems(steps)
      const isFound = /<expr>|\bname[=<>]|\bdate_added[<>]|\b(row)?id=/.test(step)
      assert.ok(isFound, `${name} goes through all: ${steps.join('\n')}`)
    })
  }
})

const within: readonly Within[] = [
  { of: 'tag', id: 1 },
  { of: 'label', id: 1 },
  { of: 'item', id: 1 },
  { of: 'typed', id: 1, type: 'x' },
  { of: 'resolvedFrom', id: 1 },
  { of: 'itemAssets', id: 1 },
  { of: 'victim', id: 1 },
  { of: 'victimGroups', id: 1 },
  { of: 'victimPeers', id: 1 },
]

describe('every list', () => {
  const ofKind = (kind: Kind, more: { within?: Within; modifiedSince?: number } = {}) =>
    toListing({ ownerId: 1, kind, entries: catalog.of(kind), now, ...more })

  for (const kind of ['group', 'indicator', 'victim', 'task'] as const) {
    it(`${kind}s, from the start and behind another`, async () => {
      refuseScans(await planOf((connection) => pageItems(connection, ofKind(kind), page)))
      const steps = await planOf((connection) => pageItems(connection, ofKind(kind), { ...page, after: 7 }))
      refuseScans(steps)
      assert.match(stepOfItems(steps), /owner_id=\? AND kind=\? AND (rowid|id)>\?/)
      assert.ok(!steps.some((step) => step.includes('TEMP B-TREE')), steps.join('\n'))
    })

    it(`${kind}s modified since`, async () => {
      const listing = ofKind(kind, { modifiedSince: 5 })
      const steps = await planOf((connection) => pageIds(connection, listing, page))
      assert.match(stepOfItems(steps), /last_modified>\?/)
    })

    for (const each of within) {
      it(`${kind}s within: ${each.of}`, async () => {
        refuseScans(await planOf((connection) => pageIds(connection, ofKind(kind, { within: each }), page)))
      })
    }
  }

  const item = { id: 1, ownerId: 1 }
  const where = { kind: 'and', conditions: [] } as const
  const ids = [1, 2, 3, 900]
  const others: Readonly<Record<string, (connection: Connection) => Promise<unknown>>> = {
    'an item by its value': (connection) =>
      findItemByName(connection, { ownerId: 1, type: 'Address' }, '1.1.1.1'),
    "an item's attributes": (connection) => pageAttributes(connection, item, page),
    "an item's tags": (connection) => pageTags(connection, { ownerId: 1, itemId: 1 }, page),
    "an owner's tags": (connection) => pageTags(connection, { ownerId: 1 }, page),
    "an item's labels": (connection) => pageLabels(connection, { ownerId: 1, itemId: 1 }, page),
    "an attribute's labels": (connection) => pageLabels(connection, { ownerId: 1, attributeId: 1 }, page),
    "an owner's labels": (connection) => pageLabels(connection, { ownerId: 1 }, page),
    'occurrences of a file': (connection) => pageOccurrences(connection, item, page),
    'indicators observed since': (connection) => pageObserved(connection, { ownerId: 1, since: 5 }, page),
    'deleted indicators': (connection) => pageDeletions(connection, { ownerId: 1, since: 5, where }, page),
    "a job's errors": (connection) => pageBatchErrors(connection, item, { after: 0, limit: 100 }),
    'attributes of many': (connection) =>
      attributesByItem(connection, { ownerId: 1, itemIds: ids }, (each) => each),
    'tags of many': (connection) => tagsByItem(connection, 1, ids, (each) => each),
    'labels of many': (connection) => labelsByItem(connection, 1, ids, (each) => each),
    'attributes of neighbours': (connection) =>
      attributesByItem(connection, { ownerId: 1, itemIds: [4, 5, 6] }, (each) => each),
  }
  for (const [name, work] of Object.entries(others)) {
    it(name, async () => refuseScans(await planOf(work)))
  }
})

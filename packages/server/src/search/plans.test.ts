// No list and no filter goes through all that an owner has: the database says how it would go about each.

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { attributesByItem } from '../store/attributes.ts'
import type { Connection, Database, Parameter } from '../store/database.ts'
import { countBehind, countItems, idAt, pageIds, pageItems } from '../store/items.ts'
import * as metrics from '../store/metrics.ts'
import { openSqlite } from '../store/sqlite.ts'
import {
  filters,
  isNothing,
  kinds,
  listingOf,
  ofKind,
  others,
  page,
  planOf as planOn,
  within,
} from './testing/asked.ts'

let database: Database

before(async () => {
  database = openSqlite(':memory:')
  await database.migrate()
  // What hangs on items is looked for where something does.
  for (const sql of [
    "insert into owner values (1, 'MyOrg', 'Organization', 0, 0)",
    `insert into item (id, owner_id, kind, type, name, date_added, last_modified, fields)
     values (1, 1, 'group', 'Threat', 'x', 0, 0, '{}')`,
    "insert into tag (id, owner_id, name, date_added) values (1, 1, 'x', 0)",
    "insert into label (id, owner_id, name, date_added) values (1, 1, 'x', 0)",
    'insert into item_tag (item_id, tag_id, owner_id) values (1, 1, 1)',
    'insert into item_label (item_id, label_id, owner_id) values (1, 1, 1)',
  ]) {
    await database.write((connection) => connection.run(sql))
  }
})
after(() => database.close())

const explain = async (connection: Connection, sql: string, parameters: readonly Parameter[]) => {
  const plan = await connection.all<{ detail: string }>(`explain query plan ${sql}`, ...parameters)
  return plan.map(({ detail }) => detail)
}

const planOf = (work: (connection: Connection) => Promise<unknown>) => planOn(database, explain, work)

/** Going through a list that was given as a parameter, or through what a step before has found, is no scan. */
const isScan = (step: string): boolean => /^SCAN (?!json_each|CONSTANT|\(subquery)/.test(step)

function refuseScans(steps: readonly string[]): void {
  assert.ok(steps.length > 0, 'nothing was asked for')
  assert.deepEqual(steps.filter(isScan), [], steps.join('\n'))
}

/** Going through all that an owner has in a table is as long. */
const isWholeOwner = (step: string): boolean => step.endsWith('(owner_id=?)')

/** How the items themselves are found. */
const stepOfItems = (steps: readonly string[]): string => steps.find((step) => / item\b/.test(step)) ?? ''

/** Who is not among the few that have another value than what all start with, and what is counted or a list. */
const throughAll: ReadonlySet<string> = new Set([
  'indicator.active = true',
  'indicator.falsePositive = 3',
  'indicator.falsePositive < 3',
  'indicator.falsePositive > 3',
  'task.assignee = some text',
  'task.escalatee = some text',
])

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

describe('a value in a list of several types', () => {
  for (const filter of filters.filter(({ field, entry }) => field === 'summary' && !entry)) {
    it(`${filter.operator} is looked for type by type`, async () => {
      const steps = await planOf((connection) => pageIds(connection, listingOf(filter), page))
      const step = steps.find((each) => each.includes(' same ')) ?? ''
      assert.match(step, /item_value \(owner_id=\? AND type=\? AND name[=>]/, steps.join('\n'))
    })
  }
})

describe('the displayed attributes', () => {
  for (const [what, itemIds] of [
    ['of one item', [1]],
    ['of a page', [1, 2, 3]],
    ['of items far apart', [1, 1000]],
  ] as const) {
    it(`${what} are found without a look at the others`, async () => {
      const items = { ownerId: 1, itemIds }
      const steps = await planOf((connection) => attributesByItem(connection, items, String, ['Description']))
      refuseScans(steps)
      assert.match(steps.join(), /attribute_displayed \(owner_id=\? AND item_id[=>]/)
      const others = await planOf((connection) => attributesByItem(connection, items, String))
      assert.match(others.join(), /attribute_item \(item_id[=>]/)
    })
  }
})

describe('every list', () => {
  for (const kind of kinds) {
    it(`${kind}s, from the start and behind another`, async () => {
      refuseScans(await planOf((connection) => pageItems(connection, ofKind(kind), page)))
      const steps = await planOf((connection) => pageItems(connection, ofKind(kind), { ...page, after: 7 }))
      refuseScans(steps)
      assert.match(stepOfItems(steps), /owner_id=\? AND kind=\? AND (rowid|id)>\?/)
      assert.ok(!steps.some((step) => step.includes('TEMP B-TREE')), steps.join('\n'))
    })

    it(`${kind}s, to find where the parts of a page end`, async () => {
      for (const find of [
        (connection: Connection) => idAt(connection, ofKind(kind), { after: 7, start: 249 }),
        (connection: Connection) => countBehind(connection, ofKind(kind), { after: 7, limit: 250 }),
      ]) {
        const steps = await planOf(find)
        refuseScans(steps.filter((step) => step !== 'SCAN part'))
        assert.match(stepOfItems(steps), /item_kind \(owner_id=\? AND kind=\? AND (rowid|id)>\?/)
      }
    })

    it(`${kind}s modified since`, async () => {
      const listing = ofKind(kind, { modifiedSince: 5 })
      const steps = await planOf((connection) => pageIds(connection, listing, page))
      assert.match(stepOfItems(steps), /last_modified>\?/)
    })

    for (const each of within) {
      it(`${kind}s within: ${each.of}`, async () => {
        const listing = ofKind(kind, { within: each })
        const steps = await planOf((connection) => pageIds(connection, listing, page))
        refuseScans(steps)
        assert.deepEqual(steps.filter(isWholeOwner), [], steps.join('\n'))
      })
    }
  }

  for (const [name, work] of Object.entries(others)) {
    it(name, async () => {
      const steps = await planOf(work)
      refuseScans(steps)
      if (name.startsWith("an owner's")) return
      assert.deepEqual(steps.filter(isWholeOwner), [], steps.join('\n'))
    })
  }
})

describe("an owner's figures", () => {
  /** Whoever has many indicators and many groups must not wait for each pair of them. */
  const throughOwner = (step: string): boolean => /\(owner_id=\?( AND kind=\?)?\)$/.test(step)

  for (const [name, count] of Object.entries(metrics)) {
    it(`go through what the owner has but once: ${name}`, async () => {
      const steps = await planOf((connection) => count(connection, 1, 'indicator'))
      assert.equal(steps.filter(throughOwner).length, 1, steps.join('\n'))
    })
  }
})

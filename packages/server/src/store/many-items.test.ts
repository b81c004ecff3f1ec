import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Connection, Database, Parameter } from './database.ts'
import { itemsById, itemsByKey, itemsByName, itemsByXid } from './many-items.ts'
import { openSqlite } from './sqlite.ts'
import { tagsByName } from './tags.ts'

let database: Database
before(async () => {
  database = openSqlite(':memory:')
  await database.migrate()
})
after(() => database.close())

/** The plans of the statements that something runs. */
async function plansOf(look: (connection: Connection) => Promise<unknown>): Promise<readonly string[]> {
  const plans: string[] = []
  await database.read(async (connection) => {
    const all = async <R>(sql: string, ...parameters: readonly Parameter[]): Promise<readonly R[]> => {
      const steps = await connection.all<{ detail: string }>(`explain query plan ${sql}`, ...parameters)
      plans.push(...steps.map(({ detail }) => detail))
      return []
    }
    await look({ ...connection, dialect: connection.dialect, all })
  })
  return plans
}

const looks: Readonly<Record<string, readonly [(connection: Connection) => Promise<unknown>, RegExp]>> = {
  value: [
    (connection) => itemsByName(connection, { ownerId: 1, type: 'Host' }, ['a']),
    /item_value \(owner_id=\? AND type=\? AND name=\?\)/,
  ],
  key: [
    (connection) => itemsByKey(connection, { ownerId: 1, type: 'File' }, ['a']),
    /PRIMARY KEY \(owner_id=\? AND type=\? AND key=\?\)/,
  ],
  xid: [(connection) => itemsByXid(connection, 1, ['a']), /item_xid \(owner_id=\? AND <expr>=\?\)/],
  id: [(connection) => itemsById(connection, 1, [1]), /INTEGER PRIMARY KEY \(rowid=\?\)/],
  'tag name': [(connection) => tagsByName(connection, 1, ['a']), /\(owner_id=\? AND name=\?\)/],
}

describe('many items are looked up by an index, never by going through all of an owner', () => {
  for (const [what, [look, expected]] of Object.entries(looks)) {
    it(`by ${what}`, async () => {
      const plans = await plansOf(look)
      assert.match(plans.find((plan) => /\bitem\b|item_key|\btag\b/.test(plan)) ?? '', expected)
    })
  }
})

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Connection, Database, Parameter } from './database.ts'
import { eachItem } from './items.ts'
import { itemsByKey, itemsByName, itemsByXid } from './many-items.ts'
import { insertItemKeys, insertItems } from './many-writes.ts'
import { openPostgres } from './postgres/postgres.ts'
import { openSqlite } from './sqlite.ts'
import { tagsByName } from './tags.ts'
import { ask, newPostgresDatabase, type TestDatabase, withoutPostgres } from './testing/databases.ts'

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
  id: [(connection) => eachItem(connection, 1, [1]), /INTEGER PRIMARY KEY \(rowid=\?\)/],
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

describe('in PostgreSQL, too, right after they were filled', { skip: withoutPostgres ?? false }, () => {
  let made: TestDatabase
  let postgres: Database
  const count = 4000
  const names = Array.from({ length: count }, (_, index) => `text ${index}`)
  const some = names.filter((_, index) => index % 4 === 0)

  before(async () => {
    made = await newPostgresDatabase()
    postgres = await openPostgres(made.options.database)
    await postgres.migrate()
    await postgres.write(async (connection) => {
      await connection.run("insert into owner values (1, 'MyOrg', 'Organization', 0, 0)")
      await connection.run("insert into tag (owner_id, name, date_added) values (1, 'text 1', 0)")
      const ids = await connection.allocateIds('item', 2 * count)
      const items = ids.map((id, index) => {
        const isHost = index < count
        const is = isHost ? { kind: 'indicator', type: 'Host' } : { kind: 'group', type: 'Threat' }
        const name = names[index % count] as string
        const fields = isHost ? {} : { xid: name }
        return { id, ownerId: 1, ...is, name, fields, dateAdded: 0, lastModified: 0, createdBy: null }
      })
      await insertItems(connection, items)
      await insertItemKeys(
        connection,
        items.slice(0, count).map((item) => ({ item, keys: [item.name] })),
      )
    })
  })
  after(async () => {
    await postgres.close()
    await made.drop()
  })

  const looks: Readonly<
    Record<string, readonly [(connection: Connection) => Promise<readonly unknown[]>, RegExp]>
  > = {
    value: [
      (connection) => itemsByName(connection, { ownerId: 1, type: 'Host' }, some),
      /item_value .*Index Cond: .*owner_id.*type.*left.*md5/s,
    ],
    key: [
      (connection) => itemsByKey(connection, { ownerId: 1, type: 'Host' }, some),
      /item_key_pkey .*Index Cond: .*owner_id.*type.*key.*item_pkey .*Index Cond: .*id = item_key.item_id/s,
    ],
    xid: [(connection) => itemsByXid(connection, 1, some), /item_xid .*Index Cond: .*owner_id.*left/s],
  }

  for (const [what, [look, expected]] of Object.entries(looks)) {
    it(`by ${what}`, async () => {
      await postgres.read(async (connection) => {
        assert.equal((await look(connection)).length, some.length)
        const steps: string[] = []
        const all = async (sql: string, ...parameters: readonly Parameter[]) => {
          const plan = await connection.all<{ 'QUERY PLAN': string }>(`explain ${sql}`, ...parameters)
          steps.push(...plan.map((step) => step['QUERY PLAN']))
          return []
        }
        await look({ ...connection, dialect: connection.dialect, all } as Connection)
        assert.match(steps.join('\n'), expected)
        assert.doesNotMatch(steps.join('\n'), /Seq Scan|Hash/)
      })
    })
  }

  it('since it is told how large tables have become, without waiting until it looks by itself', async () => {
    const sql = "select reltuples::int as rows from pg_class where relname in ('item', 'item_key') order by 1"
    assert.deepEqual(await ask(sql, made.options.database), [{ rows: 2 * count }, { rows: 2 * count }])
  })
})

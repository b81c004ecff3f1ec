import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Connection, Database } from '../database.ts'
import { itemsByXid } from '../many-items.ts'
import { insertItems } from '../many-writes.ts'
import { newestVersion } from '../migrations/migration.ts'
import type { RowsWrite } from '../rows-write.ts'
import { StoreError } from '../store-error.ts'
import { ask, newPostgresDatabase, type TestDatabase, urlOf, withoutPostgres } from '../testing/databases.ts'
import { openingError } from './errors.ts'
import { openPostgres } from './postgres.ts'

const owners: RowsWrite = { insert: 'owner', columns: ['id', 'name', 'type', 'date_added', 'anonymous'] }
const putTags: RowsWrite = {
  insert: 'tag',
  columns: ['id', 'owner_id', 'name', 'date_added'],
  conflict: { on: ['owner_id', 'name'], update: ['date_added'] },
}

const refused = (work: Promise<unknown>, message: RegExp): Promise<void> =>
  assert.rejects(work, (error: unknown) => {
    assert.ok(error instanceof StoreError, String(error))
    assert.match(error.message, message)
    return true
  })

describe('a database of PostgreSQL', { skip: withoutPostgres ?? false }, () => {
  let made: TestDatabase
  let one: Database
  let other: Database
  before(async () => {
    made = await newPostgresDatabase()
    one = await openPostgres(made.options.database)
    other = await openPostgres(made.options.database)
    await Promise.all([one.migrate(), other.migrate(), one.migrate()])
    await one.write((connection) => connection.writeRows(owners, [[1, 'MyOrg', 'Organization', 0, 0]]))
  })
  after(async () => {
    await Promise.all([one.close(), other.close()])
    await made.drop()
  })

  it('takes writes of the same rows by several at once, in whatever order they come, and none waits for the other', async () => {
    const names = Array.from({ length: 400 }, (_, index) => `tag ${index}`)
    const write = (database: Database, order: readonly string[], round: number) =>
      database.write(async (connection) => {
        const ids = await connection.allocateIds('tag', order.length)
        await connection.writeRows(
          putTags,
          order.map((name, index) => [ids[index] as number, 1, name, round]),
        )
      })
    const deadlocks = 'select deadlocks::int from pg_stat_database where datname = current_database()'
    const [before] = await ask(deadlocks, made.options.database)
    const rounds = [1, 2, 3, 4, 5, 6].flatMap((round) => [
      write(one, names, round),
      write(other, names.toReversed(), round),
    ])
    await Promise.all(rounds)
    const [found] = await ask('select count(*)::int as count from tag', made.options.database)
    assert.equal(found?.count, names.length)
    assert.deepEqual(await ask(deadlocks, made.options.database), [before])
  })

  it('loses none of the changes that several make to one row', async () => {
    await one.write((connection) =>
      connection.run("insert into tag (owner_id, name, date_added) values (1, 'counted', 0)"),
    )
    const count = (database: Database) =>
      database.write(async (connection) => {
        const sql = "select date_added as seen from tag where name = 'counted'"
        const seen = (await connection.first<{ seen: number }>(sql))?.seen ?? 0
        await connection.run("update tag set date_added = ? where name = 'counted'", seen + 1)
      })
    for (let round = 0; round < 10; round += 1) await Promise.all([count(one), count(other)])
    const [found] = await ask(
      "select date_added::int as count from tag where name = 'counted'",
      made.options.database,
    )
    assert.equal(found?.count, 20)
  })

  it('makes one group of an external id that two look for at the same time', async () => {
    let looking = 0
    let go = () => {}
    const bothLook = new Promise<void>((resolve) => {
      go = resolve
    })
    const bring = (database: Database) =>
      database.write(async (connection) => {
        const [there] = await itemsByXid(connection, 1, ['wanted by both'])
        looking += 1
        if (looking === 2) go()
        await bothLook
        if (there) return there.id
        const [id] = (await connection.allocateIds('item', 1)) as [number]
        const group = { kind: 'group', type: 'Threat', name: 'g', fields: { xid: 'wanted by both' } }
        const when = { dateAdded: 0, lastModified: 0, createdBy: null }
        await insertItems(connection, [{ id, ownerId: 1, ...group, ...when }])
        return id
      })
    const [left, right] = await Promise.all([bring(one), bring(other)])
    assert.equal(left, right)
  })

  it('undoes all where something fails that was handed over and not waited for, and says why', async () => {
    const insert: RowsWrite = { insert: 'tag', columns: ['id', 'owner_id', 'name', 'date_added'] }
    const sent = one.write(async (connection) => {
      const [first, second] = await connection.allocateIds('tag', 2)
      await connection.sendRows(insert, [[first as number, 1, 'handed over', 0]])
      await connection.sendRows(insert, [[second as number, 1, 'handed over', 0]])
      // Asked for behind what failed, and refused for that alone.
      await connection.all('select 1')
    })
    await assert.rejects(sent, /tag_name/)
    const found = await ask("select 1 from tag where name = 'handed over'", made.options.database)
    assert.deepEqual(found, [])
  })

  it('tells that it is only waited for, when all has been handed over', async () => {
    const told: string[] = []
    const work = async (connection: Connection) => {
      await connection.send("insert into tag (owner_id, name, date_added) values (1, 'sent', 0)")
      told.push('handed over')
    }
    await one.write(work, { meanwhile: () => told.push('waited for') })
    told.push('written')
    assert.deepEqual(told, ['handed over', 'waited for', 'written'])
    assert.equal((await ask("select 1 from tag where name = 'sent'", made.options.database)).length, 1)
  })

  it('keeps texts of any length, and finds each by the whole of it', async () => {
    const start = 'http://example.com/'.padEnd(5000, 'long')
    const insert = `insert into item (owner_id, kind, type, name, date_added, last_modified, fields)
      values (1, 'indicator', 'URL', ?, 0, 0, '{}')`
    await one.write(async (connection) => {
      await connection.run(insert, `${start}/a`)
      await connection.run(insert, `${start}/b`)
    })
    const twice = one.write((connection) => connection.run(insert, `${start}/a`))
    await assert.rejects(twice, /unique/)
  })

  it('orders texts by their bytes', async () => {
    const names = ['b', 'B', 'ä', 'a', '_']
    await one.write(async (connection) => {
      const ids = await connection.allocateIds('tag', names.length)
      await connection.writeRows(
        putTags,
        names.map((name, index) => [ids[index] as number, 1, name, 99]),
      )
    })
    const rows = await one.read((connection) =>
      connection.all<{ name: string }>('select name from tag where date_added = 99 order by name'),
    )
    assert.deepEqual(
      rows.map(({ name }) => name),
      ['B', '_', 'a', 'b', 'ä'],
    )
  })

  it('never lets the audit log be changed', async () => {
    await one.write((connection) =>
      connection.run(
        "insert into audit (date_added, user_name, address, method, path) values (0, 'me', '', 'GET', '/')",
      ),
    )
    for (const sql of ['update audit set path = null', 'delete from audit', 'truncate audit']) {
      await assert.rejects(
        one.write((connection) => connection.run(sql)),
        /append-only/,
        sql,
      )
    }
  })

  it('is refused where a newer version wrote it, and where another program did', async () => {
    await ask('update tcex_schema set version = 999', made.options.database)
    try {
      await refused(one.migrate(), /schema version 999.*knows/)
    } finally {
      await ask(`update tcex_schema set version = ${newestVersion}`, made.options.database)
    }
    await ask('create schema other; create table other.bookmark (url text)', made.options.database)
    const there = await openPostgres(`${made.options.database}?options=-c%20search_path%3Dother`)
    try {
      await refused(there.migrate(), /table "bookmark" of another program/)
    } finally {
      await there.close()
      await ask('drop schema other cascade', made.options.database)
    }
  })

  it('may share its place with another one, in a schema of its own', async () => {
    await ask('create schema second', made.options.database)
    const second = await openPostgres(`${made.options.database}?options=-c%20search_path%3Dsecond`)
    try {
      await second.migrate()
      const owned = await second.read((connection) => connection.all('select * from owner'))
      assert.deepEqual(owned, [])
    } finally {
      await second.close()
      await ask('drop schema second cascade', made.options.database)
    }
  })

  it('keeps what owners have in parts, where it is told so when it is made', async () => {
    await ask('create schema parted', made.options.database)
    const url = `${made.options.database}?options=-c%20search_path%3Dparted`
    const parted = await openPostgres(url, { partitions: 4 })
    try {
      await parted.migrate()
      await parted.write(async (connection) => {
        await connection.writeRows(
          owners,
          [1, 2, 3, 4, 5, 6, 7, 8].map((id) => [id, `o${id}`, 'Source', 0, 0]),
        )
        await connection.writeRows(
          putTags,
          [1, 2, 3, 4, 5, 6, 7, 8].map((id) => [id, id, 'tag', 0]),
        )
      })
      const rows = await parted.read((connection) =>
        connection.all('select distinct tableoid::regclass::text as part from tag'),
      )
      assert.ok(rows.length > 1)
    } finally {
      await parted.close()
      await ask('drop schema parted cascade', made.options.database)
    }
  })
})

describe('a database that cannot be opened says why', { skip: withoutPostgres ?? false }, () => {
  it('where there is no server', async () => {
    await refused(openPostgres('postgres://me:secret@127.0.0.1:1/x'), /127\.0\.0\.1:1 cannot be reached/)
    await assert.rejects(openPostgres('postgres://me:secret@127.0.0.1:1/x'), (error: Error) => {
      assert.doesNotMatch(error.message, /secret/)
      return true
    })
  })

  it('where there is no database of that name', async () => {
    await refused(
      openPostgres(await urlOf('tcex_missing')),
      /no such database; make it with "createdb tcex_missing"/,
    )
  })

  it('where the password is wrong, or the user may not make tables', () => {
    const where = { host: 'h', port: '5432', name: 'n', user: 'jane' }
    const sentence = (code: string) => openingError(where, Object.assign(new Error('x'), { code })).message
    assert.match(sentence('28P01'), /"n" at h:5432 .* password of user "jane" is wrong/)
    assert.match(sentence('42501'), /user "jane" may not make or use tables/)
    assert.match(sentence('XX000'), /it says: x/)
  })
})

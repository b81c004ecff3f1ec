// A copy is compared row by row before it is committed, so a database that keeps something else than it was given shows.

import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, it } from 'node:test'
import type { Connection, Database } from '../database.ts'
import { openDatabase } from '../open.ts'
import type { RowsWrite, RowValues } from '../rows-write.ts'
import { openSqlite } from '../sqlite.ts'
import { StoreError } from '../store-error.ts'
import { newPostgresDatabase, withoutPostgres } from '../testing/databases.ts'
import { copyRows } from './copy.ts'

let source: Database
let target: Database

beforeEach(async () => {
  source = openSqlite(':memory:')
  target = openSqlite(':memory:')
  for (const database of [source, target]) await database.migrate()
  await source.write(fill)
})

afterEach(async () => {
  await source.close()
  await target.close()
})

const itemCount = 4_500

/** More than two pages of items, some numbers given out and taken back, and a file in many parts. */
async function fill(connection: Connection): Promise<void> {
  await connection.run(
    "insert into owner (name, type, anonymous, date_added) values ('MyOrg', 'Organization', 0, 1)",
  )
  const columns = ['id', 'owner_id', 'kind', 'type', 'name', 'date_added', 'last_modified', 'fields']
  const ids = await connection.allocateIds('item', itemCount)
  await connection.writeRows(
    { insert: 'item', columns },
    ids.map((id) => [id, 1, 'indicator', 'Host', `h${id}.example`, id, id, `{"b": ${id}, "a": "ü\\u0001"}`]),
  )
  await connection.run('delete from item where id > ?', itemCount - 10)
  await connection.run("insert into upload (id, owner_id, item_id, complete, size) values ('u', 1, 1, 1, 40)")
  await connection.writeRows(
    { insert: 'upload_part', columns: ['upload_id', 'part', 'owner_id', 'bytes'] },
    Array.from({ length: 40 }, (_, part) => ['u', part, 1, new Uint8Array([0, part, 255])]),
  )
}

/** A database that changes what it is given to write to a table. */
const writingOtherwise = (
  database: Database,
  table: string,
  change: (rows: readonly RowValues[]) => readonly RowValues[],
): Database => ({
  ...database,
  read: (work) => database.read(work),
  write: (work) =>
    database.write((connection) =>
      work(
        new Proxy(connection, {
          get: (_, name) =>
            name === 'writeRows'
              ? (write: RowsWrite, rows: readonly RowValues[]) =>
                  connection.writeRows(
                    write,
                    'insert' in write && write.insert === table ? change(rows) : rows,
                  )
              : typeof connection[name as keyof Connection] === 'function'
                ? (connection[name as keyof Connection] as (...all: unknown[]) => unknown).bind(connection)
                : connection[name as keyof Connection],
        }),
      ),
    ),
})

const isEmpty = () =>
  target.read(async (connection) => {
    assert.deepEqual(await connection.all('select id from item'), [])
    assert.deepEqual(await connection.all('select id from owner'), [])
  })

describe('a copy of a database', () => {
  it('has every row of every table, in as many pages as it takes', async () => {
    const rows = await copyRows(source, target)
    assert.deepEqual(
      [rows.owner, rows.item, rows.upload, rows.upload_part, rows.tag],
      [1, itemCount - 10, 1, 40, 0],
    )
    const all = (database: Database, sql: string) => database.read((connection) => connection.all(sql))
    for (const table of ['item', 'upload_part']) {
      const sql = `select * from ${table} order by 1, 2`
      assert.deepEqual(await all(target, sql), await all(source, sql))
    }
  })

  it('gives no number out twice, not even one whose row was deleted', async () => {
    await copyRows(source, target)
    const [next] = await target.write((connection) => connection.allocateIds('item', 1))
    assert.equal(next, itemCount + 1)
  })

  it('tells how far it is, up to all of both steps', async () => {
    const seen: string[] = []
    await copyRows(source, target, ({ step, done, total }) => seen.push(`${step} ${done}/${total}`))
    const total = itemCount - 10 + 1 + 1 + 40
    assert.ok(seen.includes(`copy ${total}/${total}`))
    assert.equal(seen.at(-1), `verify ${total}/${total}`)
  })

  it('goes to PostgreSQL and back with nothing changed', { skip: withoutPostgres }, async () => {
    const { options, drop } = await newPostgresDatabase()
    const server = await openDatabase(options.database)
    try {
      await server.migrate()
      const rows = await copyRows(source, server)
      const [next] = await server.write((connection) => connection.allocateIds('item', 1))
      assert.equal(next, itemCount + 1)
      assert.deepEqual(await copyRows(server, target), rows)
      const names = 'select id, name, fields from item order by id limit 50'
      const read = async (database: Database) =>
        (await database.read((connection) => connection.all(names))).map(({ fields, ...row }) => ({
          ...row,
          fields: JSON.parse(String(fields)),
        }))
      assert.deepEqual(await read(target), await read(source))
    } finally {
      await server.close()
      await drop()
    }
  })

  it('is refused where the target holds something, and leaves that', async () => {
    await copyRows(source, target)
    await assert.rejects(copyRows(source, target), (error: unknown) => {
      assert.ok(error instanceof StoreError)
      assert.match(error.message, /holds rows already .*"owner".*new or empty/)
      return true
    })
  })

  const faults = {
    'has not the same rows as its original from item (id 4400, owner_id 1) on': (rows) =>
      rows.filter(([id]) => id !== 4400),
    'of item (id 3, owner_id 1) differs in "name"': (rows) =>
      rows.map((row) => (row[0] === 3 ? row.with(4, 'h3.Example') : row)),
    'of item (id 7, owner_id 1) differs in "fields"': (rows) =>
      rows.map((row) => (row[0] === 7 ? row.with(8, '{"b":7,"a":"ü"}') : row)),
  } satisfies Record<string, (rows: readonly RowValues[]) => readonly RowValues[]>

  for (const [sentence, change] of Object.entries(faults)) {
    it(`is not kept where the copy ${sentence}`, async () => {
      const faulty = writingOtherwise(target, 'item', change)
      await assert.rejects(copyRows(source, faulty), (error: Error) => {
        assert.ok(error.message.includes(`The copy ${sentence}`), error.message)
        return true
      })
      await isEmpty()
    })
  }

  it('takes JSON that is written otherwise for the same', async () => {
    const rewriting = writingOtherwise(target, 'item', (rows) =>
      rows.map((row) => row.with(8, JSON.stringify(JSON.parse(String(row[8])), ['a', 'b']))),
    )
    assert.equal((await copyRows(source, rewriting)).item, itemCount - 10)
  })

  it('names the rows that the target cannot hold, and leaves it empty', async () => {
    const doubled = writingOtherwise(target, 'upload', (rows) => [...rows, ...rows])
    await assert.rejects(
      copyRows(source, doubled),
      /Rows from upload \(id u, owner_id 1\) .* could not be written/,
    )
    await isEmpty()
  })
})

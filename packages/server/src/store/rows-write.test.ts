import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Connection, Database } from './database.ts'
import { openDatabase } from './open.ts'
import type { RowsWrite } from './rows-write.ts'
import { tables } from './tables.ts'
import { insertTag } from './tags.ts'
import { newPostgresDatabase, type TestDatabase, withoutPostgres } from './testing/databases.ts'

const owners: RowsWrite = { insert: 'owner', columns: ['id', 'name', 'type', 'date_added', 'anonymous'] }

const columns = ['id', 'owner_id', 'name', 'date_added']
const insertTags: RowsWrite = { insert: 'tag', columns }

interface Tag {
  readonly name: string
  readonly description: string | null
  readonly added: number
}

const tags = async (connection: Connection): Promise<readonly Tag[]> => {
  const sql = 'select name, description, date_added as added from tag order by name'
  return (await connection.all<Tag>(sql)).map((tag) => ({ ...tag }))
}

const kinds = [
  ['SQLite', undefined, async () => ({ options: { database: ':memory:' }, drop: async () => {} })],
  ['PostgreSQL', withoutPostgres, newPostgresDatabase],
] as const satisfies readonly (readonly [string, string | undefined, () => Promise<TestDatabase>])[]

for (const [dialect, skip, make] of kinds) {
  describe(`in ${dialect}`, { skip: skip ?? false }, () => {
    let database: Database
    let made: TestDatabase
    before(async () => {
      made = await make()
      database = await openDatabase(made.options.database)
      await database.migrate()
      await database.write((connection) => connection.writeRows(owners, [[1, 'MyOrg', 'Organization', 0, 0]]))
    })
    after(async () => {
      await database.close()
      await made.drop()
    })

    const names = async () => (await database.read(tags)).map(({ name }) => name)

    /** Runs something and takes it back, so that each test starts from the same rows. */
    async function inVain(work: (connection: Connection) => Promise<void>): Promise<void> {
      const undone = new Error('undone')
      await assert.rejects(
        database.write(async (connection) => {
          await work(connection)
          throw undone
        }),
        undone,
      )
    }

    describe('many rows', () => {
      it('are inserted with ids that were taken before', async () => {
        await inVain(async (connection) => {
          const ids = await connection.allocateIds('tag', 3)
          const rows = ids.map((id, index) => [id, 1, `t${index}`, 0])
          assert.equal(await connection.writeRows(insertTags, rows), 3)
          const later = await insertTag(connection, { ownerId: 1, name: 'later', dateAdded: 0 })
          assert.ok(ids.every((id, index) => index === 0 || id > (ids[index - 1] as number)))
          assert.ok(later > (ids[2] as number))
        })
        assert.deepEqual(await names(), [])
      })

      it('that are there already are left, written over, or undo everything', async () => {
        const add = (
          connection: Connection,
          write: RowsWrite,
          given: readonly (readonly [string, number])[],
        ) =>
          connection.allocateIds('tag', given.length).then((ids) =>
            connection.writeRows(
              write,
              given.map(([name, added], index) => [ids[index] as number, 1, name, added]),
            ),
          )
        await inVain(async (connection) => {
          await add(connection, insertTags, [['a', 1]])
          const ignoring: RowsWrite = { ...insertTags, conflict: 'ignore' }
          assert.equal(
            await add(connection, ignoring, [
              ['b', 2],
              ['a', 2],
            ]),
            1,
          )
          const over: RowsWrite = {
            ...insertTags,
            conflict: { on: ['owner_id', 'name'], update: ['date_added'] },
          }
          await add(connection, over, [
            ['c', 3],
            ['b', 3],
          ])
          assert.deepEqual(
            (await tags(connection)).map(({ name, added }) => [name, added]),
            [
              ['a', 1],
              ['b', 3],
              ['c', 3],
            ],
          )
        })
        const twice = database.write(async (connection) => {
          await add(connection, insertTags, [['kept?', 1]])
          await add(connection, insertTags, [['kept?', 1]])
        })
        await assert.rejects(twice, /unique/i)
        assert.deepEqual(await names(), [])
      })

      it('are changed and deleted by their keys', async () => {
        await inVain(async (connection) => {
          const ids = await connection.allocateIds('tag', 3)
          await connection.writeRows(
            insertTags,
            ids.map((id, index) => [id, 1, `t${index}`, 0]),
          )
          const [first, second, third] = ids as [number, number, number]
          const describeTags: RowsWrite = {
            update: 'tag',
            set: ['description', 'date_added'],
            where: ['owner_id', 'id'],
          }
          const changed = await connection.writeRows(describeTags, [
            ['second', 7, 1, second],
            [null, 8, 1, first],
            ['nobody', 9, 2, third],
          ])
          assert.equal(changed, 2)
          assert.deepEqual(await tags(connection), [
            { name: 't0', description: null, added: 8 },
            { name: 't1', description: 'second', added: 7 },
            { name: 't2', description: null, added: 0 },
          ])
          const gone = await connection.writeRows({ delete: 'tag', where: ['id'] }, [[third], [first], [0]])
          assert.equal(gone, 2)
          assert.deepEqual(
            (await tags(connection)).map(({ name }) => name),
            ['t1'],
          )
        })
      })

      it('may be none', async () => {
        await inVain(async (connection) => {
          assert.equal(await connection.writeRows(insertTags, []), 0)
          assert.deepEqual(await connection.allocateIds('tag', 0), [])
        })
      })
    })

    it('every column of every table is there as it is described', async () => {
      await database.read(async (connection) => {
        for (const [name, { columns: described }] of Object.entries(tables)) {
          await connection.all(`select ${Object.keys(described).join(', ')} from ${name}`)
          const sql =
            dialect === 'SQLite'
              ? 'select name from pragma_table_info(?)'
              : 'select column_name as name from information_schema.columns where table_name = ?'
          const there = await connection.all<{ name: string }>(sql, name)
          assert.equal(there.length, Object.keys(described).length, name)
        }
      })
    })
  })
}

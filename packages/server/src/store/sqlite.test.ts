import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import type { Connection, Database } from './database.ts'
import { openSqlite } from './sqlite.ts'

let folder: string
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'tcex-sqlite-'))
})
after(() => rmSync(folder, { recursive: true, force: true }))

const count = async (connection: Connection): Promise<number> =>
  (await connection.first<{ count: number }>('select count(*) as count from note'))?.count ?? -1

const insert = (connection: Connection, text: string): Promise<number> =>
  connection.run('insert into note (text) values (?)', text)

for (const where of ['in memory', 'in a file'] as const) {
  describe(`a database ${where}`, () => {
    let database: Database
    before(async () => {
      database = openSqlite(where === 'in memory' ? ':memory:' : join(folder, 'notes.db'))
      await database.write((connection) => connection.run('create table note (text text unique) strict'))
    })
    after(() => database.close())

    it('keeps a write whole, or none of it', async () => {
      await database.write((connection) => insert(connection, 'kept'))
      const failed = database.write(async (connection) => {
        await insert(connection, 'lost')
        assert.equal(await count(connection), 2)
        throw new Error('on purpose')
      })
      await assert.rejects(failed, /on purpose/)
      const twice = database.write(async (connection) => {
        await insert(connection, 'lost')
        await insert(connection, 'kept')
      })
      await assert.rejects(twice, /UNIQUE/)
      assert.equal(await database.read(count), 1)
    })

    it('goes on after a statement that cannot be read', async () => {
      await assert.rejects(database.write((connection) => connection.run('no statement')))
      await assert.rejects(database.read((connection) => connection.all('select * from nothing')))
      assert.equal(await database.read(count), 1)
    })

    it('runs writes one after the other, in the order in which they came', async () => {
      const order: number[] = []
      const write = (number: number) =>
        database.write(async (connection) => {
          order.push(number)
          await setImmediate()
          await insert(connection, `write ${number}`)
          order.push(number)
        })
      await Promise.all([0, 1, 2, 3].map(write))
      assert.deepEqual(order, [0, 0, 1, 1, 2, 2, 3, 3])
      assert.equal(await database.read(count), 5)
    })

    it('shows a read only what has been committed', async () => {
      const before = await database.read(count)
      const seen: number[] = []
      const writing = database.write(async (connection) => {
        await insert(connection, 'half')
        await setImmediate()
        await setImmediate()
        await insert(connection, 'whole')
      })
      const reading = database.read(async (connection) => {
        seen.push(await count(connection))
        await setImmediate()
        seen.push(await count(connection))
      })
      await Promise.all([writing, reading])
      assert.equal(seen[0], seen[1])
      assert.ok(seen[0] === before || seen[0] === before + 2, `${seen[0]}`)
    })

    it('closes once, after what it was asked before', async () => {
      const late = database.write((connection) => insert(connection, 'late'))
      await Promise.all([database.close(), database.close()])
      assert.equal(await late, 1)
      await database.close()
    })
  })
}

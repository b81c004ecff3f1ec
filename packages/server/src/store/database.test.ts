import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import type { Connection, Database } from './database.ts'
import { openDatabase } from './open.ts'
import { readAtOnce, SharedReads } from './snapshot.ts'
import { ask, newPostgresDatabase, type TestDatabase, withoutPostgres } from './testing/databases.ts'

let folder: string
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'tcex-database-'))
})
after(() => rmSync(folder, { recursive: true, force: true }))

interface Kind {
  readonly name: string
  readonly skip?: string | undefined
  make(): Promise<TestDatabase>
}

const fileOf = async (name: string): Promise<TestDatabase> => ({
  options: { database: name === ':memory:' ? name : join(folder, name) },
  drop: async () => {},
})

const kinds: readonly Kind[] = [
  { name: 'in memory', make: () => fileOf(':memory:') },
  { name: 'in a file', make: () => fileOf('notes.db') },
  { name: 'of PostgreSQL', skip: withoutPostgres, make: newPostgresDatabase },
]

const count = async (connection: Connection): Promise<number> =>
  (await connection.first<{ count: number }>('select count(*) as count from note'))?.count ?? -1

const insert = (connection: Connection, text: string): Promise<number> =>
  connection.run('insert into note (text) values (?)', text)

for (const { name, skip, make } of kinds) {
  describe(`a database ${name}`, { skip: skip ?? false }, () => {
    let made: TestDatabase
    let database: Database
    before(async () => {
      made = await make()
      database = await openDatabase(made.options.database)
      await database.migrate()
      await database.write((connection) => connection.run('create table note (text text unique)'))
    })
    after(async () => {
      if (name === 'of PostgreSQL') await ask('drop table note', made.options.database)
      await made.drop()
    })

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
      await assert.rejects(twice, /unique/i)
      assert.equal(await database.read(count), 1)
    })

    it('goes on after a statement that cannot be read', async () => {
      await assert.rejects(database.write((connection) => connection.run('no statement')))
      await assert.rejects(database.read((connection) => connection.all('select * from nothing')))
      assert.equal(await database.read(count), 1)
    })

    it('keeps every one of several writes at once', async () => {
      const order: number[] = []
      const write = (number: number) =>
        database.write(async (connection) => {
          order.push(number)
          await setImmediate()
          await insert(connection, `write ${number}`)
          order.push(number)
        })
      await Promise.all([0, 1, 2, 3].map(write))
      // PostgreSQL runs them side by side.
      if (name !== 'of PostgreSQL') assert.deepEqual(order, [0, 0, 1, 1, 2, 2, 3, 3])
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

    it('remembers what it has read until somebody writes, here or elsewhere', async () => {
      const remembered = (connection: Connection) => connection.remembered('count', () => count(connection))
      const first = await database.read(remembered)
      assert.equal(await database.read(remembered), first)
      await database.write((connection) => insert(connection, 'written here'))
      assert.equal(await database.read(remembered), first + 1)
      const inside = await database.write(async (connection) => {
        const before = await remembered(connection)
        await insert(connection, 'written and read')
        return (await remembered(connection)) - before
      })
      assert.equal(inside, 1)
      if (name === 'in memory') return
      const other = await openDatabase(made.options.database)
      await other.write((connection) => insert(connection, 'written elsewhere'))
      await other.close()
      assert.equal(await database.read(remembered), first + 3)
    })

    it('looks each time for what was not there', async () => {
      const answers = [undefined, 'there']
      const look = () =>
        database.read((connection) => connection.remembered('x', async () => answers.shift()))
      assert.deepEqual([await look(), await look()], [undefined, 'there'])
    })

    it('reads several times as one read', async () => {
      let late: Database | undefined
      const seen = await readAtOnce(database, async (once) => {
        late = once
        const before = await once.read(count)
        const writing = database.write((connection) => insert(connection, `meanwhile in ${name}`))
        // In memory the write waits for the read.
        if (name !== 'in memory') await writing
        return [before, await once.read(count), writing] as const
      })
      assert.equal(seen[0], seen[1])
      await seen[2]
      assert.equal(await late?.read(count), seen[0] + 1)
    })

    it('reads for several at once what was there when they asked, and anew for who asks later', async () => {
      const reads = new SharedReads()
      const counted = (meanwhile?: Promise<unknown>) =>
        readAtOnce(
          database,
          async (once) => {
            const before = await once.read(count)
            await meanwhile
            return [before, await once.read(count)]
          },
          reads,
        )
      const [first, second] = [counted(setImmediate()), counted()]
      reads.end()
      const [before] = await second
      assert.deepEqual(await first, [before, before])
      await database.write((connection) => insert(connection, `after reads in ${name}`))
      const later = (before ?? 0) + 1
      assert.deepEqual(await counted(), [later, later])
    })

    it('goes on reading for others where one fails, and releases what was read through', async () => {
      const reads = new SharedReads()
      const failing = readAtOnce(database, (once) => once.read((each) => each.all('nothing')), reads)
      const other = readAtOnce(database, (once) => once.read(count), reads)
      reads.end()
      await assert.rejects(failing, /nothing/)
      await other
      for (let round = 0; round < 10; round += 1) {
        const unused = new SharedReads()
        unused.end()
        const used = new SharedReads()
        const readings = [1, 2, 3].map(() => readAtOnce(database, (once) => once.read(count), used))
        used.end()
        assert.equal(new Set(await Promise.all(readings)).size, 1)
      }
      await database.write((connection) => insert(connection, `released in ${name}`))
    })

    it('closes once, after what it was asked before', async () => {
      const late = database.write((connection) => insert(connection, 'late'))
      await Promise.all([database.close(), database.close()])
      assert.equal(await late, 1)
      await database.close()
    })
  })
}

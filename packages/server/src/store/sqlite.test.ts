import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, before, describe, it } from 'node:test'
import { setImmediate, setTimeout } from 'node:timers/promises'
import { Checkpoints } from './checkpoints.ts'
import type { Database } from './database.ts'
import { faultOf } from './fault.ts'
import { openSqlite } from './sqlite.ts'
import { SqliteConnection } from './sqlite-connection.ts'
import { WriteAheadLog } from './write-ahead-log.ts'

describe('a file that another process writes to for too long', () => {
  it('is given up by all who wait for it at once, while it is read', { timeout: 20_000 }, async (test) => {
    const folder = mkdtempSync(join(tmpdir(), 'tcex-sqlite-'))
    const path = join(folder, 'notes.db')
    const database = openSqlite(path)
    const other = new DatabaseSync(path)
    try {
      await database.write((connection) => connection.run('create table note (text text)'))
      test.mock.timers.enable({ apis: ['Date'], now: 0 })
      other.exec('begin immediate')
      const insert = () => database.write((connection) => connection.run("insert into note values ('late')"))
      const writes = Promise.allSettled([insert(), insert(), insert()])
      const count = () =>
        database.read((connection) => connection.first('select count(*) as notes from note'))
      assert.deepEqual({ ...(await count()) }, { notes: 0 })
      test.mock.timers.tick(10_001)
      const faults = (await writes).map((write) => write.status === 'rejected' && faultOf(write.reason))
      assert.deepEqual(faults, ['unreachable', 'unreachable', 'unreachable'])
      other.exec('commit')
      await insert()
      assert.deepEqual({ ...(await count()) }, { notes: 1 })
    } finally {
      other.close()
      await database.close()
      rmSync(folder, { recursive: true })
    }
  })
})

describe('what a file has written ahead', () => {
  it('is brought into the file while it goes on being written and read, and begins anew', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tcex-sqlite-'))
    const path = join(folder, 'notes.db')
    const mebibytes = (file: string) => statSync(file).size / 1024 / 1024
    const database = openSqlite(path)
    try {
      await database.write((connection) => connection.run('create table note (text blob)'))
      for (let round = 0; round < 500; round += 1) {
        await database.write((connection) => connection.run('insert into note values (zeroblob(1048576))'))
        const last = await database.read((connection) =>
          connection.first('select max(rowid) as id from note'),
        )
        assert.deepEqual({ ...last }, { id: round + 1 })
      }
      assert.ok(mebibytes(`${path}-wal`) < 320, `the log has ${mebibytes(`${path}-wal`)} MiB`)
      assert.ok(mebibytes(path) > 200, `the file has ${mebibytes(path)} MiB`)
    } finally {
      await database.close()
    }
    assert.ok(mebibytes(path) > 500)
    rmSync(folder, { recursive: true })
  })

  it('is, too, where another thread has written it that the file was lent to', {
    timeout: 20_000,
  }, async ({ signal }) => {
    const folder = mkdtempSync(join(tmpdir(), 'tcex-sqlite-'))
    const path = join(folder, 'notes.db')
    const database = openSqlite(path)
    const other = openSqlite(path, 'bulk')
    try {
      await database.write((connection) => connection.run('create table note (text blob)'))
      const insert = () =>
        other.write((connection) => connection.run('insert into note values (zeroblob(8388608))'))
      for (let round = 0; round < 10; round += 1) await database.lend(insert)
      // It is brought over from 64 MiB on; what is written after that may wait.
      while (statSync(path).size < 8 * 8_388_608) await setTimeout(2, undefined, { signal })
    } finally {
      await other.close()
      await database.close()
    }
    rmSync(folder, { recursive: true })
  })
})

describe('the disk', () => {
  const none = { code: 'ENOENT' }

  it('is waited for where something was committed, until it has it, and otherwise not', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tcex-sqlite-'))
    const path = join(folder, 'notes.db')
    const log = new WriteAheadLog(path)
    await log.sync()
    log.grown()
    await assert.rejects(log.sync(), none)
    await assert.rejects(log.sync(), none)
    await log.close()
    rmSync(folder, { recursive: true })
  })

  it('is not waited for after a write that changes nothing, but for what others have written', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tcex-sqlite-'))
    const path = join(folder, 'notes.db')
    const writer = new SqliteConnection(new DatabaseSync(path))
    const others = new DatabaseSync(path)
    const write = async (sql: string) => {
      writer.begin('begin immediate')
      await writer.run(sql)
      writer.commit()
      return writer.hasChanged
    }
    const ignored = "insert into note values (1, 'again') on conflict do nothing"
    await write('create table note (id integer primary key, text text)')
    assert.equal(await write("insert into note values (1, 'first')"), true)
    assert.equal(await write(ignored), false)
    assert.equal(await write('select text from note'), false)
    others.exec("update note set text = 'other'")
    assert.equal(await write(ignored), true)
    assert.equal(await write(ignored), false)
    others.close()
    writer.close()
    rmSync(folder, { recursive: true })
  })
})

describe('a checkpoint that cannot be made', () => {
  const fill = (folder: string, mebibytes: number): DatabaseSync => {
    const database = new DatabaseSync(join(folder, 'notes.db'))
    database.exec('pragma journal_mode = wal; pragma wal_autocheckpoint = 0; create table note (text blob)')
    const insert = database.prepare('insert into note values (zeroblob(1048576))')
    for (let round = 0; round < mebibytes; round += 1) insert.run()
    return database
  }

  for (const [why, mebibytes] of [
    ['since its thread cannot open the file', 70],
    ['since it gets no turn', 140],
  ] as const) {
    it(`${why}, is no matter of those who write`, async () => {
      const folder = mkdtempSync(join(tmpdir(), 'tcex-sqlite-'))
      const database = fill(folder, mebibytes)
      const refuse = () => Promise.reject(new Error('no turn'))
      const checkpoints = new Checkpoints(join(folder, 'nowhere', 'x.db'), database, refuse)
      checkpoints.committed()
      await checkpoints.close()
      database.close()
      rmSync(folder, { recursive: true })
    })
  }
})

describe('what takes long to find in a file of many items', () => {
  const numbers = `with recursive number (n) as (values (1) union all select n + 1 from number where n < ?)
    select count(*), sum(n) from number`
  let folder: string
  let database: Database

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tcex-sqlite-'))
    database = openSqlite(join(folder, 'items.db'))
    await database.migrate()
    await database.write((connection) => connection.allocateIds('item', 10_000))
  })
  after(async () => {
    await database.close()
    rmSync(folder, { recursive: true })
  })

  const search = (sql: string, ...parameters: readonly number[]) =>
    database.read((connection) => connection.search(sql, ...parameters))

  it('is found while others are answered', async () => {
    let rounds = 0
    let isOver = false
    const found = search(numbers, 2_000_000).finally(() => {
      isOver = true
    })
    for (; !isOver; rounds += 1) await setImmediate()
    assert.deepEqual(await found, [[2_000_000, 2_000_001_000_000]])
    assert.ok(rounds > 100, `the event loop went round ${rounds} times`)
  })

  it('keeps no read waiting that searches for nothing, however many search', async () => {
    let found = 0
    const searches = Array.from({ length: 12 }, () => search(numbers, 200_000).then(() => (found += 1)))
    await setImmediate()
    await database.read((connection) => connection.first('select 1'))
    assert.ok(found < 4, `${found} of the searches were waited for`)
    await Promise.all(searches)
    await database.read((connection) => connection.first('select 1'))
  })

  it('sees what was written before', async () => {
    await database.write((connection) => connection.run('create table note (text text)'))
    for (let round = 1; round <= 5; round += 1) {
      await database.write((connection) => connection.run("insert into note values ('x')"))
      assert.deepEqual(await search('select count(*) from note'), [[round]])
    }
  })

  it('fails as elsewhere, and goes on', async () => {
    await assert.rejects(search('select text from nowhere'), { message: /nowhere/, errcode: 1 })
    const all = await Promise.all([1, 2, 3, 4, 5, 6].map((each) => search('select ?', each)))
    assert.deepEqual(all.flat(2), [1, 2, 3, 4, 5, 6])
  })
})

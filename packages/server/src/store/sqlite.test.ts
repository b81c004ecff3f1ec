import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, it } from 'node:test'
import { faultOf } from './fault.ts'
import { openSqlite } from './sqlite.ts'

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

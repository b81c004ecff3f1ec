// A server that is killed again and again while it is written to. `npm run crash` does fifty rounds of it.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { it } from 'node:test'
import { postgresPrograms } from '../../packages/server/src/store/testing/postgres-server.ts'
import { inFolder } from '../conformance/folder.ts'
import { runPostgresRounds } from './postgres.ts'
import { runRounds } from './rounds.ts'

const withoutPostgres = postgresPrograms() ? false : 'PostgreSQL is not installed here'

it('five times kill -9: every acknowledged write is there, none twice, and every batch comes to its end', () =>
  inFolder(async (folder) => {
    const database = join(folder, 'tcex.db')
    const ledger = await runRounds({ rounds: 5, seed: 20_260_101, server: { database } })
    assert.ok(ledger.groups.size > 0 && ledger.hosts.size > 0)
    const sqlite = new DatabaseSync(database, { readOnly: true })
    assert.deepEqual({ ...sqlite.prepare('pragma integrity_check').get() }, { integrity_check: 'ok' })
    sqlite.close()
  }))

it('on PostgreSQL, killing the server and PostgreSQL underneath it in turn', {
  skip: withoutPostgres,
}, async () => {
  const ledger = await runPostgresRounds({ rounds: 4, seed: 20_260_101 })
  assert.ok(ledger.groups.size > 0 && ledger.hosts.size > 0)
})

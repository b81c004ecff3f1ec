// A server that is killed again and again while it is written to. `npm run crash` does fifty rounds of it.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { it } from 'node:test'
import { inFolder } from '../conformance/folder.ts'
import { runRounds } from './rounds.ts'

it('five times kill -9: every acknowledged write is there, none twice, and every batch comes to its end', () =>
  inFolder(async (folder) => {
    const database = join(folder, 'tcex.db')
    const ledger = await runRounds({ rounds: 5, seed: 20_260_101, server: { database } })
    assert.ok(ledger.groups.size > 0 && ledger.hosts.size > 0)
    const sqlite = new DatabaseSync(database, { readOnly: true })
    assert.deepEqual({ ...sqlite.prepare('pragma integrity_check').get() }, { integrity_check: 'ok' })
    sqlite.close()
  }))

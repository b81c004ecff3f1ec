// Kills a server while it is written to, fifty rounds on each database unless told otherwise; on PostgreSQL every other
// round kills PostgreSQL itself:
//   npm run crash -- --rounds 50 --seed 7 --only sqlite

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { postgresPrograms } from '../../packages/server/src/store/testing/postgres-server.ts'
import type { Ledger } from './ledger.ts'
import { runPostgresRounds } from './postgres.ts'
import { type CrashOptions, runRounds } from './rounds.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '50' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    only: { type: 'string' },
  },
})

type Options = Omit<CrashOptions, 'server'>

async function runSqliteRounds(options: Options): Promise<Ledger> {
  const folder = mkdtempSync(join(tmpdir(), 'tcex-crash-'))
  try {
    return await runRounds({ ...options, server: { database: join(folder, 'tcex.db') } })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function report(database: string, run: (options: Options) => Promise<Ledger>): Promise<void> {
  if (values.only && values.only !== database) return
  const { groups, hosts, contents, jobs } = await run({
    rounds: Number(values.rounds),
    seed: Number(values.seed),
    tell: (line) => console.log(`${database}: ${line}`),
  })
  const found = `${groups.size} groups, ${hosts.size} indicators, ${contents.size} contents, ${jobs.size} batch jobs`
  console.log(`${database}: after ${values.rounds} rounds everything acknowledged is there, once: ${found}.`)
}

console.log(
  `Seed ${values.seed}. The same again: npm run crash -- --rounds ${values.rounds} --seed ${values.seed}`,
)
await report('sqlite', runSqliteRounds)
if (postgresPrograms()) await report('postgres', runPostgresRounds)
else console.log('postgres: skipped, since PostgreSQL is not installed here.')

// Kills a server while it is written to, fifty rounds unless told otherwise:
//   npm run crash -- --rounds 50 --seed 7 --database postgres://…

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { runRounds } from './rounds.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '50' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    database: { type: 'string' },
  },
})

const folder = mkdtempSync(join(tmpdir(), 'tcex-crash-'))
const seed = Number(values.seed)
const server = { database: values.database ?? join(folder, 'tcex.db'), encryptionKey: 'of a crashing server' }
console.log(`Seed ${seed}. The same again: npm run crash -- --rounds ${values.rounds} --seed ${seed}`)
try {
  const ledger = await runRounds({ rounds: Number(values.rounds), seed, server, tell: console.log })
  const { groups, hosts, contents, jobs } = ledger
  console.log(
    `Everything is there, once: ${groups.size} groups, ${hosts.size} indicators, ${contents.size} contents and ` +
      `${jobs.size} batch jobs after ${values.rounds} rounds.`,
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
}

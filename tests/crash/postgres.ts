import {
  type PostgresServer,
  startPostgres,
} from '../../packages/server/src/store/testing/postgres-server.ts'
import type { Ledger } from './ledger.ts'
import { type CrashOptions, runRounds } from './rounds.ts'

/**
 * Rounds on a PostgreSQL of their own. In every other one it is not the server that is killed but PostgreSQL, as if the
 * machine had lost its power, and started again.
 */
export async function runPostgresRounds(options: Omit<CrashOptions, 'server' | 'strike'>): Promise<Ledger> {
  const postgres = await startPostgres({ durable: true })
  const server = { database: postgres.url('postgres'), encryptionKey: 'of a crashing server' }
  const strike = (round: number) => (round % 2 === 0 ? () => restart(postgres) : undefined)
  try {
    return await runRounds({ ...options, server, strike })
  } finally {
    await postgres.remove()
  }
}

async function restart(postgres: PostgresServer): Promise<void> {
  await postgres.stop('immediate')
  await postgres.start()
}

import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { type PostgresServer, postgresPrograms, startPostgres } from './postgres-server.ts'

// The databases that tests run on: SQLite in memory, or with TCEX_TEST_DIALECT=postgres one of their own on a real
// server: the one that TCEX_TEST_POSTGRES names, else one that is started for as long as the process lives.

/** A new and empty database for one test. */
export interface TestDatabase {
  /** What a server is told: where it is, and what its secrets are encrypted with. */
  readonly options: { readonly database: string; readonly encryptionKey?: string }
  drop(): Promise<void>
}

/** Which database the tests of this process run on. */
export const testDialect: 'sqlite' | 'postgres' =
  process.env.TCEX_TEST_DIALECT === 'postgres' ? 'postgres' : 'sqlite'

/** Why nothing can be tested on PostgreSQL here, or undefined where it can. */
export const withoutPostgres: string | undefined =
  process.env.TCEX_TEST_POSTGRES || postgresPrograms()
    ? undefined
    : 'PostgreSQL is not installed here, and TCEX_TEST_POSTGRES names no server'

/** A database of this process's dialect. */
export function newDatabase(): Promise<TestDatabase> {
  return testDialect === 'postgres' ? newPostgresDatabase() : Promise.resolve(inMemory)
}

const inMemory: TestDatabase = { options: { database: ':memory:' }, drop: async () => {} }

export async function newPostgresDatabase(): Promise<TestDatabase> {
  const name = `tcex_test_${randomUUID().replaceAll('-', '')}`
  await ask(`create database ${name}`)
  return {
    options: { database: await urlOf(name), encryptionKey: 'a key for tests' },
    drop: async () => {
      await ask(`drop database if exists ${name} with (force)`)
    },
  }
}

let started: Promise<PostgresServer> | undefined

/** The URL of a database of the server, by name. */
export async function urlOf(name: string): Promise<string> {
  const given = process.env.TCEX_TEST_POSTGRES
  if (given) return given.replace(/\/[^/?]*(?=\?|$)/, `/${name}`)
  started ??= startPostgres()
  return (await started).url(name)
}

/** Runs one statement on a database of the server. */
export async function ask(sql: string, database?: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: database ?? (await urlOf('postgres')) })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

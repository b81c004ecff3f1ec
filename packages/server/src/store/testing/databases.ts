import { randomUUID } from 'node:crypto'
import { after } from 'node:test'
import pg from 'pg'
import { sequence } from '../schema/ddl.ts'
import { numberedTables, tables } from '../tables.ts'
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

/** Emptied databases, since to empty one is cheaper than to make one. */
const emptied: string[] = []

export async function newPostgresDatabase(): Promise<TestDatabase> {
  const name = emptied.pop() ?? (await makeDatabase())
  const database = await urlOf(name)
  return {
    options: { database, encryptionKey: 'a key for tests' },
    drop: async () => {
      if (isEnding) return dropDatabase(name)
      await ask(emptying, database)
      emptied.push(name)
    },
  }
}

/** Programs that are no tests, such as the fuzz loop, have no use for a summary of Node's runner, and drop theirs at once. */
const isTest = process.env.NODE_TEST_CONTEXT !== undefined || /\.test\.ts$/.test(process.argv[1] ?? '')
let isEnding = !isTest

// Runs before what a test file registers for its end, which may still have some to drop.
if (isTest) {
  after(async () => {
    isEnding = true
    for (const name of emptied) await dropDatabase(name)
  })
}

async function dropDatabase(name: string): Promise<void> {
  await ask(`drop database if exists ${name} with (force)`)
}

async function makeDatabase(): Promise<string> {
  const name = `tcex_test_${randomUUID().replaceAll('-', '')}`
  await ask(`create database ${name}`)
  return name
}

/** As if it had just been made; not even what protects the audit log is asked. */
const emptying = `set session_replication_role = replica;
  ${Object.keys(tables)
    .reverse()
    .map((table) => `delete from ${table}`)
    .join('; ')};
  ${numberedTables.map((table) => `select setval('${sequence(table)}', 1, false)`).join('; ')}`

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

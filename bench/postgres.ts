import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { postgresPrograms, startPostgres } from '../packages/server/src/store/testing/postgres-server.ts'

/** A PostgreSQL server with databases of the bench's own. */
export interface DatabaseServer {
  /** Makes a database and gives its URL. */
  newDatabase(): Promise<string>
  drop(database: string): Promise<void>
  /** How many rows a table has, and a number that changes with any of them. */
  rowsOf(database: string, table: string): Promise<{ readonly count: number; readonly sum: string }>
  /** Drops what is left, and the server where it was started for the bench. */
  close(): Promise<void>
}

/** The server that TCEX_TEST_POSTGRES names, else one that is started and is as durable as it comes; or why there is none. */
export async function findServer(): Promise<DatabaseServer | string> {
  const given = process.env.TCEX_TEST_POSTGRES
  if (given) return databasesOf((name) => given.replace(/\/[^/?]*(?=\?|$)/, `/${name}`))
  if (!postgresPrograms()) return 'PostgreSQL is not installed here, and TCEX_TEST_POSTGRES names no server'
  const started = await startPostgres({ durable: true })
  return databasesOf((name) => started.url(name), started.remove.bind(started))
}

function databasesOf(urlOf: (name: string) => string, remove = async () => {}): DatabaseServer {
  const made = new Map<string, string>()
  const drop = async (url: string) => {
    await ask(urlOf('postgres'), `drop database ${made.get(url)} with (force)`)
    made.delete(url)
  }
  return {
    newDatabase: async () => {
      const name = `tcex_bench_${randomUUID().replaceAll('-', '')}`
      await ask(urlOf('postgres'), `create database ${name}`)
      // What was written before is not to be brought to the disk while the next is measured.
      await ask(urlOf('postgres'), 'checkpoint')
      const url = urlOf(name)
      made.set(url, name)
      return url
    },
    drop,
    rowsOf: async (url, table) => {
      const sum = 'coalesce(sum(hashtextextended(each::text, 0)), 0)::text as sum'
      const [row] = await ask(url, `select count(*)::int as count, ${sum} from ${table} as each`)
      return row as { count: number; sum: string }
    },
    close: async () => {
      for (const url of made.keys()) await drop(url)
      await remove()
    },
  }
}

async function ask(url: string, sql: string): Promise<readonly object[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

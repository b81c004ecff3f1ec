import type { Connection, Database, WriteOptions } from '../database.ts'
import { postgresDialect } from '../dialect.ts'
import { serverLocation } from '../location.ts'
import { StoreError } from '../store-error.ts'
import { openingError } from './errors.ts'
import { migratePostgres } from './migrating.ts'
import { makePool } from './pool.ts'
import { Replica } from './replica.ts'
import { Transactions } from './transactions.ts'

export interface PostgresOptions {
  /** In how many parts a new database keeps the tables that are spread by owner. Default 0: whole. */
  readonly partitions?: number | undefined
  /** The URL of a replica of it, where reads go to. */
  readonly readLocation?: string | undefined
}

/**
 * Opens a database of PostgreSQL 15 or later by its URL. Every write is a transaction of its own snapshot (repeatable
 * read) that is done again where another one came in between, so that the rules of the service hold as if writes came one
 * after the other on the rows that they share.
 *
 * @throws StoreError where it or its replica cannot be reached or lets nobody in, or where it can only be read
 */
export async function openPostgres(location: string, options: PostgresOptions = {}): Promise<Database> {
  const { partitions, readLocation } = options
  const dialect = postgresDialect(partitions)
  const primary = await connect(location, async (server) => {
    const { replica } = await server.ask('select pg_is_in_recovery() as replica')
    if (replica) throw Object.assign(new Error('a replica'), { code: '25006' })
  })
  if (readLocation === undefined) return new PostgresDatabase(primary, undefined)
  try {
    const replica = await connect(readLocation, async (server) => {
      await server.ask('select 1')
    })
    return new PostgresDatabase(primary, new Replica(replica, primary))
  } catch (error) {
    await primary.close()
    throw error
  }

  async function connect(url: string, check: (server: Transactions) => Promise<void>): Promise<Transactions> {
    const where = serverLocation(url)
    if (!where) {
      throw new StoreError('The database is no URL such as postgres://user:password@host:5432/name.')
    }
    const server = new Transactions(await makePool(url), where, dialect)
    try {
      await check(server)
      return server
    } catch (error) {
      await server.close()
      throw openingError(where, error)
    }
  }
}

const reading = 'begin isolation level repeatable read read only'
const writing = 'begin isolation level repeatable read'

class PostgresDatabase implements Database {
  readonly sharesReads = false
  readonly #primary: Transactions
  readonly #replica: Replica | undefined

  constructor(primary: Transactions, replica: Replica | undefined) {
    this.#primary = primary
    this.#replica = replica
  }

  read<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    return this.#primary.run(reading, work)
  }

  async write<T>(work: (connection: Connection) => Promise<T>, { meanwhile }: WriteOptions = {}): Promise<T> {
    const result = await this.#primary.run(writing, work, { meanwhile })
    this.#replica?.mustFollow()
    return result
  }

  async migrate(): Promise<void> {
    try {
      await this.#primary.once('begin', (connection, client) => migratePostgres(client, connection.dialect))
      await this.#replica?.mustFollow()
    } catch (error) {
      throw openingError(this.#primary.where, error)
    }
  }

  /** Others write on connections of their own. */
  async lend<T>(work: () => Promise<T>): Promise<T> {
    const result = await work()
    this.#replica?.mustFollow()
    return result
  }

  async forReading(): Promise<Database> {
    const replica = this.#replica
    if (!replica || !(await replica.hasFollowed())) return this
    return {
      sharesReads: false,
      read: (work) => replica.read(reading, work),
      write: (work, options) => this.write(work, options),
      migrate: () => this.migrate(),
      lend: (work) => this.lend(work),
      close: async () => {},
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.#replica?.close(), this.#primary.close()])
  }
}

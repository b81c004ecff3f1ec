import { setTimeout } from 'node:timers/promises'
import type { Pool, PoolClient } from 'pg'
import type { Connection, Database } from '../database.ts'
import { type Dialect, postgresDialect } from '../dialect.ts'
import { type ServerLocation, serverLocation } from '../location.ts'
import { StoreError } from '../store-error.ts'
import { PostgresConnection } from './connection.ts'
import { isUnavailable, mayBeDoneAgain, openingError, unavailable } from './errors.ts'
import { migratePostgres } from './migrating.ts'
import { makePool } from './pool.ts'

export interface PostgresOptions {
  /** In how many parts a new database keeps the tables that are spread by owner. Default 0: whole. */
  readonly partitions?: number
}

/**
 * Opens a database of PostgreSQL 15 or later by its URL. Every write is a transaction of its own snapshot (repeatable
 * read) that is done again where another one came in between, so that the rules of the service hold as if writes came one
 * after the other on the rows that they share.
 *
 * @throws StoreError where it cannot be reached, lets nobody in, or can only be read
 */
export async function openPostgres(location: string, options: PostgresOptions = {}): Promise<Database> {
  const where = serverLocation(location)
  if (!where) throw new StoreError('The database is no URL such as postgres://user:password@host:5432/name.')
  const pool = await makePool(location)
  const database = new PostgresDatabase(pool, where, postgresDialect(options.partitions))
  try {
    await database.refuseReadOnly()
    return database
  } catch (error) {
    await database.close()
    throw openingError(where, error)
  }
}

/** How often a write that others get into the way of is done again, and how long one waits for a server that is away. */
const attempts = 12
const patience = 8_000

class PostgresDatabase implements Database {
  readonly #pool: Pool
  readonly #where: ServerLocation
  readonly #dialect: Dialect
  readonly #running = new Set<Promise<unknown>>()
  #closing: Promise<void> | undefined

  constructor(pool: Pool, where: ServerLocation, dialect: Dialect) {
    this.#pool = pool
    this.#where = where
    this.#dialect = dialect
  }

  read<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    return this.#kept(this.#transaction('begin isolation level repeatable read read only', work))
  }

  write<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    return this.#kept(this.#transaction('begin isolation level repeatable read', work))
  }

  async migrate(): Promise<void> {
    try {
      await this.#once('begin', (_, client) => migratePostgres(client, this.#dialect))
    } catch (error) {
      throw openingError(this.#where, error)
    }
  }

  /** Others write on connections of their own. */
  lend<T>(work: () => Promise<T>): Promise<T> {
    return work()
  }

  close(): Promise<void> {
    this.#closing ??= Promise.allSettled(this.#running).then(() => this.#pool.end())
    return this.#closing
  }

  /** Keeps in mind what runs, which is finished before the database closes. */
  #kept<T>(running: Promise<T>): Promise<T> {
    const settled: Promise<unknown> = running.then(
      () => this.#running.delete(settled),
      () => this.#running.delete(settled),
    )
    this.#running.add(settled)
    return running
  }

  async refuseReadOnly(): Promise<void> {
    const client = await this.#pool.connect()
    try {
      const { rows } = await client.query('select pg_is_in_recovery() as replica')
      if (rows[0]?.replica) throw Object.assign(new Error('a replica'), { code: '25006' })
    } finally {
      client.release()
    }
  }

  async #transaction<T>(begin: string, work: (connection: Connection) => Promise<T>): Promise<T> {
    const until = Date.now() + patience
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#once(begin, work)
      } catch (error) {
        if (error instanceof Uncertain) throw unavailable(this.#where, error.cause)
        const isAway = isUnavailable(error)
        const isHopeless = isAway ? Date.now() > until : attempt >= attempts
        if (isAway && isHopeless) throw unavailable(this.#where, error)
        if (isHopeless || !(isAway || mayBeDoneAgain(error, attempt))) throw error
        await setTimeout(Math.random() * Math.min(1000, (isAway ? 50 : 5) * 2 ** attempt))
      }
    }
  }

  async #once<T>(
    begin: string,
    work: (connection: Connection, client: PoolClient) => Promise<T>,
  ): Promise<T> {
    const client = await this.#pool.connect()
    let broken: Error | undefined
    try {
      await client.query(begin)
      const result = await work(new PostgresConnection(client, this.#dialect), client)
      await commit(client)
      return result
    } catch (error) {
      broken = await undo(client, error)
      throw error
    } finally {
      client.release(broken)
    }
  }
}

/** A commit that was asked for and not answered: the work may have been done, so it is not done again. */
class Uncertain extends Error {}

async function commit(client: PoolClient): Promise<void> {
  try {
    await client.query('commit')
  } catch (error) {
    if (isUnavailable(error)) throw new Uncertain('the commit was not answered', { cause: error })
    throw error
  }
}

/** Takes back what was done; a connection on which that cannot be is not used again. */
async function undo(client: PoolClient, error: unknown): Promise<Error | undefined> {
  if (isUnavailable(error) || error instanceof Uncertain) return error as Error
  try {
    await client.query('rollback')
    return undefined
  } catch (failed) {
    return failed as Error
  }
}

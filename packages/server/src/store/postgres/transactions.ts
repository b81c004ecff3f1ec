import { setTimeout } from 'node:timers/promises'
import type { Pool, PoolClient } from 'pg'
import type { Connection } from '../database.ts'
import type { Dialect } from '../dialect.ts'
import type { ServerLocation } from '../location.ts'
import { PostgresConnection } from './connection.ts'
import { isUnavailable, mayBeDoneAgain, unavailable } from './errors.ts'
import { Figures } from './figures.ts'

/** How often work that others get into the way of is done again. */
const attempts = 12

/** How long work waits for a server that is away, in milliseconds. */
const patience = 8_000

interface RunOptions {
  /** How long it waits for a server that is away, in milliseconds. */
  readonly forHowLong?: number
  /** Called when all was handed over and is only waited for. */
  readonly meanwhile?: (() => void) | undefined
}

type Work<T> = (connection: Connection, client: PoolClient) => Promise<T>

/** Runs transactions on one server, each again where that may help. */
export class Transactions {
  readonly where: ServerLocation
  readonly #pool: Pool
  readonly #dialect: Dialect
  readonly #figures = new Figures()
  readonly #running = new Set<Promise<unknown>>()
  #closing: Promise<void> | undefined

  constructor(pool: Pool, where: ServerLocation, dialect: Dialect) {
    this.#pool = pool
    this.where = where
    this.#dialect = dialect
  }

  /**
   * Runs work in a transaction: again where others came in between, and where the server is away, until it has been for
   * too long.
   *
   * @throws StoreUnavailable where it is away, or may or may not have done what it was asked
   */
  run<T>(begin: string, work: Work<T>, { forHowLong = patience, meanwhile }: RunOptions = {}): Promise<T> {
    return this.#kept(this.#repeatedly(begin, work, Date.now() + forHowLong, meanwhile))
  }

  async #repeatedly<T>(begin: string, work: Work<T>, until: number, meanwhile?: () => void): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.once(begin, work, meanwhile)
      } catch (error) {
        if (error instanceof Uncertain) throw unavailable(this.where, error.cause)
        const isAway = isUnavailable(error)
        const isHopeless = isAway ? Date.now() > until : attempt >= attempts
        if (isAway && isHopeless) throw unavailable(this.where, error)
        if (isHopeless || !(isAway || mayBeDoneAgain(error, attempt))) throw error
        await setTimeout(Math.random() * Math.min(1000, (isAway ? 50 : 5) * 2 ** attempt))
      }
    }
  }

  async once<T>(begin: string, work: Work<T>, meanwhile = () => {}): Promise<T> {
    const client = await this.#pool.connect()
    const connection = new PostgresConnection(client, this.#dialect)
    let broken: Error | undefined
    try {
      await client.query(begin)
      const result = await work(connection, client)
      meanwhile()
      await connection.settle()
      await commit(client)
      await this.#figures.keepUp(client, connection.inserted)
      return result
    } catch (failed) {
      const error = await firstOf(connection, failed)
      broken = await undo(client, error)
      throw error
    } finally {
      client.release(broken)
    }
  }

  /** Asks one thing outside of a transaction. */
  async ask(sql: string, ...values: readonly unknown[]): Promise<Readonly<Record<string, unknown>>> {
    return (await this.#pool.query(sql, [...values])).rows[0] ?? {}
  }

  /** What runs is finished before. */
  close(): Promise<void> {
    this.#closing ??= Promise.allSettled(this.#running).then(() => this.#pool.end())
    return this.#closing
  }

  #kept<T>(running: Promise<T>): Promise<T> {
    const settled: Promise<unknown> = running.then(
      () => this.#running.delete(settled),
      () => this.#running.delete(settled),
    )
    this.#running.add(settled)
    return running
  }
}

/** Whatever is asked for after something that failed is refused for that; what failed first says why. */
function firstOf(connection: PostgresConnection, failed: unknown): Promise<unknown> {
  return connection.settle().then(
    () => failed,
    (error: unknown) => (isUnavailable(failed) ? failed : error),
  )
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

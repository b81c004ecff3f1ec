import type { Connection } from '../database.ts'
import { StoreUnavailable } from '../store-error.ts'
import type { Transactions } from './transactions.ts'

/** How long a replica that does not answer is left alone, in milliseconds. */
const rest = 5_000

/** A replica to read from. It follows its primary by a moment, so that what was just written may be missing. */
export class Replica {
  readonly #server: Transactions
  readonly #primary: Transactions
  /** Where the primary's log was after the last write through this process, until the replica is known to have that. */
  #mark: Promise<unknown> | undefined
  #restsUntil = 0

  constructor(server: Transactions, primary: Transactions) {
    this.#server = server
    this.#primary = primary
  }

  /** Tells that something was written, which is not read from here before it has arrived. */
  mustFollow(): Promise<unknown> {
    const mark = this.#primary.ask('select pg_current_wal_insert_lsn()::text as mark').then(
      (row) => row.mark,
      () => undefined,
    )
    this.#mark = mark
    return mark
  }

  /** Whether it answers and has all that was written through this process. */
  async hasFollowed(): Promise<boolean> {
    if (Date.now() < this.#restsUntil) return false
    const pending = this.#mark
    if (pending === undefined) return true
    const mark = await pending
    if (mark === undefined) {
      if (this.#mark === pending) this.mustFollow()
      return false
    }
    try {
      const { there } = await this.#server.ask('select pg_last_wal_replay_lsn() >= $1::pg_lsn as there', mark)
      if (there === true && this.#mark === pending) this.#mark = undefined
      return there === true
    } catch {
      this.#restsUntil = Date.now() + rest
      return false
    }
  }

  /** What it cannot answer is asked of its primary. */
  async read<T>(begin: string, work: (connection: Connection) => Promise<T>): Promise<T> {
    try {
      return await this.#server.run(begin, work, { forHowLong: 0 })
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error
      this.#restsUntil = Date.now() + rest
      return this.#primary.run(begin, work)
    }
  }

  close(): Promise<void> {
    return this.#server.close()
  }
}

import type { DatabaseSync } from 'node:sqlite'
import type { Searchers } from './searchers.ts'
import { SqliteConnection } from './sqlite-connection.ts'

/** How many reads may be under way at a time: a short one does not wait for a long one. */
const mostReaders = 4

/** Connections that only read, opened when they are first needed. */
export class Readers {
  readonly #open: (isFirst: boolean) => DatabaseSync
  readonly #searchers: Searchers
  readonly #all: SqliteConnection[] = []
  readonly #idle: SqliteConnection[] = []
  readonly #waiting: ((reader: SqliteConnection) => void)[] = []
  #closed = false

  constructor(open: (isFirst: boolean) => DatabaseSync, searchers: Searchers) {
    this.#open = open
    this.#searchers = searchers
  }

  async take(): Promise<SqliteConnection> {
    if (this.#closed) throw new Error('the database is closed')
    const idle = this.#idle.pop()
    if (idle) return idle
    if (this.#all.length < mostReaders) {
      const reader = new SqliteConnection(this.#open(this.#all.length === 0), this.#searchers)
      this.#all.push(reader)
      return reader
    }
    return this.#next()
  }

  /** The first one is taken again before the others, since it has the most in memory. */
  giveBack(reader: SqliteConnection): void {
    const next = this.#waiting.shift()
    if (next) next(reader)
    else if (reader === this.#all[0]) this.#idle.push(reader)
    else this.#idle.unshift(reader)
  }

  /** Waits for the reads that run. */
  async close(): Promise<void> {
    this.#closed = true
    for (const _ of this.#all) (this.#idle.pop() ?? (await this.#next())).close()
    await this.#searchers.close()
  }

  #next(): Promise<SqliteConnection> {
    return new Promise((resolve) => this.#waiting.push(resolve))
  }
}

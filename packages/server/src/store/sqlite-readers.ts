import type { DatabaseSync } from 'node:sqlite'
import type { SqlValue } from './database.ts'
import type { Searchers } from './searchers.ts'
import { SqliteConnection } from './sqlite-connection.ts'

/** How many reads may be under way at a time: a short one does not wait for a long one. */
const mostReaders = 4

/** Connections that only read, opened when they are first needed. One that waits for a search counts for nobody else. */
export class Readers {
  readonly #open: (isFirst: boolean) => DatabaseSync
  readonly #searchers: Searchers
  readonly #all: SqliteConnection[] = []
  readonly #idle: SqliteConnection[] = []
  readonly #waiting: ((reader: SqliteConnection) => void)[] = []
  #searching = 0
  #closed = false

  constructor(open: (isFirst: boolean) => DatabaseSync, searchers: Searchers) {
    this.#open = open
    this.#searchers = searchers
  }

  async take(): Promise<SqliteConnection> {
    if (this.#closed) throw new Error('the database is closed')
    return this.#idle.pop() ?? (this.#room > 0 ? this.#another() : this.#next())
  }

  /** The first one is taken again before the others, since it has the most in memory. */
  giveBack(reader: SqliteConnection): void {
    const next = this.#waiting.shift()
    if (next) next(reader)
    else if (reader === this.#all[0]) this.#idle.push(reader)
    else if (this.#room < 0 && !this.#closed) this.#drop(reader)
    else this.#idle.unshift(reader)
  }

  /** Waits for the reads that run. */
  async close(): Promise<void> {
    this.#closed = true
    for (const _ of this.#all) (this.#idle.pop() ?? (await this.#next())).close()
    await this.#searchers.close()
  }

  /** How many more there may be; below none after searches that ran at the same time. */
  get #room(): number {
    return mostReaders + this.#searching - this.#all.length
  }

  #another(): SqliteConnection {
    const search = (sql: string, parameters: readonly SqlValue[]) => this.#search(sql, parameters)
    const reader = new SqliteConnection(this.#open(this.#all.length === 0), search)
    this.#all.push(reader)
    return reader
  }

  #drop(reader: SqliteConnection): void {
    this.#all.splice(this.#all.indexOf(reader), 1)
    reader.close()
  }

  /** Whoever waits for a connection need not wait for somebody's search. */
  async #search(sql: string, parameters: readonly SqlValue[]) {
    this.#searching += 1
    if (this.#waiting.length > 0) this.#waiting.shift()?.(this.#another())
    try {
      return await this.#searchers.ask({ sql, parameters })
    } finally {
      this.#searching -= 1
    }
  }

  #next(): Promise<SqliteConnection> {
    return new Promise((resolve) => this.#waiting.push(resolve))
  }
}

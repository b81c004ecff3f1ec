import type { DatabaseSync, StatementSync } from 'node:sqlite'

/** How much is kept of what was read: the accounts of some hundred callers, the lengths of some hundred lists. */
const most = 1_000

/**
 * What a connection has read and what holds until somebody writes. SQLite tells each connection of a file whether another
 * one has, in this process or another, with a number that differs after every commit.
 *
 * @see https://www.sqlite.org/pragma.html#pragma_data_version
 */
export class SqliteMemory {
  readonly #database: DatabaseSync
  readonly #read = new Map<string, unknown>()
  #statement: StatementSync | undefined
  #version: unknown
  #isCurrent = false

  constructor(database: DatabaseSync) {
    this.#database = database
  }

  /** A transaction begins, and may see what others have written. */
  mayHaveChanged(): void {
    this.#isCurrent = false
  }

  forget(): void {
    this.#read.clear()
  }

  async get<T>(key: string, work: () => Promise<T>): Promise<T> {
    if (!this.#isCurrent) this.#compare()
    const known = this.#read.get(key)
    if (known !== undefined) return known as T
    const found = await work()
    if (found === undefined) return found
    if (this.#read.size >= most) this.#read.clear()
    this.#read.set(key, found)
    return found
  }

  #compare(): void {
    if (!this.#statement) {
      this.#statement = this.#database.prepare('pragma data_version')
      this.#statement.setReturnArrays(true)
    }
    const [version] = this.#statement.get() as unknown as readonly unknown[]
    if (version !== this.#version) this.#read.clear()
    this.#version = version
    this.#isCurrent = true
  }
}

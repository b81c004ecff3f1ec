import type { Connection, Database, WriteOptions } from '../store/database.ts'

/** A database that is somebody else's to write to, and is lent for each write. */
export class LentDatabase implements Database {
  readonly sharesReads = false
  readonly #database: Database
  readonly #ask: () => void
  readonly #giveBack: () => void
  readonly #waiting: (() => void)[] = []

  constructor(database: Database, ask: () => void, giveBack: () => void) {
    this.#database = database
    this.#ask = ask
    this.#giveBack = giveBack
  }

  /** Tells that the database may be written to, by whoever asked first. */
  granted(): void {
    this.#waiting.shift()?.()
  }

  read<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    return this.#database.read(work)
  }

  write<T>(work: (connection: Connection) => Promise<T>, options?: WriteOptions): Promise<T> {
    return this.lend(() => this.#database.write(work, options))
  }

  async lend<T>(work: () => Promise<T>): Promise<T> {
    await new Promise<void>((resolve) => {
      this.#waiting.push(resolve)
      this.#ask()
    })
    try {
      return await work()
    } finally {
      this.#giveBack()
    }
  }

  migrate(): Promise<void> {
    return this.#database.migrate()
  }

  close(): Promise<void> {
    return this.#database.close()
  }
}

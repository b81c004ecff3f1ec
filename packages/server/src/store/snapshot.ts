import type { Connection, Database, WriteOptions } from './database.ts'

/**
 * Does work that reads several times as one read, so that all of it sees one state and the database is asked for that
 * once. What is read after the work, as a content is that is sent, is a read of its own again. The work must not wait
 * for a write: in a database with one connection that would wait for the work.
 *
 * @example const answer = await readAtOnce(database, (database) => handle({ ...platform, database }))
 */
export function readAtOnce<T>(database: Database, work: (database: Database) => Promise<T>): Promise<T> {
  return database.read(async (connection) => {
    const snapshot = new Snapshot(database, connection)
    try {
      return await work(snapshot)
    } finally {
      snapshot.end()
    }
  })
}

class Snapshot implements Database {
  readonly #database: Database
  #connection: Connection | undefined

  constructor(database: Database, connection: Connection) {
    this.#database = database
    this.#connection = connection
  }

  end(): void {
    this.#connection = undefined
  }

  read<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    return this.#connection ? work(this.#connection) : this.#database.read(work)
  }

  write<T>(work: (connection: Connection) => Promise<T>, options?: WriteOptions): Promise<T> {
    return this.#database.write(work, options)
  }

  migrate(): Promise<void> {
    return this.#database.migrate()
  }

  lend<T>(work: () => Promise<T>): Promise<T> {
    return this.#database.lend(work)
  }

  async forReading(): Promise<Database> {
    return this
  }

  close(): Promise<void> {
    return this.#database.close()
  }
}

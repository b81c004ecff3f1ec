import type { Connection, Database, WriteOptions } from './database.ts'

/**
 * Does work that reads several times as one read, so that all of it sees one state and the database is asked for that
 * once. What is read after the work, as a content is that is sent, is a read of its own again. The work must not wait
 * for a write: in a database with one connection that would wait for the work.
 *
 * @example const answer = await readAtOnce(database, (database) => handle({ ...platform, database }))
 */
export function readAtOnce<T>(
  database: Database,
  work: (database: Database) => Promise<T>,
  reads?: SharedReads,
): Promise<T> {
  const through = async (connection: Connection) => {
    const snapshot = new Snapshot(database, connection)
    try {
      return await work(snapshot)
    } finally {
      snapshot.end()
    }
  }
  return reads ? reads.read(database, through) : database.read(through)
}

/**
 * One read for several who had all asked before any of them began: whatever was committed before somebody asked, all of
 * them see. It ends when the last of them has read.
 *
 * @example
 * const reads = new SharedReads()
 * const answers = Promise.all(calls.map((call) => readAtOnce(database, call, reads)))
 * reads.end()
 */
export class SharedReads {
  #connection: Promise<Connection> | undefined
  #release = () => {}
  #isOver = false
  /** Whoever lets others join is one of them. */
  #readers = 1

  read<T>(database: Database, work: (connection: Connection) => Promise<T>): Promise<T> {
    return this.#isOver || !database.sharesReads ? database.read(work) : this.#join(database, work)
  }

  /** Nobody joins from here on, and whoever has not may have asked later. */
  end(): void {
    this.#isOver = true
    this.#leave()
  }

  async #join<T>(database: Database, work: (connection: Connection) => Promise<T>): Promise<T> {
    this.#readers += 1
    try {
      this.#connection ??= this.#open(database)
      return await work(await this.#connection)
    } finally {
      this.#leave()
    }
  }

  #open(database: Database): Promise<Connection> {
    const left = new Promise<void>((resolve) => {
      this.#release = resolve
    })
    return new Promise((resolve, reject) => {
      database
        .read((connection) => {
          resolve(connection)
          return left
        })
        .catch(reject)
    })
  }

  #leave(): void {
    this.#readers -= 1
    if (this.#readers === 0) this.#release()
  }
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

  get sharesReads(): boolean {
    return this.#database.sharesReads
  }

  close(): Promise<void> {
    return this.#database.close()
  }
}

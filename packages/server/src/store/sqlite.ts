import type { DatabaseSync } from 'node:sqlite'
import { setTimeout } from 'node:timers/promises'
import { Checkpoints, pagesInCommit } from './checkpoints.ts'
import type { Connection, Database, WriteOptions } from './database.ts'
import { migrate } from './migrations/migrate.ts'
import { newestVersion } from './migrations/migration.ts'
import { searchersOf } from './searchers.ts'
import { SqliteConnection } from './sqlite-connection.ts'
import { Readers } from './sqlite-readers.ts'
import { StoreError } from './store-error.ts'
import { WriteAheadLog } from './write-ahead-log.ts'

type Sqlite = typeof import('node:sqlite')

/**
 * Opens a SQLite database: a file, made where there is none, or `:memory:`. It is SQLite as Node carries it; a file is
 * written ahead (WAL) and every commit is synced, so that what was acknowledged outlives the process.
 *
 * @throws StoreError where the file is no SQLite database or cannot be opened
 */
export function openSqlite(path: string, use: Use = 'calls'): Database {
  const { DatabaseSync } = loadSqlite()
  const inMemory = path === ':memory:' || path === ''
  const writer = open(() => new DatabaseSync(path, { timeout: shortWait }), path)
  try {
    open(() => refuseForeign(writer), path)
    open(() => prepareFile(writer, use), path)
  } catch (error) {
    writer.close()
    throw error
  }
  if (inMemory) return new SqliteDatabase(writer)
  const openReader = (isFirst: boolean) => openToRead(path, isFirst ? caches.reader : caches.others)
  return new SqliteDatabase(
    writer,
    new Readers(openReader, searchersOf(path)),
    use === 'calls' ? path : undefined,
  )
}

/** Opens a file that is open already, in another thread of the process, for nothing but reading. */
export function openSqliteReader(path: string): Database {
  return new SqliteDatabase(openToRead(path, caches.others))
}

function openToRead(path: string, cache: number): DatabaseSync {
  const { DatabaseSync } = loadSqlite()
  const reader = new DatabaseSync(path, { timeout: shortWait, readOnly: true })
  reader.exec(`pragma cache_size = -${cache}; pragma temp_store = memory`)
  return reader
}

/** How long SQLite itself waits for another process while a file is opened or recovered, in milliseconds. */
const shortWait = 100

/** How long it waits in a call; nothing else runs in this process meanwhile. */
const callWait = 2

/** How long a transaction waits for its turn and for other processes to finish theirs, in milliseconds. */
const longWait = 10_000

function loadSqlite(): Sqlite {
  const sqlite = process.getBuiltinModule?.('node:sqlite') as Sqlite | undefined
  if (sqlite) return sqlite
  throw new StoreError(
    `The server needs Node 24 or later for its database; this is Node ${process.versions.node}.`,
  )
}

/** Written into the file's header, so that somebody else's SQLite file is told apart from ours: `TCEX` in ASCII. */
const applicationId = 0x54434558

/** Asked before anything is written, so that somebody else's file stays as it is. */
function refuseForeign(database: DatabaseSync): void {
  const application = database.prepare('pragma application_id').get()?.application_id
  const table = database.prepare("select 1 from sqlite_schema where type = 'table'").get()
  if (table && application !== applicationId) {
    throw new Error('it was made by another program; choose another path')
  }
}

/**
 * What a database is opened for: calls, each of which is on the disk when it is answered (see `WriteAheadLog`); or bulk
 * work, which goes on after a loss of power from where it stood, and therefore need not wait for the disk.
 */
export type Use = 'calls' | 'bulk'

/** After how many pages a commit brings the log into the file where no thread does: seldom costs less, and takes longer each time. */
const checkpoints: Readonly<Record<Use, number>> = { calls: 4096, bulk: 16_384 }

/**
 * How much of a file each connection keeps in memory, in KiB. Reads mostly come one after the other, and then go through
 * the first reader; who writes much has a connection of its own for that.
 */
const caches: Readonly<Record<Use | 'reader' | 'others', number>> = {
  calls: 16_384,
  bulk: 32_768,
  reader: 16_384,
  others: 8_192,
}

function prepareFile(database: DatabaseSync, use: Use): void {
  database.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma foreign_keys = on')
  const pages = Checkpoints.arePossible(database) ? pagesInCommit : checkpoints[use]
  database.exec(`pragma wal_autocheckpoint = ${pages}`)
  database.exec(`pragma cache_size = -${caches[use]}; pragma temp_store = memory`)
  database.exec(`pragma busy_timeout = ${callWait}`)
}

function open<T>(attempt: () => T, path: string): T {
  try {
    return attempt()
  } catch (error) {
    throw new StoreError(`The database "${path}" cannot be opened: ${reason(error)}.`, { cause: error })
  }
}

function reason(error: unknown): string {
  const { errcode, message } = error as { errcode?: number; message?: string }
  if (errcode === 26) return 'the file is not a SQLite database; choose another path'
  if (errcode === 14) return 'the file or its folder does not exist or may not be written'
  return message ?? String(error)
}

class SqliteDatabase implements Database {
  readonly sharesReads = true
  readonly #writer: SqliteConnection
  readonly #readers: Readers | undefined
  readonly #log: WriteAheadLog | undefined
  readonly #checkpoints: Checkpoints | undefined
  #queue: Promise<unknown> = Promise.resolve()
  #closed = false

  /** With the path of a file that calls write to, whoever waits for the disk waits outside this thread. */
  constructor(writer: DatabaseSync, readers?: Readers, path?: string) {
    this.#writer = new SqliteConnection(writer)
    this.#readers = readers
    if (path === undefined) return
    this.#log = new WriteAheadLog(path)
    if (!Checkpoints.arePossible(writer)) return
    this.#checkpoints = new Checkpoints(path, writer, (work) => this.#inTurn(work))
  }

  /** A database in memory has one connection, so its reads wait for the transaction that runs. */
  async read<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const until = Date.now() + longWait
    if (!this.#readers) return this.#inTurn(() => this.#transaction(this.#writer, 'begin', until, work))
    const reader = await this.#readers.take()
    try {
      return await this.#transaction(reader, 'begin', until, work)
    } finally {
      this.#readers.giveBack(reader)
    }
  }

  async write<T>(
    work: (connection: Connection) => Promise<T>,
    { lasting = true }: WriteOptions = {},
  ): Promise<T> {
    const until = Date.now() + longWait
    const result = await this.#inTurn(async () => {
      const done = await this.#transaction(this.#writer, 'begin immediate', until, work)
      if (this.#writer.hasChanged) this.#grown()
      return done
    })
    if (lasting) await this.#log?.sync()
    return result
  }

  async lend<T>(work: () => Promise<T>): Promise<T> {
    const result = await this.#inTurn(work)
    this.#grown()
    return result
  }

  #grown(): void {
    this.#log?.grown()
    this.#checkpoints?.committed()
  }

  async migrate(): Promise<void> {
    const versionIn = async (connection: Connection) =>
      (await connection.first<{ user_version: number }>('pragma user_version'))?.user_version ?? 0
    if ((await this.read(versionIn)) === newestVersion) return
    await this.write(async (connection) => {
      const version = await migrate(connection, await versionIn(connection))
      await connection.run(`pragma user_version = ${version}`)
      await connection.run(`pragma application_id = ${applicationId}`)
    })
    // What changes no row is not counted as a change.
    this.#grown()
    await this.#log?.sync()
  }

  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    await Promise.allSettled([this.#queue, this.#readers?.close()])
    await this.#checkpoints?.close()
    await this.#log?.close()
    this.#writer.close()
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(work)
    this.#queue = turn.catch(() => undefined)
    return turn
  }

  async #transaction<T>(
    connection: SqliteConnection,
    begin: Begin,
    until: number,
    work: (connection: Connection) => Promise<T>,
  ): Promise<T> {
    await beginBy(until, connection, begin)
    try {
      const result = await work(connection)
      connection.commit()
      return result
    } catch (error) {
      connection.rollback()
      throw error
    }
  }
}

type Begin = Parameters<SqliteConnection['begin']>[0]

/**
 * Another process, or another server in this one, may hold the file: it is asked again, and others go on meanwhile. Who
 * has waited for its turn until then is not made to wait once more.
 */
async function beginBy(until: number, connection: SqliteConnection, begin: Begin): Promise<void> {
  for (;;) {
    try {
      return connection.begin(begin)
    } catch (error) {
      if (!isBusy(error) || Date.now() > until) throw error
      await setTimeout(5 + Math.random() * 20)
    }
  }
}

const isBusy = (error: unknown): boolean => (error as { errcode?: number }).errcode === 5

import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { setTimeout } from 'node:timers/promises'
import type { Connection, Database, Parameter, SqlValue, WriteOptions } from './database.ts'
import { sqliteDialect } from './dialect.ts'
import { migrate } from './migrations/migrate.ts'
import { oneRowSql, type RowsWrite, type RowValues } from './rows-write.ts'
import { StoreError } from './store-error.ts'
import type { NumberedTable } from './tables.ts'
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
  const openReader = () => {
    const reader = new DatabaseSync(path, { timeout: shortWait, readOnly: true })
    reader.exec('pragma cache_size = -16384; pragma temp_store = memory')
    return reader
  }
  const log = use === 'calls' ? new WriteAheadLog(path) : undefined
  return new SqliteDatabase(writer, new Readers(openReader), log)
}

/** How long SQLite itself waits for another process, in milliseconds; nothing else runs in ours meanwhile. */
const shortWait = 100

/** How long a transaction waits for others to finish theirs, in milliseconds. */
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

/** After how many pages the log is brought into the file: seldom costs less, and takes longer each time. */
const checkpoints: Readonly<Record<Use, number>> = { calls: 4096, bulk: 16_384 }

function prepareFile(database: DatabaseSync, use: Use): void {
  database.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma foreign_keys = on')
  database.exec(`pragma wal_autocheckpoint = ${checkpoints[use]}`)
  database.exec('pragma cache_size = -65536; pragma temp_store = memory')
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
  readonly #writer: SqliteConnection
  readonly #readers: Readers | undefined
  readonly #log: WriteAheadLog | undefined
  #queue: Promise<unknown> = Promise.resolve()
  #closed = false

  constructor(writer: DatabaseSync, readers?: Readers, log?: WriteAheadLog) {
    this.#log = log
    this.#writer = new SqliteConnection(writer)
    this.#readers = readers
  }

  /** A database in memory has one connection, so its reads wait for the transaction that runs. */
  async read<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    if (!this.#readers) return this.#inTurn(() => this.#transaction(this.#writer, 'begin', work))
    const reader = await this.#readers.take()
    try {
      return await this.#transaction(reader, 'begin', work)
    } finally {
      this.#readers.giveBack(reader)
    }
  }

  async write<T>(
    work: (connection: Connection) => Promise<T>,
    { lasting = true }: WriteOptions = {},
  ): Promise<T> {
    const result = await this.#inTurn(() => this.#transaction(this.#writer, 'begin immediate', work))
    if (lasting) await this.#log?.sync()
    return result
  }

  lend<T>(work: () => Promise<T>): Promise<T> {
    return this.#inTurn(work)
  }

  async forReading(): Promise<Database> {
    return this
  }

  migrate(): Promise<void> {
    return this.write(async (connection) => {
      const found = await connection.first<{ user_version: number }>('pragma user_version')
      const version = await migrate(connection, found?.user_version ?? 0)
      await connection.run(`pragma user_version = ${version}`)
      await connection.run(`pragma application_id = ${applicationId}`)
    })
  }

  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    await Promise.allSettled([this.#queue, this.#readers?.close()])
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
    begin: string,
    work: (connection: Connection) => Promise<T>,
  ): Promise<T> {
    await beginInTurn(connection, begin)
    try {
      const result = await work(connection)
      connection.exec('commit')
      return result
    } catch (error) {
      connection.rollback()
      throw error
    }
  }
}

/** Another process, or another server in this one, may hold the file: it is asked again, and others go on meanwhile. */
async function beginInTurn(connection: SqliteConnection, begin: string): Promise<void> {
  const until = Date.now() + longWait
  for (;;) {
    try {
      return connection.exec(begin)
    } catch (error) {
      if (!isBusy(error) || Date.now() > until) throw error
      await setTimeout(5 + Math.random() * 20)
    }
  }
}

const isBusy = (error: unknown): boolean => (error as { errcode?: number }).errcode === 5

/** A list travels as JSON. */
const toSqlite = (parameter: Parameter): SqlValue =>
  Array.isArray(parameter) ? JSON.stringify(parameter) : (parameter as SqlValue)

/** How many reads may be under way at a time: a short one does not wait for a long one. */
const mostReaders = 4

/** Connections that only read, opened when they are first needed. */
class Readers {
  readonly #open: () => DatabaseSync
  readonly #all: SqliteConnection[] = []
  readonly #idle: SqliteConnection[] = []
  readonly #waiting: ((reader: SqliteConnection) => void)[] = []
  #closed = false

  constructor(open: () => DatabaseSync) {
    this.#open = open
  }

  async take(): Promise<SqliteConnection> {
    if (this.#closed) throw new Error('the database is closed')
    const idle = this.#idle.pop()
    if (idle) return idle
    if (this.#all.length < mostReaders) {
      const reader = new SqliteConnection(this.#open())
      this.#all.push(reader)
      return reader
    }
    return this.#next()
  }

  giveBack(reader: SqliteConnection): void {
    const next = this.#waiting.shift()
    if (next) next(reader)
    else this.#idle.push(reader)
  }

  /** Waits for the reads that run. */
  async close(): Promise<void> {
    this.#closed = true
    for (const _ of this.#all) (this.#idle.pop() ?? (await this.#next())).close()
  }

  #next(): Promise<SqliteConnection> {
    return new Promise((resolve) => this.#waiting.push(resolve))
  }
}

/** Statements are prepared once for each text; the texts are few, since lists travel as one parameter. */
class SqliteConnection implements Connection {
  readonly dialect = sqliteDialect
  readonly #database: DatabaseSync
  readonly #statements = new Map<string, StatementSync>()

  constructor(database: DatabaseSync) {
    this.#database = database
  }

  async all<R>(sql: string, ...parameters: readonly Parameter[]): Promise<readonly R[]> {
    return this.#prepare(sql).all(...parameters.map(toSqlite)) as readonly unknown[] as readonly R[]
  }

  async lists<R extends readonly SqlValue[]>(
    sql: string,
    ...parameters: readonly Parameter[]
  ): Promise<readonly R[]> {
    return this.#prepare(sql, true).all(...parameters.map(toSqlite)) as readonly unknown[] as readonly R[]
  }

  async first<R>(sql: string, ...parameters: readonly Parameter[]): Promise<R | undefined> {
    return this.#prepare(sql).get(...parameters.map(toSqlite)) as R | undefined
  }

  async run(sql: string, ...parameters: readonly Parameter[]): Promise<number> {
    return Number(this.#prepare(sql).run(...parameters.map(toSqlite)).changes)
  }

  /** A statement for each row: they cost less than one that takes all, and nothing is waited for in between. */
  async writeRows(write: RowsWrite, rows: readonly RowValues[]): Promise<number> {
    const statement = this.#prepare(oneRowSql(write))
    let changed = 0
    for (const row of rows) changed += Number(statement.run(...row).changes)
    return changed
  }

  /** SQLite's own count of the table, which takes no number twice either. */
  async allocateIds(table: NumberedTable, count: number): Promise<readonly number[]> {
    if (count === 0) return []
    const taken = this.#prepare('update sqlite_sequence set seq = seq + ? where name = ? returning seq')
    const row = taken.get(count, table) as { readonly seq: number } | undefined
    if (!row) this.#prepare('insert into sqlite_sequence (name, seq) values (?, ?)').run(table, count)
    const last = row?.seq ?? count
    return Array.from({ length: count }, (_, index) => last - count + 1 + index)
  }

  exec(sql: string): void {
    this.#database.exec(sql)
  }

  /** A statement that failed may have ended the transaction already. */
  rollback(): void {
    if (this.#database.isTransaction) this.#database.exec('rollback')
  }

  close(): void {
    this.#statements.clear()
    this.#database.close()
  }

  #prepare(sql: string, asLists = false): StatementSync {
    const key = asLists ? `${sql} -- lists` : sql
    const known = this.#statements.get(key)
    if (known) return known
    if (this.#statements.size >= 500) this.#statements.clear()
    const statement = this.#database.prepare(sql)
    statement.setReturnArrays(asLists)
    this.#statements.set(key, statement)
    return statement
  }
}

import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Connection, Parameter, SqlValue } from './database.ts'
import { sqliteDialect } from './dialect.ts'
import { oneRowSql, type RowsInsert, type RowsWrite, type RowValues } from './rows-write.ts'
import { SqliteMemory } from './sqlite-memory.ts'
import { insertSql, insertValues, shareRows } from './sqlite-rows.ts'
import type { NumberedTable } from './tables.ts'

/**
 * Measured: a tenth less time than one by one. More at once take longer than one by one, since SQLite copies every page
 * that a statement of several rows touches, to be able to undo it.
 */
const rowsAtOnce = 8

/** Fewer items than this are gone through in some milliseconds, wherever that is done. */
const many = 10_000

/** A list travels as JSON. */
const toSqlite = (parameter: Parameter): SqlValue =>
  Array.isArray(parameter) ? JSON.stringify(parameter) : (parameter as SqlValue)

/** Searches in another thread. */
type Search = (sql: string, parameters: readonly SqlValue[]) => Promise<readonly (readonly SqlValue[])[]>

/** Statements are prepared once for each text; the texts are few, since lists travel as one parameter. */
export class SqliteConnection implements Connection {
  readonly dialect = sqliteDialect
  readonly #database: DatabaseSync
  readonly #statements = new Map<string, StatementSync>()
  /** Those that give each row as a list. */
  readonly #lists = new Map<string, StatementSync>()
  readonly #kept: SqliteMemory
  readonly #search: Search | undefined
  /** How many rows this connection had changed at its last commit, and a number that differs when others have. */
  #changes: { readonly here: number; readonly elsewhere: number } | undefined
  /** Whether any row was changed between the last two commits, by whomever. */
  hasChanged = true
  /** There while the transaction only reads. */
  #memory: SqliteMemory | undefined

  /** With somebody who searches, what may take long is left to them. */
  constructor(database: DatabaseSync, search?: Search) {
    this.#database = database
    this.#search = search
    this.#kept = new SqliteMemory(database)
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

  async search<R extends readonly SqlValue[]>(
    sql: string,
    ...parameters: readonly Parameter[]
  ): Promise<readonly R[]> {
    if (!this.#search || !this.holdsMany) return this.lists(sql, ...parameters)
    const rows = await this.#search(sql, parameters.map(toSqlite))
    return rows as readonly unknown[] as readonly R[]
  }

  /** By how many items there can be. */
  get holdsMany(): boolean {
    if (!this.#search) return false
    const found = this.#prepare("select seq from sqlite_sequence where name = 'item'").get()
    return Number(found?.seq ?? 0) >= many
  }

  async first<R>(sql: string, ...parameters: readonly Parameter[]): Promise<R | undefined> {
    return this.#prepare(sql).get(...parameters.map(toSqlite)) as R | undefined
  }

  async run(sql: string, ...parameters: readonly Parameter[]): Promise<number> {
    return Number(this.#prepare(sql).run(...parameters.map(toSqlite)).changes)
  }

  /** Nothing is waited for between two rows. */
  async writeRows(write: RowsWrite, rows: readonly RowValues[]): Promise<number> {
    if ('insert' in write) return this.#insert(write, rows)
    const statement = this.#prepare(oneRowSql(write))
    let changed = 0
    for (const row of rows) changed += Number(statement.run(...row).changes)
    return changed
  }

  /** Some rows a statement, and the last ones each by themselves. */
  #insert(write: RowsInsert, rows: readonly RowValues[]): number {
    const sharing = shareRows(write, rows)
    const whole = rows.length - (rows.length % rowsAtOnce)
    const parts = [
      { from: 0, to: whole, count: rowsAtOnce },
      { from: whole, to: rows.length, count: 1 },
    ]
    let changed = 0
    for (const { from, to, count } of parts) {
      if (from === to) continue
      const statement = this.#prepare(insertSql(write, sharing, count))
      for (let at = from; at < to; at += count) {
        changed += Number(statement.run(...insertValues(rows, sharing, { from: at, count })).changes)
      }
    }
    return changed
  }

  async sendRows(write: RowsWrite, rows: readonly RowValues[]): Promise<void> {
    await this.writeRows(write, rows)
  }

  async send(sql: string, ...parameters: readonly Parameter[]): Promise<void> {
    await this.run(sql, ...parameters)
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

  remembered<T>(key: string, work: () => Promise<T>): Promise<T> {
    return this.#memory ? this.#memory.get(key, work) : work()
  }

  begin(how: 'begin' | 'begin immediate'): void {
    this.#prepare(how).run()
    const isReading = how === 'begin'
    // What this connection writes itself is not told apart from what it has read before.
    if (!isReading) this.#kept.forget()
    this.#memory = isReading ? this.#kept : undefined
    this.#kept.mayHaveChanged()
  }

  commit(): void {
    if (!this.#memory) this.#countChanges()
    this.#prepare('commit').run()
  }

  #countChanges(): void {
    const here = Number(this.#prepare('select total_changes() as changes').get()?.changes)
    const elsewhere = Number(this.#prepare('pragma data_version').get()?.data_version)
    const before = this.#changes ?? { here: 0, elsewhere }
    this.#changes = { here, elsewhere }
    this.hasChanged = here !== before.here || elsewhere !== before.elsewhere
  }

  /** A statement that failed may have ended the transaction already. */
  rollback(): void {
    if (this.#database.isTransaction) this.#database.exec('rollback')
  }

  close(): void {
    this.#statements.clear()
    this.#lists.clear()
    this.#database.close()
  }

  #prepare(sql: string, asLists = false): StatementSync {
    const statements = asLists ? this.#lists : this.#statements
    const known = statements.get(sql)
    if (known) return known
    if (statements.size >= 250) statements.clear()
    const statement = this.#database.prepare(sql)
    statement.setReturnArrays(asLists)
    statements.set(sql, statement)
    return statement
  }
}

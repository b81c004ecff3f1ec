import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Connection, Parameter, SqlValue } from './database.ts'
import { sqliteDialect } from './dialect.ts'
import { oneRowSql, type RowsWrite, type RowValues, someRowsSql } from './rows-write.ts'
import type { NumberedTable } from './tables.ts'

/** Measured: a sixth less time than one by one; more at once gains nothing. */
const rowsAtOnce = 32

/** A list travels as JSON. */
const toSqlite = (parameter: Parameter): SqlValue =>
  Array.isArray(parameter) ? JSON.stringify(parameter) : (parameter as SqlValue)

/** Statements are prepared once for each text; the texts are few, since lists travel as one parameter. */
export class SqliteConnection implements Connection {
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

  /** What is inserted goes some rows a statement, anything else a row each; nothing is waited for in between. */
  async writeRows(write: RowsWrite, rows: readonly RowValues[]): Promise<number> {
    const together = 'insert' in write ? rows.length - (rows.length % rowsAtOnce) : 0
    let changed = 0
    if (together > 0 && 'insert' in write) {
      const statement = this.#prepare(someRowsSql(write, rowsAtOnce))
      for (let at = 0; at < together; at += rowsAtOnce) {
        changed += Number(statement.run(...rows.slice(at, at + rowsAtOnce).flat()).changes)
      }
    }
    const statement = this.#prepare(oneRowSql(write))
    for (const row of rows.slice(together)) changed += Number(statement.run(...row).changes)
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

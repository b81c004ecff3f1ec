import type { PoolClient, QueryResult } from 'pg'
import type { Connection, Parameter, SqlValue } from '../database.ts'
import type { Dialect } from '../dialect.ts'
import type { RowsWrite, RowValues } from '../rows-write.ts'
import { sequence } from '../schema/ddl.ts'
import type { NumberedTable, TableName } from '../tables.ts'
import { prepared, toList, toPostgres } from './placeholders.ts'
import { columnsOf, inOrder, rowsSql } from './rows-sql.ts'

/** So many rows travel with one statement. */
const rowsAtOnce = 5000

/** Statements inside one transaction of PostgreSQL. */
export class PostgresConnection implements Connection {
  readonly dialect: Dialect
  /** They are in another process already. */
  readonly holdsMany = false
  readonly #client: PoolClient
  /** What was handed over and is not waited for. */
  readonly #sent: Promise<unknown>[] = []
  /** How many rows were handed over to be inserted, by table. */
  readonly inserted = new Map<TableName, number>()

  constructor(client: PoolClient, dialect: Dialect) {
    this.#client = client
    this.dialect = dialect
  }

  async all<R>(sql: string, ...parameters: readonly Parameter[]): Promise<readonly R[]> {
    return (await this.#query(sql, parameters)).rows as readonly R[]
  }

  async lists<R extends readonly SqlValue[]>(
    sql: string,
    ...parameters: readonly Parameter[]
  ): Promise<readonly R[]> {
    const values = parameters.map(toPostgres)
    const { rows } = await this.#client.query({ ...prepared(sql), values, rowMode: 'array' })
    return rows as unknown[] as readonly R[]
  }

  async first<R>(sql: string, ...parameters: readonly Parameter[]): Promise<R | undefined> {
    return (await this.#query(sql, parameters)).rows[0] as R | undefined
  }

  async run(sql: string, ...parameters: readonly Parameter[]): Promise<number> {
    return (await this.#query(sql, parameters)).rowCount ?? 0
  }

  /** One statement for all rows, in the order of their keys, so that two that write the same ones never wait crosswise. */
  async writeRows(write: RowsWrite, rows: readonly RowValues[]): Promise<number> {
    const results = await Promise.all(this.#writing(write, rows))
    return results.reduce((changed, { rowCount }) => changed + (rowCount ?? 0), 0)
  }

  async sendRows(write: RowsWrite, rows: readonly RowValues[]): Promise<void> {
    for (const writing of this.#writing(write, rows)) this.#keep(writing)
  }

  async send(sql: string, ...parameters: readonly Parameter[]): Promise<void> {
    this.#keep(this.#query(sql, parameters))
  }

  /**
   * Waits until all that was handed over has been done.
   *
   * @throws what went wrong with the first that could not be
   */
  async settle(): Promise<void> {
    for (const each of this.#sent) await each
  }

  #keep(work: Promise<unknown>): void {
    // Whoever waits for it hears of it; until then it is nobody's unheard failure.
    work.catch(() => {})
    this.#sent.push(work)
  }

  #writing(write: RowsWrite, rows: readonly RowValues[]): readonly Promise<QueryResult>[] {
    const statement = prepared(rowsSql(write))
    const ordered = inOrder(write, rows)
    if ('insert' in write && rows.length > 0)
      this.inserted.set(write.insert, (this.inserted.get(write.insert) ?? 0) + rows.length)
    return Array.from({ length: Math.ceil(ordered.length / rowsAtOnce) }, (_, part) => {
      const some = ordered.slice(part * rowsAtOnce, (part + 1) * rowsAtOnce)
      const values = columnsOf(write).map((_, index) => toList(some.map((row) => row[index] ?? null)))
      return this.#client.query({ ...statement, values })
    })
  }

  async allocateIds(table: NumberedTable, count: number): Promise<readonly number[]> {
    if (count === 0) return []
    const each = `select nextval('${sequence(table)}') from generate_series(1, ?)`
    const found = await this.first<{ ids: string }>(`select array_to_json(array(${each})) as ids`, count)
    return (JSON.parse(found?.ids ?? '[]') as number[]).sort((left, right) => left - right)
  }

  /** Others are answered while the server searches. */
  search<R extends readonly SqlValue[]>(
    sql: string,
    ...parameters: readonly Parameter[]
  ): Promise<readonly R[]> {
    return this.lists(sql, ...parameters)
  }

  /** Nothing tells at no cost that nobody has written. */
  remembered<T>(_key: string, work: () => Promise<T>): Promise<T> {
    return work()
  }

  #query(sql: string, parameters: readonly Parameter[]) {
    return this.#client.query({ ...prepared(sql), values: parameters.map(toPostgres) })
  }
}

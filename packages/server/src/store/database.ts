import type { Dialect } from './dialect.ts'
import type { RowsWrite, RowValues } from './rows-write.ts'
import type { NumberedTable } from './tables.ts'

export type SqlValue = string | number | null | Uint8Array

/** A value, or a list for `dialect.inList`. */
export type Parameter = SqlValue | readonly string[] | readonly number[]

export type Row = Readonly<Record<string, SqlValue>>

/** Statements against one snapshot, or inside one transaction. Parameters are written `?`. */
export interface Connection {
  readonly dialect: Dialect
  /** Whether so many items are kept here, in a file, that reading many of them had better be left to another thread. */
  readonly holdsMany: boolean
  all<R = Row>(sql: string, ...parameters: readonly Parameter[]): Promise<readonly R[]>
  /** The same with each row as a list of its values in the order of the columns, which is faster where rows are many. */
  lists<R extends readonly SqlValue[]>(
    sql: string,
    ...parameters: readonly Parameter[]
  ): Promise<readonly R[]>
  /**
   * The same for what may take long to find, without holding up anybody else meanwhile. It sees what was committed before,
   * and perhaps what was since the snapshot.
   */
  search<R extends readonly SqlValue[]>(
    sql: string,
    ...parameters: readonly Parameter[]
  ): Promise<readonly R[]>
  first<R = Row>(sql: string, ...parameters: readonly Parameter[]): Promise<R | undefined>
  /** Runs a statement and gives the number of rows it changed. */
  run(sql: string, ...parameters: readonly Parameter[]): Promise<number>
  /** Writes many rows of one table and gives how many were changed. */
  writeRows(write: RowsWrite, rows: readonly RowValues[]): Promise<number>
  /**
   * Hands rows over that are written before whatever is asked for next, without waiting for it where the database is
   * elsewhere. What goes wrong with them may show as late as when the transaction ends, which it then undoes.
   */
  sendRows(write: RowsWrite, rows: readonly RowValues[]): Promise<void>
  /** The same with a statement. */
  send(sql: string, ...parameters: readonly Parameter[]): Promise<void>
  /**
   * Takes ids for rows that are to be inserted, in ascending order, so that rows that refer to each other are known before
   * any is written. Nobody else gets them, but where the transaction is undone; those that are not used are lost.
   */
  allocateIds(table: NumberedTable, count: number): Promise<readonly number[]>
  /**
   * What some work reads, of which the key says all that it hangs on besides what is stored. A database that can tell that
   * nothing has been written since, by whomever, need not read it again. What is not there is looked for each time.
   */
  remembered<T>(key: string, work: () => Promise<T>): Promise<T>
}

export interface WriteOptions {
  /** Whether it must outlive a loss of power from when it is done. Default true; else from the next write that must. */
  readonly lasting?: boolean
  /** Called, perhaps several times, when all has been handed over to a database elsewhere and is only waited for. */
  readonly meanwhile?: (() => void) | undefined
}

/** A store's database: reads see what is committed, writes are transactions that happen whole or not at all. */
export interface Database {
  /** Whether several who read had better do so through one connection, as where statements run in this thread anyway. */
  readonly sharesReads: boolean
  read<T>(work: (connection: Connection) => Promise<T>): Promise<T>
  /** Work may be run again, where another process came in between: what it does outside of the database must bear that. */
  write<T>(work: (connection: Connection) => Promise<T>, options?: WriteOptions): Promise<T>
  /**
   * Brings the database to the newest schema; several processes may do so at once.
   *
   * @throws StoreError for one that a newer version has written, or one from before the first that is kept
   */
  migrate(): Promise<void>
  /**
   * Runs something that writes through a connection of its own, in another thread of this process, while nobody else of
   * this process writes.
   */
  lend<T>(work: () => Promise<T>): Promise<T>
  /**
   * Where there is a replica: the database for a call that only reads. Where the replica has all that was written through
   * this database, its reads go there; what others wrote just now may be missing.
   */
  forReading?(): Promise<Database>
  close(): Promise<void>
}

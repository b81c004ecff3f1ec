import type { Dialect } from './dialect.ts'

export type SqlValue = string | number | null | Uint8Array

export type Row = Readonly<Record<string, SqlValue>>

/** Statements against one snapshot, or inside one transaction. Parameters are written `?`. */
export interface Connection {
  readonly dialect: Dialect
  all<R = Row>(sql: string, ...parameters: readonly SqlValue[]): Promise<readonly R[]>
  first<R = Row>(sql: string, ...parameters: readonly SqlValue[]): Promise<R | undefined>
  /** Runs a statement and gives the number of rows it changed. */
  run(sql: string, ...parameters: readonly SqlValue[]): Promise<number>
}

/** A store's database: reads see what is committed, writes are transactions that happen whole or not at all. */
export interface Database {
  read<T>(work: (connection: Connection) => Promise<T>): Promise<T>
  write<T>(work: (connection: Connection) => Promise<T>): Promise<T>
  close(): Promise<void>
}

import type { SqlValue } from './database.ts'
import type { TableName } from './tables.ts'

// Writing many rows of one table by one awaited call: the databases differ in how, and only there.

/**
 * A change to many rows of a table, each row by its own values. Keep one as a constant and hand it to
 * `connection.writeRows` with the rows; no two rows of one call may have the same key, but where a conflict is ignored.
 */
export type RowsWrite = RowsInsert | RowsUpdate | RowsDelete

export interface RowsInsert {
  readonly insert: TableName
  /** What each row gives, in this order. */
  readonly columns: readonly string[]
  /**
   * What becomes of a row whose key is there already: `fail` (the default) undoes the transaction, `ignore` leaves what
   * is there, and `on` names the key and `update` the columns that are written over.
   */
  readonly conflict?:
    | 'fail'
    | 'ignore'
    | { readonly on: readonly string[]; readonly update: readonly string[] }
}

export interface RowsUpdate {
  readonly update: TableName
  /** What each row gives first, in this order. */
  readonly set: readonly string[]
  /** The key, which each row gives after that. */
  readonly where: readonly string[]
}

export interface RowsDelete {
  readonly delete: TableName
  /** The key that each row gives. */
  readonly where: readonly string[]
}

/** The values of one row, in the order that the write names the columns in. */
export type RowValues = readonly SqlValue[]

/** The statement that changes or deletes one row. */
export function oneRowSql(write: RowsUpdate | RowsDelete): string {
  if ('delete' in write) return `delete from ${write.delete} where ${equal(write.where)}`
  const set = write.set.map((column) => `${column} = ?`).join(', ')
  return `update ${write.update} set ${set} where ${equal(write.where)}`
}

const equal = (columns: readonly string[]): string => columns.map((column) => `${column} = ?`).join(' and ')

export function conflictSql({ conflict = 'fail' }: RowsInsert): string {
  if (conflict === 'fail') return ''
  if (conflict === 'ignore') return 'on conflict do nothing'
  const set = conflict.update.map((column) => `${column} = excluded.${column}`).join(', ')
  return `on conflict (${conflict.on.join(', ')}) do update set ${set}`
}

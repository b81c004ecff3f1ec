import { isDeepStrictEqual } from 'node:util'
import type { Row, SqlValue } from '../database.ts'
import { type Column, type Table, typeOf } from '../schema/table.ts'

/** The first column in which two rows differ; none where they are the same. */
export function differingColumn(table: Table, left: Row, right: Row): string | undefined {
  return Object.entries(table.columns).find(
    ([column, type]) => !isSame(type, left[column] ?? null, right[column] ?? null),
  )?.[0]
}

/** A database may write JSON in an order and with blanks of its own. */
function isSame(type: Column, left: SqlValue, right: SqlValue): boolean {
  if (left === right) return true
  if (left === null || right === null) return false
  if (typeOf(type) === 'json') return isDeepStrictEqual(JSON.parse(String(left)), JSON.parse(String(right)))
  if (typeOf(type) === 'bytes') return Buffer.compare(left as Uint8Array, right as Uint8Array) === 0
  return false
}

/** How a row is named to people: its table and its key. */
export const nameOfRow = (name: string, table: Table, row: Row): string =>
  `${name} (${table.key.map((column) => `${column} ${String(row[column])}`).join(', ')})`

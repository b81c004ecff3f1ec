import type { SqlValue } from './database.ts'
import { conflictSql, type RowsInsert, type RowValues } from './rows-write.ts'

/** The rows of one insert, taken apart: what is the same in all of them is bound once a statement. */
export interface SharedRows {
  /** By place in `columns`. */
  readonly shared: readonly number[]
  readonly own: readonly number[]
}

export function shareRows({ columns }: RowsInsert, rows: readonly RowValues[]): SharedRows {
  const first = rows[0] ?? []
  const isShared = (_: string, at: number) => rows.every((row) => row[at] === first[at])
  const flags = columns.map(isShared)
  const places = [...columns.keys()]
  return { shared: places.filter((at) => flags[at]), own: places.filter((at) => !flags[at]) }
}

/** The statement that inserts so many rows. */
export function insertSql(write: RowsInsert, { shared, own }: SharedRows, count: number): string {
  const columns = [...shared, ...own].map((at) => write.columns[at])
  // Shared places come first and are numbered, so that those that have no number go on after them.
  const places = [...shared.map((_, index) => `?${index + 1}`), ...own.map(() => '?')].join(', ')
  const rows = Array.from({ length: count }, () => `(${places})`).join(', ')
  return `insert into ${write.insert} (${columns.join(', ')}) values ${rows} ${conflictSql(write)}`
}

/** What is bound for some of the rows. */
export function insertValues(
  rows: readonly RowValues[],
  { shared, own }: SharedRows,
  { from, count }: { readonly from: number; readonly count: number },
): SqlValue[] {
  const values = shared.map((at) => rows[0]?.[at] as SqlValue)
  for (let index = from; index < from + count; index += 1) {
    const row = rows[index] as RowValues
    for (const at of own) values.push(row[at] as SqlValue)
  }
  return values
}

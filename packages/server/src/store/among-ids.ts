import type { Parameter } from './database.ts'
import type { Dialect } from './dialect.ts'

/** A condition that a column is one of some ids, and whether a row that it found is one of them. */
export interface AmongIds {
  readonly sql: string
  readonly parameters: readonly Parameter[]
  holds(id: number): boolean
}

/**
 * Looks for rows of many items. The items of a page are mostly neighbours, and what hangs on them is then read as one
 * range, which costs half of what looking for each does; of a range with gaps, what hangs on others is left out.
 */
export function amongIds(dialect: Dialect, column: string, ids: readonly number[]): AmongIds {
  if (ids.length === 1) return { sql: `${column} = ?`, parameters: ids, holds: () => true }
  let [first, last] = [Number.POSITIVE_INFINITY, 0]
  for (const id of ids) {
    if (id < first) first = id
    if (id > last) last = id
  }
  const span = last - first + 1
  if (ids.length === 0 || span > 2 * ids.length) {
    return { sql: dialect.inList(column), parameters: [ids], holds: () => true }
  }
  const wanted = new Set(ids)
  return {
    sql: `${column} between ? and ?`,
    parameters: [first, last],
    holds: span === wanted.size ? () => true : (id) => wanted.has(id),
  }
}

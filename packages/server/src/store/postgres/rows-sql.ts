import type { SqlValue } from '../database.ts'
import { conflictSql, type RowsWrite, type RowValues } from '../rows-write.ts'
import { type ColumnType, type Table, typeOf } from '../schema/table.ts'
import { type TableName, tables } from '../tables.ts'

/** As what a column's values travel in a list, and what makes the column's own of them. */
const listTypes: Readonly<Record<ColumnType, string>> = {
  id: 'bigint',
  integer: 'bigint',
  text: 'text',
  flag: 'smallint',
  bytes: 'bytea',
  json: 'text',
}

const known = new WeakMap<RowsWrite, string>()

/** The statement that writes all rows of a call, each column as one list. */
export function rowsSql(write: RowsWrite): string {
  const sql = known.get(write) ?? makeSql(write)
  known.set(write, sql)
  return sql
}

function makeSql(write: RowsWrite): string {
  const name = tableOf(write)
  const table: Table = tables[name]
  const given = columnsOf(write)
  const lists = given.map((column) => `?::${listTypes[columnType(table, column)]}[]`)
  const rows = `unnest(${lists.join(', ')}) as given (${given.map((column) => `new_${column}`).join(', ')})`
  if ('insert' in write) {
    const values = given.map((column) => givenValue(table, column)).join(', ')
    return `insert into ${name} (${given.join(', ')}) select ${values} from ${rows} ${conflictSql(write)}`
  }
  const same = write.where.map((column) => `${name}.${column} = ${givenValue(table, column)}`).join(' and ')
  if ('delete' in write) return `delete from ${name} using ${rows} where ${same}`
  const set = write.set.map((column) => `${column} = ${givenValue(table, column)}`).join(', ')
  return `update ${name} set ${set} from ${rows} where ${same}`
}

const givenValue = (table: Table, column: string): string =>
  columnType(table, column) === 'json' ? `new_${column}::jsonb` : `new_${column}`

function columnType(table: Table, column: string): ColumnType {
  const type = table.columns[column]
  if (type) return typeOf(type)
  throw new TypeError(`no table described so has a column ${column}`)
}

function tableOf(write: RowsWrite): TableName {
  if ('insert' in write) return write.insert
  return 'update' in write ? write.update : write.delete
}

/** What each row gives, in order. */
export function columnsOf(write: RowsWrite): readonly string[] {
  if ('insert' in write) return write.columns
  return 'update' in write ? [...write.set, ...write.where] : write.where
}

/** Rows in the order of what tells them apart; of several with the same key that are written over, the last one counts. */
export function inOrder(write: RowsWrite, rows: readonly RowValues[]): readonly RowValues[] {
  const given = columnsOf(write)
  const places = keyOf(write).map((column) => given.indexOf(column))
  const sorted = rows.toSorted((left, right) => compareKeys(places, left, right))
  if (!('insert' in write) || typeof write.conflict !== 'object') return sorted
  return sorted.filter((row, index) => {
    const next = sorted[index + 1]
    return !next || compareKeys(places, row, next) !== 0
  })
}

/** By what rows that are written at the same time may get into each other's way. */
function keyOf(write: RowsWrite): readonly string[] {
  if (!('insert' in write)) return write.where
  if (typeof write.conflict === 'object') return write.conflict.on
  const { key, indexes = {} }: Table = tables[write.insert]
  const unique = Object.values(indexes).find((index) => index.unique)
  const natural = unique?.on.flatMap((part) => {
    if (typeof part === 'string') return part
    return 'text' in part ? part.text : []
  })
  return (natural ?? key).filter((column) => write.columns.includes(column))
}

function compareKeys(places: readonly number[], left: RowValues, right: RowValues): number {
  for (const place of places) {
    const order = compare(left[place] ?? null, right[place] ?? null)
    if (order !== 0) return order
  }
  return 0
}

function compare(left: SqlValue, right: SqlValue): number {
  if (left === right) return 0
  if (left === null || right === null) return left === null ? -1 : 1
  if (typeof left === 'object' && typeof right === 'object') return Buffer.compare(left, right)
  return left < right ? -1 : 1
}

import type { initialTables } from './migrations/001-initial.ts'
import { migrations } from './migrations/migration.ts'
import { isNumbered, type Table } from './schema/table.ts'

export type TableName = keyof typeof initialTables

type Numbered<Name extends TableName> = Name extends TableName
  ? (typeof initialTables)[Name]['columns'] extends { readonly id: 'id' }
    ? Name
    : never
  : never

/** The tables whose rows are numbered. */
export type NumberedTable = Numbered<TableName>

/** The tables as they are after the migrations up to a version, each after those that it refers to. */
export function tablesUpTo(version: number): Readonly<Record<string, Table>> {
  const all: Record<string, Table> = {}
  for (const { tables = {}, additions = {} } of migrations.filter((each) => each.version <= version)) {
    Object.assign(all, tables)
    for (const [name, { columns = {}, without = [], indexes = {} }] of Object.entries(additions)) {
      const table = all[name] as Table
      const added = Object.fromEntries(Object.entries(columns).map(([column, { type }]) => [column, type]))
      const kept = Object.entries(table.indexes ?? {}).filter(([index]) => !without.includes(index))
      all[name] = {
        ...table,
        columns: { ...table.columns, ...added },
        indexes: { ...Object.fromEntries(kept), ...indexes },
      }
    }
  }
  return all
}

/** Every table as it is now, in an order in which each comes after those that it refers to. */
export const tables = tablesUpTo(Number.MAX_SAFE_INTEGER) as Readonly<Record<TableName, Table>>

/** The tables whose rows are numbered, which a copy has to count on from. */
export const numberedTables = Object.entries(tables)
  .filter(([, table]) => isNumbered(table))
  .map(([name]) => name as NumberedTable)

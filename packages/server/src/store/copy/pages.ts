import type { Connection, Parameter, Row } from '../database.ts'
import type { Table } from '../schema/table.ts'
import type { TableName } from '../tables.ts'
import { tables } from '../tables.ts'

/** How many rows are held at once, and of those that hold bytes. */
const pageSize = 2_000
const pageSizeOfBytes = 16

/** All rows of a table in the order of its key, page by page, so that a table of any length fits. */
export async function* pagesOf(connection: Connection, name: TableName): AsyncGenerator<readonly Row[]> {
  const table: Table = tables[name]
  const limit = Object.values(table.columns).includes('bytes') ? pageSizeOfBytes : pageSize
  const key = table.key.join(', ')
  const places = table.key.map(() => '?').join(', ')
  const select = `select ${Object.keys(table.columns).join(', ')} from ${name}`
  const order = `order by ${key} limit ${limit}`
  let last: readonly Parameter[] | undefined
  do {
    const rows: readonly Row[] = last
      ? await connection.all(`${select} where (${key}) > (${places}) ${order}`, ...last)
      : await connection.all(`${select} ${order}`)
    if (rows.length > 0) yield rows
    const end = rows.length < limit ? undefined : rows.at(-1)
    last = end && table.key.map((column) => end[column] as Parameter)
  } while (last)
}

/** How many rows a table has. */
export async function countRows(connection: Connection, name: TableName): Promise<number> {
  const row = await connection.first<{ count: number }>(`select count(*) as count from ${name}`)
  return row?.count ?? 0
}

export async function hasRows(connection: Connection, name: TableName): Promise<boolean> {
  return (await connection.first(`select 1 as found from ${name} limit 1`)) !== undefined
}

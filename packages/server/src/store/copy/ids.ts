import type { Connection } from '../database.ts'
import { sequence } from '../schema/ddl.ts'
import type { NumberedTable } from '../tables.ts'

/** The last number that a table gave out, whether or not its row is still there. */
export async function lastId(connection: Connection, table: NumberedTable): Promise<number> {
  const row = connection.dialect.numbersRows
    ? await connection.first<{ last: number }>(
        'select seq as last from sqlite_sequence where name = ?',
        table,
      )
    : await connection.first<{ last: number }>(
        `select case when is_called then last_value else 0 end as last from ${sequence(table)}`,
      )
  return row?.last ?? 0
}

/** Lets a table count on from there, so that no number is given out twice. */
export async function continueIds(connection: Connection, table: NumberedTable, last: number): Promise<void> {
  if (last === 0) return
  if (connection.dialect.numbersRows) {
    await connection.run('delete from sqlite_sequence where name = ?', table)
    await connection.run('insert into sqlite_sequence (name, seq) values (?, ?)', table, last)
    return
  }
  await connection.first(`select setval('${sequence(table)}', ?) as last`, last)
}

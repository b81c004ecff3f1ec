import type { Connection } from './database.ts'
import type { StoredFields } from './rows.ts'

/** Where a file was found. */
export interface OccurrenceRow {
  readonly id: number
  readonly fields: StoredFields
}

type RawOccurrence = Omit<OccurrenceRow, 'fields'> & { readonly fields: string }

const read = ({ id, fields }: RawOccurrence): OccurrenceRow => ({
  id,
  fields: JSON.parse(fields) as StoredFields,
})

export async function insertOccurrence(
  connection: Connection,
  itemId: number,
  fields: StoredFields,
): Promise<OccurrenceRow> {
  const row = await connection.first<{ id: number }>(
    'insert into file_occurrence (item_id, fields) values (?, ?) returning id',
    itemId,
    JSON.stringify(fields),
  )
  return { id: (row as { id: number }).id, fields }
}

export async function findOccurrence(
  connection: Connection,
  itemId: number,
  id: number,
): Promise<OccurrenceRow | undefined> {
  const sql = 'select id, fields from file_occurrence where item_id = ? and id = ?'
  const raw = await connection.first<RawOccurrence>(sql, itemId, id)
  return raw && read(raw)
}

export async function pageOccurrences(
  connection: Connection,
  itemId: number,
  page: { readonly start: number; readonly limit: number },
): Promise<readonly OccurrenceRow[]> {
  const sql = 'select id, fields from file_occurrence where item_id = ? order by id limit ? offset ?'
  return (await connection.all<RawOccurrence>(sql, itemId, page.limit, page.start)).map(read)
}

export async function countOccurrences(connection: Connection, itemId: number): Promise<number> {
  const sql = 'select count(*) as count from file_occurrence where item_id = ?'
  return (await connection.first<{ count: number }>(sql, itemId))?.count ?? 0
}

export async function updateOccurrence(
  connection: Connection,
  id: number,
  fields: StoredFields,
): Promise<void> {
  await connection.run('update file_occurrence set fields = ? where id = ?', JSON.stringify(fields), id)
}

export async function deleteOccurrence(connection: Connection, id: number): Promise<void> {
  await connection.run('delete from file_occurrence where id = ?', id)
}

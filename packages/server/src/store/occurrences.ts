import type { Connection } from './database.ts'
import type { Owned, StoredFields } from './rows.ts'

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
  item: Owned,
  fields: StoredFields,
): Promise<OccurrenceRow> {
  const row = await connection.first<{ id: number }>(
    'insert into file_occurrence (owner_id, item_id, fields) values (?, ?, ?) returning id',
    item.ownerId,
    item.id,
    JSON.stringify(fields),
  )
  return { id: (row as { id: number }).id, fields }
}

export async function findOccurrence(
  connection: Connection,
  item: Owned,
  id: number,
): Promise<OccurrenceRow | undefined> {
  const sql = 'select id, fields from file_occurrence where item_id = ? and owner_id = ? and id = ?'
  const raw = await connection.first<RawOccurrence>(sql, item.id, item.ownerId, id)
  return raw && read(raw)
}

export async function pageOccurrences(
  connection: Connection,
  item: Owned,
  page: { readonly start: number; readonly limit: number },
): Promise<readonly OccurrenceRow[]> {
  const sql = `select id, fields from file_occurrence where item_id = ? and owner_id = ?
    order by id limit ? offset ?`
  const raw = await connection.all<RawOccurrence>(sql, item.id, item.ownerId, page.limit, page.start)
  return raw.map(read)
}

export async function countOccurrences(connection: Connection, item: Owned): Promise<number> {
  const sql = 'select count(*) as count from file_occurrence where item_id = ? and owner_id = ?'
  return (await connection.first<{ count: number }>(sql, item.id, item.ownerId))?.count ?? 0
}

export async function updateOccurrence(
  connection: Connection,
  { id, ownerId }: Owned,
  fields: StoredFields,
): Promise<void> {
  const sql = 'update file_occurrence set fields = ? where id = ? and owner_id = ?'
  await connection.run(sql, JSON.stringify(fields), id, ownerId)
}

export async function deleteOccurrence(connection: Connection, { id, ownerId }: Owned): Promise<void> {
  await connection.run('delete from file_occurrence where id = ? and owner_id = ?', id, ownerId)
}

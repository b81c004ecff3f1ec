import type { Connection } from './database.ts'

/** A link of one named type between two indicators; a mutual one is kept both ways. */
export interface TypedAssociation {
  readonly itemId: number
  readonly type: string
  readonly otherId: number
  readonly mutual: boolean
}

export async function insertTypedAssociation(
  connection: Connection,
  { itemId, type, otherId, mutual }: TypedAssociation,
  dateAdded: number,
): Promise<void> {
  const sql = `insert into typed_association (item_id, type, other_id, mutual, date_added) values (?, ?, ?, ?, ?)
    on conflict do nothing`
  await connection.run(sql, itemId, type, otherId, mutual ? 1 : 0, dateAdded)
  if (mutual) await connection.run(sql, otherId, type, itemId, 1, dateAdded)
}

/** Unlinks; whether there was a link. */
export async function deleteTypedAssociation(
  connection: Connection,
  { itemId, type, otherId, mutual }: TypedAssociation,
): Promise<boolean> {
  const sql = 'delete from typed_association where item_id = ? and type = ? and other_id = ?'
  const removed = await connection.run(sql, itemId, type, otherId)
  if (mutual) await connection.run(sql, otherId, type, itemId)
  return removed > 0
}

import type { Connection } from './database.ts'

/** A link of one named type between two indicators; a mutual one is kept both ways. */
export interface TypedAssociation {
  readonly ownerId: number
  readonly itemId: number
  readonly type: string
  readonly otherId: number
  readonly mutual: boolean
}

export async function insertTypedAssociation(
  connection: Connection,
  { ownerId, itemId, type, otherId, mutual }: TypedAssociation,
  dateAdded: number,
): Promise<void> {
  const sql = `insert into typed_association (item_id, type, other_id, owner_id, mutual, date_added)
    values (?, ?, ?, ?, ?, ?) on conflict do nothing`
  await connection.run(sql, itemId, type, otherId, ownerId, mutual ? 1 : 0, dateAdded)
  if (mutual) await connection.run(sql, otherId, type, itemId, ownerId, 1, dateAdded)
}

/** Unlinks; whether there was a link. */
export async function deleteTypedAssociation(
  connection: Connection,
  { ownerId, itemId, type, otherId, mutual }: TypedAssociation,
): Promise<boolean> {
  const sql = 'delete from typed_association where item_id = ? and type = ? and other_id = ? and owner_id = ?'
  const removed = await connection.run(sql, itemId, type, otherId, ownerId)
  if (mutual) await connection.run(sql, otherId, type, itemId, ownerId)
  return removed > 0
}

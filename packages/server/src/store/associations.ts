import type { Connection } from './database.ts'

// Every function takes the owner in which both ends are.

/** Links two items, both ways. */
export async function insertAssociation(
  connection: Connection,
  ownerId: number,
  [itemId, otherId]: readonly [number, number],
  dateAdded: number,
): Promise<void> {
  const sql = `insert into association (item_id, other_id, owner_id, date_added) values (?, ?, ?, ?)
    on conflict do nothing`
  await connection.run(sql, itemId, otherId, ownerId, dateAdded)
  await connection.run(sql, otherId, itemId, ownerId, dateAdded)
}

/** Unlinks two items, by whatever type of association; whether they were linked. */
export async function deleteAssociation(
  connection: Connection,
  ownerId: number,
  [itemId, otherId]: readonly [number, number],
): Promise<boolean> {
  const both = 'owner_id = ? and ((item_id = ? and other_id = ?) or (item_id = ? and other_id = ?))'
  const ends = [ownerId, itemId, otherId, otherId, itemId]
  const plain = await connection.run(`delete from association where ${both}`, ...ends)
  const typed = await connection.run(`delete from typed_association where ${both} and mutual = 1`, ...ends)
  return plain + typed > 0
}

/** Links an item with every asset of a victim and gives how many the victim has. */
export async function insertVictimAssociation(
  connection: Connection,
  ownerId: number,
  itemId: number,
  victimId: number,
): Promise<number> {
  await connection.run(
    `insert into item_asset (item_id, asset_id, owner_id)
     select ?, id, owner_id from asset where holder_id = ? and owner_id = ? on conflict do nothing`,
    itemId,
    victimId,
    ownerId,
  )
  const count = 'select count(*) as count from asset where holder_id = ? and owner_id = ?'
  return (await connection.first<{ count: number }>(count, victimId, ownerId))?.count ?? 0
}

/** Unlinks an item from every asset of a victim; whether there was a link. */
export async function deleteVictimAssociation(
  connection: Connection,
  ownerId: number,
  itemId: number,
  victimId: number,
): Promise<boolean> {
  const sql = `delete from item_asset where item_id = ? and owner_id = ?
    and asset_id in (select id from asset where holder_id = ? and owner_id = ?)`
  return (await connection.run(sql, itemId, ownerId, victimId, ownerId)) > 0
}

export async function insertAssetAssociation(
  connection: Connection,
  ownerId: number,
  itemId: number,
  assetId: number,
): Promise<void> {
  const sql = 'insert into item_asset (item_id, asset_id, owner_id) values (?, ?, ?) on conflict do nothing'
  await connection.run(sql, itemId, assetId, ownerId)
}

export async function deleteAssetAssociation(
  connection: Connection,
  ownerId: number,
  itemId: number,
  assetId: number,
): Promise<boolean> {
  const sql = 'delete from item_asset where item_id = ? and asset_id = ? and owner_id = ?'
  return (await connection.run(sql, itemId, assetId, ownerId)) > 0
}

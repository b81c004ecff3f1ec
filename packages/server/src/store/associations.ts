import type { Connection } from './database.ts'

/** Links two items, both ways. */
export async function insertAssociation(
  connection: Connection,
  itemId: number,
  otherId: number,
  dateAdded: number,
): Promise<void> {
  const sql =
    'insert into association (item_id, other_id, date_added) values (?, ?, ?) on conflict do nothing'
  await connection.run(sql, itemId, otherId, dateAdded)
  await connection.run(sql, otherId, itemId, dateAdded)
}

/** Unlinks two items, by whatever type of association; whether they were linked. */
export async function deleteAssociation(
  connection: Connection,
  itemId: number,
  otherId: number,
): Promise<boolean> {
  const both = '((item_id = ? and other_id = ?) or (item_id = ? and other_id = ?))'
  const pairs = [itemId, otherId, otherId, itemId]
  const plain = await connection.run(`delete from association where ${both}`, ...pairs)
  const typed = await connection.run(`delete from typed_association where ${both} and mutual = 1`, ...pairs)
  return plain + typed > 0
}

/** Links an item with every asset of a victim and gives how many the victim has. */
export async function insertVictimAssociation(
  connection: Connection,
  itemId: number,
  victimId: number,
): Promise<number> {
  await connection.run(
    `insert into item_asset (item_id, asset_id) select ?, id from asset where holder_id = ? on conflict do nothing`,
    itemId,
    victimId,
  )
  const count = 'select count(*) as count from asset where holder_id = ?'
  return (await connection.first<{ count: number }>(count, victimId))?.count ?? 0
}

/** Unlinks an item from every asset of a victim; whether there was a link. */
export async function deleteVictimAssociation(
  connection: Connection,
  itemId: number,
  victimId: number,
): Promise<boolean> {
  const sql =
    'delete from item_asset where item_id = ? and asset_id in (select id from asset where holder_id = ?)'
  return (await connection.run(sql, itemId, victimId)) > 0
}

export async function insertAssetAssociation(
  connection: Connection,
  itemId: number,
  assetId: number,
): Promise<void> {
  const sql = 'insert into item_asset (item_id, asset_id) values (?, ?) on conflict do nothing'
  await connection.run(sql, itemId, assetId)
}

export async function deleteAssetAssociation(
  connection: Connection,
  itemId: number,
  assetId: number,
): Promise<boolean> {
  const sql = 'delete from item_asset where item_id = ? and asset_id = ?'
  return (await connection.run(sql, itemId, assetId)) > 0
}

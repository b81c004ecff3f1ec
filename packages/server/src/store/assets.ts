import type { Connection } from './database.ts'
import type { AssetRow, Owned, StoredFields } from './rows.ts'
import { type Fragment, fragment } from './where.ts'

const columns =
  'asset.id, asset.owner_id as "ownerId", asset.holder_id as "holderId", asset.type, asset.fields'

type RawAsset = Omit<AssetRow, 'fields'> & { readonly fields: string }

const read = (raw: RawAsset): AssetRow => ({ ...raw, fields: JSON.parse(raw.fields) as StoredFields })

export async function insertAsset(connection: Connection, asset: Omit<AssetRow, 'id'>): Promise<AssetRow> {
  const row = await connection.first<{ id: number }>(
    'insert into asset (owner_id, holder_id, type, fields) values (?, ?, ?, ?) returning id',
    asset.ownerId,
    asset.holderId,
    asset.type,
    JSON.stringify(asset.fields),
  )
  return { ...asset, id: (row as { id: number }).id }
}

export async function updateAsset(
  connection: Connection,
  { id, ownerId }: Owned,
  fields: StoredFields,
): Promise<void> {
  const sql = 'update asset set fields = ? where id = ? and owner_id = ?'
  await connection.run(sql, JSON.stringify(fields), id, ownerId)
}

export async function deleteAsset(connection: Connection, { id, ownerId }: Owned): Promise<void> {
  await connection.run('delete from asset where id = ? and owner_id = ?', id, ownerId)
}

/** Which assets a list is of: an item's own, or those associated with it; of one type or of all. */
export interface AssetList {
  readonly of: 'holder' | 'associated'
  readonly id: number
  readonly ownerId: number
  readonly type?: string
}

function ofList({ of, id, ownerId, type }: AssetList): Fragment {
  const list =
    of === 'holder'
      ? fragment('asset where asset.holder_id = ?', id)
      : fragment(
          `asset join item_asset on item_asset.asset_id = asset.id and item_asset.owner_id = asset.owner_id
           where item_asset.item_id = ?`,
          id,
        )
  const typed = type === undefined ? '' : ' and asset.type = ?'
  const parameters = [...list.parameters, ownerId, ...(type === undefined ? [] : [type])]
  return { sql: `${list.sql} and asset.owner_id = ?${typed}`, parameters }
}

export async function pageAssets(
  connection: Connection,
  list: AssetList,
  page: { readonly start: number; readonly limit: number },
): Promise<readonly AssetRow[]> {
  const { sql, parameters } = ofList(list)
  const raw = await connection.all<RawAsset>(
    `select ${columns} from ${sql} order by asset.id limit ? offset ?`,
    ...parameters,
    page.limit,
    page.start,
  )
  return raw.map(read)
}

export async function countAssets(connection: Connection, list: AssetList): Promise<number> {
  const { sql, parameters } = ofList(list)
  const row = await connection.first<{ count: number }>(`select count(*) as count from ${sql}`, ...parameters)
  return row?.count ?? 0
}

/** One asset of a list. */
export async function findAsset(
  connection: Connection,
  list: AssetList,
  id: number,
): Promise<AssetRow | undefined> {
  const { sql, parameters } = ofList(list)
  const raw = await connection.first<RawAsset>(
    `select ${columns} from ${sql} and asset.id = ?`,
    ...parameters,
    id,
  )
  return raw && read(raw)
}

/** An asset of an owner's by its id and type, whichever item of the kind has it. */
export async function findOwnersAsset(
  connection: Connection,
  scope: { readonly ownerId: number; readonly kind: string; readonly type: string },
  id: number,
): Promise<AssetRow | undefined> {
  const raw = await connection.first<RawAsset>(
    `select ${columns} from asset
     join item on item.id = asset.holder_id and item.owner_id = asset.owner_id
     where asset.id = ? and asset.type = ? and asset.owner_id = ? and item.kind = ?`,
    id,
    scope.type,
    scope.ownerId,
    scope.kind,
  )
  return raw && read(raw)
}

import type { Kind } from '@tcex/model'
import type { Connection } from './database.ts'
import { perDialect } from './dialect.ts'
import type { ItemRow, NewItem, Owned, StoredFields } from './rows.ts'
import {
  type Fragment,
  fragment,
  isByField,
  join,
  renderWhere,
  sameText,
  type Where,
  withNames,
} from './where.ts'

export const itemColumns = `item.id, item.owner_id as "ownerId", item.kind, item.type, item.name,
  item.date_added as "dateAdded", item.last_modified as "lastModified", item.created_by as "createdBy", item.fields`

export type RawItem = Omit<ItemRow, 'fields'> & { readonly fields: string }

export const readItem = (raw: RawItem): ItemRow => ({
  ...raw,
  fields: JSON.parse(raw.fields) as StoredFields,
})

/** What differs between the items of a list. */
const listedColumns =
  'item.id, item.type, item.name, item.date_added, item.last_modified, item.created_by, item.fields'

type ListedItem = readonly [
  id: number,
  type: string,
  name: string,
  dateAdded: number,
  lastModified: number,
  createdBy: number | null,
  fields: string,
]

const readListed = (
  row: ListedItem,
  { ownerId, kind }: { readonly ownerId: number; readonly kind: string },
): ItemRow => ({
  id: row[0],
  ownerId,
  kind,
  type: row[1],
  name: row[2],
  dateAdded: row[3],
  lastModified: row[4],
  createdBy: row[5],
  fields: readFields(row[6]),
})

/** Many items have the same few values beside their names, which are then read once. */
const readBefore = new Map<string, StoredFields>()

function readFields(text: string): StoredFields {
  const known = readBefore.get(text)
  if (known) return known
  const fields = JSON.parse(text) as StoredFields
  if (text.length > 60) return fields
  if (readBefore.size >= 10_000) readBefore.clear()
  readBefore.set(text, Object.freeze(fields))
  return fields
}

export async function insertItem(connection: Connection, item: NewItem): Promise<ItemRow> {
  const row = await connection.first<{ id: number }>(
    `insert into item (owner_id, kind, type, name, date_added, last_modified, created_by, fields)
     values (?, ?, ?, ?, ?, ?, ?, ?) returning id`,
    item.ownerId,
    item.kind,
    item.type,
    item.name,
    item.dateAdded,
    item.lastModified,
    item.createdBy,
    JSON.stringify(item.fields),
  )
  return { ...item, id: (row as { id: number }).id }
}

export async function updateItem(
  connection: Connection,
  item: Pick<ItemRow, 'id' | 'ownerId' | 'name' | 'lastModified' | 'fields'>,
): Promise<void> {
  await connection.run(
    'update item set name = ?, last_modified = ?, fields = ? where id = ? and owner_id = ?',
    item.name,
    item.lastModified,
    JSON.stringify(item.fields),
    item.id,
    item.ownerId,
  )
}

export async function deleteItem(connection: Connection, { id, ownerId }: Owned): Promise<void> {
  await connection.run('delete from item where id = ? and owner_id = ?', id, ownerId)
}

export async function findItem(
  connection: Connection,
  scope: { readonly ownerId: number; readonly kind: string; readonly type: string },
  id: number,
): Promise<ItemRow | undefined> {
  const raw = await connection.first<RawItem>(
    `select ${itemColumns} from item where id = ? and owner_id = ? and kind = ? and type = ?`,
    id,
    scope.ownerId,
    scope.kind,
    scope.type,
  )
  return raw && readItem(raw)
}

/** Which of these owners has the item, if any. */
export async function ownerOfItem(
  connection: Connection,
  { kind, ownerIds }: { readonly kind: string; readonly ownerIds: readonly number[] },
  id: number,
): Promise<number | undefined> {
  const row = await connection.first<{ ownerId: number }>(
    `select owner_id as "ownerId" from item
     where id = ? and kind = ? and ${connection.dialect.inList('item.owner_id')}`,
    id,
    kind,
    ownerIds,
  )
  return row?.ownerId
}

/** The items of an owner with these ids, in the order of their ids. */
export async function eachItem(
  connection: Connection,
  ownerId: number,
  ids: readonly number[],
): Promise<readonly ItemRow[]> {
  const raw = await connection.all<RawItem>(
    `select ${itemColumns} from item ${connection.dialect.by('id')}
     where ${connection.dialect.inList('item.id')} and owner_id = ? order by item.id`,
    ids,
    ownerId,
  )
  return raw.map(readItem)
}

const itemByName = perDialect(
  (dialect) => `select ${listedColumns} from item
    where owner_id = ? and type = ? and kind = 'indicator' and ${sameText(dialect, 'item.name', '').sql}`,
)

/** The indicator with exactly this value. */
export async function findItemByName(
  connection: Connection,
  scope: { readonly ownerId: number; readonly type: string },
  name: string,
): Promise<ItemRow | undefined> {
  const { parameters } = sameText(connection.dialect, 'item.name', name)
  const sql = itemByName(connection.dialect)
  const [row] = await connection.lists<ListedItem>(sql, scope.ownerId, scope.type, ...parameters)
  return row && readListed(row, { ownerId: scope.ownerId, kind: 'indicator' })
}

/** The indicators that one of these keys belongs to: none, one, or several that the keys would join. */
export async function findItemsByKeys(
  connection: Connection,
  scope: { readonly ownerId: number; readonly type: string },
  keys: readonly string[],
): Promise<readonly ItemRow[]> {
  const raw = await connection.all<RawItem>(
    `select ${itemColumns} from item where owner_id = ? and id in (
       select item_id from item_key where owner_id = ? and type = ? and ${connection.dialect.inList('key')})`,
    scope.ownerId,
    scope.ownerId,
    scope.type,
    keys,
  )
  return raw.map(readItem)
}

export async function insertKeys(
  connection: Connection,
  item: { readonly id: number; readonly ownerId: number; readonly type: string },
  keys: readonly string[],
): Promise<void> {
  for (const key of keys) {
    await connection.run(
      'insert into item_key (owner_id, type, key, item_id) values (?, ?, ?, ?) on conflict do nothing',
      item.ownerId,
      item.type,
      key,
      item.id,
    )
  }
}

/** Where the items of a list come from, beside their owner, kind and type. */
export type Within =
  | { readonly of: 'tag' | 'label'; readonly id: number }
  /** Associated with an item. */
  | { readonly of: 'item'; readonly id: number }
  /** Linked with an indicator by one named type of association. */
  | { readonly of: 'typed'; readonly id: number; readonly type: string }
  /** Hosts that resolved to an address. */
  | { readonly of: 'resolvedFrom'; readonly id: number }
  /** Victims of whose assets one is associated with an item. */
  | { readonly of: 'itemAssets'; readonly id: number }
  /** Items that one of a victim's assets is associated with. */
  | { readonly of: 'victim'; readonly id: number }
  /** Indicators that a victim's assets or the groups of those assets are associated with. */
  | { readonly of: 'victimGroups'; readonly id: number }
  /** Other victims of the groups that a victim is associated with. */
  | { readonly of: 'victimPeers'; readonly id: number }

/** What is looked for in a list: `:owner`, and `:id` or `:type` of what it is within. */
const victimsGroups = `select item_asset.item_id from item_asset
  join asset on asset.id = item_asset.asset_id and asset.owner_id = item_asset.owner_id
  where asset.holder_id = :id and asset.owner_id = :owner`

const holders = `select asset.holder_id from item_asset
  join asset on asset.id = item_asset.asset_id and asset.owner_id = item_asset.owner_id`

const withinSql: Readonly<Record<Within['of'], string>> = {
  tag: 'item.id in (select item_id from item_tag where tag_id = :id and owner_id = :owner)',
  label: 'item.id in (select item_id from item_label where label_id = :id and owner_id = :owner)',
  item: `item.id in (select other_id from association where item_id = :id and owner_id = :owner union all
    select other_id from typed_association where item_id = :id and owner_id = :owner and mutual = 1)`,
  typed: `item.id in (select other_id from typed_association
    where item_id = :id and type = :type and owner_id = :owner)`,
  resolvedFrom:
    'item.id in (select host_id from dns_resolution where address_id = :id and owner_id = :owner)',
  itemAssets: `item.id in (${holders} where item_asset.item_id = :id and item_asset.owner_id = :owner)`,
  victim: `item.id in (${victimsGroups})`,
  victimGroups: `(item.id in (${victimsGroups}) or item.id in (select other_id from association
    where owner_id = :owner and item_id in (${victimsGroups})))`,
  victimPeers: `item.id in (${holders} where item_asset.owner_id = :owner
    and item_asset.item_id in (${victimsGroups})) and item.id <> :id`,
}

/** A list of items: what they must be, and the page that is wanted. */
export interface Listing {
  readonly ownerId: number
  readonly kind: Kind
  readonly type?: string
  readonly within?: Within
  /** Whether it holds only some of the owner's items of the kind or type, for which it says where to look. */
  readonly isChosen?: boolean
  readonly where: Where
}

function listingSql(connection: Connection, listing: Listing): Fragment {
  const { ownerId, kind, type, within } = listing
  return join('and', [
    // Said in words, since an index over a kind's items is not found by a parameter.
    fragment(`item.owner_id = ? and item.kind = '${kind}'`, ownerId),
    ...(type === undefined ? [] : [fragment(`${typeColumn(listing)} = ?`, type)]),
    ...(within ? [withinFragment(ownerId, within)] : []),
    renderWhere(listing.where, connection.dialect),
  ])
}

/** Where a field leads to few, the index over a type's items, which a planner takes to be better, is kept out of it. */
const typeColumn = ({ where }: Listing): string =>
  isByField(where) ? "coalesce(item.type, '')" : 'item.type'

const withinFragment = (owner: number, within: Within): Fragment =>
  withNames(withinSql[within.of], { owner, id: within.id, type: within.of === 'typed' ? within.type : '' })

/** A part of a list, in the order in which the items were made: what comes after an id, or from a position on. */
export interface Slice {
  readonly after?: number
  /** The last id that may be in it. */
  readonly through?: number
  readonly start: number
  readonly limit: number
}

/** A part of a list, in the order in which the items were made. */
export async function pageItems(
  connection: Connection,
  listing: Listing,
  slice: Slice,
): Promise<readonly ItemRow[]> {
  const { sql, parameters } = sliceSql(connection, listing, slice, listedColumns)
  const rows = await connection.lists<ListedItem>(sql, ...parameters)
  return rows.map((row) => readListed(row, listing))
}

/** The items of a list with these ids, in the order of their ids. */
export async function listedItems(
  connection: Connection,
  { ownerId, kind }: Pick<Listing, 'ownerId' | 'kind'>,
  ids: readonly number[],
): Promise<readonly ItemRow[]> {
  const rows = await connection.lists<ListedItem>(
    `select ${listedColumns} from item ${connection.dialect.by('id')}
     where ${connection.dialect.inList('item.id')} and owner_id = ? and kind = ? order by item.id`,
    ids,
    ownerId,
    kind,
  )
  return rows.map((row) => readListed(row, { ownerId, kind }))
}

/** The ids of a part of a list, in their order. */
export async function pageIds(
  connection: Connection,
  listing: Listing,
  slice: Slice,
): Promise<readonly number[]> {
  const { sql, parameters } = sliceSql(connection, listing, slice, 'item.id')
  return (await connection.search<readonly [id: number]>(sql, ...parameters)).map(([id]) => id)
}

/** The id of the item that lies so many behind an id in a list; for what lies nearby, and is found at once. */
export async function idAt(
  connection: Connection,
  listing: Listing,
  { after, start }: Pick<Slice, 'start'> & { readonly after: number },
): Promise<number | undefined> {
  const { sql, parameters } = sliceSql(connection, listing, { after, start, limit: 1 }, 'item.id')
  const [row] = await connection.lists<readonly [id: number]>(sql, ...parameters)
  return row?.[0]
}

/** How many items of a list lie behind an id, up to some number, and the id of the last one of them. */
export async function countBehind(
  connection: Connection,
  listing: Listing,
  { after, limit }: Pick<Slice, 'limit'> & { readonly after: number },
): Promise<{ readonly count: number; readonly last: number }> {
  const { sql, parameters } = sliceSql(connection, listing, { after, start: 0, limit }, 'item.id as id')
  const [row] = await connection.lists<readonly [count: number, last: number | null]>(
    `select count(*), max(id) from (${sql}) as part`,
    ...parameters,
  )
  return { count: Number(row?.[0] ?? 0), last: row?.[1] ?? after }
}

function sliceSql(
  connection: Connection,
  listing: Listing,
  { after, through, start, limit }: Slice,
  columns: string,
): Fragment {
  const { sql, parameters } = join('and', [
    listingSql(connection, listing),
    ...(after === undefined ? [] : [fragment('item.id > ?', after)]),
    ...(through === undefined ? [] : [fragment('item.id <= ?', through)]),
  ])
  return fragment(
    `select ${columns} from item where ${sql} order by item.id limit ? offset ?`,
    ...parameters,
    limit,
    start,
  )
}

export async function countItems(connection: Connection, listing: Listing): Promise<number> {
  const { sql, parameters } = listingSql(connection, listing)
  const counted = `select count(*) from item where ${sql}`
  const [row] = await connection.search<readonly [count: number]>(counted, ...parameters)
  return row?.[0] ?? 0
}

/** Everything of some kinds that is associated with an item. */
export async function associatedRows(
  connection: Connection,
  { id, ownerId }: Owned,
  kinds: readonly string[],
): Promise<readonly ItemRow[]> {
  const raw = await connection.all<RawItem>(
    `select ${itemColumns} from item
     join association on association.other_id = item.id and association.owner_id = item.owner_id
     where association.item_id = ? and association.owner_id = ? and ${connection.dialect.inList('item.kind')}
     order by item.id`,
    id,
    ownerId,
    kinds,
  )
  return raw.map(readItem)
}

import type { Connection } from './database.ts'
import type { AttributeRow, ItemRow, StoredFields } from './rows.ts'
import type { RowsWrite } from './rows-write.ts'
import type { TypedAssociation } from './typed-associations.ts'
import { claimXids } from './xid-claims.ts'

// Writing items by the hundred, and what hangs on them: one call for each table.

const newItems: RowsWrite = {
  insert: 'item',
  columns: ['id', 'owner_id', 'kind', 'type', 'name', 'date_added', 'last_modified', 'created_by', 'fields'],
}

export async function insertItems(connection: Connection, items: readonly ItemRow[]): Promise<void> {
  const rows = items.map((item) => [
    item.id,
    item.ownerId,
    item.kind,
    item.type,
    item.name,
    item.dateAdded,
    item.lastModified,
    item.createdBy,
    JSON.stringify(item.fields),
  ])
  await connection.sendRows(newItems, rows)
  await claimXids(connection, items)
}

const changedItems: RowsWrite = {
  update: 'item',
  set: ['name', 'last_modified', 'fields'],
  where: ['id', 'owner_id'],
}

export function updateItems(connection: Connection, items: readonly ItemRow[]): Promise<void> {
  const rows = items.map(({ id, ownerId, name, lastModified, fields }) => [
    name,
    lastModified,
    JSON.stringify(fields),
    id,
    ownerId,
  ])
  return connection.sendRows(changedItems, rows)
}

/** An item with the keys that it is found by. */
export interface KeyedItem {
  readonly item: Pick<ItemRow, 'id' | 'ownerId' | 'type'>
  readonly keys: readonly string[]
}

const keyColumns = ['owner_id', 'type', 'key', 'item_id']
const newKeys: RowsWrite = { insert: 'item_key', columns: keyColumns, conflict: 'ignore' }
const ownKeys: RowsWrite = {
  insert: 'item_key',
  columns: keyColumns,
  conflict: { on: ['owner_id', 'type', 'key'], update: ['item_id'] },
}

const keyRows = (keyed: readonly KeyedItem[]) =>
  keyed.flatMap(({ item, keys }) => keys.map((key) => [item.ownerId, item.type, key, item.id]))

/** Gives new items their keys; a key that somebody has stays there. */
export const insertItemKeys = (connection: Connection, keyed: readonly KeyedItem[]): Promise<void> =>
  connection.sendRows(newKeys, keyRows(keyed))

/** Makes keys the items' own, in place of all that they had and of whoever had them. */
export async function replaceItemKeys(connection: Connection, keyed: readonly KeyedItem[]): Promise<void> {
  const items = keyed.map(({ item }) => [item.id, item.ownerId])
  await connection.sendRows({ delete: 'item_key', where: ['item_id', 'owner_id'] }, items)
  await connection.sendRows(ownKeys, keyRows(keyed))
}

const newAttributes: RowsWrite = {
  insert: 'attribute',
  columns: [
    'id',
    'owner_id',
    'item_id',
    'type',
    'value',
    'displayed',
    'source',
    'xid',
    'date_added',
    'last_modified',
  ],
}

export function insertAttributes(connection: Connection, attributes: readonly AttributeRow[]): Promise<void> {
  const rows = attributes.map((attribute) => [
    attribute.id,
    attribute.ownerId,
    attribute.itemId,
    attribute.type,
    attribute.value,
    attribute.displayed ? 1 : 0,
    attribute.source,
    attribute.xid ?? crypto.randomUUID(),
    attribute.dateAdded,
    attribute.lastModified,
  ])
  return connection.sendRows(newAttributes, rows)
}

export function deleteAttributes(
  connection: Connection,
  ownerId: number,
  ids: readonly number[],
): Promise<void> {
  const rows = ids.map((id) => [id, ownerId])
  return connection.sendRows({ delete: 'attribute', where: ['id', 'owner_id'] }, rows)
}

/** Something hung on something, by the id of each. */
export type Pair = readonly [on: number, what: number]

const columnsOf = {
  item_tag: ['item_id', 'tag_id', 'owner_id'],
  item_label: ['item_id', 'label_id', 'owner_id'],
  attribute_label: ['attribute_id', 'label_id', 'owner_id'],
} as const

export type PairTable = keyof typeof columnsOf

const pairRows = (ownerId: number, pairs: readonly Pair[]) => pairs.map(([on, what]) => [on, what, ownerId])

/** Hangs tags on items, or security labels on items or attributes; what hangs there already stays. */
export function insertPairs(
  connection: Connection,
  table: PairTable,
  ownerId: number,
  pairs: readonly Pair[],
): Promise<void> {
  const insert: RowsWrite = { insert: table, columns: columnsOf[table], conflict: 'ignore' }
  return connection.sendRows(insert, pairRows(ownerId, pairs))
}

export function deletePairs(
  connection: Connection,
  table: PairTable,
  ownerId: number,
  pairs: readonly Pair[],
): Promise<void> {
  return connection.sendRows({ delete: table, where: columnsOf[table] }, pairRows(ownerId, pairs))
}

const newTags: RowsWrite = { insert: 'tag', columns: ['id', 'owner_id', 'name', 'date_added'] }

export function insertTags(
  connection: Connection,
  ownerId: number,
  tags: ReadonlyMap<string, number>,
  dateAdded: number,
): Promise<void> {
  const rows = [...tags].map(([name, id]) => [id, ownerId, name, dateAdded])
  return connection.sendRows(newTags, rows)
}

const newOccurrences: RowsWrite = {
  insert: 'file_occurrence',
  columns: ['id', 'owner_id', 'item_id', 'fields'],
}

/** Notes where files were found. */
export async function insertOccurrences(
  connection: Connection,
  ownerId: number,
  occurrences: readonly { readonly itemId: number; readonly fields: StoredFields }[],
): Promise<void> {
  const ids = await connection.allocateIds('file_occurrence', occurrences.length)
  const rows = occurrences.map(({ itemId, fields }, index) => [
    ids[index] as number,
    ownerId,
    itemId,
    JSON.stringify(fields),
  ])
  await connection.sendRows(newOccurrences, rows)
}

const newAssociations: RowsWrite = {
  insert: 'association',
  columns: ['item_id', 'other_id', 'owner_id', 'date_added'],
  conflict: 'ignore',
}

/** Links items of an owner, each pair both ways. */
export function insertAssociations(
  connection: Connection,
  ownerId: number,
  pairs: readonly Pair[],
  dateAdded: number,
): Promise<void> {
  const rows = pairs.flatMap(([left, right]) => [
    [left, right, ownerId, dateAdded],
    [right, left, ownerId, dateAdded],
  ])
  return connection.sendRows(newAssociations, rows)
}

const newTyped: RowsWrite = {
  insert: 'typed_association',
  columns: ['item_id', 'type', 'other_id', 'owner_id', 'mutual', 'date_added'],
  conflict: 'ignore',
}

export function insertTypedAssociations(
  connection: Connection,
  links: readonly TypedAssociation[],
  dateAdded: number,
): Promise<void> {
  const rows = links.flatMap(({ itemId, type, otherId, ownerId, mutual }) => [
    [itemId, type, otherId, ownerId, mutual ? 1 : 0, dateAdded],
    ...(mutual ? [[otherId, type, itemId, ownerId, 1, dateAdded]] : []),
  ])
  return connection.sendRows(newTyped, rows)
}

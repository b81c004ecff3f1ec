import type { Connection } from './database.ts'
import type { Dialect } from './dialect.ts'
import { eachLinked } from './linked-names.ts'
import type { LabelRow, Owned } from './rows.ts'
import { type Fragment, fragment, renderWhere, type Where } from './where.ts'

const columns = 'label.id, label.name, label.description, label.color, label.date_added as "dateAdded"'

export async function insertLabel(
  connection: Connection,
  ownerId: number,
  label: Omit<LabelRow, 'id'>,
): Promise<void> {
  await connection.run(
    'insert into label (owner_id, name, description, color, date_added) values (?, ?, ?, ?, ?) on conflict do nothing',
    ownerId,
    label.name,
    label.description,
    label.color ?? null,
    label.dateAdded,
  )
}

export async function updateLabel(connection: Connection, label: LabelRow & Owned): Promise<void> {
  await connection.run(
    'update label set name = ?, description = ?, color = ?, date_added = ? where id = ? and owner_id = ?',
    label.name,
    label.description,
    label.color ?? null,
    label.dateAdded,
    label.id,
    label.ownerId,
  )
}

/** Drops a label, and with it takes it off everything that has it. */
export async function deleteLabel(connection: Connection, { id, ownerId }: Owned): Promise<void> {
  await connection.run('delete from label where id = ? and owner_id = ?', id, ownerId)
}

export async function findLabel(
  connection: Connection,
  ownerId: number,
  name: string,
): Promise<LabelRow | undefined> {
  const sql = `select ${columns} from label where owner_id = ? and name = ?`
  return connection.first<LabelRow>(sql, ownerId, name)
}

export async function addItemLabel(connection: Connection, item: Owned, labelId: number): Promise<void> {
  const sql = 'insert into item_label (item_id, label_id, owner_id) values (?, ?, ?) on conflict do nothing'
  await connection.run(sql, item.id, labelId, item.ownerId)
}

/** Takes a label off an item; whether it was there. */
export async function deleteItemLabel(
  connection: Connection,
  item: Owned,
  labelId: number,
): Promise<boolean> {
  const sql = 'delete from item_label where item_id = ? and label_id = ? and owner_id = ?'
  return (await connection.run(sql, item.id, labelId, item.ownerId)) > 0
}

/** Puts a label on an attribute; whether it was not there yet. */
export async function addAttributeLabel(
  connection: Connection,
  attribute: Owned,
  labelId: number,
): Promise<boolean> {
  const sql = `insert into attribute_label (attribute_id, label_id, owner_id) values (?, ?, ?)
    on conflict do nothing`
  return (await connection.run(sql, attribute.id, labelId, attribute.ownerId)) > 0
}

/** Takes a label off an attribute; whether it was there. */
export async function deleteAttributeLabel(
  connection: Connection,
  attribute: Owned,
  labelId: number,
): Promise<boolean> {
  const sql = 'delete from attribute_label where attribute_id = ? and label_id = ? and owner_id = ?'
  return (await connection.run(sql, attribute.id, labelId, attribute.ownerId)) > 0
}

/** Which labels a list is of: an item's, an attribute's or an owner's; all, or those for which a condition holds. */
export type LabelList = {
  readonly ownerId: number
  readonly where?: Where
} & ({ readonly itemId: number } | { readonly attributeId: number } | { readonly itemId?: never })

function allOfList(dialect: Dialect, list: LabelList): Fragment {
  if ('attributeId' in list)
    return labelsOn(dialect, 'attribute', { id: list.attributeId, ownerId: list.ownerId })
  if (list.itemId !== undefined) return labelsOn(dialect, 'item', { id: list.itemId, ownerId: list.ownerId })
  return fragment('label where label.owner_id = ?', list.ownerId)
}

function labelsOn(
  { by }: Dialect,
  what: 'item' | 'attribute',
  { id, ownerId }: { readonly id: number; readonly ownerId: number },
): Fragment {
  const links = `${what}_label`
  const sql = `label ${by('id')} join ${links} on ${links}.label_id = label.id and ${links}.owner_id = label.owner_id
    where ${links}.${what}_id = ? and label.owner_id = ?`
  return fragment(sql, id, ownerId)
}

function ofList({ dialect }: Connection, list: LabelList): Fragment {
  const all = allOfList(dialect, list)
  if (!list.where) return all
  const { sql, parameters } = renderWhere(list.where, dialect)
  return { sql: `${all.sql} and ${sql}`, parameters: [...all.parameters, ...parameters] }
}

export async function pageLabels(
  connection: Connection,
  list: LabelList,
  page: { readonly start: number; readonly limit: number },
): Promise<readonly LabelRow[]> {
  const { sql, parameters } = ofList(connection, list)
  return connection.all<LabelRow>(
    `select ${columns} from ${sql} order by label.name limit ? offset ?`,
    ...parameters,
    page.limit,
    page.start,
  )
}

export async function countLabels(connection: Connection, list: LabelList): Promise<number> {
  const { sql, parameters } = ofList(connection, list)
  const row = await connection.first<{ count: number }>(`select count(*) as count from ${sql}`, ...parameters)
  return row?.count ?? 0
}

/** The labels on the attributes of many items of an owner at once. */
export async function eachAttributeLabel(
  connection: Connection,
  ownerId: number,
  itemIds: readonly number[],
): Promise<readonly { readonly attributeId: number; readonly labelId: number }[]> {
  return connection.all(
    `select attribute_label.attribute_id as "attributeId", attribute_label.label_id as "labelId" from attribute
     join attribute_label on attribute_label.attribute_id = attribute.id and attribute_label.owner_id = attribute.owner_id
     where ${connection.dialect.inList('attribute.item_id')} and attribute.owner_id = ?`,
    itemIds,
    ownerId,
  )
}

/** The labels of many items of an owner at once. */
export async function eachLabel(
  connection: Connection,
  ownerId: number,
  itemIds: readonly number[],
): Promise<readonly (LabelRow & { readonly itemId: number })[]> {
  return connection.all(
    `select ${columns}, item_label.item_id as "itemId" from item_label
     join label on label.id = item_label.label_id and label.owner_id = item_label.owner_id
     where ${connection.dialect.inList('item_label.item_id')} and item_label.owner_id = ? order by item_label.item_id, label.name`,
    itemIds,
    ownerId,
  )
}

/** The labels of many items of an owner by the items' ids, each as `view` makes it; those who share one share that. */
export function labelsByItem<V>(
  connection: Connection,
  ownerId: number,
  itemIds: readonly number[],
  view: (row: LabelRow) => V,
): Promise<ReadonlyMap<number, readonly V[]>> {
  type Listed = readonly [
    id: number,
    name: string,
    description: string | null,
    color: string | null,
    dateAdded: number,
  ]
  const read = ([id, name, description, color, dateAdded]: Listed) =>
    view({ id, name, description, color, dateAdded })
  return eachLinked(connection, { table: 'label', columns }, { ownerId, itemIds }, read)
}

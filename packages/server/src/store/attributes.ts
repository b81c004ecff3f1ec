import { amongIds } from './among-ids.ts'
import type { Connection } from './database.ts'
import type { AttributeRow, AttributeTypeRow, Owned } from './rows.ts'
import type { RowsWrite } from './rows-write.ts'

const columns = `id, owner_id as "ownerId", item_id as "itemId", type, value, displayed, source, xid,
  date_added as "dateAdded", last_modified as "lastModified"`

type RawAttribute = Omit<AttributeRow, 'displayed'> & { readonly displayed: number }

const read = (raw: RawAttribute): AttributeRow => ({ ...raw, displayed: raw.displayed === 1 })

export async function insertAttribute(
  connection: Connection,
  attribute: Omit<AttributeRow, 'id'>,
): Promise<AttributeRow> {
  const xid = attribute.xid ?? crypto.randomUUID()
  const row = await connection.first<{ id: number }>(
    `insert into attribute (owner_id, item_id, type, value, displayed, source, xid, date_added, last_modified)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?) returning id`,
    attribute.ownerId,
    attribute.itemId,
    attribute.type,
    attribute.value,
    attribute.displayed ? 1 : 0,
    attribute.source,
    xid,
    attribute.dateAdded,
    attribute.lastModified,
  )
  return { ...attribute, xid, id: (row as { id: number }).id }
}

export async function updateAttribute(connection: Connection, attribute: AttributeRow): Promise<void> {
  await connection.run(
    'update attribute set value = ?, displayed = ?, source = ?, last_modified = ? where id = ? and owner_id = ?',
    attribute.value,
    attribute.displayed ? 1 : 0,
    attribute.source,
    attribute.lastModified,
    attribute.id,
    attribute.ownerId,
  )
}

export async function deleteAttribute(connection: Connection, { id, ownerId }: Owned): Promise<void> {
  await connection.run('delete from attribute where id = ? and owner_id = ?', id, ownerId)
}

export async function findAttribute(
  connection: Connection,
  item: Owned,
  id: number,
): Promise<AttributeRow | undefined> {
  const sql = `select ${columns} from attribute where id = ? and item_id = ? and owner_id = ?`
  const raw = await connection.first<RawAttribute>(sql, id, item.id, item.ownerId)
  return raw && read(raw)
}

export async function pageAttributes(
  connection: Connection,
  item: Owned,
  page: { readonly start: number; readonly limit: number },
): Promise<readonly AttributeRow[]> {
  const raw = await connection.all<RawAttribute>(
    `select ${columns} from attribute where item_id = ? and owner_id = ? order by id limit ? offset ?`,
    item.id,
    item.ownerId,
    page.limit,
    page.start,
  )
  return raw.map(read)
}

export async function countAttributes(connection: Connection, item: Owned): Promise<number> {
  const sql = 'select count(*) as count from attribute where item_id = ? and owner_id = ?'
  return (await connection.first<{ count: number }>(sql, item.id, item.ownerId))?.count ?? 0
}

/** The attributes of many items of an owner at once, in the order of the items' ids and of theirs. */
export async function eachAttribute(
  connection: Connection,
  ownerId: number,
  itemIds: readonly number[],
): Promise<readonly AttributeRow[]> {
  const among = amongIds(connection.dialect, 'item_id', itemIds)
  const rows = await connection.all<RawAttribute>(
    `select ${columns} from attribute where ${among.sql} and owner_id = ? order by item_id, id`,
    ...among.parameters,
    ownerId,
  )
  return rows.filter(({ itemId }) => among.holds(itemId)).map(read)
}

/** What a list shows of an attribute. */
export type ShownAttribute = Omit<AttributeRow, 'ownerId' | 'itemId' | 'xid'>

type ListedAttribute = readonly [
  itemId: number,
  id: number,
  type: string,
  value: string,
  displayed: number,
  source: string | null,
  dateAdded: number,
  lastModified: number,
]

/**
 * The attributes of many items of an owner by the items' ids, each as `view` makes it; only the displayed ones of some
 * types where those are named.
 */
export async function attributesByItem<V>(
  connection: Connection,
  { ownerId, itemIds }: { readonly ownerId: number; readonly itemIds: readonly number[] },
  view: (attribute: ShownAttribute) => V,
  displayedTypes?: readonly string[],
): Promise<ReadonlyMap<number, readonly V[]>> {
  const { dialect } = connection
  const among = amongIds(dialect, 'item_id', itemIds)
  const only = displayedTypes ? `and displayed = 1 and type in (${displayedTypes.map(() => '?').join()})` : ''
  const rows = await connection.lists<ListedAttribute>(
    `select item_id, id, type, value, displayed, source, date_added, last_modified from attribute
     where ${among.sql} and owner_id = ? ${only} order by item_id, id`,
    ...among.parameters,
    ownerId,
    ...(displayedTypes ?? []),
  )
  const groups = new Map<number, V[]>()
  for (const row of rows) {
    if (!among.holds(row[0])) continue
    const seen = view({
      id: row[1],
      type: row[2],
      value: row[3],
      displayed: row[4] === 1,
      source: row[5],
      dateAdded: row[6],
      lastModified: row[7],
    })
    const group = groups.get(row[0])
    if (group) group.push(seen)
    else groups.set(row[0], [seen])
  }
  return groups
}

type RawType = Omit<AttributeTypeRow, 'allowMarkdown'> & { readonly allowMarkdown: number }

/** Every attribute type, by name. */
export async function attributeTypes(connection: Connection): Promise<readonly AttributeTypeRow[]> {
  const raw = await connection.all<RawType>(
    `select name, description, max_size as "maxSize", allow_markdown as "allowMarkdown",
       error_message as "errorMessage", validation_rule as "validationRule"
     from attribute_type order by name`,
  )
  return raw.map((row) => ({ ...row, allowMarkdown: row.allowMarkdown === 1 }))
}

const described = ['description', 'max_size', 'allow_markdown', 'error_message', 'validation_rule']

const putTypes: RowsWrite = {
  insert: 'attribute_type',
  columns: ['name', ...described],
  conflict: { on: ['name'], update: described },
}

/** Adds attribute types, or says anew what those of the same names take. */
export async function putAttributeTypes(
  connection: Connection,
  types: readonly AttributeTypeRow[],
): Promise<void> {
  const rows = types.map((type) => [
    type.name,
    type.description,
    type.maxSize,
    type.allowMarkdown ? 1 : 0,
    type.errorMessage,
    type.validationRule,
  ])
  await connection.writeRows(putTypes, rows)
}

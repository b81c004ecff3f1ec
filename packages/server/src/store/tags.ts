import type { Connection } from './database.ts'
import type { TagRow } from './rows.ts'
import { type Fragment, fragment, renderWhere, type Where } from './where.ts'

const columns = 'tag.id, tag.name, tag.description'

/** The tag's id; a tag is made by using it. */
export async function insertTag(
  connection: Connection,
  tag: { readonly ownerId: number; readonly name: string; readonly dateAdded: number },
): Promise<number> {
  const sql =
    'insert into tag (owner_id, name, date_added) values (?, ?, ?) on conflict (owner_id, name) do update set name = excluded.name returning id'
  const row = await connection.first<{ id: number }>(sql, tag.ownerId, tag.name, tag.dateAdded)
  return (row as { id: number }).id
}

export async function updateTag(connection: Connection, tag: TagRow): Promise<void> {
  const sql = 'update tag set name = ?, description = ? where id = ?'
  await connection.run(sql, tag.name, tag.description, tag.id)
}

/** Drops a tag, and with it takes it off everything that carries it. */
export async function deleteTag(connection: Connection, id: number): Promise<void> {
  await connection.run('delete from tag where id = ?', id)
}

export async function findTag(
  connection: Connection,
  ownerId: number,
  name: string,
): Promise<TagRow | undefined> {
  return connection.first<TagRow>(`select ${columns} from tag where owner_id = ? and name = ?`, ownerId, name)
}

/** The owner's tags with these names. */
export async function tagsByName(
  connection: Connection,
  ownerId: number,
  names: readonly string[],
): Promise<readonly TagRow[]> {
  return connection.all<TagRow>(
    `select ${columns} from tag where owner_id = ? and ${connection.dialect.inList('name')}`,
    ownerId,
    JSON.stringify(names),
  )
}

export async function addItemTag(connection: Connection, itemId: number, tagId: number): Promise<void> {
  const sql = 'insert into item_tag (item_id, tag_id) values (?, ?) on conflict do nothing'
  await connection.run(sql, itemId, tagId)
}

/** Takes a tag off an item; whether it was there. */
export async function deleteItemTag(connection: Connection, itemId: number, tagId: number): Promise<boolean> {
  const sql = 'delete from item_tag where item_id = ? and tag_id = ?'
  return (await connection.run(sql, itemId, tagId)) > 0
}

/** Which tags a list is of: an item's, or an owner's; all, or those for which a condition holds. */
export type TagList = ({ readonly itemId: number } | { readonly ownerId: number }) & {
  readonly where?: Where
}

function ofList({ dialect }: Connection, list: TagList): Fragment {
  const all =
    'itemId' in list
      ? fragment('tag join item_tag on item_tag.tag_id = tag.id where item_tag.item_id = ?', list.itemId)
      : fragment('tag where tag.owner_id = ?', list.ownerId)
  if (!list.where) return all
  const { sql, parameters } = renderWhere(list.where, dialect)
  return { sql: `${all.sql} and ${sql}`, parameters: [...all.parameters, ...parameters] }
}

export async function pageTags(
  connection: Connection,
  list: TagList,
  page: { readonly start: number; readonly limit: number },
): Promise<readonly TagRow[]> {
  const { sql, parameters } = ofList(connection, list)
  return connection.all<TagRow>(
    `select ${columns} from ${sql} order by tag.name, tag.id limit ? offset ?`,
    ...parameters,
    page.limit,
    page.start,
  )
}

export async function countTags(connection: Connection, list: TagList): Promise<number> {
  const { sql, parameters } = ofList(connection, list)
  const row = await connection.first<{ count: number }>(`select count(*) as count from ${sql}`, ...parameters)
  return row?.count ?? 0
}

/** The tags of many items at once. */
export async function eachTag(
  connection: Connection,
  itemIds: readonly number[],
): Promise<readonly (TagRow & { readonly itemId: number })[]> {
  return connection.all(
    `select ${columns}, item_tag.item_id as "itemId" from item_tag join tag on tag.id = item_tag.tag_id
     where ${connection.dialect.inList('item_tag.item_id')} order by item_tag.item_id, tag.name`,
    JSON.stringify(itemIds),
  )
}

import type { Connection } from './database.ts'
import { eachLinked } from './linked-names.ts'
import type { Owned, TagRow } from './rows.ts'
import { type Fragment, fragment, renderWhere, type Where } from './where.ts'

const columns = 'tag.id, tag.name, tag.description'

/** The tag's id; a tag is made by using it. */
export async function insertTag(
  connection: Connection,
  tag: { readonly ownerId: number; readonly name: string; readonly dateAdded: number },
): Promise<number> {
  // Looked for first, so that those who use a tag at the same time do not wait for each other.
  const known = await findTag(connection, tag.ownerId, tag.name)
  if (known) return known.id
  const sql = 'insert into tag (owner_id, name, date_added) values (?, ?, ?) returning id'
  const row = await connection.first<{ id: number }>(sql, tag.ownerId, tag.name, tag.dateAdded)
  return (row as { id: number }).id
}

export async function updateTag(connection: Connection, tag: TagRow & Owned): Promise<void> {
  const sql = 'update tag set name = ?, description = ? where id = ? and owner_id = ?'
  await connection.run(sql, tag.name, tag.description, tag.id, tag.ownerId)
}

/** Drops a tag, and with it takes it off everything that carries it. */
export async function deleteTag(connection: Connection, { id, ownerId }: Owned): Promise<void> {
  await connection.run('delete from tag where id = ? and owner_id = ?', id, ownerId)
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
    names,
  )
}

export async function addItemTag(connection: Connection, item: Owned, tagId: number): Promise<void> {
  const sql = 'insert into item_tag (item_id, tag_id, owner_id) values (?, ?, ?) on conflict do nothing'
  await connection.run(sql, item.id, tagId, item.ownerId)
}

/** Takes a tag off an item; whether it was there. */
export async function deleteItemTag(connection: Connection, item: Owned, tagId: number): Promise<boolean> {
  const sql = 'delete from item_tag where item_id = ? and tag_id = ? and owner_id = ?'
  return (await connection.run(sql, item.id, tagId, item.ownerId)) > 0
}

/** Which tags a list is of: an item's, or an owner's; all, or those for which a condition holds. */
export interface TagList {
  readonly ownerId: number
  readonly itemId?: number
  readonly where?: Where
}

function ofList({ dialect }: Connection, list: TagList): Fragment {
  const all =
    list.itemId === undefined
      ? fragment('tag where tag.owner_id = ?', list.ownerId)
      : fragment(
          `tag ${dialect.by('id')} join item_tag on item_tag.tag_id = tag.id and item_tag.owner_id = tag.owner_id
           where item_tag.item_id = ? and item_tag.owner_id = ?`,
          list.itemId,
          list.ownerId,
        )
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

/** The tags of many items of an owner at once. */
export async function eachTag(
  connection: Connection,
  ownerId: number,
  itemIds: readonly number[],
): Promise<readonly (TagRow & { readonly itemId: number })[]> {
  return connection.all(
    `select ${columns}, item_tag.item_id as "itemId" from item_tag
     join tag on tag.id = item_tag.tag_id and tag.owner_id = item_tag.owner_id
     where ${connection.dialect.inList('item_tag.item_id')} and item_tag.owner_id = ? order by item_tag.item_id, tag.name`,
    itemIds,
    ownerId,
  )
}

/** The tags of many items of an owner by the items' ids, each as `view` makes it; those who share one share that. */
export function tagsByItem<V>(
  connection: Connection,
  ownerId: number,
  itemIds: readonly number[],
  view: (row: TagRow) => V,
): Promise<ReadonlyMap<number, readonly V[]>> {
  type Listed = readonly [id: number, name: string, description: string | null]
  const read = ([id, name, description]: Listed) => view({ id, name, description })
  return eachLinked(connection, { table: 'tag', columns }, { ownerId, itemIds }, read)
}

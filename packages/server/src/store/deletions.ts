import type { Connection } from './database.ts'
import { equalTexts, type Fragment, join, renderWhere, sameText, type Where } from './where.ts'

/** An indicator that was deleted; times are Unix seconds. */
export interface DeletedRow {
  readonly type: string
  readonly name: string
  readonly dateAdded: number
}

/** Remembers that an indicator is deleted, and forgets those of its owner deleted before a time. */
export async function insertDeletion(
  connection: Connection,
  deletion: DeletedRow & { readonly ownerId: number; readonly dateDeleted: number },
  keptSince: number,
): Promise<void> {
  const { ownerId, type, name, dateAdded, dateDeleted } = deletion
  await connection.run(
    'delete from deleted_indicator where owner_id = ? and date_deleted < ?',
    ownerId,
    keptSince,
  )
  const same = sameText(connection.dialect, 'name', name)
  await connection.run(
    `delete from deleted_indicator where owner_id = ? and type = ? and ${same.sql}`,
    ownerId,
    type,
    ...same.parameters,
  )
  await connection.run(
    'insert into deleted_indicator (owner_id, type, name, date_added, date_deleted) values (?, ?, ?, ?, ?)',
    ownerId,
    type,
    name,
    dateAdded,
    dateDeleted,
  )
}

/** Which deletions a list is of. */
export interface DeletionList {
  readonly ownerId: number
  readonly type?: string
  readonly since: number
  readonly where: Where
}

/** What was made again since is not deleted; a hash whose item became one with another one is, though that one has it. */
function listSql(connection: Connection, { ownerId, type, since, where }: DeletionList): Fragment {
  const again = `exists (select 1 from item where item.owner_id = deleted.owner_id and item.type = deleted.type
      and ${equalTexts(connection.dialect, 'item.name', 'deleted.name')} and item.kind = 'indicator')
    or exists (select 1 from item_key
      join item on item.id = item_key.item_id and item.owner_id = item_key.owner_id
      where item_key.owner_id = deleted.owner_id and item_key.type = deleted.type
      and item_key.key = deleted.name and item.date_added >= deleted.date_deleted)`
  return join('and', [
    { sql: 'deleted.owner_id = ? and deleted.date_deleted >= ?', parameters: [ownerId, since] },
    ...(type === undefined ? [] : [{ sql: 'deleted.type = ?', parameters: [type] }]),
    { sql: `not (${again})`, parameters: [] },
    renderWhere(where, connection.dialect),
  ])
}

/** A page of deleted indicators, in the order in which they were deleted. */
export async function pageDeletions(
  connection: Connection,
  list: DeletionList,
  page: { readonly start: number; readonly limit: number },
): Promise<readonly DeletedRow[]> {
  const { sql, parameters } = listSql(connection, list)
  return connection.all<DeletedRow>(
    `select deleted.type, deleted.name, deleted.date_added as "dateAdded" from deleted_indicator as deleted
     where ${sql} order by deleted.date_deleted, deleted.type, deleted.name limit ? offset ?`,
    ...parameters,
    page.limit,
    page.start,
  )
}

export async function countDeletions(connection: Connection, list: DeletionList): Promise<number> {
  const { sql, parameters } = listSql(connection, list)
  const counted = `select count(*) as count from deleted_indicator as deleted where ${sql}`
  return (await connection.first<{ count: number }>(counted, ...parameters))?.count ?? 0
}

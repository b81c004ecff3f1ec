import type { Connection } from './database.ts'
import type { Owned, PublicationRow } from './rows.ts'

export async function insertPublication(connection: Connection, publication: PublicationRow): Promise<void> {
  await connection.run(
    'insert into publication (owner_id, item_id, account_id, date) values (?, ?, ?, ?)',
    publication.ownerId,
    publication.itemId,
    publication.accountId,
    publication.date,
  )
}

/** When an item was last published. */
export async function lastPublication(
  connection: Connection,
  item: Owned,
): Promise<PublicationRow | undefined> {
  return connection.first<PublicationRow>(
    `select owner_id as "ownerId", item_id as "itemId", account_id as "accountId", date from publication
     where item_id = ? and owner_id = ? order by id desc limit 1`,
    item.id,
    item.ownerId,
  )
}

import type { Connection } from './database.ts'
import type { PublicationRow } from './rows.ts'

export async function insertPublication(connection: Connection, publication: PublicationRow): Promise<void> {
  await connection.run(
    'insert into publication (item_id, account_id, date) values (?, ?, ?)',
    publication.itemId,
    publication.accountId,
    publication.date,
  )
}

/** When an item was last published. */
export async function lastPublication(
  connection: Connection,
  itemId: number,
): Promise<PublicationRow | undefined> {
  return connection.first<PublicationRow>(
    `select item_id as "itemId", account_id as "accountId", date from publication
     where item_id = ? order by id desc limit 1`,
    itemId,
  )
}

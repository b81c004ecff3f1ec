import type { Connection } from './database.ts'

/** One write: who did what to which item, when and from where. The log only ever grows. */
export interface AuditRow {
  readonly id: number
  /** Unix seconds. */
  readonly dateAdded: number
  /** Null for what was done on the database itself rather than through the API. */
  readonly accountId: number | null
  readonly userName: string
  readonly address: string
  readonly method: string
  readonly path: string
  readonly ownerName: string | null
  readonly itemId: number | null
  readonly itemType: string | null
  readonly itemName: string | null
}

export async function insertAudit(connection: Connection, entry: Omit<AuditRow, 'id'>): Promise<void> {
  await connection.send(
    `insert into audit (date_added, account_id, user_name, address, method, path, owner_name, item_id, item_type,
       item_name) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    entry.dateAdded,
    entry.accountId,
    entry.userName,
    entry.address,
    entry.method,
    entry.path,
    entry.ownerName,
    entry.itemId,
    entry.itemType,
    entry.itemName,
  )
}

/** Some of the entries since a time and after an id, in the order in which they were written. */
export async function pageAudit(
  connection: Connection,
  { since, after, limit }: { readonly since: number; readonly after: number; readonly limit: number },
): Promise<readonly AuditRow[]> {
  return connection.all<AuditRow>(
    `select id, date_added as "dateAdded", account_id as "accountId", user_name as "userName", address, method, path,
       owner_name as "ownerName", item_id as "itemId", item_type as "itemType", item_name as "itemName"
     from audit where date_added >= ? and id > ? order by id limit ?`,
    since,
    after,
    limit,
  )
}

import { type AuditRow, insertAudit } from '../store/audit.ts'
import type { Connection } from '../store/database.ts'
import type { ItemRow } from '../store/rows.ts'

/** The address of calls that come through no port; no connection can have it. */
export const inProcessAddress = 'in-process'

/** Where a call comes from, as the audit log has it. */
export interface Origin {
  readonly method: string
  /** The path as it was sent, without its query. */
  readonly path: string
  /** The address of the caller's end of the connection. */
  readonly address: string
}

/** Who writes, in which owner, and when. */
export interface Author {
  /** Null where it is nobody of the API's, but somebody at the database itself. */
  readonly accountId: number | null
  readonly userName: string
  readonly ownerName: string | null
  /** Unix seconds. */
  readonly at: number
}

/** Writes a line of the audit log, in the transaction of the write that it tells of. */
export async function record(
  connection: Connection,
  { accountId, userName, ownerName, at }: Author,
  { method, path, address }: Origin,
  item?: ItemRow,
): Promise<void> {
  const about: Pick<AuditRow, 'itemId' | 'itemType' | 'itemName'> = {
    itemId: item?.id ?? null,
    itemType: item?.type ?? null,
    itemName: item?.name ?? null,
  }
  await insertAudit(connection, {
    dateAdded: at,
    accountId,
    userName,
    ownerName,
    method,
    path,
    address,
    ...about,
  })
}

import { parseDateTime } from '@tcex/model'
import { type AuditRow, pageAudit } from '../../store/audit.ts'
import { wireTime } from '../views.ts'
import { AdministrationError, type Desk } from './desk.ts'

/** One line of the audit log: who did what to which item, when and from where. */
export interface AuditEntry {
  readonly id: number
  readonly when: string
  readonly who: string
  readonly from: string
  readonly method: string
  readonly path: string
  readonly owner?: string
  readonly item?: { readonly id: number; readonly type: string; readonly name: string }
}

const pageSize = 1000

/**
 * The audit log, oldest first, read as it is consumed.
 *
 * @throws AdministrationError for a time that cannot be read
 */
export async function* auditLog(
  { platform }: Desk,
  { since }: { readonly since?: string | undefined } = {},
): AsyncGenerator<AuditEntry> {
  const from = since === undefined ? 0 : secondsOf(since, platform.now())
  let after = 0
  while (true) {
    const rows = await platform.database.read((connection) =>
      pageAudit(connection, { since: from, after, limit: pageSize }),
    )
    for (const row of rows) yield entryOf(row)
    if (rows.length < pageSize) return
    after = rows.at(-1)?.id ?? after
  }
}

function secondsOf(since: string, now: Date): number {
  const date = parseDateTime(since, now)
  if (date) return Date.parse(date) / 1000
  throw new AdministrationError(`"${since}" is no time; write 2024-03-05T12:00:00Z, or "2 days ago".`)
}

function entryOf(row: AuditRow): AuditEntry {
  const { itemId, itemType, itemName } = row
  const isWhole = itemId !== null && itemType !== null && itemName !== null
  return {
    id: row.id,
    when: wireTime(row.dateAdded),
    who: row.userName,
    from: row.address,
    method: row.method,
    path: row.path,
    ...(row.ownerName === null ? {} : { owner: row.ownerName }),
    ...(isWhole ? { item: { id: itemId, type: itemType, name: itemName } } : {}),
  }
}

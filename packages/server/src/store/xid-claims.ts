import type { Connection } from './database.ts'
import type { ItemRow } from './rows.ts'
import type { RowsWrite } from './rows-write.ts'

/** A type that no item has, so that a claim is found by nobody who looks for an item's keys. */
const claimed = '(xid)'

/** One that was made since this transaction began is a conflict that makes it begin again; an older one stays. */
const claims: RowsWrite = {
  insert: 'item_key',
  columns: ['owner_id', 'type', 'key', 'item_id'],
  conflict: 'ignore',
}

/** An entry of an index holds so many bytes; what is longer is not told apart from others with that beginning. */
const longest = 500

/**
 * Makes sure that of several who look for a group by its external id at the same time, and find none, one makes it and
 * the others look again. Several groups may have one external id all the same, where they are asked for one by one.
 */
export async function claimXids(connection: Connection, items: readonly ItemRow[]): Promise<void> {
  if (!connection.dialect.writesAtOnce) return
  const groups = items.filter(({ kind, fields }) => kind === 'group' && typeof fields.xid === 'string')
  const rows = groups.map(({ id, ownerId, fields }) => [
    ownerId,
    claimed,
    String(fields.xid).slice(0, longest),
    id,
  ])
  await connection.sendRows(claims, rows)
}

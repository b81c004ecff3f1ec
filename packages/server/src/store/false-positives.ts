import type { Connection } from './database.ts'

/** How often something was reported in all, and when last in Unix seconds. */
export interface ReportCount {
  readonly itemId: number
  readonly count: number
  readonly last: number
}

/** Counts one report for each account, item and day; a second one of the day changes nothing. */
export async function insertFalsePositive(
  connection: Connection,
  report: {
    readonly ownerId: number
    readonly itemId: number
    readonly accountId: number
    readonly reported: number
  },
): Promise<void> {
  await connection.run(
    `insert into false_positive (item_id, account_id, day, owner_id, reported) values (?, ?, ?, ?, ?)
     on conflict do nothing`,
    report.itemId,
    report.accountId,
    Math.floor(report.reported / 86_400),
    report.ownerId,
    report.reported,
  )
}

/** The false positives of each of these items that has any. */
export async function countFalsePositives(
  connection: Connection,
  ownerId: number,
  itemIds: readonly number[],
): Promise<readonly ReportCount[]> {
  return connection.all<ReportCount>(
    `select item_id as "itemId", count(*) as count, max(reported) as last from false_positive
     where ${connection.dialect.inList('item_id')} and owner_id = ? group by item_id`,
    itemIds,
    ownerId,
  )
}

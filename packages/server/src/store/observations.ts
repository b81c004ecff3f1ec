import type { Connection } from './database.ts'
import type { ReportCount } from './false-positives.ts'
import type { Owned } from './rows.ts'

/** Adds to what an account observed at that second. */
export async function insertObservation(
  connection: Connection,
  report: {
    readonly ownerId: number
    readonly itemId: number
    readonly accountId: number
    readonly observed: number
    readonly count: number
  },
): Promise<void> {
  await connection.run(
    `insert into observation (item_id, account_id, observed, owner_id, count) values (?, ?, ?, ?, ?)
     on conflict (item_id, account_id, observed, owner_id) do update set count = observation.count + excluded.count`,
    report.itemId,
    report.accountId,
    report.observed,
    report.ownerId,
    report.count,
  )
}

/** The observations of each of these items of an owner that has any. */
export async function countObservations(
  connection: Connection,
  ownerId: number,
  itemIds: readonly number[],
): Promise<readonly ReportCount[]> {
  return connection.all<ReportCount>(
    `select item_id as "itemId", sum(count) as count, max(observed) as last from observation
     where ${connection.dialect.inList('item_id')} and owner_id = ? group by item_id`,
    itemIds,
    ownerId,
  )
}

/** An item's observations by the members of one organization. */
export async function countOrganizationsObservations(
  connection: Connection,
  item: Owned,
  organizationId: number,
): Promise<ReportCount | undefined> {
  return connection.first<ReportCount>(
    `select item_id as "itemId", sum(count) as count, max(observed) as last from observation
     join account on account.id = observation.account_id
     where item_id = ? and observation.owner_id = ? and account.owner_id = ? group by item_id`,
    item.id,
    item.ownerId,
    organizationId,
  )
}

/** An indicator with how often it was observed since a time. */
export interface ObservedRow extends ReportCount {
  readonly name: string
}

const since = `observation join item on item.id = observation.item_id and item.owner_id = observation.owner_id
  where observation.owner_id = ? and observation.observed >= ?`

/** The indicators of an owner that were observed most since a time, most often first. */
export async function pageObserved(
  connection: Connection,
  wanted: { readonly ownerId: number; readonly since: number },
  page: { readonly start: number; readonly limit: number },
): Promise<readonly ObservedRow[]> {
  return connection.all<ObservedRow>(
    `select item.id as "itemId", item.name, sum(observation.count) as count, max(observation.observed) as last
     from ${since} group by item.id, item.name order by sum(observation.count) desc, item.id limit ? offset ?`,
    wanted.ownerId,
    wanted.since,
    page.limit,
    page.start,
  )
}

export async function countObserved(
  connection: Connection,
  wanted: { readonly ownerId: number; readonly since: number },
): Promise<number> {
  const row = await connection.first<{ count: number }>(
    `select count(distinct item.id) as count from ${since}`,
    wanted.ownerId,
    wanted.since,
  )
  return row?.count ?? 0
}

/** How often each user observed these items of an owner since a time, most often first. */
export async function eachObserver(
  connection: Connection,
  ownerId: number,
  itemIds: readonly number[],
  sinceTime: number,
): Promise<readonly (ReportCount & { readonly userName: string })[]> {
  return connection.all(
    `select item_id as "itemId", account.user_name as "userName", sum(count) as count, max(observed) as last
     from observation join account on account.id = observation.account_id
     where ${connection.dialect.inList('item_id')} and observation.owner_id = ? and observed >= ?
     group by item_id, account.id, account.user_name order by sum(count) desc, account.id`,
    itemIds,
    ownerId,
    sinceTime,
  )
}

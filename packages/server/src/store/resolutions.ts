import type { Connection } from './database.ts'
import type { Owned } from './rows.ts'

/** That a host had these addresses at a time, in Unix seconds. */
export interface ResolutionRow {
  readonly resolved: number
  readonly addressId: number
}

export async function insertResolution(
  connection: Connection,
  host: Owned,
  { resolved, addressId }: ResolutionRow,
): Promise<void> {
  const sql = `insert into dns_resolution (host_id, resolved, address_id, owner_id) values (?, ?, ?, ?)
    on conflict do nothing`
  await connection.run(sql, host.id, resolved, addressId, host.ownerId)
}

/** The times at which a host was resolved, newest first. */
export async function pageResolutionTimes(
  connection: Connection,
  host: Owned,
  page: { readonly start: number; readonly limit: number },
): Promise<readonly number[]> {
  const rows = await connection.all<{ resolved: number }>(
    `select distinct resolved from dns_resolution where host_id = ? and owner_id = ?
     order by resolved desc limit ? offset ?`,
    host.id,
    host.ownerId,
    page.limit,
    page.start,
  )
  return rows.map(({ resolved }) => resolved)
}

export async function countResolutionTimes(connection: Connection, host: Owned): Promise<number> {
  const sql =
    'select count(distinct resolved) as count from dns_resolution where host_id = ? and owner_id = ?'
  return (await connection.first<{ count: number }>(sql, host.id, host.ownerId))?.count ?? 0
}

/** What a host resolved to at each of these times. */
export async function eachResolution(
  connection: Connection,
  host: Owned,
  times: readonly number[],
): Promise<readonly ResolutionRow[]> {
  return connection.all<ResolutionRow>(
    `select resolved, address_id as "addressId" from dns_resolution
     where host_id = ? and owner_id = ? and ${connection.dialect.inList('resolved')} order by resolved desc, address_id`,
    host.id,
    host.ownerId,
    times,
  )
}

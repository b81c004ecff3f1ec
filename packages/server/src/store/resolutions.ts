import type { Connection } from './database.ts'

/** That a host had these addresses at a time, in Unix seconds. */
export interface ResolutionRow {
  readonly resolved: number
  readonly addressId: number
}

export async function insertResolution(
  connection: Connection,
  hostId: number,
  { resolved, addressId }: ResolutionRow,
): Promise<void> {
  const sql =
    'insert into dns_resolution (host_id, address_id, resolved) values (?, ?, ?) on conflict do nothing'
  await connection.run(sql, hostId, addressId, resolved)
}

/** The times at which a host was resolved, newest first. */
export async function pageResolutionTimes(
  connection: Connection,
  hostId: number,
  page: { readonly start: number; readonly limit: number },
): Promise<readonly number[]> {
  const rows = await connection.all<{ resolved: number }>(
    'select distinct resolved from dns_resolution where host_id = ? order by resolved desc limit ? offset ?',
    hostId,
    page.limit,
    page.start,
  )
  return rows.map(({ resolved }) => resolved)
}

export async function countResolutionTimes(connection: Connection, hostId: number): Promise<number> {
  const sql = 'select count(distinct resolved) as count from dns_resolution where host_id = ?'
  return (await connection.first<{ count: number }>(sql, hostId))?.count ?? 0
}

/** What a host resolved to at each of these times. */
export async function eachResolution(
  connection: Connection,
  hostId: number,
  times: readonly number[],
): Promise<readonly ResolutionRow[]> {
  return connection.all<ResolutionRow>(
    `select resolved, address_id as "addressId" from dns_resolution
     where host_id = ? and ${connection.dialect.inList('resolved')} order by resolved desc, address_id`,
    hostId,
    JSON.stringify(times),
  )
}

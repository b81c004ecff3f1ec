import type { Connection } from './database.ts'
import type { Owned } from './rows.ts'

/** A link of a batch file that waits until all its items are there; JSON that the store does not read. */
export interface BatchLinkRow {
  readonly id: number
  readonly link: string
}

export async function insertBatchLinks(
  connection: Connection,
  job: Owned,
  links: readonly string[],
): Promise<void> {
  const ids = await connection.allocateIds('batch_link', links.length)
  const rows = links.map((link, index) => [ids[index] as number, job.ownerId, job.id, link])
  await connection.sendRows({ insert: 'batch_link', columns: ['id', 'owner_id', 'job_id', 'link'] }, rows)
}

/** A page of the links that wait; `after` is the id of the last one before. */
export async function pageBatchLinks(
  connection: Connection,
  job: Owned,
  page: { readonly after: number; readonly limit: number },
): Promise<readonly BatchLinkRow[]> {
  const sql = `select id, link from batch_link where job_id = ? and owner_id = ? and id > ?
    order by id limit ?`
  return connection.all<BatchLinkRow>(sql, job.id, job.ownerId, page.after, page.limit)
}

/** Drops the links up to one. */
export async function deleteBatchLinks(connection: Connection, job: Owned, upTo: number): Promise<void> {
  const sql = 'delete from batch_link where job_id = ? and owner_id = ? and id <= ?'
  await connection.run(sql, job.id, job.ownerId, upTo)
}

export async function countBatchLinks(connection: Connection, job: Owned): Promise<number> {
  const sql = 'select count(*) as count from batch_link where job_id = ? and owner_id = ?'
  return (await connection.first<{ count: number }>(sql, job.id, job.ownerId))?.count ?? 0
}

import type { Connection } from './database.ts'

/** A link of a batch file that waits until all its items are there; JSON that the store does not read. */
export interface BatchLinkRow {
  readonly id: number
  readonly link: string
}

export async function insertBatchLink(connection: Connection, jobId: number, link: string): Promise<void> {
  await connection.run('insert into batch_link (job_id, link) values (?, ?)', jobId, link)
}

/** A page of the links that wait; `after` is the id of the last one before. */
export async function pageBatchLinks(
  connection: Connection,
  jobId: number,
  page: { readonly after: number; readonly limit: number },
): Promise<readonly BatchLinkRow[]> {
  const sql = 'select id, link from batch_link where job_id = ? and id > ? order by id limit ?'
  return connection.all<BatchLinkRow>(sql, jobId, page.after, page.limit)
}

/** Drops the links up to one. */
export async function deleteBatchLinks(connection: Connection, jobId: number, upTo: number): Promise<void> {
  await connection.run('delete from batch_link where job_id = ? and id <= ?', jobId, upTo)
}

export async function countBatchLinks(connection: Connection, jobId: number): Promise<number> {
  const sql = 'select count(*) as count from batch_link where job_id = ?'
  return (await connection.first<{ count: number }>(sql, jobId))?.count ?? 0
}

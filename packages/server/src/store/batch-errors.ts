import type { Connection } from './database.ts'
import type { Owned } from './rows.ts'

/** Something in a batch file that was refused. */
export interface BatchErrorRow {
  readonly code: string
  readonly severity: string
  readonly path: string
  readonly source: string
  readonly reason: string
}

export async function insertBatchError(
  connection: Connection,
  job: Owned,
  error: BatchErrorRow,
): Promise<void> {
  await connection.run(
    'insert into batch_error (owner_id, job_id, code, severity, path, source, reason) values (?, ?, ?, ?, ?, ?, ?)',
    job.ownerId,
    job.id,
    error.code,
    error.severity,
    error.path,
    error.source,
    error.reason,
  )
}

/** A page of a job's errors, in the order in which they were found; `after` is the id of the last one before. */
export async function pageBatchErrors(
  connection: Connection,
  job: Owned,
  page: { readonly after: number; readonly limit: number },
): Promise<readonly (BatchErrorRow & { readonly id: number })[]> {
  return connection.all(
    `select id, code, severity, path, source, reason from batch_error
     where job_id = ? and owner_id = ? and id > ? order by id limit ?`,
    job.id,
    job.ownerId,
    page.after,
    page.limit,
  )
}

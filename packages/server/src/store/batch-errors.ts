import type { Connection } from './database.ts'
import type { Owned } from './rows.ts'
import type { RowsWrite } from './rows-write.ts'

/** Something in a batch file that was refused. */
export interface BatchErrorRow {
  readonly code: string
  readonly severity: string
  readonly path: string
  readonly source: string
  readonly reason: string
}

const newErrors: RowsWrite = {
  insert: 'batch_error',
  columns: ['id', 'owner_id', 'job_id', 'code', 'severity', 'path', 'source', 'reason'],
}

export async function insertBatchErrors(
  connection: Connection,
  job: Owned,
  errors: readonly BatchErrorRow[],
): Promise<void> {
  const ids = await connection.allocateIds('batch_error', errors.length)
  const rows = errors.map((error, index) => [
    ids[index] as number,
    job.ownerId,
    job.id,
    error.code,
    error.severity,
    error.path,
    error.source,
    error.reason,
  ])
  await connection.sendRows(newErrors, rows)
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

import type { Connection } from './database.ts'
import type { Owned } from './rows.ts'

/** A batch job as it is kept. Times are Unix seconds; origin, settings and counts are JSON that the store does not read. */
export interface BatchJobRow {
  readonly id: number
  readonly ownerId: number
  readonly accountId: number
  /** Where the job was asked for, for the audit log. */
  readonly origin: string
  readonly settings: string
  readonly state: string
  readonly worker: string | null
  readonly heartbeat: number | null
  /** How many elements of the file have been dealt with. */
  readonly position: number
  /** Whether the whole file has been read, so that only links are left. */
  readonly readWhole: boolean
  readonly counts: string
  readonly dateAdded: number
}

type RawJob = Omit<BatchJobRow, 'readWhole'> & { readonly readWhole: number }

const columns = `id, owner_id as "ownerId", account_id as "accountId", origin, settings, state, worker, heartbeat, position,
  read_whole as "readWhole", counts, date_added as "dateAdded"`

const read = (raw: RawJob): BatchJobRow => ({ ...raw, readWhole: raw.readWhole === 1 })

export async function insertBatchJob(
  connection: Connection,
  job: Pick<BatchJobRow, 'ownerId' | 'accountId' | 'origin' | 'settings' | 'state' | 'counts' | 'dateAdded'>,
): Promise<number> {
  const row = await connection.first<{ id: number }>(
    `insert into batch_job (owner_id, account_id, origin, settings, state, position, read_whole, counts, date_added)
     values (?, ?, ?, ?, ?, 0, 0, ?, ?) returning id`,
    job.ownerId,
    job.accountId,
    job.origin,
    job.settings,
    job.state,
    job.counts,
    job.dateAdded,
  )
  return (row as { id: number }).id
}

export async function findBatchJob(connection: Connection, id: number): Promise<BatchJobRow | undefined> {
  const raw = await connection.first<RawJob>(`select ${columns} from batch_job where id = ?`, id)
  return raw && read(raw)
}

/** The jobs in one of these states, in the order in which they came. */
export async function eachBatchJob(
  connection: Connection,
  states: readonly string[],
): Promise<readonly BatchJobRow[]> {
  const sql = `select ${columns} from batch_job where ${connection.dialect.inList('state')} order by id`
  return (await connection.all<RawJob>(sql, states)).map(read)
}

/** Puts a job from one state into another and in somebody's hands, if it is still as it was; whether it was. */
export async function takeBatchJob(
  connection: Connection,
  job: Pick<BatchJobRow, 'id' | 'ownerId' | 'state' | 'worker'>,
  to: { readonly state: string; readonly worker: string | null; readonly heartbeat: number | null },
): Promise<boolean> {
  const changed = await connection.run(
    `update batch_job set state = ?, worker = ?, heartbeat = ?
     where id = ? and owner_id = ? and state = ? and worker is not distinct from ?`,
    to.state,
    to.worker,
    to.heartbeat,
    job.id,
    job.ownerId,
    job.state,
    job.worker,
  )
  return changed > 0
}

/** Notes how far a job has come, if it is still in these hands; whether it was. */
export async function advanceBatchJob(
  connection: Connection,
  job: Pick<BatchJobRow, 'id' | 'ownerId' | 'worker' | 'heartbeat' | 'position' | 'readWhole' | 'counts'>,
): Promise<boolean> {
  const changed = await connection.run(
    `update batch_job set position = ?, read_whole = ?, counts = ?, heartbeat = ?
     where id = ? and owner_id = ? and worker = ? and state = 'Running'`,
    job.position,
    job.readWhole ? 1 : 0,
    job.counts,
    job.heartbeat,
    job.id,
    job.ownerId,
    job.worker,
  )
  return changed > 0
}

/** Notes that somebody still works on a job. */
export async function touchBatchJob(connection: Connection, job: Owned, heartbeat: number): Promise<void> {
  const sql = 'update batch_job set heartbeat = ? where id = ? and owner_id = ?'
  await connection.run(sql, heartbeat, job.id, job.ownerId)
}

export async function insertBatchPart(
  connection: Connection,
  job: Owned,
  part: number,
  bytes: Uint8Array,
): Promise<void> {
  const sql = 'insert into batch_part (job_id, part, owner_id, bytes) values (?, ?, ?, ?)'
  await connection.run(sql, job.id, part, job.ownerId, bytes)
}

export async function findBatchPart(
  connection: Connection,
  job: Owned,
  part: number,
): Promise<Uint8Array | undefined> {
  const sql = 'select bytes from batch_part where job_id = ? and part = ? and owner_id = ?'
  return (await connection.first<{ bytes: Uint8Array }>(sql, job.id, part, job.ownerId))?.bytes
}

export async function deleteBatchParts(connection: Connection, job: Owned): Promise<void> {
  const sql = 'delete from batch_part where job_id = ? and owner_id = ?'
  await connection.run(sql, job.id, job.ownerId)
}

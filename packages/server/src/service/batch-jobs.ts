import type { BatchCounts, BatchError, BatchSettings, BatchState } from '@tcex/model'
import { noBatchCounts } from '@tcex/model'
import { type BatchErrorRow, insertBatchError, pageBatchErrors } from '../store/batch-errors.ts'
import {
  advanceBatchJob,
  type BatchJobRow,
  deleteBatchParts,
  eachBatchJob,
  findBatchJob,
  findBatchPart,
  insertBatchJob,
  insertBatchPart,
  takeBatchJob,
} from '../store/batch-jobs.ts'
import { countBatchLinks, deleteBatchLinks, firstBatchLinks, insertBatchLink } from '../store/batch-links.ts'
import { accessibleOwners, findAccount } from '../store/owners.ts'
import { inParts } from './contents.ts'
import { idIn } from './find.ts'
import { refuse } from './refusal.ts'
import { type Platform, read, type Scope, seconds, type Work, write } from './scope.ts'

/** A batch job. `Uploading` is a job whose file is on its way; clients see it as `Created`. */
export interface BatchJob {
  readonly id: number
  readonly ownerId: number
  readonly accountId: number
  readonly settings: BatchSettings
  readonly state: BatchState | 'Uploading'
  readonly worker: string | null
  readonly heartbeat: number | null
  readonly position: number
  readonly readWhole: boolean
  readonly counts: BatchCounts
}

const toJob = (row: BatchJobRow): BatchJob => ({
  ...row,
  state: row.state as BatchJob['state'],
  settings: JSON.parse(row.settings) as BatchSettings,
  counts: JSON.parse(row.counts) as BatchCounts,
})

/** Makes a job in the scope's owner and gives its id. */
export function createJob(scope: Scope, settings: BatchSettings): Promise<number> {
  return write(scope, (work) =>
    insertBatchJob(work.connection, {
      ownerId: work.owner.id,
      accountId: work.account.id,
      settings: JSON.stringify(settings),
      state: 'Created',
      counts: JSON.stringify(noBatchCounts),
      dateAdded: seconds(work),
    }),
  )
}

/**
 * A job of an owner within the account's reach.
 *
 * @throws Refusal where there is none
 */
export function getJob(scope: Scope, id: string): Promise<BatchJob> {
  return read(scope, (work) => jobIn(work, id))
}

async function jobIn({ connection, account }: Work, id: string): Promise<BatchJob> {
  const number = idIn(id)
  const row = number === undefined ? undefined : await findBatchJob(connection, number)
  const owners = row ? await accessibleOwners(connection, account) : []
  if (row && owners.some((owner) => owner.id === row.ownerId)) return toJob(row)
  throw refuse('unknownPart', { part: 'batch job', id })
}

/**
 * Takes a job's file part by part and queues the job when all of it has arrived.
 *
 * @throws Refusal for an unknown job, one that has its file, or a file that is larger than the limit
 */
export async function uploadFile(
  scope: Scope,
  id: string,
  content: AsyncIterable<Uint8Array>,
  { limit, worker }: { readonly limit: number; readonly worker: string },
): Promise<BatchJob> {
  const job = await write(scope, async (work) => {
    const found = await jobIn(work, id)
    const taken = found.state === 'Created' && (await takeJob(work, found, 'Uploading', worker))
    if (!taken) throw refuse('batchHasFile', { id: found.id, state: visible(found.state) })
    return { ...found, state: 'Uploading', worker } as const
  })
  try {
    await storeParts(scope, job.id, content, limit)
    await write(scope, (work) => takeJob(work, job, 'Queued', null))
    return { ...job, state: 'Queued', worker: null }
  } catch (error) {
    await write(scope, (work) => forgetFile(work, job))
    throw error
  }
}

async function storeParts(
  scope: Scope,
  jobId: number,
  content: AsyncIterable<Uint8Array>,
  limit: number,
): Promise<void> {
  let part = 0
  let size = 0
  for await (const bytes of inParts(content)) {
    size += bytes.length
    if (size > limit) throw refuse('batchFileTooLarge', { limit })
    const number = part
    await write(scope, ({ connection }) => insertBatchPart(connection, jobId, number, bytes))
    part += 1
  }
}

/** What clients see of a state. */
export const visible = (state: BatchJob['state']): BatchState => (state === 'Uploading' ? 'Created' : state)

/** Puts a job into a state and into somebody's hands, if it is as it was; whether it was. */
function takeJob(
  work: Pick<Work, 'connection' | 'platform'>,
  job: Pick<BatchJob, 'id' | 'state' | 'worker'>,
  state: BatchJob['state'],
  worker: string | null,
): Promise<boolean> {
  const heartbeat = Math.floor(work.platform.now().getTime() / 1000)
  return takeBatchJob(work.connection, job, { state, worker, heartbeat })
}

async function forgetFile(
  work: Pick<Work, 'connection' | 'platform'>,
  job: Pick<BatchJob, 'id' | 'state' | 'worker'>,
): Promise<void> {
  if (await takeJob(work, job, 'Created', null)) await deleteBatchParts(work.connection, job.id)
}

/**
 * The next job that a worker may run: one that is queued, or one that whoever had it will not go on with. It is the
 * worker's then, and nobody else's.
 */
export function claimJob(
  platform: Platform,
  worker: string,
  isGone: (job: BatchJob) => boolean,
): Promise<BatchJob | undefined> {
  return platform.database.write(async (connection) => {
    for (const row of await eachBatchJob(connection, ['Queued', 'Running', 'Uploading'])) {
      const job = toJob(row)
      if (job.state !== 'Queued' && !isGone(job)) continue
      if (job.state === 'Uploading') await forgetFile({ connection, platform }, job)
      else if (await takeJob({ connection, platform }, job, 'Running', worker)) {
        return { ...job, state: 'Running', worker }
      }
    }
    return undefined
  })
}

/** Gives a job back, to be gone on with by whoever comes next. */
export function releaseJob(platform: Platform, job: BatchJob): Promise<boolean> {
  return platform.database.write((connection) =>
    takeJob({ connection, platform }, { ...job, state: 'Running' }, 'Queued', null),
  )
}

/** A job that somebody else goes on with; what was done since is undone. */
export class LostJob extends Error {
  override readonly name = 'LostJob'
}

/**
 * Notes how far a job has come, in the transaction that did the work.
 *
 * @throws LostJob where it is in other hands
 */
export async function advanceJob(
  work: Pick<Work, 'connection' | 'platform'>,
  job: BatchJob,
  errors: readonly BatchError[],
): Promise<void> {
  const heartbeat = Math.floor(work.platform.now().getTime() / 1000)
  const kept = await advanceBatchJob(work.connection, {
    ...job,
    heartbeat,
    counts: JSON.stringify(job.counts),
  })
  if (!kept) throw new LostJob(`batch job ${job.id} is in other hands`)
  for (const error of errors) await insertBatchError(work.connection, job.id, error)
}

/** Ends a job; its file is needed no more. */
export function completeJob(platform: Platform, job: BatchJob, errors: readonly BatchError[]): Promise<void> {
  return platform.database.write(async (connection) => {
    await advanceJob({ connection, platform }, job, errors)
    await takeJob({ connection, platform }, job, 'Completed', null)
    await deleteBatchParts(connection, job.id)
    await deleteBatchLinks(connection, job.id, Number.MAX_SAFE_INTEGER)
  })
}

/** The bytes of a job's file. */
export async function* fileOf(platform: Platform, jobId: number): AsyncGenerator<Uint8Array> {
  for (let part = 0; ; part += 1) {
    const bytes = await platform.database.read((connection) => findBatchPart(connection, jobId, part))
    if (!bytes) return
    yield bytes
  }
}

/**
 * Whom a job runs for, and in which owner.
 *
 * @throws Refusal where the account or its access to the owner is gone
 */
export async function scopeOfJob(platform: Platform, job: BatchJob): Promise<Scope> {
  const found = await platform.database.read(async (connection) => {
    const account = await findAccount(connection, job.accountId)
    const owners = account ? await accessibleOwners(connection, account) : []
    return { account, owner: owners.find(({ id }) => id === job.ownerId) }
  })
  if (!found.account || !found.owner) throw refuse('ownerForbidden', { owner: job.settings.owner })
  const { id, name, type } = found.owner
  return { platform, account: found.account, owner: { id, name, type: type as Scope['owner']['type'] } }
}

const pageSize = 1000

/** What of a job's file was refused, in the order in which it was found. */
export async function* errorsOf(platform: Platform, jobId: number): AsyncGenerator<BatchError> {
  let after = 0
  for (;;) {
    const page = await platform.database.read((connection) =>
      pageBatchErrors(connection, jobId, { after, limit: pageSize }),
    )
    for (const row of page) yield toError(row)
    const last = page.at(-1)
    if (!last || page.length < pageSize) return
    after = last.id
  }
}

const toError = ({ code, path, source, reason }: BatchErrorRow): BatchError => ({
  code,
  severity: 'Error',
  path,
  source,
  reason,
})

/** Puts a link aside until all items of the file are there. */
export function deferLink(work: Work, jobId: number, link: unknown): Promise<void> {
  return insertBatchLink(work.connection, jobId, JSON.stringify(link))
}

/** Takes the first links that were put aside. */
export async function takeLinks(work: Work, jobId: number, limit: number): Promise<readonly unknown[]> {
  const rows = await firstBatchLinks(work.connection, jobId, limit)
  const last = rows.at(-1)
  if (last) await deleteBatchLinks(work.connection, jobId, last.id)
  return rows.map(({ link }) => JSON.parse(link) as unknown)
}

/** How many links wait. */
export const countLinks = (platform: Platform, job: BatchJob): Promise<number> =>
  platform.database.read((connection) => countBatchLinks(connection, job.id))

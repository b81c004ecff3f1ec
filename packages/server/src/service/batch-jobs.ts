import type { BatchCounts, BatchError, BatchSettings, BatchState } from '@tcex/model'
import { noBatchCounts } from '@tcex/model'
import { findAccount } from '../store/accounts.ts'
import { type BatchErrorRow, insertBatchErrors, pageBatchErrors } from '../store/batch-errors.ts'
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
  touchBatchJob,
} from '../store/batch-jobs.ts'
import { countBatchLinks, deleteBatchLinks, insertBatchLinks, pageBatchLinks } from '../store/batch-links.ts'
import type { Connection } from '../store/database.ts'
import { accessibleOwners } from '../store/owners.ts'
import type { Owned } from '../store/rows.ts'
import { enter } from './access.ts'
import type { Origin } from './audit.ts'
import { inParts } from './contents.ts'
import { idIn } from './find.ts'
import { refuse } from './refusal.ts'
import { type Platform, prepare, read, type Scope, seconds, type Work, write } from './scope.ts'

/** A batch job. `Uploading` is a job whose file is on its way; clients see it as `Created`. */
export interface BatchJob {
  readonly id: number
  readonly ownerId: number
  readonly accountId: number
  readonly origin: Origin
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
  origin: JSON.parse(row.origin) as Origin,
  settings: JSON.parse(row.settings) as BatchSettings,
  counts: JSON.parse(row.counts) as BatchCounts,
})

/** Makes a job in the scope's owner and gives its id. */
export function createJob(scope: Scope, settings: BatchSettings): Promise<number> {
  return write(scope, (work) =>
    insertBatchJob(work.connection, {
      ownerId: work.owner.id,
      accountId: work.account.id,
      origin: JSON.stringify(work.origin),
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
 * @throws Refusal for an unknown job, one in whose owner the account may not write, one that has its file, or a file that is larger than the limit
 */
export async function uploadFile(
  asking: Scope,
  id: string,
  content: AsyncIterable<Uint8Array>,
  { limit, worker }: { readonly limit: number; readonly worker: string },
): Promise<BatchJob> {
  const { settings } = await getJob(asking, id)
  const access = await enter(asking.platform, asking.account, settings, 'user')
  const scope = { ...asking, ...access }
  const job = await prepare(scope, async (work) => {
    const found = await jobIn(work, id)
    const taken = found.state === 'Created' && (await takeJob(work, found, 'Uploading', worker))
    if (!taken) throw refuse('batchHasFile', { id: found.id, state: visible(found.state) })
    return { ...found, state: 'Uploading', worker } as const
  })
  try {
    await storeParts(scope, job, content, limit)
    await write(scope, async (work) => {
      if (!(await takeJob(work, job, 'Queued', null))) throw new LostJob(`batch job ${job.id} was given up`)
    })
    return { ...job, state: 'Queued', worker: null }
  } catch (error) {
    await prepare(scope, (work) => forgetFile(work, job))
    throw error
  }
}

async function storeParts(
  scope: Scope,
  job: Owned,
  content: AsyncIterable<Uint8Array>,
  limit: number,
): Promise<void> {
  let part = 0
  let size = 0
  for await (const bytes of inParts(content)) {
    size += bytes.length
    if (size > limit) throw refuse('batchFileTooLarge', { limit })
    const number = part
    await prepare(scope, async ({ connection }) => {
      await insertBatchPart(connection, job, number, bytes)
      await touchBatchJob(connection, job, seconds(scope))
    })
    part += 1
  }
}

/** What clients see of a state. */
export const visible = (state: BatchJob['state']): BatchState => (state === 'Uploading' ? 'Created' : state)

/** Puts a job into a state and into somebody's hands, if it is as it was; whether it was. */
function takeJob(
  work: Pick<Work, 'connection' | 'platform'>,
  job: Pick<BatchJob, 'id' | 'ownerId' | 'state' | 'worker'>,
  state: BatchJob['state'],
  worker: string | null,
): Promise<boolean> {
  const heartbeat = Math.floor(work.platform.now().getTime() / 1000)
  return takeBatchJob(work.connection, job, { state, worker, heartbeat })
}

async function forgetFile(
  work: Pick<Work, 'connection' | 'platform'>,
  job: Pick<BatchJob, 'id' | 'ownerId' | 'state' | 'worker'>,
): Promise<void> {
  if (await takeJob(work, job, 'Created', null)) await deleteBatchParts(work.connection, job)
}

/**
 * The next job that a worker may run: one that is queued, or one that whoever had it will not go on with. It is the
 * worker's then, and nobody else's.
 */
export async function claimJob(
  platform: Platform,
  worker: string,
  isGone: (job: BatchJob) => boolean,
): Promise<BatchJob | undefined> {
  const open = (connection: Connection) => eachBatchJob(connection, ['Queued', 'Running', 'Uploading'])
  // Most often there is none, and then nobody else who writes is to be held up.
  if ((await platform.database.read(open)).length === 0) return undefined
  const claim = async (connection: Connection): Promise<BatchJob | undefined> => {
    for (const row of await open(connection)) {
      const job = toJob(row)
      if (job.state !== 'Queued' && !isGone(job)) continue
      if (job.state === 'Uploading') await forgetFile({ connection, platform }, job)
      else if (await takeJob({ connection, platform }, job, 'Running', worker)) {
        return { ...job, state: 'Running', worker }
      }
    }
    return undefined
  }
  // A claim that a loss of power undoes leaves a job that is claimed again.
  return platform.database.write(claim, { lasting: false })
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
  await insertBatchErrors(work.connection, job, errors)
}

/** Ends a job; its file is needed no more. */
export function completeJob(platform: Platform, job: BatchJob, errors: readonly BatchError[]): Promise<void> {
  return platform.database.write(async (connection) => {
    await advanceJob({ connection, platform }, job, errors)
    await takeJob({ connection, platform }, job, 'Completed', null)
    await deleteBatchParts(connection, job)
    await deleteBatchLinks(connection, job, Number.MAX_SAFE_INTEGER)
  })
}

/** The bytes of a job's file. */
export async function* fileOf(platform: Platform, job: Owned): AsyncGenerator<Uint8Array> {
  for (let part = 0; ; part += 1) {
    const bytes = await platform.database.read((connection) => findBatchPart(connection, job, part))
    if (!bytes) return
    yield bytes
  }
}

/**
 * Whom a job runs for, and in which owner; its writes are told of under its own path.
 *
 * @throws Refusal where the account or its right to write in the owner is gone
 */
export async function scopeOfJob(platform: Platform, job: BatchJob): Promise<Scope> {
  const { id, accountId, settings, origin } = job
  const account = await platform.database.read((connection) => findAccount(connection, accountId))
  if (!account?.active) throw refuse('ownerForbidden', { owner: settings.owner })
  const access = await enter(platform, account, settings, 'user')
  return { platform, account, ...access, origin: { ...origin, path: `${origin.path}/${id}` } }
}

const pageSize = 1000

/** What of a job's file was refused, in the order in which it was found. */
export async function* errorsOf(platform: Platform, job: Owned): AsyncGenerator<BatchError> {
  let after = 0
  for (;;) {
    const page = await platform.database.read((connection) =>
      pageBatchErrors(connection, job, { after, limit: pageSize }),
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

/** Puts links aside until all items of the file are there. */
export function deferLinks(work: Work, job: Owned, links: readonly unknown[]): Promise<void> {
  const texts = links.map((link) => JSON.stringify(link))
  return insertBatchLinks(work.connection, job, texts)
}

/** Takes the first links that were put aside. */
export async function takeLinks(work: Work, job: Owned, limit: number): Promise<readonly unknown[]> {
  const rows = await pageBatchLinks(work.connection, job, { after: 0, limit })
  const last = rows.at(-1)
  if (last) await deleteBatchLinks(work.connection, job, last.id)
  return rows.map(({ link }) => JSON.parse(link) as unknown)
}

/** Every link that waits, from the first to the last. */
export async function* eachLink(platform: Platform, job: Owned): AsyncGenerator<unknown> {
  let after = 0
  for (;;) {
    const page = { after, limit: pageSize }
    const rows = await platform.database.read((connection) => pageBatchLinks(connection, job, page))
    for (const { link } of rows) yield JSON.parse(link) as unknown
    const last = rows.at(-1)
    if (!last || rows.length < pageSize) return
    after = last.id
  }
}

/** Whether any links wait. */
export const hasLinks = (platform: Platform, job: BatchJob): Promise<boolean> =>
  platform.database.read(
    async (connection) => (await pageBatchLinks(connection, job, { after: 0, limit: 1 })).length > 0,
  )

/** How many links wait. */
export const countLinks = (platform: Platform, job: BatchJob): Promise<number> =>
  platform.database.read((connection) => countBatchLinks(connection, job))

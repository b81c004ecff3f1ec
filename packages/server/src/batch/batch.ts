import {
  type BatchError,
  type BatchState,
  batchErrorCodes,
  encodeBatchError,
  encodeBatchResult,
  encodeBatchStatus,
} from '@tcex/model'
import { enter } from '../service/access.ts'
import { type BatchJob, createJob, errorsOf, getJob, uploadFile, visible } from '../service/batch-jobs.ts'
import type { Body } from '../service/items.ts'
import { refuse } from '../service/refusal.ts'
import type { Scope } from '../service/scope.ts'
import type { BatchQueue } from './queue.ts'
import { settingsIn } from './settings.ts'

type Json = Readonly<Record<string, unknown>>

/**
 * Makes a batch job in the owner that its settings name, and gives its id.
 *
 * @throws Refusal naming every setting that breaks a rule, or for an owner out of reach or one in which the account may not write
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/batch_api/batch_api.html#create-a-batch-job
 */
export async function createBatch(scope: Scope, queue: BatchQueue, body: Body): Promise<number> {
  const settings = settingsIn(body)
  const access = await enter(scope.platform, scope.account, settings, 'user', 'batchPermission')
  queue.expect()
  return createJob({ ...scope, ...access }, settings)
}

/** Takes a job's file and queues the job. */
export async function uploadBatch(
  scope: Scope,
  queue: BatchQueue,
  id: string,
  content: AsyncIterable<Uint8Array>,
): Promise<BatchJob> {
  const job = await uploadFile(scope, id, content, { limit: queue.fileLimit, worker: queue.worker })
  queue.wake()
  return job
}

/** What became of a job so far. */
export async function batchStatus(scope: Scope, id: string, additional: boolean): Promise<Json> {
  return statusOf(await getJob(scope, id), additional)
}

export const statusOf = (job: BatchJob, additional: boolean): Json =>
  encodeBatchStatus({ ...job, state: visible(job.state) }, additional)

/** Which of a job's errors are asked for. */
export interface ErrorFilter {
  readonly code?: string | undefined
  readonly contains?: string | undefined
  readonly severity?: string | undefined
}

/**
 * The errors of a job that has ended, one by one.
 *
 * @throws Refusal for a job that has not ended, or that has no errors
 */
export async function batchErrors(scope: Scope, id: string): Promise<AsyncIterable<Json>> {
  const job = await endedJob(scope, id)
  return each(errorsOf(scope.platform, job), encodeBatchError)
}

/** The same in the form of the documentation's details, of one code, of one severity, or with a text in them. */
export async function batchResults(
  scope: Scope,
  id: string,
  filter: ErrorFilter,
): Promise<AsyncIterable<Json>> {
  refuseFilter(filter)
  const job = await endedJob(scope, id)
  return each(errorsOf(scope.platform, job), (error) =>
    isWanted(error, filter) ? encodeBatchResult(error) : undefined,
  )
}

async function endedJob(scope: Scope, id: string): Promise<BatchJob> {
  const job = await getJob(scope, id)
  const state: BatchState = visible(job.state)
  if (state !== 'Completed') throw refuse('batchUnfinished', { state })
  if (Object.values(job.counts.error).every((count) => count === 0)) {
    throw refuse('batchWithoutErrors', { id: job.id })
  }
  return job
}

const severities = ['err', 'error', 'info', 'warn', 'warning']

function refuseFilter({ code, severity }: ErrorFilter): void {
  if (code !== undefined && !/^0x[\da-f]+$/i.test(code)) {
    const rule = `must be one error code such as ${batchErrorCodes.jsonSyntax}`
    throw refuse('invalidParameter', { field: 'code', rule })
  }
  if (severity !== undefined && !severities.includes(severity.toLowerCase())) {
    throw refuse('invalidParameter', { field: 'severity', rule: `must be one of: ${severities.join(', ')}` })
  }
}

function isWanted(error: BatchError, { code, contains, severity }: ErrorFilter): boolean {
  if (code !== undefined && error.code.toLowerCase() !== code.toLowerCase()) return false
  if (severity !== undefined && !error.severity.toLowerCase().startsWith(severity.toLowerCase())) return false
  return contains === undefined || JSON.stringify(encodeBatchResult(error)).includes(contains)
}

async function* each<T>(
  items: AsyncIterable<T>,
  encode: (item: T) => Json | undefined,
): AsyncGenerator<Json> {
  for await (const item of items) {
    const encoded = encode(item)
    if (encoded) yield encoded
  }
}

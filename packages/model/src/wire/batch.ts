import type { Field } from '../catalog/field.ts'

const choice = <const T extends string, const C extends readonly string[]>(
  title: T,
  sentence: string,
  choices: C,
) => ({ format: 'choice', title, sentence, choices }) as const

/**
 * How a batch job is told what to do.
 *
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/batch_api/batch_api.html#create-a-batch-job
 */
export const batchSettings = {
  version: { ...choice('Version', 'The version of the batch API.', ['V1', 'V2']), initial: 'V1' },
  owner: { format: 'text', title: 'Owner', sentence: 'In whose data the job writes.', required: true },
  haltOnError: {
    format: 'boolean',
    title: 'Halt on error',
    sentence: 'Whether the job stops at the first item that is refused.',
    required: true,
  },
  action: {
    ...choice('Action', 'What the job does with what it reads.', ['Create', 'Delete']),
    required: true,
  },
  attributeWriteType: {
    ...choice('Attributes', 'How attributes join those that are there.', [
      'Append',
      'Replace',
      'Singleton',
      'Static',
    ]),
    required: true,
  },
  tagWriteType: {
    ...choice('Tags', 'How tags join those that are there.', ['Append', 'Replace']),
    initial: 'Replace',
  },
  securityLabelWriteType: {
    ...choice('Security labels', 'How security labels join those that are there.', ['Append', 'Replace']),
    initial: 'Replace',
  },
  fileMergeMode: {
    ...choice('File merge mode', 'What happens where hashes belong to several items.', [
      'Distribute',
      'Merge',
    ]),
    initial: 'Merge',
  },
  hashCollisionMode: {
    ...choice('Hash collision mode', 'What happens where hashes contradict each other.', [
      'FavorExisting',
      'FavorIncoming',
      'IgnoreExisting',
      'IgnoreIncoming',
      'Split',
    ]),
    initial: 'FavorIncoming',
  },
  playbookTriggersEnabled: {
    format: 'boolean',
    title: 'Playbook triggers',
    sentence: 'Taken and without effect: there are no playbooks here.',
    initial: false,
  },
} as const satisfies Readonly<Record<string, Field>>

type SettingFields = typeof batchSettings

type SettingValue<F> = F extends { readonly choices: readonly (infer C)[] }
  ? C
  : F extends { readonly format: 'boolean' }
    ? boolean
    : string

/** The settings of a batch job, checked and complete. */
export type BatchSettings = { readonly [N in keyof SettingFields]: SettingValue<SettingFields[N]> }

/** What became of a batch job so far. */
export const batchStates = ['Created', 'Queued', 'Running', 'Completed'] as const

export type BatchState = (typeof batchStates)[number]

/** What a batch file holds besides items. */
export type BatchCounted = 'indicator' | 'group' | 'association'

/** How many of each sort landed and were refused, and how many items a job that halted did not come to. */
export interface BatchCounts {
  readonly success: Readonly<Record<BatchCounted, number>>
  readonly error: Readonly<Record<BatchCounted | 'file', number>>
  readonly unprocess: number
}

export const noBatchCounts: BatchCounts = {
  success: { indicator: 0, group: 0, association: 0 },
  error: { indicator: 0, group: 0, association: 0, file: 0 },
  unprocess: 0,
}

type Json = Readonly<Record<string, unknown>>

const sum = (numbers: Readonly<Record<string, number>>): number =>
  Object.values(numbers).reduce((total, number) => total + number, 0)

/**
 * A job's status as the platform reports it. `successCount` counts items, `errorCount` everything that was refused.
 *
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/batch_api/batch_api.html#check-the-status-of-a-batch-job
 */
export function encodeBatchStatus(
  job: { readonly id: number; readonly state: BatchState; readonly counts: BatchCounts },
  additional: boolean,
): Json {
  const { success, error, unprocess } = job.counts
  return {
    id: job.id,
    status: job.state,
    errorCount: sum(error),
    successCount: success.indicator + success.group,
    unprocessCount: unprocess,
    ...(additional ? additionalCounts(job.counts) : {}),
  }
}

const additionalCounts = ({ success, error }: BatchCounts): Json => ({
  successIndicatorCount: success.indicator,
  errorIndicatorCount: error.indicator,
  successGroupCount: success.group,
  errorGroupCount: error.group,
  successAssociationCount: success.association,
  errorAssociationCount: error.association,
})

/** Why something in a batch file was refused, by the platform's codes. */
export const batchErrorCodes = {
  general: '0x1001',
  permission: '0x1002',
  jsonSyntax: '0x1003',
  internal: '0x1004',
  invalidIndicator: '0x1005',
  invalidGroup: '0x1006',
  notFound: '0x1007',
  association: '0x1009',
  hashMerge: '0x2003',
} as const

export type BatchErrorName = keyof typeof batchErrorCodes

/** Something in a batch file that was refused: where it stands, what it was, and why. */
export interface BatchError {
  readonly code: string
  readonly severity: 'Error'
  /** Where in the file: `$.indicator[3]`. */
  readonly path: string
  /** What the file calls it: a group's xid, an indicator's value. */
  readonly source: string
  readonly reason: string
}

/**
 * An error as `/v2/batch/{id}/results` shows it.
 *
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/batch_api/batch_api.html#retrieve-error-details-for-a-batch-job
 */
export function encodeBatchResult({ code, severity, path, source, reason }: BatchError): Json {
  const last = path.replace(/^\$\.?/, '')
  const about = last === '' ? '' : `: Last processed ${last} '${source}'`
  return {
    code,
    severity,
    errorReason: reason,
    errorMessage: `Encountered an unexpected Exception while processing batch job. Last known JSON path: '${path}'${about}.`,
  }
}

/** An error as `/v2/batch/{id}/errors` shows it; clients read `errorReason` and `errorSource`. */
export function encodeBatchError(error: BatchError): Json {
  return { ...encodeBatchResult(error), errorSource: error.source }
}

import type { GroupInput, GroupType, IndicatorInput, IndicatorType } from '@tcex/model'

/** How attributes that come in meet those that are there. */
export type AttributeWriteType = 'Append' | 'Replace' | 'Singleton' | 'Static'
/** How tags or security labels that come in meet those that are there. */
export type WriteType = 'Append' | 'Replace'

/**
 * Where a batch writes down what it has handed over, so that a later run of the same input picks up there: a `Map`
 * within one process, a file or a database beyond it.
 */
export interface Journal {
  get(key: string): string | undefined | Promise<string | undefined>
  set(key: string, value: string): unknown
}

/** What a batch has done so far, in rows of the input. */
export interface BatchProgress {
  /** Read from the input. */
  readonly read: number
  /** The same as another one, and made one with it. */
  readonly merged: number
  /** Turned down, here or by the platform. */
  readonly refused: number
  /** On the platform. */
  readonly landed: number
  readonly jobs: { readonly running: number; readonly done: number }
}

/** The options of `tcex.batch(…)`: the platform's own for a job, and how to go about it. */
export interface BatchOptions {
  /** Whose items they are; without one the client's owner, then the user's organization. */
  readonly owner?: string | undefined
  /** Default `Create`, which makes and updates. */
  readonly action?: 'Create' | 'Delete' | undefined
  /** Default `Replace`: with `Append` a second run would add every attribute again. */
  readonly attributeWriteType?: AttributeWriteType | undefined
  /** Default `Replace`. */
  readonly tagWriteType?: WriteType | undefined
  /** Default `Replace`. */
  readonly securityLabelWriteType?: WriteType | undefined
  /** The platform's default is `Merge`. */
  readonly fileMergeMode?: 'Distribute' | 'Merge' | undefined
  /** The platform's default is `FavorIncoming`. */
  readonly hashCollisionMode?:
    | 'FavorExisting'
    | 'FavorIncoming'
    | 'IgnoreExisting'
    | 'IgnoreIncoming'
    | 'Split'
    | undefined
  /** Whether the first refused item ends everything. Default false. */
  readonly haltOnError?: boolean | undefined
  /** How many items a job takes at most. Default 10,000, the first one 2,500; the platform takes 25,000 indicators. */
  readonly maxItems?: number | undefined
  /** How large a job's file may be, in bytes. Default 8 MiB; one that the platform finds too large is cut in two. */
  readonly maxBytes?: number | undefined
  /** How many jobs may be under way at a time. Default 2. */
  readonly concurrency?: number | undefined
  /**
   * How often a job is asked for: the longest wait in milliseconds grows from `min` (250) to `max` (10,000). Where a job
   * should be done before that, by how fast the platform was so far, it is asked for then.
   */
  readonly poll?:
    | {
        readonly min?: number | undefined
        readonly max?: number | undefined
        /** How long a job may take in all. Default an hour. */
        readonly timeout?: number | undefined
      }
    | undefined
  /** How long an upload may take, in milliseconds. Default 5 minutes. */
  readonly timeout?: number | undefined
  readonly journal?: Journal | undefined
  /** Ends the batch. Jobs that were handed over go on at the platform. */
  readonly signal?: AbortSignal | undefined
  /** Told whenever something happened. */
  readonly onProgress?: ((progress: BatchProgress) => void) | undefined
}

type NameOf = string | { readonly name: string; readonly description?: string; readonly color?: string }

interface Extras {
  readonly attribute?:
    | readonly {
        readonly type: string
        readonly value: string
        readonly displayed?: boolean
        readonly pinned?: boolean
        readonly source?: string
        readonly securityLabel?: readonly NameOf[]
      }[]
    | undefined
  readonly tag?: readonly NameOf[] | undefined
  readonly securityLabel?: readonly NameOf[] | undefined
  readonly associatedIndicators?:
    | readonly { readonly summary: string; readonly indicatorType: string }[]
    | undefined
  readonly firstSeen?: string | Date | undefined
  readonly lastSeen?: string | Date | undefined
  readonly externalDateAdded?: string | Date | undefined
  readonly externalDateExpires?: string | Date | undefined
  readonly externalLastModified?: string | Date | undefined
}

/**
 * A group for a batch. Without an `xid` it gets one made from all that it holds, so that the same group is the same
 * one in a second run; give it one to change the group later.
 */
export type BatchGroup<T extends GroupType = GroupType> = T extends GroupType
  ? { readonly groupType: T; readonly associatedGroupXid?: readonly string[] | undefined } & GroupInput<T> &
      Extras
  : never

/** An indicator for a batch, by its value fields or its `summary`. */
export type BatchIndicator<T extends IndicatorType = IndicatorType> = T extends IndicatorType
  ? {
      readonly indicatorType: T
      readonly summary?: string | undefined
      readonly description?: string | undefined
      readonly associatedGroups?: readonly { readonly groupXid: string }[] | undefined
      readonly fileOccurrence?:
        | readonly { readonly fileName?: string; readonly path?: string; readonly date?: string }[]
        | undefined
    } & IndicatorInput<T> &
      Extras
  : never

/** A link between two of them, each by its xid or value, or by its id on the platform. */
export interface BatchAssociation {
  readonly ref_1?: string | undefined
  readonly id_1?: number | undefined
  /** Needed for an indicator. */
  readonly type_1?: string | undefined
  readonly ref_2?: string | undefined
  readonly id_2?: number | undefined
  readonly type_2?: string | undefined
  /** Needed between two indicators: `URL Host`. */
  readonly associationType?: string | undefined
}

/** A group or indicator as the platform's own files have it. */
export interface WireItem {
  readonly type: string
  readonly [field: string]: unknown
}

/** What a batch takes. @see https://docs.threatconnect.com/en/latest/rest_api/v2/batch_api/batch_api.html */
export type BatchItem = BatchGroup | BatchIndicator | BatchAssociation | WireItem

/** A row of the input that is not on the platform, or not whole. */
export interface RefusedRow {
  /** Its place in the input, from 0; absent where the platform's message names no item. */
  readonly index?: number
  readonly reason: string
  /** The job that it was in, where it got that far. */
  readonly batchId?: number
}

/** A row of the input that was the same as another one. */
export interface MergedRow {
  readonly index: number
  /** The place of the other one. */
  readonly into: number
}

/** What one job came to, in the platform's own figures. */
export interface BatchJob {
  readonly batchId: number
  readonly items: number
  readonly successCount: number
  readonly errorCount: number
  readonly unprocessCount: number
}

/** What a batch came to. `landed`, `merged` and `refused` add up to `read`. */
export interface BatchReport {
  readonly read: number
  readonly landed: number
  readonly merged: readonly MergedRow[]
  readonly refused: readonly RefusedRow[]
  readonly jobs: readonly BatchJob[]
  /** Whether an error ended it before the input did (with `haltOnError`). */
  readonly halted: boolean
}

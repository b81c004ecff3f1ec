import type { AnyEntry, AssociationEntry } from '@tcex/model'
import type { BatchJob } from '../service/batch-jobs.ts'
import type { Excerpt } from '../service/excerpts.ts'

/** What a thread is started with. */
export interface ThreadData {
  readonly for: 'batch' | 'excerpts'
  readonly database: string
  readonly entries: readonly AnyEntry[]
  readonly associations: readonly AssociationEntry[]
}

export interface BatchThreadData extends ThreadData {
  readonly for: 'batch'
  /** By which other processes know who works on the jobs. */
  readonly worker: string
}

/** What the thread for batches is told. `now` is the platform's clock, in milliseconds. */
export type ToThread =
  | { readonly do: 'run'; readonly job: BatchJob; readonly now: number }
  /** The database is the thread's to write to, until it says that it is done. */
  | { readonly do: 'write'; readonly now: number }
  /** To stop between two chunks. */
  | { readonly do: 'stop' }
  | { readonly do: 'close' }

/** What it says. */
export type FromThread =
  | { readonly says: 'wantsToWrite' }
  | { readonly says: 'hasWritten' }
  | { readonly says: 'hasRun' }
  | { readonly says: 'hasFailed'; readonly reason: string }

/** What a thread for excerpts is asked: to write one, perhaps into what is there. */
export interface AskedExcerpt {
  readonly excerpt: Excerpt
  readonly room?: ArrayBuffer | undefined
}

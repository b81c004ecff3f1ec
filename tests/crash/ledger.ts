/** What a group's writer was told. */
export interface GroupRecord {
  /** Whether its deletion was acknowledged, or asked for without an answer. */
  deletion: 'none' | 'asked' | 'acknowledged'
  /** Acknowledged, and asked for. */
  tagged: boolean
  noted: boolean
}

/** What a batch file holds. */
export interface JobRecord {
  readonly good: number
  readonly bad: number
  /** Begins the values of its indicators. */
  readonly prefix: string
  /** Whether its upload was acknowledged. */
  accepted: boolean
}

/** What was acknowledged, by whoever wrote it; what is not in it may be there or not. */
export class Ledger {
  readonly groups = new Map<string, GroupRecord>()
  readonly hosts = new Set<string>()
  /** The letter and length of each document's content, by its id. */
  readonly contents = new Map<number, { readonly letter: string; readonly size: number }>()
  readonly jobs = new Map<number, JobRecord>()

  get size(): number {
    return this.groups.size + this.hosts.size + this.contents.size + this.jobs.size
  }
}

import {
  type BatchCounted,
  type BatchCounts,
  type BatchError,
  type BatchErrorName,
  batchErrorCodes,
} from '@tcex/model'
import { Refusal, refuse } from '../service/refusal.ts'

/** Where something stands in a file, and what the file calls it. */
export interface Place {
  readonly path: string
  readonly source: string
}

type Sort = BatchCounted | 'file'

/** Refusals that have a code of their own; all others are of an item that is not as it should be. */
const codes: Readonly<Partial<Record<string, BatchErrorName>>> = {
  unknownItem: 'notFound',
  selfAssociation: 'association',
  unlinkedTypes: 'association',
  batchReference: 'association',
  batchHashes: 'hashMerge',
  batchList: 'general',
  batchElement: 'jsonSyntax',
  batchNoList: 'jsonSyntax',
  batchNoLists: 'jsonSyntax',
  batchJson: 'jsonSyntax',
  batchInternal: 'internal',
  ownerForbidden: 'permission',
  permission: 'permission',
}

const codesBySort: Readonly<Record<Sort, BatchErrorName>> = {
  indicator: 'invalidIndicator',
  group: 'invalidGroup',
  association: 'association',
  file: 'general',
}

/** Keeps count of what became of a file's elements. */
export class Report {
  readonly errors: BatchError[] = []
  readonly #haltOnError: boolean
  readonly #success: Record<BatchCounted, number>
  readonly #error: Record<Sort, number>
  #unprocess: number
  #halted = false

  constructor(counts: BatchCounts, haltOnError: boolean) {
    this.#success = { ...counts.success }
    this.#error = { ...counts.error }
    this.#unprocess = counts.unprocess
    this.#haltOnError = haltOnError
  }

  get counts(): BatchCounts {
    return { success: { ...this.#success }, error: { ...this.#error }, unprocess: this.#unprocess }
  }

  /** Whether something was refused and nothing is to be done after that. */
  get isHalted(): boolean {
    return this.#halted
  }

  landed(sort: BatchCounted): void {
    this.#success[sort] += 1
  }

  /** @throws what is no refusal */
  refused(sort: Sort, { path, source }: Place, error: unknown): void {
    if (!(error instanceof Refusal)) throw error
    const code = batchErrorCodes[codes[error.code] ?? codesBySort[sort]]
    this.errors.push({ code, severity: 'Error', path, source, reason: error.message })
    this.#error[sort] += 1
    this.#halted = this.#haltOnError
  }

  /** Something went wrong that is nobody's fault but ours. */
  failed(sort: Sort, place: Place): void {
    this.refused(sort, place, refuse('batchInternal', undefined))
  }

  /** Something that a job that halted did not come to. */
  leave(count = 1): void {
    this.#unprocess += count
  }
}

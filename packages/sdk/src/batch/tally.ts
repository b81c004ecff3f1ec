import { Numbers } from '../numbers.ts'
import type { Entry } from './entry.ts'
import type { Outcome } from './job.ts'
import type { BatchJob, BatchProgress, BatchReport, MergedRow, RefusedRow } from './options.ts'

/** A row, and where it came that far the entry that it became. */
type Refusable = Pick<Entry, 'index'> & Partial<Pick<Entry, 'array' | 'keys' | 'names'>>

/** Keeps count, so that what was read is what landed, was merged and was refused. */
export class Tally {
  read = 0
  #running = 0
  halted = false
  readonly #merged = new Map<number, number>()
  readonly #refused = new Map<number, RefusedRow>()
  readonly #unnamed: RefusedRow[] = []
  readonly #landed = new Numbers()
  readonly #jobs: BatchJob[] = []

  readonly #onProgress: ((progress: BatchProgress) => void) | undefined

  constructor(onProgress: ((progress: BatchProgress) => void) | undefined) {
    this.#onProgress = onProgress
  }

  started(): void {
    this.#running += 1
    this.tell()
  }

  ended(): void {
    this.#running -= 1
    this.tell()
  }

  tell(): void {
    this.#onProgress?.(this.progress)
  }

  merge(index: number, into: number): void {
    this.#merged.set(index, this.#merged.get(into) ?? into)
  }

  refuse(entry: Refusable, why: string, batchId?: number): void {
    const { index } = entry
    const before = this.#refused.get(index)
    const sentence = sentenceOf(entry, why)
    const reason = before ? `${before.reason} ${sentence}` : sentence
    this.#refused.set(index, { index, reason, ...(batchId === undefined ? {} : { batchId }) })
    this.#landed.delete(index)
  }

  isRefused(index: number): boolean {
    return this.#refused.has(index)
  }

  conclude(entries: readonly Entry[], { refused, unmatched, ...job }: Outcome): void {
    const { batchId, items, successCount, errorCount, unprocessCount } = job
    this.#jobs.push({ batchId, items, successCount, errorCount, unprocessCount })
    for (const [position, reason] of refused) {
      const entry = entries[position]
      if (entry) this.refuse(entry, reason, batchId)
    }
    for (const { index } of entries) this.#land(index)
    for (const reason of unmatched) this.#unnamed.push({ reason, batchId })
  }

  /** A row that was merged lands by itself where the one that it was merged with did not. */
  #land(index: number): void {
    if (this.#refused.has(index)) return
    const into = this.#merged.get(index)
    if (into !== undefined && !this.#refused.has(into)) return
    this.#merged.delete(index)
    this.#landed.add(index)
  }

  get progress(): BatchProgress {
    const refused = this.#refused.size + this.#unnamed.length
    const landed = Math.max(0, this.#landed.size - this.#unnamed.length)
    const jobs = { running: this.#running, done: this.#jobs.length }
    return { read: this.read, merged: this.#merged.size, refused, landed, jobs }
  }

  /** A row that was merged with one that is refused is refused with it. */
  report(): BatchReport {
    for (const [index, into] of this.#merged) {
      const { reason } = this.#refused.get(into) ?? {}
      if (reason && !this.#refused.has(index))
        this.refuse({ index }, `It is the same as row ${into}: ${reason}`)
    }
    const merged: MergedRow[] = [...this.#merged]
      .filter(([index]) => !this.#refused.has(index))
      .map(([index, into]) => ({ index, into }))
    const named = [...this.#refused.values()].sort((left, right) => (left.index ?? 0) - (right.index ?? 0))
    const refused = [...named, ...this.#unnamed]
    const landed = this.read - merged.length - refused.length
    return { read: this.read, landed, merged, refused, jobs: this.#jobs, halted: this.halted }
  }
}

/** Of an item that is there, and only lacks a link. */
const sentenceOf = (entry: Refusable, reason: string): string =>
  entry.array === 'association' && entry.keys?.length === 0
    ? `Its association with ${entry.names?.[1]}: ${reason}`
    : reason

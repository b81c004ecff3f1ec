import type { Workbench } from './workbench.ts'

/** What a row promises: a ratio that is reached, or one that is not passed. */
export type Goal = { readonly atLeast: number } | { readonly atMost: number }

/** One thing that is measured, beside the limit that was measured in the same run. */
export interface Result {
  readonly what: string
  readonly against: string
  /** Of `ours` and `limit`: `rows/s`, `ms`. */
  readonly unit: string
  readonly ours: number
  /** Absent where the goal is a number of its own, such as a size. */
  readonly limit?: number
  /** What the goal is held against. */
  readonly ratio: number
  readonly goal: Goal
  /** What one has to know to read it. */
  readonly note?: string
}

export const isMet = ({ ratio, goal }: Result): boolean =>
  'atLeast' in goal ? ratio >= goal.atLeast : ratio <= goal.atMost

/** A row of the table; some say several things about one measurement. */
export interface Row {
  /** What `--only` finds it by. */
  readonly name: string
  measure(bench: Workbench): Promise<readonly Result[]>
}

import type { Outcome } from './load.ts'
import type { FeedRow } from './read.ts'

/** A row that did not become an indicator of its own, and why. */
export interface Told {
  readonly row: FeedRow
  readonly reason: string
}

/** What became of a feed. */
export interface FeedReport {
  readonly read: number
  readonly landed: number
  /** Rows whose canonical value an earlier row has. */
  readonly merged: readonly Told[]
  readonly refused: readonly Told[]
  /** Where what was read back is not what was put there. */
  readonly differences: readonly string[]
}

/** Counts the rows; of those with the same value the first landed and the others were merged into it. */
export function settleReport(outcomes: readonly Outcome[]): Omit<FeedReport, 'differences'> {
  const first = new Map<number, FeedRow>()
  const merged: Told[] = []
  const refused: Told[] = []
  for (const outcome of outcomes) {
    const { row } = outcome
    if ('refused' in outcome) {
      refused.push({ row, reason: outcome.refused })
      continue
    }
    const before = first.get(outcome.id)
    if (before) merged.push({ row, reason: `the same as line ${before.line}: ${outcome.value}` })
    else first.set(outcome.id, row)
  }
  return { read: outcomes.length, landed: first.size, merged, refused }
}

/** The report as text: the counts, then a line for each row that was merged or refused, and for each difference. */
export function reportLines({ read, landed, merged, refused, differences }: FeedReport): readonly string[] {
  const told = (what: string) => (each: Told) =>
    `line ${each.row.line}: ${what}: ${each.row.type} ${JSON.stringify(each.row.value)}: ${each.reason}`
  return [
    `${read} rows read: ${landed} landed, ${merged.length} merged, ${refused.length} refused; ${differences.length} differences`,
    ...merged.map(told('merged')),
    ...refused.map(told('refused')),
    ...differences.map((difference) => `difference: ${difference}`),
  ]
}

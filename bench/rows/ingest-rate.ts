import { whenLanded } from '../ingest.ts'
import type { Row } from '../row.ts'

/** Whether ingest stays as fast as it was while the database grows. */
export const ingestRate: Row = {
  name: 'ingest-rate',
  measure: async (bench) => {
    const { progress } = (await bench.filled()).ingested
    const fifth = bench.size / 5
    const rate = (from: number, to: number) =>
      ((to - from) * 1000) / (whenLanded(progress, to) - whenLanded(progress, from))
    const [ours, limit] = [rate(4 * fifth, 5 * fifth), rate(0, fifth)]
    return [
      {
        what: `ingest of the last fifth of ${bench.size.toLocaleString('en')}`,
        against: 'of the first fifth',
        unit: 'indicators/s',
        ours,
        limit,
        ratio: ours / limit,
        goal: { atLeast: 0.8 },
        ...(bench.size < 5e6 ? { note: 'the goal is set for 5M' } : {}),
      },
    ]
  },
}

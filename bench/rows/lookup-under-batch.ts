import { ingest } from '../ingest.ts'
import { lookupClient } from '../lookups.ts'
import type { Row } from '../row.ts'
import { median, quantile } from '../sides.ts'

const steady = 20_000

/** Whether those who look something up notice that somebody else brings a batch. */
export const lookupUnderBatch: Row = {
  name: 'lookup-under-batch',
  measure: async (bench) => {
    const platform = await bench.start(await bench.newDatabase())
    await ingest(platform, { from: 0, count: steady })
    const client = lookupClient(platform, steady, 2)
    const p99 = (times: readonly number[]) => quantile(times, 0.99)
    const [idle, busy]: [number[], number[]] = [[], []]
    await client.run({ seconds: 1 })
    for (let round = 0; round < Math.min(bench.rounds, 3); round += 1) {
      idle.push(p99((await client.run({ seconds: 3 })).times))
      let isRunning = true
      const batch = ingest(platform, { from: steady * (round + 1), count: steady }).finally(() => {
        isRunning = false
      })
      const times: number[] = []
      while (isRunning) times.push(...(await client.run({ seconds: 0.25 })).times)
      await batch
      busy.push(p99(times))
    }
    await client.close()
    await platform.stop()
    const [ours, limit] = [median(busy), median(idle)]
    const what = '99th percentile of a look-up while a batch runs'
    return [{ what, against: 'when idle', unit: 'ms', ours, limit, ratio: ours / limit, goal: { atMost: 5 } }]
  },
}

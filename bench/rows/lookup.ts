import { lookupClient, rawLookup } from '../lookups.ts'
import { rawClient, readingPlatform, startRawServer } from '../reading.ts'
import type { Row } from '../row.ts'
import { alternate } from '../sides.ts'

/** One indicator by its value, asked for by eight clients at a time. */
export const lookup: Row = {
  name: 'lookup',
  measure: async (bench) => {
    const platform = await readingPlatform(bench)
    const raw = await startRawServer(bench, platform, [])
    const ours = lookupClient(platform, bench.size, 8)
    const limit = rawClient(raw.url, rawLookup(bench.size), 8)
    const sides = await alternate(bench.rounds, {
      ours: async () => (await ours.run({ seconds: 1.5 })).rate,
      limit: async () => (await limit.run({ seconds: 1.5 })).rate,
    })
    await Promise.all([ours.close(), limit.close()])
    await Promise.all([platform.stop(), raw.stop()])
    const against = 'prepared point query behind bare node:http'
    return [{ what: 'look-up by value', against, unit: 'answers/s', ...sides, goal: { atLeast: 0.7 } }]
  },
}

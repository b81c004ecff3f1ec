import { clientOf } from '../http.ts'
import { pagePath, rawClient, readingPlatform, startRawServer } from '../reading.ts'
import type { Result, Row } from '../row.ts'
import { alternate } from '../sides.ts'

/** Pages with attributes, tags and labels: how many a second two clients get. */
export const pages: Row = {
  name: 'pages',
  measure: async (bench) => {
    const lengths = [500, 10_000].filter((length) => length <= bench.size)
    const platform = await readingPlatform(bench)
    const raw = await startRawServer(bench, platform, lengths)
    const results: Result[] = []
    for (const length of lengths) {
      const starts = Math.max(1, Math.floor(bench.size / length / 2))
      // From the second page on: the first one has the count besides, which the limit has not.
      const ours = clientOf(platform, (request) => pagePath(length, ((request % starts) + 1) * length), 2)
      const limit = rawClient(raw.url, (request) => `/page/${((request % starts) + 1) * length}/${length}`, 2)
      const span = { seconds: 1, requests: 6 }
      const sides = await alternate(bench.rounds, {
        ours: async () => (await ours.run(span)).rate,
        limit: async () => (await limit.run(span)).rate,
      })
      await Promise.all([ours.close(), limit.close()])
      const what = `page of ${length.toLocaleString('en')} with attributes, tags and labels`
      const against = 'node:http sending the same bytes, rows read raw'
      results.push({ what, against, unit: 'pages/s', ...sides, goal: { atLeast: 0.6 } })
    }
    await Promise.all([platform.stop(), raw.stop()])
    return results
  },
}

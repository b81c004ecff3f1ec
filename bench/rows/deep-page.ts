import { clientOf } from '../http.ts'
import { pagePath, readingPlatform } from '../reading.ts'
import type { Row } from '../row.ts'
import { median } from '../sides.ts'

const length = 500

/** Whether a page far down a list, come to page by page, takes longer than one at its beginning. */
export const deepPage: Row = {
  name: 'deep-page',
  measure: async (bench) => {
    const depth = Math.min(1_000_000, Math.floor((bench.size * 0.95) / length) * length)
    const platform = await readingPlatform(bench)
    const client = clientOf(platform, () => '')
    const { pathname } = new URL(platform.url)
    const get = (start: number) => client.get(pathname + pagePath(length, start))
    const [first, deep]: [number[], number[]] = [[], []]
    for (let round = 0; round <= Math.min(bench.rounds, 3); round += 1) {
      for (let start = 0; start <= depth; start += length) {
        const ms = await get(start)
        // The first round finds nothing in the caches.
        if (round === 0) continue
        if (start < 10 * length) first.push(ms)
        if (start > depth - 10 * length) deep.push(ms)
      }
    }
    await client.close()
    await platform.stop()
    const [ours, limit] = [1000 / median(deep), 1000 / median(first)]
    const what = `page of ${length}, ${depth.toLocaleString('en')} rows deep, reached by paging`
    const goal = { atLeast: 0.7 }
    return [{ what, against: 'the first pages', unit: 'pages/s', ours, limit, ratio: ours / limit, goal }]
  },
}

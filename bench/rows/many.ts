import type { Platform } from '../platform.ts'
import type { ManyInput } from '../processes/many.ts'
import { startProgram } from '../program.ts'
import { readingPlatform } from '../reading.ts'
import type { Row } from '../row.ts'
import { alternate } from '../sides.ts'

/** A whole list read by the SDK, beside a loop that only fetches and parses. */
export const many: Row = {
  name: 'many',
  measure: async (bench) => {
    const platform = await readingPlatform(bench)
    const near = Math.min(bench.size, 1_000_000)
    const close = await alternate(
      Math.min(bench.rounds, 3),
      sidesOf(platform, { pageSize: 10_000, most: near }),
    )
    const delay = startProgram('delay', { port: Number(new URL(platform.url).port), ms: 50 })
    const { url } = await delay.next<{ url: string }>()
    const distant = { ...platform, url: url + new URL(platform.url).pathname }
    const far = Math.min(bench.size, 50_000)
    const late = await alternate(Math.min(bench.rounds, 3), sidesOf(distant, { pageSize: 500, most: far }))
    await delay.stop()
    await platform.stop()
    const against = 'bare loop of fetch and JSON.parse over the same pages'
    const unit = 'items/s'
    return [
      { what: `many() over ${near.toLocaleString('en')}`, against, unit, ...close, goal: { atLeast: 0.8 } },
      {
        what: `many() over ${far.toLocaleString('en')} in pages of 500, 50 ms away`,
        against,
        unit,
        ...late,
        goal: { atLeast: 4 },
      },
    ]
  },
}

function sidesOf({ url, token }: Platform, list: Pick<ManyInput, 'pageSize' | 'most'>) {
  const rate = (by: ManyInput['by']) => async () => {
    const { read, ms } = await startProgram('many', { url, token, by, ...list }).next<{
      read: number
      ms: number
    }>()
    if (read !== list.most) throw new Error(`${by} read ${read} items, and not ${list.most}`)
    return (read * 1000) / ms
  }
  return { ours: rate('sdk'), limit: rate('loop') }
}

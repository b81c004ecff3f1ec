import { weigh } from '../../scripts/weigh.ts'
import type { Row } from '../row.ts'

/** What a web page has to load that uses the SDK. */
export const sdkSize: Row = {
  name: 'sdk-size',
  measure: async (bench) => {
    await bench.command()
    const { first, later, whole } = await weigh()
    const ours = first / 1000
    const what = 'SDK bundled for a browser, minified, gzip, before anything is called'
    const parts = Object.entries(later).map(([name, size]) => `${name} ${(size / 1000).toFixed(1)}`)
    const note = `loaded when first called for: ${parts.join(', ')} kB; all as one file: ${(whole / 1000).toFixed(1)} kB`
    return [{ what, against: '', unit: 'kB', ours, ratio: ours, goal: { atMost: 15 }, note }]
  },
}

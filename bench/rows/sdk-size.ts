import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { rolldown } from 'rolldown'
import { root } from '../../scripts/tool.ts'
import type { Row } from '../row.ts'

/** What a web page has to load that uses the SDK. */
export const sdkSize: Row = {
  name: 'sdk-size',
  measure: async (bench) => {
    await bench.command()
    const built = await rolldown({ input: join(root, 'packages/sdk/dist/index.js'), platform: 'browser' })
    const { output } = await built.generate({ format: 'esm', minify: true, codeSplitting: false })
    await built.close()
    const code = output.flatMap((file) => (file.type === 'chunk' ? [file.code] : [])).join('')
    const ours = gzipSync(code, { level: 9 }).length / 1024
    const what = 'SDK bundled for a browser, minified, gzip'
    return [{ what, against: '', unit: 'kB', ours, ratio: ours, goal: { atMost: 15 } }]
  },
}

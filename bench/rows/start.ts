import { startPlatform } from '../platform.ts'
import { startNode } from '../program.ts'
import type { Row } from '../row.ts'
import { alternate } from '../sides.ts'

/** From the start of the command to its first answer, on a database that is there. */
export const start: Row = {
  name: 'start',
  measure: async (bench) => {
    const { database } = await bench.filled()
    const command = await bench.command()
    const sides = await alternate(Math.max(bench.rounds, 5), {
      ours: async () => {
        const started = performance.now()
        const { url, token, stop } = await startPlatform(command, database)
        const answer = await fetch(`${url}/v2/owners`, { headers: { authorization: `TC-Token ${token}` } })
        await answer.text()
        const ms = performance.now() - started
        await stop()
        return ms
      },
      limit: async () => {
        const started = performance.now()
        const program = startNode(['--eval', 'console.log(1)'])
        await program.next()
        const ms = performance.now() - started
        await program.stop()
        return ms
      },
    })
    const what = `start of the built server on ${bench.size.toLocaleString('en')} to its first answer`
    return [{ what, against: 'start of node itself', unit: 'ms', ...sides, goal: { atMost: 4 } }]
  },
}

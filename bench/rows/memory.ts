import { watchMemory } from '../memory.ts'
import type { ManyInput } from '../processes/many.ts'
import { startProgram } from '../program.ts'
import type { Result, Row } from '../row.ts'
import type { Workbench } from '../workbench.ts'

/** The most memory that server and client had, in MB. */
interface Peak {
  readonly server: number
  readonly client: number
}

/** Whether more items take more memory, on the way in and on the way out. */
export const memory: Row = {
  name: 'memory',
  measure: async (bench) => {
    const little = Math.min(100_000, bench.size / 5)
    const limit = await peakOf(bench, little)
    const ours = await peakOf(bench, bench.size)
    const note = bench.size < 5e6 ? { note: 'the goal is set for 5M against 100k' } : {}
    const through = `through ingest and export of ${bench.size.toLocaleString('en')}`
    const row = (side: keyof Peak): Result => ({
      what: `memory of the ${side} ${through}`,
      against: `of ${little.toLocaleString('en')}`,
      unit: 'MB',
      ours: ours[side],
      limit: limit[side],
      ratio: ours[side] / limit[side],
      goal: { atMost: 1.5 },
      ...note,
    })
    const what = `memory of the server ${through}`
    const most: Result = {
      what,
      against: '',
      unit: 'MB',
      ours: ours.server,
      ratio: ours.server,
      goal: { atMost: 400 },
    }
    return [row('server'), row('client'), most]
  },
}

async function peakOf(bench: Workbench, count: number): Promise<Peak> {
  const platform = await bench.start(await bench.newDatabase())
  const server = watchMemory(platform.pid)
  const { url, token } = platform
  const brought = await clientPeak('ingest', { url, token, from: 0, count })
  const list: ManyInput = { url, token, by: 'sdk', pageSize: 10_000, most: count }
  const read = await clientPeak('many', list)
  const peak = { server: server(), client: Math.max(brought, read) }
  await platform.stop()
  return peak
}

async function clientPeak(name: string, input: unknown): Promise<number> {
  const program = startProgram(name, input)
  const peak = watchMemory(program.pid)
  for await (const _ of program.lines) {
  }
  return peak()
}

// npm run bench: measures ours and the limit in turn, prints a table, and saves it.

import { describeMachine } from './machine.ts'
import { readOptions } from './options.ts'
import type { Result } from './row.ts'
import { rows } from './rows.ts'
import { lastRun, movedSince, type Run, saveRun } from './saved.ts'
import { terminalTable } from './table.ts'
import { Workbench } from './workbench.ts'

async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args)
  const wanted = rows.filter(
    ({ name }) => options.only.length === 0 || options.only.some((word) => name.includes(word)),
  )
  if (wanted.length === 0)
    throw new Error(`No row has that in its name. The rows: ${rows.map(({ name }) => name).join(', ')}.`)
  const before = options.compare ? await lastRun(options.size) : undefined
  const bench = await Workbench.open(options, say)
  const results: Result[] = []
  let failed = 0
  try {
    for (const { name, measure } of wanted) {
      say(`${name} …`)
      try {
        results.push(...(await measure(bench)))
      } catch (error) {
        failed += 1
        say(`${name} could not be measured: ${error instanceof Error ? error.message : String(error)}`)
      }
    }
  } finally {
    await bench.close()
  }
  const { size, rounds } = options
  const run: Run = { date: new Date().toISOString(), machine: describeMachine(), size, rounds, results }
  console.log(terminalTable(results, before && movedSince(before)))
  if (before) console.log(`Compared with ${before.date}.`)
  // A part of the table is no table to compare with later, unless it was given a name.
  if (failed === 0 && (options.only.length === 0 || options.name))
    console.log(`Saved as ${await saveRun(run, options.name)}.`)
  return failed === 0 ? 0 : 1
}

function say(text: string): void {
  console.error(`${new Date().toTimeString().slice(0, 8)}  ${text}`)
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}

import { DatabaseSync } from 'node:sqlite'
import { ingest } from '../ingest.ts'
import { startProgram } from '../program.ts'
import type { Row } from '../row.ts'
import { alternate } from '../sides.ts'
import type { Workbench } from '../workbench.ts'

/** Indicators with two tags and an attribute each, from a client through the batch API into a database. */
export const ingestSqlite: Row = {
  name: 'ingest-sqlite',
  measure: async (bench) => {
    const count = Math.min(bench.size / 2, 200_000)
    const source = await bench.newDatabase()
    await bring(bench, source, count)
    const sides = await alternate(Math.min(bench.rounds, 3), {
      ours: async () => (count * 1000) / (await bring(bench, await bench.newDatabase(), count)),
      limit: async () => (count * 1000) / (await replay(bench, source, count)),
    })
    const what = `ingest of ${count.toLocaleString('en')} through tcex.batch() over HTTP, SQLite`
    const against = 'prepared statements writing the same rows'
    return [{ what, against, unit: 'indicators/s', ...sides, goal: { atLeast: 0.6 } }]
  },
}

/** Brings indicators into a new database; the milliseconds. */
async function bring(bench: Workbench, database: string, count: number): Promise<number> {
  const platform = await bench.start(database)
  const { ms } = await ingest(platform, { from: 0, count })
  await platform.stop()
  return ms
}

async function replay(bench: Workbench, from: string, count: number): Promise<number> {
  const to = await bench.newDatabase()
  await (await bench.start(to)).stop()
  const { ms } = await startProgram('replay', { from, to }).next<{ ms: number }>()
  for (const table of ['item', 'attribute', 'item_tag', 'item_key', 'tag']) refuseDifference(from, to, table)
  if (rowsIn(to, 'item') !== count)
    throw new Error(`${rowsIn(to, 'item')} items were written, and not ${count}`)
  return ms
}

function refuseDifference(ours: string, limit: string, table: string): void {
  const [one, other] = [rowsIn(ours, table), rowsIn(limit, table)]
  if (one !== other) throw new Error(`the table ${table} has ${one} rows by us and ${other} by the limit`)
}

function rowsIn(database: string, table: string): number {
  const opened = new DatabaseSync(database, { readOnly: true })
  const row = opened.prepare(`select count(*) as count from ${table}`).get()
  opened.close()
  return Number(row?.count)
}

import { DatabaseSync } from 'node:sqlite'
import { type IngestStore, measureFilling, measureIngest, repeated } from '../ingest-against.ts'
import { startProgram } from '../program.ts'
import type { Row } from '../row.ts'
import type { Workbench } from '../workbench.ts'

/** Ingest into a file, against prepared statements. */
export const ingestSqlite: Row = {
  name: 'ingest-sqlite',
  measure: async (bench) => {
    const store = storeOf(bench)
    const results = await measureIngest(bench, store)
    return bench.size > repeated ? [...results, await measureFilling(bench, store)] : results
  },
}

const storeOf = (bench: Workbench): IngestStore => ({
  name: 'SQLite',
  against: 'prepared statements writing the same rows',
  newDatabase: () => bench.newDatabase(),
  replay: async (from, to) => (await startProgram('replay', { from, to }).next<{ ms: number }>()).ms,
  rowsOf: async (database, table) => ({ count: countOf(database, table) }),
  // Files are gone with the run's folder.
  drop: async () => {},
})

function countOf(database: string, table: string): number {
  const opened = new DatabaseSync(database, { readOnly: true })
  const row = opened.prepare(`select count(*) as count from ${table}`).get()
  opened.close()
  return Number(row?.count)
}

import { measureIngest } from '../ingest-against.ts'
import { findServer } from '../postgres.ts'
import { startProgram } from '../program.ts'
import type { Row } from '../row.ts'

/** Ingest into PostgreSQL, against COPY and merge. */
export const ingestPostgres: Row = {
  name: 'ingest-postgres',
  measure: async (bench) => {
    const server = await findServer()
    if (typeof server === 'string') {
      bench.say(`ingest-postgres is left out: ${server}`)
      return []
    }
    bench.onClose(() => server.close())
    return measureIngest(bench, {
      name: 'PostgreSQL',
      against: 'COPY and merge of the same rows',
      newDatabase: () => server.newDatabase(),
      replay: async (from, to) => (await startProgram('copy-merge', { from, to }).next<{ ms: number }>()).ms,
      rowsOf: (database, table) => server.rowsOf(database, table),
      drop: (database) => server.drop(database),
    })
  },
}

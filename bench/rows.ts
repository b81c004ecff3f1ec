import type { Row } from './row.ts'
import { deepPage } from './rows/deep-page.ts'
import { ingestPostgres } from './rows/ingest-postgres.ts'
import { ingestRate } from './rows/ingest-rate.ts'
import { ingestSqlite } from './rows/ingest-sqlite.ts'
import { lookup } from './rows/lookup.ts'
import { lookupUnderBatch } from './rows/lookup-under-batch.ts'
import { many } from './rows/many.ts'
import { memory } from './rows/memory.ts'
import { pages } from './rows/pages.ts'
import { sdkSize } from './rows/sdk-size.ts'
import { start } from './rows/start.ts'

/** Every row, in the order of the table. */
export const rows: readonly Row[] = [
  ingestSqlite,
  ingestPostgres,
  ingestRate,
  pages,
  deepPage,
  lookup,
  lookupUnderBatch,
  many,
  memory,
  start,
  sdkSize,
]

import { type Ingested, ingest } from './ingest.ts'
import type { Result } from './row.ts'
import { alternate } from './sides.ts'
import type { Workbench } from './workbench.ts'

/** A sort of database, as ingest into it is measured. */
export interface IngestStore {
  readonly name: string
  /** How the limit writes. */
  readonly against: string
  /** A database of which nothing is there yet. */
  newDatabase(): Promise<string>
  /** The limit: writes what one database has of `tables` into another one with the same schema; the milliseconds. */
  replay(from: string, to: string): Promise<number>
  /** What is the same of a table in two databases only where they have the same rows. */
  rowsOf(database: string, table: string): Promise<{ readonly count: number }>
  drop(database: string): Promise<void>
}

/** What indicators with their attributes and tags are written into. */
export const tables = ['item', 'attribute', 'item_tag', 'item_key', 'tag'] as const

/** How many are brought again and again; more are brought once. */
export const repeated = 200_000

/** Indicators with two tags and an attribute each, from a client through the batch API into a database. */
export async function measureIngest(bench: Workbench, store: IngestStore): Promise<readonly Result[]> {
  const count = Math.min(bench.size, repeated)
  const source = await store.newDatabase()
  await bring(bench, source, count)
  const sides = await alternate(Math.min(bench.rounds, 3), {
    ours: async () => {
      const database = await store.newDatabase()
      const { ms } = await bring(bench, database, count)
      await store.drop(database)
      return (count * 1000) / ms
    },
    limit: async () => (count * 1000) / (await replay(bench, store, source, count)),
  })
  await store.drop(source)
  return [{ ...ingestOf(count, store), ...sides }]
}

/** All that a run's shared database was filled with, against the same rows written once. */
export async function measureFilling(bench: Workbench, store: IngestStore): Promise<Result> {
  const { database, ingested } = await bench.filled()
  const rate = (ms: number) => (bench.size * 1000) / ms
  const ours = rate(ingested.ms)
  bench.say(`writing the rows of ${bench.size.toLocaleString('en')} indicators with ${store.against}`)
  const limit = rate(await replay(bench, store, database, bench.size))
  return { ...ingestOf(bench.size, store), ours, limit, ratio: ours / limit, note: 'measured once' }
}

const ingestOf = (count: number, { name, against }: IngestStore) => ({
  what: `ingest of ${count.toLocaleString('en')} through tcex.batch() over HTTP, ${name}`,
  against,
  unit: 'indicators/s' as const,
  goal: { atLeast: 0.6 },
})

async function bring(bench: Workbench, database: string, count: number): Promise<Ingested> {
  const platform = await bench.start(database)
  const ingested = await ingest(platform, { from: 0, count })
  await platform.stop()
  return ingested
}

async function replay(bench: Workbench, store: IngestStore, from: string, count: number): Promise<number> {
  const to = await store.newDatabase()
  await (await bench.start(to)).stop()
  const ms = await store.replay(from, to)
  for (const table of tables) {
    const [ours, theirs] = [await store.rowsOf(from, table), await store.rowsOf(to, table)]
    refuseDifference(table, ours, theirs)
    if (table === 'item' && theirs.count !== count)
      throw new Error(`${theirs.count} items were written, and not ${count}`)
  }
  await store.drop(to)
  return ms
}

export function refuseDifference(table: string, ours: unknown, limit: unknown): void {
  const [one, other] = [ours, limit].map((rows) => JSON.stringify(rows))
  if (one !== other) throw new Error(`the table ${table} has ${one} by us and ${other} by the limit`)
}

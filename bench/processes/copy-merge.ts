// The limit of ingest into PostgreSQL: COPY brings the rows that ours wrote into temporary tables, and one statement for
// each table merges them into a database of the same schema, as durably as ours. Reading the rows is not counted.

import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'

const { from, to } = JSON.parse(process.argv[2] ?? '') as { from: string; to: string }
const source = new pg.Client({ connectionString: from })
const target = new pg.Client({ connectionString: to })
await Promise.all([source.connect(), target.connect()])

/** What each indicator brings, and the column that says whose it is; each after what it refers to. */
const parts = [
  { table: 'item', key: 'id' },
  { table: 'item_key', key: 'item_id' },
  { table: 'attribute', key: 'item_id' },
  { table: 'item_tag', key: 'item_id' },
]

const readRows = (table: string, where: string): Promise<Buffer> =>
  buffer(source.query(copyTo(`copy (select * from ${table} where ${where}) to stdout`)))

async function merge(table: string, rows: Buffer): Promise<void> {
  await pipeline(
    Readable.from([rows], { objectMode: false }),
    target.query(copyFrom(`copy new_${table} from stdin`)),
  )
  await target.query(`insert into ${table} select * from new_${table} on conflict do nothing`)
}

async function timed(write: () => Promise<void>): Promise<number> {
  const started = performance.now()
  await target.query('begin')
  await write()
  await target.query('commit')
  return performance.now() - started
}

for (const table of ['tag', ...parts.map((part) => part.table)])
  await target.query(`create temporary table new_${table} (like ${table}) on commit delete rows`)
const tags = await readRows('tag', 'true')
let spent = await timed(() => merge('tag', tags))

const atOnce = 10_000
const { rows } = await source.query('select min(id)::int as first, max(id)::int as last from item')
const [{ first, last }] = rows as [{ first: number; last: number }]
for (let id = first; id <= last; id += atOnce) {
  const read: Buffer[] = []
  for (const { table, key } of parts)
    read.push(await readRows(table, `${key} between ${id} and ${id + atOnce - 1}`))
  spent += await timed(async () => {
    for (const [index, { table }] of parts.entries()) await merge(table, read[index] as Buffer)
  })
}
await Promise.all([source.end(), target.end()])
console.log(JSON.stringify({ ms: spent }))

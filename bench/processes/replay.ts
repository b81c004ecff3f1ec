// The limit of ingest: prepared statements write the rows that ours wrote into a database of the same schema, with the
// same durability and nothing around them. Reading the rows is not counted.

import { DatabaseSync } from 'node:sqlite'

const { from, to } = JSON.parse(process.argv[2] ?? '') as { from: string; to: string }
const source = new DatabaseSync(from, { readOnly: true })
const target = new DatabaseSync(to)
target.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on')
target.exec('pragma cache_size = -65536; pragma temp_store = memory; pragma wal_autocheckpoint = 32768')

const columnsOf = (table: string): readonly string[] =>
  source
    .prepare('select name from pragma_table_info(?)')
    .all(table)
    .map(({ name }) => String(name))

/** What each indicator brings, and the column that says whose it is. */
const parts = [
  { table: 'item', key: 'id' },
  { table: 'item_key', key: 'item_id' },
  { table: 'attribute', key: 'item_id' },
  { table: 'item_tag', key: 'item_id' },
].map(({ table, key }) => {
  const columns = columnsOf(table)
  const read = source.prepare(`select ${columns.join(', ')} from ${table} where ${key} between ? and ?`)
  read.setReturnArrays(true)
  const places = columns.map(() => '?').join(', ')
  return { read, write: target.prepare(`insert into ${table} (${columns.join(', ')}) values (${places})`) }
})

function copyTags(): void {
  const columns = columnsOf('tag')
  const insert = target.prepare(
    `insert into tag (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`,
  )
  const rows = source.prepare(`select ${columns.join(', ')} from tag`)
  rows.setReturnArrays(true)
  for (const row of rows.all() as unknown as (string | number | null)[][]) insert.run(...row)
}

const atOnce = 10_000
let spent = 0
copyTags()
const [first, last] = Object.values(source.prepare('select min(id), max(id) from item').get() ?? {}) as [
  number,
  number,
]
for (let id = first; id <= last; id += atOnce) {
  const rows = parts.map(
    ({ read }) => read.all(id, id + atOnce - 1) as unknown as (string | number | null)[][],
  )
  const started = performance.now()
  target.exec('begin immediate')
  rows.forEach((list, part) => {
    for (const row of list) parts[part]?.write.run(...row)
  })
  target.exec('commit')
  spent += performance.now() - started
}
source.close()
target.close()
console.log(JSON.stringify({ ms: spent }))

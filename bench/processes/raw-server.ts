// The limit of reading: Node's own HTTP server, prepared statements, rows as arrays that nothing is made of, and bytes
// that were made before.

import { readFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import { DatabaseSync, type StatementSync } from 'node:sqlite'

export interface RawInput {
  readonly database: string
  /** Files with what to send for a page of so many. */
  readonly pages: Readonly<Record<number, string>>
}

const input = JSON.parse(process.argv[2] ?? '') as RawInput
const database = new DatabaseSync(input.database, { readOnly: true })
database.exec('pragma cache_size = -65536; pragma temp_store = memory')

function raw(sql: string): StatementSync {
  const statement = database.prepare(sql)
  statement.setReturnArrays(true)
  return statement
}

const items = raw(
  `select * from item where owner_id = 1 and kind = 'indicator' and id > ? order by id limit ?`,
)
const hanging = [
  raw('select * from attribute where item_id between ? and ? order by item_id, id'),
  raw(
    'select * from item_tag join tag on tag.id = item_tag.tag_id where item_id between ? and ? order by item_id',
  ),
  raw('select * from item_label join label on label.id = item_label.label_id where item_id between ? and ?'),
]
const point = database.prepare(
  `select * from item where owner_id = 1 and type = ? and name = ? and kind = 'indicator'`,
)

const bodies = new Map(
  Object.entries(input.pages).map(([limit, file]) => [Number(limit), readFileSync(file)]),
)

function page(response: ServerResponse, after: number, limit: number): void {
  const rows = items.all(after, limit) as unknown as number[][]
  const [first, last] = [rows[0]?.[0] ?? 0, rows.at(-1)?.[0] ?? 0]
  for (const statement of hanging) statement.all(first, last)
  send(response, bodies.get(limit) as Buffer)
}

function send(response: ServerResponse, body: Buffer): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length })
  response.end(body)
}

const server = createServer((request, response) => {
  const [, what, one = '', other = ''] = (request.url ?? '').split('/')
  if (what === 'page') return page(response, Number(one), Number(other))
  const row = point.get(decodeURIComponent(one), decodeURIComponent(other))
  if (row) return send(response, Buffer.from(JSON.stringify(row)))
  response.writeHead(404).end()
})

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as { port: number }
  console.log(JSON.stringify({ url: `http://127.0.0.1:${port}` }))
})
process.on('SIGTERM', () => process.exit(0))

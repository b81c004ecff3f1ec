import { amongIds } from './among-ids.ts'
import type { Connection, SqlValue } from './database.ts'

/** What items carry several of, and which many of them have in common. */
export interface LinkedTable {
  /** The table of what is carried: `tag`. */
  readonly table: 'tag' | 'label'
  /** Its columns; the id first. */
  readonly columns: string
}

/** A row of what is carried. */
type Row = readonly [id: number, name: string, ...others: SqlValue[]]

type Link = readonly [itemId: number, id: number]

/**
 * What is carried by many items of an owner, by the items' ids and in the order of names. What several carry is read
 * once, and is one object; what was read before is not read again until somebody writes.
 */
export async function eachLinked<Listed extends Row, Carried>(
  connection: Connection,
  table: LinkedTable,
  { ownerId, itemIds }: { readonly ownerId: number; readonly itemIds: readonly number[] },
  read: (listed: Listed) => Carried,
): Promise<ReadonlyMap<number, readonly Carried[]>> {
  const among = amongIds(connection.dialect, 'item_id', itemIds)
  const links = await connection.lists<Link>(
    `select item_id, ${table.table}_id from item_${table.table} where ${among.sql} and owner_id = ? order by item_id`,
    ...among.parameters,
    ownerId,
  )
  const rows = await rowsOf<Listed>(connection, table, ownerId, links)
  const carried = new Map<Listed, Carried>()
  const view = (row: Listed): Carried => {
    const known = carried.get(row)
    if (known !== undefined) return known
    const seen = read(row)
    carried.set(row, seen)
    return seen
  }
  const groups = new Map<number, readonly Carried[]>()
  for (let at = 0; at < links.length; ) {
    const itemId = (links[at] as Link)[0]
    const named: Listed[] = []
    for (; links[at]?.[0] === itemId; at += 1) {
      const row = rows.get((links[at] as Link)[1])
      if (row) named.push(row)
    }
    if (among.holds(itemId)) groups.set(itemId, sorted(named).map(view))
  }
  return groups
}

/** So many rows are remembered at most, none of them with a longer text than this. */
const most = 5000
const longest = 500

/** The rows that links lead to, by their ids. */
async function rowsOf<Listed extends Row>(
  connection: Connection,
  { table, columns }: LinkedTable,
  ownerId: number,
  links: readonly Link[],
): Promise<ReadonlyMap<number, Listed>> {
  if (links.length === 0) return new Map()
  const remembered = await connection.remembered(table, async () => new Map<number, Listed>())
  const rows = new Map<number, Listed>()
  const missing: number[] = []
  for (const [, id] of links) {
    if (rows.has(id)) continue
    const known = remembered.get(id)
    if (known) rows.set(id, known)
    else missing.push(id)
  }
  if (missing.length === 0) return rows
  const found = await connection.lists<Listed>(
    `select ${columns} from ${table} ${connection.dialect.by('id')}
     where ${connection.dialect.inList(`${table}.id`)} and owner_id = ?`,
    [...new Set(missing)],
    ownerId,
  )
  if (remembered.size >= most) remembered.clear()
  for (const row of found) {
    rows.set(row[0], row)
    if (row.every((value) => typeof value !== 'string' || value.length <= longest)) {
      remembered.set(row[0], row)
    }
  }
  return rows
}

/** In the order of the databases, which is that of the bytes of UTF-8. Nearly always there are two or three. */
function sorted<Listed extends Row>(rows: Listed[]): Listed[] {
  if (rows.length > 8) return rows.sort((one, other) => (isBefore(one[1], other[1]) ? -1 : 1))
  for (let from = 1; from < rows.length; from += 1) {
    const row = rows[from] as Listed
    let place = from
    for (; place > 0 && isBefore(row[1], (rows[place - 1] as Listed)[1]); place -= 1) {
      rows[place] = rows[place - 1] as Listed
    }
    rows[place] = row
  }
  return rows
}

function isBefore(one: string, other: string): boolean {
  const length = Math.min(one.length, other.length)
  for (let at = 0; at < length; at += 1) {
    const [left, right] = [one.charCodeAt(at), other.charCodeAt(at)]
    if (left !== right) return inBytes(left) < inBytes(right)
  }
  return one.length < other.length
}

/** Halves of pairs stand for characters behind all that have one unit. */
const inBytes = (unit: number): number => (unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit)

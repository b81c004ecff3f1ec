import { amongIds } from './among-ids.ts'
import type { Connection, SqlValue } from './database.ts'

/** What items carry several of, and which many of them have in common. */
export interface LinkedTable {
  /** The table of what is carried: `tag`. */
  readonly table: 'tag' | 'label'
  /** Its columns; the id first. */
  readonly columns: string
}

/**
 * What is carried by many items of an owner, by the items' ids and in the order of names. What several carry is read
 * once, and is one object.
 */
export async function eachLinked<Listed extends readonly [id: number, ...SqlValue[]], Carried>(
  connection: Connection,
  { table, columns }: LinkedTable,
  { ownerId, itemIds }: { readonly ownerId: number; readonly itemIds: readonly number[] },
  read: (listed: Listed) => Carried,
): Promise<ReadonlyMap<number, readonly Carried[]>> {
  const { dialect } = connection
  const among = amongIds(dialect, 'item_id', itemIds)
  const links = await connection.lists<Link>(
    `select item_id, ${table}_id from item_${table} where ${among.sql} and owner_id = ? order by item_id`,
    ...among.parameters,
    ownerId,
  )
  const ids = new Set<number>()
  for (const link of links) ids.add(link[1])
  if (ids.size === 0) return new Map()
  const rows = await connection.lists<Listed>(
    `select ${columns} from ${table} ${dialect.by('id')}
     where ${dialect.inList(`${table}.id`)} and owner_id = ? order by name`,
    [...ids],
    ownerId,
  )
  const ranks = new Map<number, number>()
  for (const row of rows) ranks.set(row[0], ranks.size)
  const carried = rows.map(read)
  const groups = new Map<number, readonly Carried[]>()
  for (let at = 0; at < links.length; ) {
    const itemId = (links[at] as Link)[0]
    const ranked: number[] = []
    for (; links[at]?.[0] === itemId; at += 1) insert(ranked, ranks.get((links[at] as Link)[1]))
    if (among.holds(itemId))
      groups.set(
        itemId,
        ranked.map((rank) => carried[rank] as Carried),
      )
  }
  return groups
}

type Link = readonly [itemId: number, id: number]

/** An item carries few, so that each finds its place from behind. */
function insert(ranked: number[], rank: number | undefined): void {
  if (rank === undefined) return
  let place = ranked.length
  ranked.push(rank)
  for (; place > 0 && (ranked[place - 1] as number) > rank; place -= 1) {
    ranked[place] = ranked[place - 1] as number
  }
  ranked[place] = rank
}

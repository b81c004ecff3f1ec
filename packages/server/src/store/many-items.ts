import type { Connection } from './database.ts'
import { itemColumns, type RawItem, readItem } from './items.ts'
import type { ItemRow, StoredFields } from './rows.ts'

// Looking items up by the hundred: one statement for each way of naming them.

/** The indicators of a type with these values. */
export async function itemsByName(
  connection: Connection,
  scope: { readonly ownerId: number; readonly type: string },
  names: readonly string[],
): Promise<readonly ItemRow[]> {
  const raw = await connection.all<RawItem>(
    `select ${itemColumns} from item where owner_id = ? and type = ? and kind = 'indicator'
     and ${connection.dialect.inList('name')}`,
    scope.ownerId,
    scope.type,
    JSON.stringify(names),
  )
  return raw.map(readItem)
}

/** The indicators that these keys belong to, each with one of its keys; one with several comes several times. */
export async function itemsByKey(
  connection: Connection,
  scope: { readonly ownerId: number; readonly type: string },
  keys: readonly string[],
): Promise<readonly (ItemRow & { readonly key: string })[]> {
  const raw = await connection.all<RawItem & { readonly key: string }>(
    `select ${itemColumns}, item_key.key from item_key join item on item.id = item_key.item_id
     where item_key.owner_id = ? and item_key.type = ? and ${connection.dialect.inList('item_key.key')}`,
    scope.ownerId,
    scope.type,
    JSON.stringify(keys),
  )
  return raw.map((row) => ({ ...readItem(row), key: row.key }))
}

/** The groups with these external ids, of each the oldest first. */
export async function itemsByXid(
  connection: Connection,
  ownerId: number,
  xids: readonly string[],
): Promise<readonly ItemRow[]> {
  const { dialect } = connection
  const raw = await connection.all<RawItem>(
    `select ${itemColumns} from item where owner_id = ? and kind = 'group'
     and ${dialect.inList(dialect.jsonValue('item.fields', 'xid'))} order by item.id`,
    ownerId,
    JSON.stringify(xids),
  )
  return raw.map(readItem)
}

export async function itemsById(
  connection: Connection,
  ownerId: number,
  ids: readonly number[],
): Promise<readonly ItemRow[]> {
  const raw = await connection.all<RawItem>(
    `select ${itemColumns} from item where owner_id = ? and ${connection.dialect.inList('item.id')}`,
    ownerId,
    JSON.stringify(ids),
  )
  return raw.map(readItem)
}

/** Makes keys an item's own, in place of all that it had and of whoever had them. */
export async function replaceKeys(
  connection: Connection,
  item: { readonly id: number; readonly ownerId: number; readonly type: string },
  keys: readonly string[],
): Promise<void> {
  await connection.run('delete from item_key where item_id = ?', item.id)
  for (const key of keys) {
    await connection.run(
      `insert into item_key (owner_id, type, key, item_id) values (?, ?, ?, ?)
       on conflict (owner_id, type, key) do update set item_id = excluded.item_id`,
      item.ownerId,
      item.type,
      key,
      item.id,
    )
  }
}

/** What hangs on an item and goes over to another one when the two become one; parameters by who they are. */
const moves: readonly (readonly [sql: string, ...parameters: readonly ('from' | 'to')[]])[] = [
  ['update attribute set item_id = ? where item_id = ?', 'to', 'from'],
  ['update file_occurrence set item_id = ? where item_id = ?', 'to', 'from'],
  [
    `insert into false_positive (item_id, account_id, day, reported)
     select ?, account_id, day, reported from false_positive where item_id = ? on conflict do nothing`,
    'to',
    'from',
  ],
  [
    `insert into observation (item_id, account_id, observed, count)
     select ?, account_id, observed, count from observation where item_id = ? and true
     on conflict (item_id, account_id, observed) do update set count = observation.count + excluded.count`,
    'to',
    'from',
  ],
  [
    `insert into typed_association (item_id, type, other_id, mutual, date_added)
     select ?, type, other_id, mutual, date_added from typed_association where item_id = ? and other_id <> ?
     on conflict do nothing`,
    'to',
    'from',
    'to',
  ],
  [
    `insert into typed_association (item_id, type, other_id, mutual, date_added)
     select item_id, type, ?, mutual, date_added from typed_association where other_id = ? and item_id <> ?
     on conflict do nothing`,
    'to',
    'from',
    'to',
  ],
  ...[
    ['item_tag', 'tag_id'],
    ['item_label', 'label_id'],
    ['item_asset', 'asset_id'],
  ].map(
    ([table, column]) =>
      [
        `insert into ${table} (item_id, ${column}) select ?, ${column} from ${table} where item_id = ?
         on conflict do nothing`,
        'to',
        'from',
      ] as const,
  ),
  [
    `insert into association (item_id, other_id, date_added)
     select ?, other_id, date_added from association where item_id = ? and other_id <> ? on conflict do nothing`,
    'to',
    'from',
    'to',
  ],
  [
    `insert into association (item_id, other_id, date_added)
     select item_id, ?, date_added from association where other_id = ? and item_id <> ? on conflict do nothing`,
    'to',
    'from',
    'to',
  ],
]

/** Gives everything that hangs on one item to another one. */
export async function moveParts(connection: Connection, from: number, to: number): Promise<void> {
  const ids = { from, to }
  for (const [sql, ...parameters] of moves) await connection.run(sql, ...parameters.map((who) => ids[who]))
}

/** Where files were found, of many items at once. */
export async function eachOccurrence(
  connection: Connection,
  itemIds: readonly number[],
): Promise<readonly { readonly itemId: number; readonly fields: StoredFields }[]> {
  const raw = await connection.all<{ readonly itemId: number; readonly fields: string }>(
    `select item_id as "itemId", fields from file_occurrence where ${connection.dialect.inList('item_id')}`,
    JSON.stringify(itemIds),
  )
  return raw.map(({ itemId, fields }) => ({ itemId, fields: JSON.parse(fields) as StoredFields }))
}

import type { Connection } from './database.ts'
import { itemColumns, type RawItem, readItem } from './items.ts'
import type { ItemRow, Owned, StoredFields } from './rows.ts'
import { type Fragment, fragment, lookUpTexts, withNames } from './where.ts'

// Looking items up by the hundred: one statement for each way of naming them.

/** The indicators of a type with these values. */
export async function itemsByName(
  connection: Connection,
  { ownerId, type }: { readonly ownerId: number; readonly type: string },
  names: readonly string[],
): Promise<readonly ItemRow[]> {
  const { dialect } = connection
  const look = lookUpTexts(dialect, 'item.name', names, ({ sql, parameters }) =>
    fragment(
      `select ${itemColumns} from item ${dialect.by('item_value')}
       where owner_id = ? and type = ? and kind = 'indicator' and ${sql}`,
      ownerId,
      type,
      ...parameters,
    ),
  )
  return (await found<RawItem>(connection, look)).map(readItem)
}

/** The indicators that these keys belong to, each with one of its keys; one with several comes several times. */
export async function itemsByKey(
  connection: Connection,
  { ownerId, type }: { readonly ownerId: number; readonly type: string },
  keys: readonly string[],
): Promise<readonly (ItemRow & { readonly key: string })[]> {
  const look = lookUpTexts(connection.dialect, 'item_key.key', keys, ({ sql, parameters }) =>
    fragment(
      `select ${itemColumns}, item_key.key from item_key
       join item on item.id = item_key.item_id and item.owner_id = item_key.owner_id
       where item_key.owner_id = ? and item_key.type = ? and ${sql}`,
      ownerId,
      type,
      ...parameters,
    ),
  )
  const raw = await found<RawItem & { readonly key: string }>(connection, look)
  return raw.map((row) => ({ ...readItem(row), key: row.key }))
}

/** The groups with these external ids, of each the oldest first. */
export async function itemsByXid(
  connection: Connection,
  ownerId: number,
  xids: readonly string[],
): Promise<readonly ItemRow[]> {
  const { dialect } = connection
  const xid = dialect.jsonValue('item.fields', 'xid', 'text')
  const look = lookUpTexts(dialect, xid, xids, ({ sql, parameters }) =>
    fragment(
      `select ${itemColumns} from item ${dialect.by('item_xid')}
       where owner_id = ? and kind = 'group' and ${sql}`,
      ownerId,
      ...parameters,
    ),
  )
  // Sorted here: in PostgreSQL an order by id would speak for the index that has all groups in that order.
  const raw = await found<RawItem>(connection, look)
  return raw.map(readItem).sort((left, right) => left.id - right.id)
}

const found = <R>(connection: Connection, { sql, parameters }: Fragment): Promise<readonly R[]> =>
  connection.all<R>(sql, ...parameters)

/** What hangs on an item and goes over to another one when the two become one: `:from`, `:to`, and the `:owner`. */
const moves: readonly string[] = [
  'update attribute set item_id = :to where item_id = :from and owner_id = :owner',
  'update file_occurrence set item_id = :to where item_id = :from and owner_id = :owner',
  `insert into false_positive (item_id, account_id, day, owner_id, reported)
   select :to, account_id, day, owner_id, reported from false_positive where item_id = :from and owner_id = :owner
   on conflict do nothing`,
  `insert into observation (item_id, account_id, observed, owner_id, count)
   select :to, account_id, observed, owner_id, count from observation where item_id = :from and owner_id = :owner
   on conflict (item_id, account_id, observed, owner_id) do update set count = observation.count + excluded.count`,
  `insert into typed_association (item_id, type, other_id, owner_id, mutual, date_added)
   select :to, type, other_id, owner_id, mutual, date_added from typed_association
   where item_id = :from and owner_id = :owner and other_id <> :to on conflict do nothing`,
  `insert into typed_association (item_id, type, other_id, owner_id, mutual, date_added)
   select item_id, type, :to, owner_id, mutual, date_added from typed_association
   where other_id = :from and owner_id = :owner and item_id <> :to on conflict do nothing`,
  ...(['tag', 'label', 'asset'] as const).map(
    (what) => `insert into item_${what} (item_id, ${what}_id, owner_id)
     select :to, ${what}_id, owner_id from item_${what} where item_id = :from and owner_id = :owner
     on conflict do nothing`,
  ),
  `insert into association (item_id, other_id, owner_id, date_added)
   select :to, other_id, owner_id, date_added from association
   where item_id = :from and owner_id = :owner and other_id <> :to on conflict do nothing`,
  `insert into association (item_id, other_id, owner_id, date_added)
   select item_id, :to, owner_id, date_added from association
   where other_id = :from and owner_id = :owner and item_id <> :to on conflict do nothing`,
]

/** Gives everything that hangs on one item to another one of the owner's. */
export async function moveParts(connection: Connection, from: Owned, to: number): Promise<void> {
  for (const move of moves) {
    const { sql, parameters } = withNames(move, { from: from.id, to, owner: from.ownerId })
    await connection.run(sql, ...parameters)
  }
}

/** Where files were found, of many items at once. */
export async function eachOccurrence(
  connection: Connection,
  ownerId: number,
  itemIds: readonly number[],
): Promise<readonly { readonly itemId: number; readonly fields: StoredFields }[]> {
  const raw = await connection.all<{ readonly itemId: number; readonly fields: string }>(
    `select item_id as "itemId", fields from file_occurrence
     where ${connection.dialect.inList('item_id')} and owner_id = ? order by id`,
    itemIds,
    ownerId,
  )
  return raw.map(({ itemId, fields }) => ({ itemId, fields: JSON.parse(fields) as StoredFields }))
}

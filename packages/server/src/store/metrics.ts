import type { Connection } from './database.ts'

/** How many of something came on a day, counted in days since 1970. */
export interface DayCount {
  readonly day: number
  readonly count: number
}

export interface ItemDayCount extends DayCount {
  readonly kind: string
  readonly type: string
  readonly ratingSum: number
  readonly ratingCount: number
  readonly confidenceSum: number
  readonly confidenceCount: number
}

const day = (column: string): string => `${column} / 86400 as day`

/** Items by kind, type and day, with what averages are made of. */
export async function itemsByDay(connection: Connection, ownerId: number): Promise<readonly ItemDayCount[]> {
  const rating = connection.dialect.jsonValue('fields', 'rating', 'number')
  const confidence = connection.dialect.jsonValue('fields', 'confidence', 'number')
  return connection.all<ItemDayCount>(
    `select kind, type, ${day('date_added')}, count(*) as count,
       coalesce(sum(${rating}), 0) as "ratingSum", count(${rating}) as "ratingCount",
       coalesce(sum(${confidence}), 0) as "confidenceSum", count(${confidence}) as "confidenceCount"
     from item where owner_id = ? group by kind, type, day`,
    ownerId,
  )
}

/** Observations by the type of what was observed and by day. */
export async function observationsByDay(
  connection: Connection,
  ownerId: number,
): Promise<readonly (DayCount & { readonly type: string })[]> {
  return connection.all(
    `select item.type, ${day('observation.observed')}, sum(observation.count) as count
     from observation join item on item.id = observation.item_id and item.owner_id = observation.owner_id
     where item.owner_id = ? group by item.type, day`,
    ownerId,
  )
}

export async function falsePositivesByDay(
  connection: Connection,
  ownerId: number,
): Promise<readonly DayCount[]> {
  return connection.all<DayCount>(
    `select false_positive.day as day, count(*) as count
     from false_positive join item on item.id = false_positive.item_id and item.owner_id = false_positive.owner_id
     where item.owner_id = ? group by false_positive.day`,
    ownerId,
  )
}

export async function tagsByDay(connection: Connection, ownerId: number): Promise<readonly DayCount[]> {
  const sql = `select ${day('date_added')}, count(*) as count from tag where owner_id = ? group by day`
  return connection.all<DayCount>(sql, ownerId)
}

export async function attributesByDay(
  connection: Connection,
  ownerId: number,
  kind: string,
): Promise<readonly DayCount[]> {
  return connection.all<DayCount>(
    `select ${day('attribute.date_added')}, count(*) as count
     from attribute join item on item.id = attribute.item_id and item.owner_id = attribute.owner_id
     where item.owner_id = ? and item.kind = ? group by day`,
    ownerId,
    kind,
  )
}

/** Indicators by the day on which each got its first attribute. */
export async function enrichedByDay(connection: Connection, ownerId: number): Promise<readonly DayCount[]> {
  return connection.all<DayCount>(
    `select ${day('first')}, count(*) as count from (
       select min(attribute.date_added) as first from attribute
       join item on item.id = attribute.item_id and item.owner_id = attribute.owner_id
       where item.owner_id = ? and item.kind = 'indicator' group by item.id) as firsts group by day`,
    ownerId,
  )
}

/** Indicators by the day on which each was first associated with a group. */
export async function groupedByDay(connection: Connection, ownerId: number): Promise<readonly DayCount[]> {
  return connection.all<DayCount>(
    `select ${day('first')}, count(*) as count from (
       select min(association.date_added) as first from association
       join item on item.id = association.item_id and item.owner_id = association.owner_id
       where item.owner_id = ? and item.kind = 'indicator' and exists (
         select 1 from item as other
         where other.id = association.other_id and other.owner_id = association.owner_id and other.kind = 'group')
       group by item.id) as firsts
     group by day`,
    ownerId,
  )
}

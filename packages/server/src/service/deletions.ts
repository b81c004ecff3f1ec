import {
  type AnyEntry,
  type Columns,
  type Condition,
  canonicalForms,
  type FieldValue,
  filterColumns,
} from '@tcex/model'
import { type Page, placed } from '../search/search.ts'
import {
  countDeletions,
  type DeletedRow,
  type DeletionList,
  insertDeletion,
  pageDeletions,
} from '../store/deletions.ts'
import { deleteItem as dropItem } from '../store/items.ts'
import type { ItemRow } from '../store/rows.ts'
import type { Where } from '../store/where.ts'
import { type FilterOptions, readFilters } from './filters.ts'
import type { Listed } from './listings.ts'
import { read, type Scope, seconds, type Work } from './scope.ts'
import { wireTime } from './views.ts'

/** How long it is known that an indicator was deleted, in seconds: 30 days. */
const retention = 30 * 86_400

/** Deletes an item; of an indicator it is remembered, for those who keep a copy of the list. */
export async function removeItem(work: Work, row: ItemRow): Promise<void> {
  await dropItem(work.connection, row)
  if (row.kind !== 'indicator') return
  const dateDeleted = seconds(work)
  await insertDeletion(work.connection, { ...row, dateDeleted }, dateDeleted - retention)
}

/** An indicator that is no more, as lists of deleted ones show it. */
export interface DeletedEntity {
  readonly ownerName: string
  readonly type: string
  readonly dateAdded: string
  readonly summary: string
}

export interface DeletionOptions extends FilterOptions {
  readonly page: Page
  /** Unix seconds; what was deleted then or later. */
  readonly since?: number
}

/**
 * The indicators of an owner that were deleted in the last 30 days and have not been made again since, of one type or
 * of all; the oldest deletion first.
 *
 * @throws Refusal for a filter that cannot be read or does not fit the list
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/indicators/indicators.html#viewing-recently-deleted-indicators
 */
export function listDeleted(
  scope: Scope,
  entry: AnyEntry | undefined,
  options: DeletionOptions,
): Promise<Listed<DeletedEntity>> {
  const condition = readFilters(options, { columns, now: scope.platform.now() })
  return read(scope, async (work) => {
    const list = listOf(work, entry, condition, options.since ?? 0)
    const rows = await pageDeletions(work.connection, list, options.page)
    const items = rows.map((row) => view(work, row))
    return options.page.start > 0 ? { items } : { items, count: await countDeletions(work.connection, list) }
  })
}

/** What is left of a deleted indicator to filter by. */
const { summary, dateAdded } = filterColumns('indicator')
const columns: Columns = { ...(summary && { summary }), ...(dateAdded && { dateAdded }) }

function listOf(
  work: Work,
  entry: AnyEntry | undefined,
  condition: Condition<FieldValue> | undefined,
  since: number,
): DeletionList {
  const everything: Where = { kind: 'and', conditions: [] }
  return {
    ownerId: work.owner.id,
    since: Math.max(since, seconds(work) - retention),
    where: condition ? toWhere(work, entry, condition) : everything,
    ...(entry ? { type: entry.type } : {}),
  }
}

function toWhere(work: Work, entry: AnyEntry | undefined, condition: Condition<FieldValue>): Where {
  if (condition.kind !== 'comparison') {
    return {
      kind: condition.kind,
      conditions: condition.conditions.map((each) => toWhere(work, entry, each)),
    }
  }
  const { field, operator, value } = condition
  if (field === 'dateAdded') {
    const seconds = Date.parse(String(value)) / 1000
    return { kind: 'test', place: { in: 'deletedAdded' }, operator, value: seconds }
  }
  if (operator !== '=') return placed(condition, { summary: { in: 'deletedName' } })
  const forms = canonicalForms(entry ? [entry] : work.platform.catalog.of('indicator'), String(value))
  return { kind: 'test', place: { in: 'deletedName' }, operator: 'in', value: forms }
}

const view = ({ owner }: Work, { type, name, dateAdded }: DeletedRow): DeletedEntity => ({
  ownerName: owner.name,
  type,
  dateAdded: wireTime(dateAdded),
  summary: name,
})

// What a database may be asked for by filters and lists, for the tests that ask it how it would go about that.

import {
  type AnyEntry,
  type Column,
  catalog,
  comparison,
  type FieldValue,
  filterColumns,
  type Kind,
  type Operator,
} from '@tcex/model'
import { attributesByItem, pageAttributes } from '../../store/attributes.ts'
import { pageBatchErrors } from '../../store/batch-errors.ts'
import type { Connection, Database, Parameter } from '../../store/database.ts'
import { pageDeletions } from '../../store/deletions.ts'
import { eachItem, findItemByName, type Within } from '../../store/items.ts'
import { labelsByItem, pageLabels } from '../../store/labels.ts'
import { pageObserved } from '../../store/observations.ts'
import { pageOccurrences } from '../../store/occurrences.ts'
import { pageTags, tagsByItem } from '../../store/tags.ts'
import type { Where } from '../../store/where.ts'
import { toListing } from '../search.ts'

const asking = ['all', 'lists', 'search', 'first'] as const

/** How the database goes about each statement of some work, step by step. */
export async function planOf(
  database: Database,
  explain: (
    connection: Connection,
    sql: string,
    parameters: readonly Parameter[],
  ) => Promise<readonly string[]>,
  work: (connection: Connection) => Promise<unknown>,
): Promise<readonly string[]> {
  const steps: string[] = []
  await database.read(async (connection) => {
    const ask =
      (how: (typeof asking)[number]) =>
      async (sql: string, ...parameters: readonly Parameter[]) => {
        steps.push(...(await explain(connection, sql, parameters)))
        const asked = connection[how] as (
          sql: string,
          ...parameters: readonly Parameter[]
        ) => Promise<unknown>
        return asked.call(connection, sql, ...parameters)
      }
    const watched: Connection = Object.assign(Object.create(connection), {
      dialect: connection.dialect,
      // Nothing is remembered, so that all is asked for.
      remembered: (_key: string, look: () => Promise<unknown>) => look(),
      ...Object.fromEntries(asking.map((how) => [how, ask(how)])),
    })
    await work(watched)
  })
  return steps
}

export const kinds = ['group', 'indicator', 'victim', 'task'] as const
export const page = { start: 0, limit: 500 }
const now = '2026-01-01T00:00:00Z'

export interface Filter {
  readonly kind: Kind
  readonly entry?: AnyEntry
  readonly field: string
  readonly operator: Operator
  readonly value: FieldValue
}

export function listingOf({ kind, entry, field, operator, value }: Filter) {
  return toListing({
    ownerId: 1,
    kind,
    ...(entry ? { entry } : {}),
    entries: catalog.of(kind),
    now,
    condition: comparison<FieldValue>(field, operator, value),
  })
}

const values: Readonly<Record<string, FieldValue>> = {
  dateTime: '2020-01-01T00:00:00Z',
  integer: 3,
  decimal: 3.5,
  boolean: true,
  booleanText: 'true',
}

const valueFor = ({ format, choices }: Column): FieldValue => choices?.at(-1) ?? values[format] ?? 'some text'

/** Where nothing can match, as with what the platform never finds out, the database asks that first. */
export const isNothing = (where: Where): boolean =>
  where.kind === 'or'
    ? where.conditions.length === 0
    : where.kind === 'and' && where.conditions.some(isNothing)

/** Every filter that is documented, of every type and of a kind's types together. */
export const filters: readonly Filter[] = kinds.flatMap((kind) =>
  [undefined, ...catalog.of(kind)].flatMap((entry) =>
    Object.entries(filterColumns(kind, entry)).flatMap(([field, column]) =>
      column.filter.map((operator) => ({
        kind,
        ...(entry ? { entry } : {}),
        field,
        operator,
        value: valueFor(column),
      })),
    ),
  ),
)

/** In what lists of items may lie. */
export const within: readonly Within[] = [
  { of: 'tag', id: 1 },
  { of: 'label', id: 1 },
  { of: 'item', id: 1 },
  { of: 'typed', id: 1, type: 'x' },
  { of: 'resolvedFrom', id: 1 },
  { of: 'itemAssets', id: 1 },
  { of: 'victim', id: 1 },
  { of: 'victimGroups', id: 1 },
  { of: 'victimPeers', id: 1 },
]

/** All items of a kind. */
export const ofKind = (kind: Kind, more: { within?: Within; modifiedSince?: number } = {}) =>
  toListing({ ownerId: 1, kind, entries: catalog.of(kind), now, ...more })

const item = { id: 1, ownerId: 1 }
const where = { kind: 'and', conditions: [] } as const
const ids = [1, 2, 3, 900]
/** What is listed or looked up beside items. */
export const others: Readonly<Record<string, (connection: Connection) => Promise<unknown>>> = {
  'an item by its value': (connection) =>
    findItemByName(connection, { ownerId: 1, type: 'Address' }, '1.1.1.1'),
  'items by their ids': (connection) => eachItem(connection, 1, ids),
  "an item's attributes": (connection) => pageAttributes(connection, item, page),
  "an item's tags": (connection) => pageTags(connection, { ownerId: 1, itemId: 1 }, page),
  "an owner's tags": (connection) => pageTags(connection, { ownerId: 1 }, page),
  "an item's labels": (connection) => pageLabels(connection, { ownerId: 1, itemId: 1 }, page),
  "an attribute's labels": (connection) => pageLabels(connection, { ownerId: 1, attributeId: 1 }, page),
  "an owner's labels": (connection) => pageLabels(connection, { ownerId: 1 }, page),
  'occurrences of a file': (connection) => pageOccurrences(connection, item, page),
  'indicators observed since': (connection) => pageObserved(connection, { ownerId: 1, since: 5 }, page),
  'deleted indicators': (connection) => pageDeletions(connection, { ownerId: 1, since: 5, where }, page),
  "a job's errors": (connection) => pageBatchErrors(connection, item, { after: 0, limit: 100 }),
  'attributes of many': (connection) =>
    attributesByItem(connection, { ownerId: 1, itemIds: ids }, (each) => each),
  'tags of many': (connection) => tagsByItem(connection, 1, ids, (each) => each),
  'labels of many': (connection) => labelsByItem(connection, 1, ids, (each) => each),
  'attributes of neighbours': (connection) =>
    attributesByItem(connection, { ownerId: 1, itemIds: [4, 5, 6] }, (each) => each),
}

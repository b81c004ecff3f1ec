import type { SqlValue } from './database.ts'
import type { Dialect } from './dialect.ts'

/** A piece of SQL with its parameters; pieces are joined, values never are. */
export interface Fragment {
  readonly sql: string
  readonly parameters: readonly SqlValue[]
}

export const fragment = (sql: string, ...parameters: readonly SqlValue[]): Fragment => ({ sql, parameters })

/** Joins pieces; nothing to join gives what always holds (`and`) or never does (`or`). */
export function join(word: 'and' | 'or', pieces: readonly Fragment[]): Fragment {
  if (pieces.length === 0) return fragment(word === 'and' ? '1 = 1' : '1 = 0')
  return {
    sql: `(${pieces.map(({ sql }) => sql).join(` ${word} `)})`,
    parameters: pieces.flatMap(({ parameters }) => parameters),
  }
}

/** What is a column of its own, or counted. */
const columns = {
  id: 'item.id',
  name: 'item.name',
  dateAdded: 'item.date_added',
  lastModified: 'item.last_modified',
  falsePositives: '(select count(*) from false_positive where false_positive.item_id = item.id)',
  deletedName: 'deleted.name',
  deletedAdded: 'deleted.date_added',
  tagName: 'tag.name',
  tagWeight: '(select count(*) from item_tag as used where used.tag_id = tag.id)',
  labelName: 'label.name',
} as const

/** Where what is asked for is kept. */
export type Place =
  | { readonly in: keyof typeof columns }
  | { readonly in: 'field'; readonly name: string; readonly initial?: string | number | boolean }
  | { readonly in: 'list'; readonly name: string }
  | { readonly in: 'key' }

/** A condition on what is stored, as search gives it to the store. */
export type Where =
  | { readonly kind: 'and' | 'or'; readonly conditions: readonly Where[] }
  | { readonly kind: 'test'; readonly place: Place; readonly operator: Test; readonly value: StoredValue }

export type Test = '=' | '<' | '>' | '>=' | '!' | '^' | 'in' | 'absent'

export type StoredValue = string | number | boolean | readonly string[]

export function renderWhere(where: Where, dialect: Dialect): Fragment {
  if (where.kind !== 'test') {
    return join(
      where.kind,
      where.conditions.map((each) => renderWhere(each, dialect)),
    )
  }
  const { place, operator, value } = where
  if (place.in === 'list') return fragment(dialect.jsonContains('item.fields', place.name), toSql(value))
  if (place.in === 'key') return inKeys(dialect, value)
  return renderTest(expression(place, dialect), operator, value, dialect)
}

function expression(place: Exclude<Place, { in: 'list' | 'key' }>, dialect: Dialect): Fragment {
  if (place.in !== 'field') return fragment(columns[place.in])
  const json = dialect.jsonValue('item.fields', place.name)
  return place.initial === undefined ? fragment(json) : fragment(`coalesce(${json}, ?)`, toSql(place.initial))
}

function renderTest(left: Fragment, operator: Test, value: StoredValue, dialect: Dialect): Fragment {
  if (operator === '^') return startsWith(left, String(value))
  if (operator === 'absent') return { sql: `${left.sql} is null`, parameters: left.parameters }
  if (operator === 'in') {
    return { sql: dialect.inList(left.sql), parameters: [...left.parameters, JSON.stringify(value)] }
  }
  if (operator === '!') {
    const parameters = [...left.parameters, toSql(value), ...left.parameters]
    return { sql: `(${left.sql} <> ? or ${left.sql} is null)`, parameters }
  }
  return { sql: `${left.sql} ${operator} ?`, parameters: [...left.parameters, toSql(value)] }
}

/** The range lets an index serve; the comparison decides. */
function startsWith(left: Fragment, prefix: string): Fragment {
  const { sql, parameters } = left
  return {
    sql: `(${sql} >= ? and substr(${sql}, 1, ?) = ?)`,
    parameters: [...parameters, prefix, ...parameters, [...prefix].length, prefix],
  }
}

function inKeys(dialect: Dialect, value: StoredValue): Fragment {
  const keys = JSON.stringify(Array.isArray(value) ? value : [value])
  return fragment(
    `item.id in (select item_id from item_key where owner_id = item.owner_id and ${dialect.inList('key')})`,
    keys,
  )
}

/** JSON's true and false come out of the database as 1 and 0. */
function toSql(value: StoredValue): SqlValue {
  if (typeof value === 'boolean') return value ? 1 : 0
  return typeof value === 'object' ? JSON.stringify(value) : value
}

import type { Parameter, SqlValue } from './database.ts'
import type { Dialect, JsonType } from './dialect.ts'

/** A piece of SQL with its parameters; pieces are joined, values never are. */
export interface Fragment {
  readonly sql: string
  readonly parameters: readonly Parameter[]
}

export const fragment = (sql: string, ...parameters: readonly Parameter[]): Fragment => ({ sql, parameters })

/** Joins pieces; nothing to join gives what always holds (`and`) or never does (`or`). */
export function join(word: 'and' | 'or', pieces: readonly Fragment[]): Fragment {
  if (pieces.length === 0) return fragment(word === 'and' ? '1 = 1' : '1 = 0')
  return {
    sql: `(${pieces.map(({ sql }) => sql).join(` ${word} `)})`,
    parameters: pieces.flatMap(({ parameters }) => parameters),
  }
}

/** Makes a piece of one in which parameters stand by name: `:owner`. */
export function withNames(sql: string, values: Readonly<Record<string, Parameter>>): Fragment {
  const names = [...sql.matchAll(/:(\w+)/g)].map(([, name]) => name as string)
  return fragment(sql.replace(/:\w+/g, '?'), ...names.map((name) => values[name] as Parameter))
}

/** What an index holds of a text of any length. */
const beginning = ({ longText }: Dialect, text: string): string =>
  longText && text.length > longText.length ? [...text].slice(0, longText.length).join('') : text

/** Whether a text of any length is this one, so that its index serves; a unique one wants the digest too. */
export function sameText(dialect: Dialect, column: string, value: string): Fragment {
  const same = fragment(`${column} = ?`, value)
  const { longText } = dialect
  if (!longText) return same
  const start = fragment(`${longText.beginning(column)} = ?`, beginning(dialect, value))
  return join('and', [
    start,
    fragment(`${longText.digest(column)} = ${longText.digest('?::text')}`, value),
    same,
  ])
}

/** The same for one of several texts. */
export function oneOfTexts(dialect: Dialect, column: string, values: readonly string[]): Fragment {
  const same = fragment(dialect.inList(column), values)
  if (!dialect.longText) return same
  const beginnings = values.map((value) => beginning(dialect, value))
  return join('and', [fragment(dialect.inList(dialect.longText.beginning(column)), beginnings), same])
}

/** Whether two columns of texts of any length are equal, so that their index serves. */
export function equalTexts({ longText }: Dialect, left: string, right: string): string {
  const same = `${left} = ${right}`
  if (!longText) return same
  const [start, digest] = [longText.beginning, longText.digest].map((of) => `${of(left)} = ${of(right)}`)
  return `${start} and ${digest} and ${same}`
}

/**
 * A statement that looks for many texts at once by the index of their column. A planner that is given the whole list may
 * prefer to go through all that an owner has; where it cannot be told which index to take, it is asked for one text after
 * the other.
 */
export function lookUpTexts(
  dialect: Dialect,
  column: string,
  texts: readonly string[],
  statement: (isOne: Fragment) => Fragment,
): Fragment {
  if (!dialect.eachText) return statement(oneOfTexts(dialect, column, texts))
  const { sql, parameters } = statement(fragment(equalTexts(dialect, column, 'wanted.text')))
  // Without "offset 0" the planner would join what is within with the list, and choose for itself.
  const each = `select found.* from ${dialect.eachText} as wanted(text) cross join lateral (${sql} offset 0) as found`
  return fragment(each, texts, ...parameters)
}

/** What is a column of its own, or counted. */
const columns = {
  id: 'item.id',
  type: 'item.type',
  name: 'item.name',
  dateAdded: 'item.date_added',
  lastModified: 'item.last_modified',
  falsePositives: `(select count(*) from false_positive
    where false_positive.item_id = item.id and false_positive.owner_id = item.owner_id)`,
  deletedName: 'deleted.name',
  deletedAdded: 'deleted.date_added',
  tagName: 'tag.name',
  tagWeight: `(select count(*) from item_tag as used
    where used.tag_id = tag.id and used.owner_id = tag.owner_id)`,
  labelName: 'label.name',
} as const

/** Where what is asked for is kept. */
export type Place =
  | { readonly in: keyof typeof columns }
  | { readonly in: 'field'; readonly name: string; readonly initial?: string | number | boolean }
  | { readonly in: 'list'; readonly name: string }
  /** The value of an owner's indicators of some types, or one of the keys that they are known by. */
  | { readonly in: 'value'; readonly ownerId: number; readonly types: readonly string[] }

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
  if (place.in === 'value') {
    return operator === '^'
      ? hasValueFrom(place, String(value), dialect)
      : hasValue(place, listOf(value), dialect)
  }
  if (place.in === 'field') {
    return renderTest(fieldOf(place, operator, value, dialect), operator, value, dialect)
  }
  if (place.in === 'name' || place.in === 'deletedName') {
    return testLongText(columns[place.in], operator, value, dialect)
  }
  return testColumn(fragment(columns[place.in]), operator, value, dialect)
}

type FieldPlace = Extract<Place, { in: 'field' }>

/** What an item starts with is not kept; where another value is looked for, its index serves. */
function fieldOf(
  { name, initial }: FieldPlace,
  operator: Test,
  value: StoredValue,
  dialect: Dialect,
): Fragment {
  const json = dialect.jsonValue('item.fields', name, jsonTypeOf(initial ?? value))
  return initial === undefined || (operator === '=' && value !== initial)
    ? fragment(json)
    : fragment(`coalesce(${json}, ?)`, toSql(initial))
}

function jsonTypeOf(value: StoredValue): JsonType {
  if (typeof value === 'number') return 'number'
  return typeof value === 'boolean' ? 'flag' : 'text'
}

function renderTest(left: Fragment, operator: Test, value: StoredValue, dialect: Dialect): Fragment {
  if (operator === '^') return startsWith(left, String(value))
  if (operator === 'absent') return { sql: `${left.sql} is null`, parameters: left.parameters }
  if (operator === 'in') {
    return { sql: dialect.inList(left.sql), parameters: [...left.parameters, listOf(value)] }
  }
  if (operator === '!') {
    const parameters = [...left.parameters, toSql(value), ...left.parameters]
    return { sql: `(${left.sql} <> ? or ${left.sql} is null)`, parameters }
  }
  return { sql: `${left.sql} ${operator} ?`, parameters: [...left.parameters, toSql(value)] }
}

/** A column of whole numbers is compared with whole numbers only, since not every database takes others there. */
function testColumn(left: Fragment, operator: Test, value: StoredValue, dialect: Dialect): Fragment {
  if (typeof value !== 'number' || Number.isInteger(value)) return renderTest(left, operator, value, dialect)
  if (operator === '=') return join('or', [])
  if (operator === '!') return join('and', [])
  const next = operator === '>' ? Math.floor(value) : Math.ceil(value)
  return renderTest(left, operator, next, dialect)
}

/** Tells the index of a text of any length where to look, as far as it can. */
function testLongText(column: string, operator: Test, value: StoredValue, dialect: Dialect): Fragment {
  if (operator === '=') return sameText(dialect, column, String(value))
  if (operator === 'in') return oneOfTexts(dialect, column, listOf(value))
  const test = renderTest(fragment(column), operator, value, dialect)
  if (!dialect.longText || operator !== '^') return test
  const indexed = fragment(dialect.longText.beginning(column))
  return join('and', [...rangeOf(indexed, beginning(dialect, String(value))), test])
}

/** The range lets an index serve; the comparison decides. */
function startsWith(left: Fragment, prefix: string): Fragment {
  const { sql, parameters } = left
  const isSame = fragment(`substr(${sql}, 1, ?) = ?`, ...parameters, [...prefix].length, prefix)
  return join('and', [...rangeOf(left, prefix), isSame])
}

/** Where all texts lie that begin with this one. */
function rangeOf({ sql, parameters }: Fragment, prefix: string): readonly Fragment[] {
  const next = behind(prefix)
  return [
    fragment(`${sql} >= ?`, ...parameters, prefix),
    ...(next === undefined ? [] : [fragment(`${sql} < ?`, ...parameters, next)]),
  ]
}

/** The first text, in the order of bytes, behind all that begin with this one; undefined where there is none. */
export function behind(prefix: string): string | undefined {
  // Half a character is another one by the time that it comes to the database.
  const wellFormed = Buffer.from(prefix).toString()
  const points = Array.from(wellFormed, (character) => character.codePointAt(0) as number)
  while (points.at(-1) === 0x10ffff) points.pop()
  const last = points.pop()
  if (last === undefined) return undefined
  // What stands between these two stands for no character by itself.
  return String.fromCodePoint(...points, last === 0xd7ff ? 0xe000 : last + 1)
}

/** Looked for by value and by key apart, since no index serves both at once. */
function hasValue(
  { ownerId, types }: Extract<Place, { in: 'value' }>,
  values: readonly string[],
  dialect: Dialect,
): Fragment {
  const named = oneOfTexts(dialect, 'same.name', values)
  return fragment(
    `item.id in (${ofTypes(dialect)} and ${named.sql}
     union all select item_id from item_key
       where owner_id = ? and ${dialect.inList('type')} and ${dialect.inList('key')})`,
    ownerId,
    types,
    ...named.parameters,
    ownerId,
    types,
    values,
  )
}

/** Looked for type by type, as the index over values has them; a planner that is told of no index sees that by itself. */
function hasValueFrom(
  { ownerId, types }: Extract<Place, { in: 'value' }>,
  beginning: string,
  dialect: Dialect,
): Fragment {
  if (dialect.by('item_value') === '') {
    const isOfType = fragment(dialect.inList('item.type'), types)
    return join('and', [isOfType, testLongText('item.name', '^', beginning, dialect)])
  }
  const test = testLongText('same.name', '^', beginning, dialect)
  return fragment(`item.id in (${ofTypes(dialect)} and ${test.sql})`, ownerId, types, ...test.parameters)
}

/** The ids of an owner's indicators of some types. */
const ofTypes = (dialect: Dialect): string =>
  `select same.id from item as same ${dialect.by('item_value')}
   where same.owner_id = ? and same.kind = 'indicator' and ${dialect.inList('same.type')}`

/** Whether a condition asks for few items by a field that has an index. */
export function isByField(where: Where): boolean {
  if (where.kind !== 'test') return where.kind === 'and' && where.conditions.some(isByField)
  const { place, operator, value } = where
  if (place.in !== 'field' || operator === '!') return false
  return place.initial === undefined || (operator === '=' && value !== place.initial)
}

const listOf = (value: StoredValue): readonly string[] =>
  typeof value === 'object' ? value : [String(value)]

/** JSON's true and false come out of the database as 1 and 0. */
function toSql(value: StoredValue): SqlValue {
  if (typeof value === 'boolean') return value ? 1 : 0
  return typeof value === 'object' ? JSON.stringify(value) : value
}

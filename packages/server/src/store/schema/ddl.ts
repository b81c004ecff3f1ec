import type { Dialect } from '../dialect.ts'
import {
  type Column,
  type Index,
  type IndexPart,
  isNumbered,
  isOptional,
  type Table,
  typeOf,
} from './table.ts'

type Tables = Readonly<Record<string, Table>>

/** The statements that make tables, in their order; `known` are those that there are with them. */
export function createTables(tables: Tables, known: Tables, dialect: Dialect): readonly string[] {
  return Object.entries(tables).flatMap(([name, table]) => [
    ...sequenceOf(name, table, dialect),
    createTable(name, table, known, dialect),
    ...partitionsOf(name, table, dialect),
    ...Object.entries(table.indexes ?? {}).map(([index, each]) => createIndex(name, index, each, dialect)),
  ])
}

/** Numbers are taken from a sequence of its own where the database does not count by itself. */
function sequenceOf(name: string, table: Table, { numbersRows }: Dialect): readonly string[] {
  return isNumbered(table) && !numbersRows ? [`create sequence ${sequence(name)} as bigint`] : []
}

export const sequence = (table: string): string => `${table}_id_seq`

function createTable(name: string, table: Table, known: Tables, dialect: Dialect): string {
  const lines = [
    ...Object.entries(table.columns).map(([column, type]) =>
      columnLine(name, table, [column, type], dialect),
    ),
    ...keyLine(table, dialect),
    ...Object.entries(table.partOf ?? {}).map(
      ([column, to]) => `${reference(table, column, [to, known[to]], dialect)} on delete cascade`,
    ),
    ...Object.entries(table.refersTo ?? {}).map(([column, to]) =>
      reference(table, column, [to, known[to]], dialect),
    ),
  ]
  return `create table ${name} (\n  ${lines.join(',\n  ')}\n)${dialect.tableSuffix(table)}`
}

function columnLine(name: string, table: Table, [column, type]: [string, Column], dialect: Dialect): string {
  if (isNumbered(table) && column === 'id') {
    return dialect.numbersRows
      ? 'id integer primary key autoincrement'
      : `id bigint not null default nextval('${sequence(name)}')`
  }
  return `${column} ${columnType(type, dialect)}`
}

export const columnType = (column: Column, { columnTypes }: Dialect): string =>
  `${columnTypes[typeOf(column)]}${isOptional(column) ? '' : ' not null'}`

function keyLine(table: Table, { numbersRows }: Dialect): readonly string[] {
  return isNumbered(table) && numbersRows ? [] : [`primary key (${table.key.join(', ')})`]
}

/** What is spread by owner refers to what is spread by owner together with the owner, but where ids alone are the key. */
function reference(
  table: Table,
  column: string,
  [name, to]: readonly [string, Table | undefined],
  { numbersRows }: Dialect,
): string {
  const isWithin = table.spread === 'owner' && to?.spread === 'owner'
  const isWhole = isWithin && !(numbersRows && isNumbered(to))
  const [own, theirs] = isWhole ? [`${column}, owner_id`, 'id, owner_id'] : [column, 'id']
  return `foreign key (${own}) references ${name} (${theirs})`
}

function partitionsOf(name: string, table: Table, { partitions }: Dialect): readonly string[] {
  if (table.spread !== 'owner') return []
  return Array.from(
    { length: partitions },
    (_, index) =>
      `create table ${name}_p${index} partition of ${name} for values with (modulus ${partitions}, remainder ${index})`,
  )
}

export function createIndex(
  table: string,
  name: string,
  { on, unique = false, where, has }: Index,
  dialect: Dialect,
): string {
  const parts = on.flatMap((part) => indexParts(part, unique, dialect)).join(', ')
  const rows = [
    ...(where ? [where] : []),
    ...(has ? [`${dialect.jsonValue(has.json, has.key, has.as)} is not null`] : []),
  ]
  const over = rows.length > 0 ? ` where ${rows.join(' and ')}` : ''
  return `create ${unique ? 'unique ' : ''}index ${name} on ${table} (${parts})${over}`
}

function indexParts(part: IndexPart, unique: boolean, dialect: Dialect): readonly string[] {
  if (typeof part === 'string') return [part]
  if ('as' in part) return [`(${dialect.jsonValue(part.json, part.key, part.as)})`]
  const text = 'text' in part ? part.text : dialect.jsonValue(part.json, part.key, 'text')
  const { longText } = dialect
  if (!longText) return [text]
  return [`(${longText.beginning(text)})`, ...(unique ? [`(${longText.digest(text)})`] : [])]
}

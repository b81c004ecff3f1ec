import type { ColumnType, Table } from './schema/table.ts'

/** As what a value of a JSON column is compared. */
export type JsonType = 'text' | 'number' | 'flag'

/** What differs between the databases that a store can run on, each difference by name. */
export interface Dialect {
  readonly name: 'sqlite' | 'postgres'
  /** How the database calls what a column holds. */
  readonly columnTypes: Readonly<Record<ColumnType, string>>
  /** Whether the database numbers rows by itself, so that an id alone is a key; else there is a sequence for each table. */
  readonly numbersRows: boolean
  /** Whether several write at the same time, so that what a rule has looked for in vain must be claimed. */
  readonly writesAtOnce: boolean
  /** In how many parts tables that are spread by owner are kept; 0 for whole ones. */
  readonly partitions: number
  tableSuffix(table: Table): string
  /** Where an index cannot hold texts of any length: the part that it holds, and what stands for the whole. */
  readonly longText?: LongText
  /** A value of a JSON column by its key; of another type than asked for it is null, or sorts as its own type does. */
  jsonValue(column: string, key: string, type: JsonType): string
  /** Whether a JSON array under a key holds the parameter. */
  jsonContains(column: string, key: string): string
  /** Whether a column is one of a list that is given as one parameter. */
  inList(column: string): string
  /**
   * By which index of its table a look-up of many values goes (`id` for the row's own), said after the table's name; a
   * planner that does not know how many there are may prefer to go through all that an owner has.
   */
  by(index: string): string
  /** Where nobody can be told which index to take: what makes rows of a list of texts that is given as one parameter. */
  readonly eachText?: string
}

export interface LongText {
  /** How many characters of a text an index holds. */
  readonly length: number
  beginning(text: string): string
  digest(text: string): string
}

const quoted = (key: string): string => key.replaceAll("'", "''")

export const sqliteDialect: Dialect = {
  name: 'sqlite',
  columnTypes: {
    id: 'integer',
    integer: 'integer',
    text: 'text',
    flag: 'integer',
    bytes: 'blob',
    json: 'text',
  },
  numbersRows: true,
  writesAtOnce: false,
  partitions: 0,
  tableSuffix: ({ columns }) =>
    columns.id === 'id' || Object.values(columns).includes('bytes') ? ' strict' : ' strict, without rowid',
  jsonValue: (column, key) => `${column} ->> '$."${quoted(key)}"'`,
  jsonContains: (column, key) =>
    `exists (select 1 from json_each(${column}, '$."${quoted(key)}"') where value = ?)`,
  inList: (column) => `${column} in (select value from json_each(?))`,
  by: (index) => (index === 'id' ? 'not indexed' : `indexed by ${index}`),
}

/** PostgreSQL, and what speaks its language. */
export const postgresDialect = (partitions = 0): Dialect => ({
  name: 'postgres',
  // Texts are ordered by their bytes, as in SQLite, whatever language the database was made for.
  columnTypes: {
    id: 'bigint',
    integer: 'bigint',
    text: 'text collate "C"',
    flag: 'smallint',
    bytes: 'bytea',
    json: 'jsonb',
  },
  numbersRows: false,
  writesAtOnce: true,
  partitions,
  tableSuffix: ({ spread }) => (partitions > 0 && spread === 'owner' ? ' partition by hash (owner_id)' : ''),
  longText: {
    length: indexedLength,
    beginning: (text) => `left(${text}, ${indexedLength})`,
    digest: (text) => `md5(${text})`,
  },
  jsonValue: (column, key, type) => jsonTypes[type](column, `'${quoted(key)}'`),
  jsonContains: (column, key) => `${column} -> '${quoted(key)}' @> to_jsonb(?::text)`,
  inList: (column) => `${column} = any(?)`,
  by: () => '',
  eachText: 'unnest(?::text[])',
})

/** An entry of an index takes 2,704 bytes at most, and a character up to four. */
const indexedLength = 400

const jsonTypes: Readonly<Record<JsonType, (column: string, key: string) => string>> = {
  text: (column, key) => `(${column} ->> ${key}) collate "C"`,
  number: (column, key) =>
    `case when jsonb_typeof(${column} -> ${key}) = 'number' then (${column} ->> ${key})::numeric end`,
  flag: (column, key) => `case ${column} ->> ${key} when 'true' then 1 when 'false' then 0 end`,
}

/** A statement that is asked for often: its text is made once for each dialect, so that it is known again by its place. */
export function perDialect(make: (dialect: Dialect) => string): (dialect: Dialect) => string {
  const made = new WeakMap<Dialect, string>()
  return (dialect) => {
    const known = made.get(dialect)
    if (known !== undefined) return known
    const sql = make(dialect)
    made.set(dialect, sql)
    return sql
  }
}

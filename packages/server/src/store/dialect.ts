/** What differs between the databases that a store can run on, each difference by name. */
export interface Dialect {
  readonly name: 'sqlite'
  /** A value of a JSON column by its key, typed as it was stored. */
  jsonValue(column: string, key: string): string
  /** Whether a JSON array under a key holds the parameter. */
  jsonContains(column: string, key: string): string
  /** Whether a column is one of a list that is given as a JSON array in one parameter. */
  inList(column: string): string
}

const quoted = (key: string): string => `'$."${key.replaceAll("'", "''")}"'`

export const sqliteDialect: Dialect = {
  name: 'sqlite',
  jsonValue: (column, key) => `${column} ->> ${quoted(key)}`,
  jsonContains: (column, key) =>
    `exists (select 1 from json_each(${column}, ${quoted(key)}) where value = ?)`,
  inList: (column) => `${column} in (select value from json_each(?))`,
}

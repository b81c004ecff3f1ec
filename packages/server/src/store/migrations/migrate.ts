import type { Connection } from '../database.ts'
import type { Dialect } from '../dialect.ts'
import { columnType, createIndex, createTables } from '../schema/ddl.ts'
import { StoreError } from '../store-error.ts'
import { tablesUpTo } from '../tables.ts'
import { type Addition, type Migration, migrations, newestVersion } from './migration.ts'

/**
 * Brings a database from a version of the schema to the newest, inside the caller's transaction, and gives that; one
 * that a newer tcex has written is left as it is.
 *
 * @throws StoreError for such a database, and for one from before the first version that is kept
 */
export async function migrate(connection: Connection, version: number): Promise<number> {
  refuseUnknown(version)
  for (const migration of migrations.filter((each) => each.version > version)) {
    for (const statement of statementsOf(migration, connection.dialect)) await connection.run(statement)
  }
  return newestVersion
}

function refuseUnknown(version: number): void {
  if (version > newestVersion) {
    throw new StoreError(
      `The database has schema version ${version}, and this version of tcex knows ${newestVersion}; use the tcex that wrote it, or a newer one.`,
    )
  }
  const oldest = migrations[0]?.version ?? 0
  if (version > 0 && version < oldest) {
    throw new StoreError(
      `The database has schema version ${version}, from before the first release, which this version of tcex cannot read; choose another path, or fill a new database from what filled this one.`,
    )
  }
}

export function statementsOf(migration: Migration, dialect: Dialect): readonly string[] {
  const { tables = {}, additions = {} } = migration
  return [
    ...createTables(tables, tablesUpTo(migration.version), dialect),
    ...Object.entries(additions).flatMap(([table, addition]) => addTo(table, addition, dialect)),
    ...(migration[dialect.name] ?? []),
  ]
}

function addTo(
  table: string,
  { columns = {}, without = [], indexes = {} }: Addition,
  dialect: Dialect,
): readonly string[] {
  const columnLines = Object.entries(columns).map(([column, { type, before }]) => {
    const value = typeof before === 'string' ? `'${before.replaceAll("'", "''")}'` : before
    const initially = value === undefined ? '' : ` default ${value}`
    return `alter table ${table} add column ${column} ${columnType(type, dialect)}${initially}`
  })
  const goneLines = without.map((name) => `drop index ${name}`)
  const indexLines = Object.entries(indexes).map(([name, index]) => createIndex(table, name, index, dialect))
  return [...columnLines, ...goneLines, ...indexLines]
}

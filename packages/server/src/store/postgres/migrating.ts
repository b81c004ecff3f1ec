import type { PoolClient } from 'pg'
import type { Dialect } from '../dialect.ts'
import { postgresDialect } from '../dialect.ts'
import { migrate } from '../migrations/migrate.ts'
import { newestVersion } from '../migrations/migration.ts'
import { StoreError } from '../store-error.ts'
import { PostgresConnection } from './connection.ts'

interface Schema {
  readonly version: number
  readonly partitions: number
}

/** `TCEX`, so that those who start at once wait for each other and for nobody else. */
const lock = 0x54434558

/**
 * Brings a database to the newest schema inside a transaction that sees what others commit meanwhile.
 *
 * @throws StoreError for a database of another program, and one that this version does not know
 */
export async function migratePostgres(client: PoolClient, dialect: Dialect): Promise<void> {
  if ((await schemaOf(client))?.version === newestVersion) return
  await client.query('set local statement_timeout = 0; set local lock_timeout = 0')
  await client.query('select pg_advisory_xact_lock($1)', [lock])
  const found = (await schemaOf(client)) ?? (await begin(client, dialect))
  const connection = new PostgresConnection(client, postgresDialect(found.partitions))
  const version = await migrate(connection, found.version)
  await client.query('update tcex_schema set version = $1', [version])
}

async function schemaOf(client: PoolClient): Promise<Schema | undefined> {
  const { rows } = await client.query("select to_regclass('tcex_schema') is not null as there")
  if (!rows[0]?.there) return undefined
  return (await client.query<Schema>('select version, partitions from tcex_schema')).rows[0]
}

/** Somebody else's database stays as it is. */
async function begin(client: PoolClient, { partitions }: Dialect): Promise<Schema> {
  const { rows } = await client.query(
    'select tablename as name from pg_tables where schemaname = current_schema() limit 1',
  )
  if (rows.length > 0) {
    throw new StoreError(
      `The database has a table "${rows[0].name}" of another program; give tcex a database or schema of its own.`,
    )
  }
  await client.query('create table tcex_schema (version bigint not null, partitions bigint not null)')
  await client.query('insert into tcex_schema values (0, $1)', [partitions])
  return { version: 0, partitions }
}

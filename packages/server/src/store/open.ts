import type { Database } from './database.ts'
import { isServer } from './location.ts'
import { openSqlite, type Use } from './sqlite.ts'

export interface OpenOptions {
  /** In how many parts a new PostgreSQL database keeps the tables that are spread by owner. */
  readonly partitions?: number | undefined
  /** Default `calls`. */
  readonly use?: Use | undefined
}

/**
 * Opens a database: a file, `:memory:`, or `postgres://…`.
 *
 * @throws StoreError where it cannot be opened or is not ours
 */
export async function openDatabase(
  location: string,
  { partitions, use }: OpenOptions = {},
): Promise<Database> {
  if (!isServer(location)) return openSqlite(location, use)
  const { openPostgres } = await import('./postgres/postgres.ts')
  return openPostgres(location, partitions === undefined ? {} : { partitions })
}

import type { Database } from './database.ts'
import { isServer } from './location.ts'
import { openSqlite } from './sqlite.ts'

export interface OpenOptions {
  /** In how many parts a new PostgreSQL database keeps the tables that are spread by owner. */
  readonly partitions?: number | undefined
}

/**
 * Opens a database: a file, `:memory:`, or `postgres://…`.
 *
 * @throws StoreError where it cannot be opened or is not ours
 */
export async function openDatabase(location: string, { partitions }: OpenOptions = {}): Promise<Database> {
  if (!isServer(location)) return openSqlite(location)
  const { openPostgres } = await import('./postgres/postgres.ts')
  return openPostgres(location, partitions === undefined ? {} : { partitions })
}

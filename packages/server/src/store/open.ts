import type { Database } from './database.ts'
import { isServer } from './location.ts'
import type { PostgresOptions } from './postgres/postgres.ts'
import { openSqlite, type Use } from './sqlite.ts'

/** What a database is opened for, and what may be said of one that has a server of its own. */
export interface OpenOptions extends PostgresOptions {
  /** Default `calls`. */
  readonly use?: Use | undefined
}

/**
 * Opens a database: a file, `:memory:`, or `postgres://…`.
 *
 * @throws StoreError where it cannot be opened or is not ours
 */
export async function openDatabase(location: string, options: OpenOptions = {}): Promise<Database> {
  if (!isServer(location)) return openSqlite(location, options.use)
  const { openPostgres } = await import('./postgres/postgres.ts')
  return openPostgres(location, options)
}

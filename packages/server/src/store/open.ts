import type { Database } from './database.ts'
import { openSqlite } from './sqlite.ts'

/** How a database is named that a server of its own has: `postgres://user@host/name`. */
const isUrl = (location: string): boolean => /^postgres(?:ql)?:\/\//i.test(location)

/**
 * Opens a database: a file, `:memory:`, or `postgres://…`.
 *
 * @throws StoreError where it cannot be opened or is not ours
 */
export async function openDatabase(location: string): Promise<Database> {
  if (!isUrl(location)) return openSqlite(location)
  throw new Error('to come')
}

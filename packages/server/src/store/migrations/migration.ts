import type { Connection } from '../database.ts'
import { StoreError } from '../store-error.ts'
import { initial } from './001-initial.ts'
import { access } from './002-access.ts'
import { signals } from './003-signals.ts'
import { batch } from './004-batch.ts'
import { metadata } from './005-metadata.ts'

/** One step of the schema, as a script for each dialect. */
export interface Migration {
  readonly version: number
  readonly name: string
  readonly sqlite: string
}

export const migrations: readonly Migration[] = [initial, access, signals, batch, metadata]

/** Written into the file's header, so that somebody else's SQLite file is told apart from ours: `TCEX` in ASCII. */
export const applicationId = 0x54434558

/**
 * Brings a database to the newest schema inside the caller's transaction; one that a newer version has written is left
 * as it is.
 *
 * @throws StoreError for such a database
 */
export async function migrate(connection: Connection): Promise<void> {
  const version = await currentVersion(connection)
  const newest = migrations.at(-1)?.version ?? 0
  if (version > newest) {
    throw new StoreError(
      `The database has schema version ${version}, and this version of tcex knows ${newest}; use the tcex that wrote it, or a newer one.`,
    )
  }
  for (const migration of migrations.filter((each) => each.version > version)) {
    for (const statement of statements(migration[connection.dialect.name])) await connection.run(statement)
    await connection.run(`pragma user_version = ${migration.version}`)
  }
  await connection.run(`pragma application_id = ${applicationId}`)
}

async function currentVersion(connection: Connection): Promise<number> {
  const row = await connection.first<{ user_version: number }>('pragma user_version')
  return row?.user_version ?? 0
}

/** The statements of a script; a trigger holds statements of its own. */
const statements = (script: string): readonly string[] =>
  (script.match(/\s*(?:create trigger[\s\S]*?\bend(?=;)|[^;]+)/g) ?? [])
    .map((statement) => statement.trim())
    .filter(Boolean)

import type { OpenAdministration } from '@tcex/server'
import { type Command, Option } from 'commander'

/** The flags that every command of administration has. */
export interface DeskFlags {
  readonly database: string
  readonly encryptionKey?: string
  readonly json: boolean
}

/** Adds a command that works on a database, whether or not a server runs on it. */
export function addDeskCommand(group: Command, name: string, description: string): Command {
  return group
    .command(name)
    .description(description)
    .addOption(
      new Option('--database <path>', 'the database: a file, or postgres://user@host/name')
        .env('TCEX_DATABASE')
        .default('tcex.db'),
    )
    .addOption(
      new Option('--encryption-key <key>', 'what protects secrets in it, where the server was told').env(
        'TCEX_ENCRYPTION_KEY',
      ),
    )
    .option('--json', 'print JSON', false)
}

/** Opens the administration of a database for as long as some work takes. */
export async function atDesk<T>(
  { database, encryptionKey }: DeskFlags,
  work: (administration: OpenAdministration) => Promise<T>,
): Promise<T> {
  const { openAdministration } = await import('@tcex/server')
  const administration = await openAdministration({ database, encryptionKey })
  try {
    return await work(administration)
  } finally {
    await administration.close()
  }
}

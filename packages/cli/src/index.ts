import { Command, CommanderError } from 'commander'
import { addAudit } from './commands/administration/audit.ts'
import { addCopies } from './commands/administration/copy.ts'
import { addOwner } from './commands/administration/owner.ts'
import { addToken } from './commands/administration/token.ts'
import { addUser } from './commands/administration/user.ts'
import { addServe } from './commands/serve.ts'
import { addTypes } from './commands/types.ts'
import { version } from './version.ts'

/**
 * Runs the command `tcex` and gives its exit code: 0 when it did what it was asked, 1 when it could not, with one
 * sentence on standard error.
 *
 * @param words what stands behind the command's name
 */
export async function main(words: readonly string[]): Promise<number> {
  const program = new Command('tcex')
    .description('Serve and administer a platform that speaks ThreatConnect’s API, and work with one.')
    .version(version)
    .showHelpAfterError('(tcex --help lists the commands)')
    .exitOverride()
  for (const add of [addServe, addUser, addToken, addOwner, addAudit, addCopies, addTypes]) add(program)
  try {
    await program.parseAsync([...words], { from: 'user' })
    return 0
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode
    console.error(error instanceof Error ? error.message : String(error))
    return 1
  }
}

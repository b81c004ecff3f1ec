import type { Command } from 'commander'
import { addDeskCommand, atDesk, type DeskFlags } from './desk.ts'
import { toLifetime } from './lifetime.ts'
import { printDone, printList, printOne } from './print.ts'

interface AddFlags extends DeskFlags {
  readonly expires?: number | 'never'
}

interface RevokeFlags extends DeskFlags {
  readonly user?: string
}

/** Adds `tcex token`: tokens are issued, listed and revoked. */
export function addToken(program: Command): void {
  const group = program.command('token').description('API tokens of users.')
  addDeskCommand(group, 'add <user>', 'Issue a token, and print it this once.')
    .option('--expires <time>', 'how long it is good: 90s, 30m, 4h, 30d or never (default: 30d)', toLifetime)
    .action((userName: string, flags: AddFlags) => add(userName, flags))
  addDeskCommand(
    group,
    'list',
    'List tokens by their ids; the tokens themselves cannot be shown again.',
  ).action(list)
  addDeskCommand(group, 'revoke [id]', 'End a token with its renewals, or with --user all tokens of a user.')
    .option('--user <name>', 'whose tokens to end')
    .action((id: string | undefined, flags: RevokeFlags) => revoke(id, flags))
}

async function add(userName: string, flags: AddFlags): Promise<void> {
  const lifetime = flags.expires === 'never' ? null : flags.expires
  const { token, expires } = await atDesk(flags, (desk) => desk.addToken({ userName, lifetime }))
  const until = expires === null ? null : new Date(expires * 1000).toISOString().replace('.000Z', 'Z')
  printOne({ userName, token, expires: until }, flags.json)
}

async function list(flags: DeskFlags): Promise<void> {
  const tokens = await atDesk(flags, (desk) => desk.listTokens())
  printList(tokens, ['id', 'userName', 'dateAdded', 'expires', 'expired', 'initial'], flags.json)
}

async function revoke(id: string | undefined, flags: RevokeFlags): Promise<void> {
  const which = toWhich(id, flags.user)
  const count = await atDesk(flags, (desk) => desk.revokeTokens(which))
  printDone(count === 1 ? 'The token is good no more.' : `${count} tokens are good no more.`, flags.json)
}

function toWhich(id: string | undefined, user: string | undefined) {
  if (user !== undefined && id === undefined) return { userName: user }
  if (id !== undefined && user === undefined && /^\d{1,15}$/.test(id)) return { id: Number(id) }
  throw new Error('Give the number of one token, or --user and a name.')
}

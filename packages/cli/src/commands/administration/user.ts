import type { Command } from 'commander'
import { addDeskCommand, atDesk, type DeskFlags } from './desk.ts'
import { printDone, printList, printOne } from './print.ts'

interface AddFlags extends DeskFlags {
  readonly owner?: string
  readonly role?: string
  readonly firstName?: string
  readonly lastName?: string
  readonly pseudonym?: string
  readonly accessId?: string
}

/** Adds `tcex user`: who may call, with which key, and what they may do where. */
export function addUser(program: Command): void {
  const group = program.command('user').description('Users with API keys, and their roles in owners.')
  addDeskCommand(group, 'add <name>', 'Make a user with a key, and print the key this once.')
    .option('--owner <name>', 'the user’s organization; default that of the server’s own user')
    .option('--role <role>', 'the role there: read-only, user or administrator', 'user')
    .option('--first-name <name>', 'the user’s first name')
    .option('--last-name <name>', 'the user’s last name')
    .option('--pseudonym <name>', 'the name where members are anonymous')
    .option('--access-id <id>', 'the access id; default a new one')
    .action((userName: string, flags: AddFlags) => add(userName, flags))
  addDeskCommand(group, 'list', 'List users with their roles.').action(list)
  addDeskCommand(
    group,
    'role <name> <owner> <role>',
    'Give a user a role in an owner; none takes it away.',
  ).action(role)
  addDeskCommand(group, 'key <name>', 'Give a user a new secret key in place of the old one.').action(key)
  addDeskCommand(group, 'remove <name>', 'End a user’s access: key, tokens and roles.').action(remove)
}

async function add(userName: string, flags: AddFlags): Promise<void> {
  const { json, database, encryptionKey, ...options } = flags
  printOne(await atDesk(flags, (desk) => desk.addUser({ ...options, userName })), json)
}

async function list(flags: DeskFlags): Promise<void> {
  const users = await atDesk(flags, (desk) => desk.listUsers())
  printList(users, ['userName', 'accessId', 'owner', 'roles'], flags.json)
}

async function role(userName: string, owner: string, name: string, flags: DeskFlags): Promise<void> {
  await atDesk(flags, (desk) => desk.setRole({ userName, owner, role: name }))
  printDone(`${userName} in ${owner}: ${name}.`, flags.json)
}

async function key(userName: string, flags: DeskFlags): Promise<void> {
  printOne(await atDesk(flags, (desk) => desk.replaceKey(userName)), flags.json)
}

async function remove(userName: string, flags: DeskFlags): Promise<void> {
  await atDesk(flags, (desk) => desk.removeUser(userName))
  printDone(`${userName} has no access any more.`, flags.json)
}

import type { Command } from 'commander'
import { addDeskCommand, atDesk, type DeskFlags } from './desk.ts'
import { printDone, printList, printOne } from './print.ts'

interface AddFlags extends DeskFlags {
  readonly type?: string
  readonly anonymous: boolean
  readonly administrator?: string
}

/** Adds `tcex owner`: organizations, communities and sources, and who is in them. */
export function addOwner(program: Command): void {
  const group = program.command('owner').description('Organizations, communities and sources.')
  addDeskCommand(group, 'add <name>', 'Make an owner.')
    .option('--type <type>', 'Organization, Community or Source', 'Organization')
    .option('--anonymous', 'members see each other by pseudonym only', false)
    .option('--administrator <user>', 'who administers it; without one nobody reaches it yet')
    .action((name: string, flags: AddFlags) => add(name, flags))
  addDeskCommand(group, 'list', 'List owners with how much is in them.').action(list)
  addDeskCommand(group, 'members <name>', 'List who is in an owner, with which role.').action(members)
  addDeskCommand(group, 'remove <name>', 'Remove an owner that has nothing in it.').action(remove)
}

async function add(name: string, flags: AddFlags): Promise<void> {
  const { type, anonymous, administrator, json } = flags
  printOne(await atDesk(flags, (desk) => desk.addOwner({ name, type, anonymous, administrator })), json)
}

async function list(flags: DeskFlags): Promise<void> {
  const owners = await atDesk(flags, (desk) => desk.listOwners())
  printList(owners, ['id', 'name', 'type', 'anonymous', 'members', 'items'], flags.json)
}

async function members(name: string, flags: DeskFlags): Promise<void> {
  const all = await atDesk(flags, (desk) => desk.listMembers(name))
  printList(all, ['userName', 'role'], flags.json)
}

async function remove(name: string, flags: DeskFlags): Promise<void> {
  await atDesk(flags, (desk) => desk.removeOwner(name))
  printDone(`${name} is removed.`, flags.json)
}

import {
  activeAccounts,
  findAccountByName,
  firstAccount,
  insertAccount,
  updateAccount,
} from '../../store/accounts.ts'
import { accountsApiKey, deleteApiKeys, findApiKey, replaceApiKey } from '../../store/credentials.ts'
import type { Connection } from '../../store/database.ts'
import { deleteMembership, deleteMemberships, replaceMembership } from '../../store/memberships.ts'
import { accessibleOwners, findOwner } from '../../store/owners.ts'
import type { AccountRow, OwnerRow } from '../../store/rows.ts'
import { deleteTokensOf } from '../../store/tokens.ts'
import { findRole, type Role, roles } from '../roles.ts'
import { newAccessId, newSecretKey } from '../secrets.ts'
import {
  AdministrationError,
  change,
  checkedName,
  type Desk,
  getOwner,
  getUser,
  isServersOwn,
} from './desk.ts'

/** A user to be made. */
export interface NewUserOptions {
  readonly userName: string
  /** The user's own organization; default that of the server's own user. */
  readonly owner?: string | undefined
  /** The role there: `read-only`, `user` (the default) or `administrator`. */
  readonly role?: string | undefined
  readonly firstName?: string | undefined
  readonly lastName?: string | undefined
  readonly pseudonym?: string | undefined
  /** Default a new one, of 20 digits. */
  readonly accessId?: string | undefined
}

/** A user's key: given out this once, for the secret cannot be read again. */
export interface IssuedKey {
  readonly userName: string
  readonly accessId: string
  readonly secretKey: string
}

/** A user, and what the user may do where. */
export interface UserSummary {
  readonly userName: string
  readonly firstName?: string
  readonly lastName?: string
  readonly accessId?: string
  /** The user's own organization. */
  readonly owner: string
  readonly roles: Readonly<Record<string, string>>
}

/** Makes a user with a key. Whoever was removed before comes back as the same user, with a new key. */
export async function addUser(desk: Desk, options: NewUserOptions): Promise<IssuedKey> {
  const userName = checkedName('user', options.userName)
  const role = checkedRole(options.role ?? 'user')
  return change(desk, `user add ${userName}`, async (connection) => {
    const home = await homeOf(connection, options.owner)
    const known = await findAccountByName(connection, userName)
    if (known?.active) throw new AdministrationError(`The user "${userName}" is there already.`)
    const account = await settleAccount(connection, known, { ...options, userName }, home)
    await replaceMembership(connection, { accountId: account.id, ownerId: home.id, role })
    return issueKey(connection, desk, account, options.accessId ?? newAccessId())
  })
}

async function homeOf(connection: Connection, name: string | undefined): Promise<OwnerRow> {
  if (name === undefined) {
    const first = await firstAccount(connection)
    return (await findOwner(connection, first?.ownerId ?? 0)) as OwnerRow
  }
  const owner = await getOwner(connection, name)
  if (owner.type === 'Organization') return owner
  throw new AdministrationError(
    `"${name}" is a ${owner.type}; a user's own owner is an organization. Give the user a role in it instead.`,
  )
}

async function settleAccount(
  connection: Connection,
  known: AccountRow | undefined,
  { userName, firstName, lastName, pseudonym }: NewUserOptions,
  home: OwnerRow,
): Promise<AccountRow> {
  const account = {
    userName,
    firstName: firstName ?? null,
    lastName: lastName ?? null,
    pseudonym: pseudonym ?? null,
    role: 'Api User',
    ownerId: home.id,
  }
  if (!known) return insertAccount(connection, account)
  const revived = { ...known, ...account, active: true }
  await updateAccount(connection, revived)
  return revived
}

async function issueKey(
  connection: Connection,
  { vault }: Desk,
  { id, userName }: AccountRow,
  accessId: string,
): Promise<IssuedKey> {
  if (!/^[^\s:]{1,255}$/.test(accessId)) {
    throw new AdministrationError(
      'The access id must have neither blanks nor colons, and 255 characters or less.',
    )
  }
  const holder = await findApiKey(connection, accessId)
  if (holder && holder.accountId !== id) {
    throw new AdministrationError(`The access id "${accessId}" is another user's; choose another one.`)
  }
  const secretKey = newSecretKey()
  await replaceApiKey(connection, { accessId, accountId: id, secret: vault.seal(secretKey) })
  return { userName, accessId, secretKey }
}

/** Gives a user a new secret key; the old one is good no more. */
export function replaceKey(desk: Desk, userName: string): Promise<IssuedKey> {
  return change(desk, `user key ${userName}`, async (connection) => {
    const account = await getUser(connection, userName)
    const key = await accountsApiKey(connection, account.id)
    return issueKey(connection, desk, account, key?.accessId ?? newAccessId())
  })
}

export function listUsers({ platform }: Desk): Promise<readonly UserSummary[]> {
  return platform.database.read(async (connection) => {
    const users: UserSummary[] = []
    for (const account of await activeAccounts(connection)) users.push(await summarize(connection, account))
    return users
  })
}

async function summarize(connection: Connection, account: AccountRow): Promise<UserSummary> {
  const owners = await accessibleOwners(connection, account)
  const key = await accountsApiKey(connection, account.id)
  return {
    userName: account.userName,
    ...(account.firstName === null ? {} : { firstName: account.firstName }),
    ...(account.lastName === null ? {} : { lastName: account.lastName }),
    ...(key ? { accessId: key.accessId } : {}),
    owner: (await findOwner(connection, account.ownerId))?.name ?? '',
    roles: Object.fromEntries(owners.map(({ name, role }) => [name, role])),
  }
}

/** Ends a user's access: key, tokens and roles are gone at once. What the user wrote stays, and says so. */
export function removeUser(desk: Desk, userName: string): Promise<void> {
  return change(desk, `user remove ${userName}`, async (connection) => {
    const account = await getUser(connection, userName)
    await refuseServersOwn(connection, account)
    await deleteApiKeys(connection, account.id)
    await deleteTokensOf(connection, account.id)
    await deleteMemberships(connection, account.id)
    await updateAccount(connection, { ...account, active: false })
  })
}

async function refuseServersOwn(connection: Connection, account: AccountRow): Promise<void> {
  if (!(await isServersOwn(connection, account))) return
  throw new AdministrationError(
    `"${account.userName}" is the user that the server hands out itself, and cannot be removed.`,
  )
}

/** Gives a user a role in an owner, or with `none` takes it away. */
export async function setRole(
  desk: Desk,
  options: { readonly userName: string; readonly owner: string; readonly role: string },
): Promise<void> {
  const { userName, owner, role } = options
  const wanted = role === 'none' ? undefined : checkedRole(role)
  await change(desk, `user role ${userName} ${owner} ${role}`, async (connection) => {
    const account = await getUser(connection, userName)
    const { id } = await getOwner(connection, owner)
    const membership = { accountId: account.id, ownerId: id }
    if (wanted) await replaceMembership(connection, { ...membership, role: wanted })
    else if (!(await deleteMembership(connection, account.id, id))) {
      throw new AdministrationError(`The user "${userName}" has no role in the owner "${owner}".`)
    }
  })
}

function checkedRole(name: string): Role {
  const role = findRole(name.trim().toLowerCase().replaceAll(/[ _]/g, '-'))
  if (role) return role
  throw new AdministrationError(`"${name}" is no role; the roles are ${roles.join(', ')}.`)
}

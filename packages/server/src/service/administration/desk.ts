import { findAccountByName, firstAccount } from '../../store/accounts.ts'
import type { Connection } from '../../store/database.ts'
import { findOwnerByName } from '../../store/owners.ts'
import type { AccountRow, OwnerRow } from '../../store/rows.ts'
import { record } from '../audit.ts'
import { type Platform, seconds } from '../scope.ts'
import type { Vault } from '../vault.ts'

/** Administration that cannot be done as asked; the message says why and what to do. Nothing was changed. */
export class AdministrationError extends Error {
  override readonly name = 'AdministrationError'
  readonly code = 'administration'
}

/** Where a platform is administered: at its database, not through the API. */
export interface Desk {
  readonly platform: Platform
  readonly vault: Vault
  /** Who sits there, as the audit log has it. */
  readonly userName: string
  readonly address: string
}

/** One act of administration: happens whole or not at all, and the audit log tells of it. */
export function change<T>(
  desk: Desk,
  what: string,
  work: (connection: Connection, now: number) => Promise<T>,
): Promise<T> {
  const now = seconds(desk)
  return desk.platform.database.write(async (connection) => {
    const result = await work(connection, now)
    const author = { accountId: null, userName: desk.userName, ownerName: null, at: now }
    await record(connection, author, { method: 'ADMINISTRATION', path: what, address: desk.address })
    return result
  })
}

/** @throws AdministrationError where nobody of that name may call */
export async function getUser(connection: Connection, userName: string): Promise<AccountRow> {
  const account = await findAccountByName(connection, userName)
  if (account?.active) return account
  throw new AdministrationError(`There is no user "${userName}"; "tcex user list" shows who there is.`)
}

/** @throws AdministrationError where there is no such owner */
export async function getOwner(connection: Connection, name: string): Promise<OwnerRow> {
  const owner = await findOwnerByName(connection, name)
  if (owner) return owner
  throw new AdministrationError(`There is no owner "${name}"; "tcex owner list" shows which there are.`)
}

/** The account that the server itself hands out, and that its database cannot be without. */
export async function isServersOwn(connection: Connection, { id }: AccountRow): Promise<boolean> {
  return (await firstAccount(connection))?.id === id
}

/** @throws AdministrationError for a name that is empty, too long or not one line */
export function checkedName(what: string, name: string): string {
  const trimmed = name.trim()
  const isLine = /^[^\p{Cc}\p{Surrogate}]+$/u.test(trimmed)
  if (isLine && trimmed.length <= 255) return trimmed
  throw new AdministrationError(`The name of the ${what} must be one line of 1 to 255 characters.`)
}

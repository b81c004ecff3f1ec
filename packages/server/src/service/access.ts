import type { OwnerEntity } from '@tcex/model'
import { accessibleOwners, findOwner } from '../store/owners.ts'
import { viewOwner } from './owners.ts'
import { refuse } from './refusal.ts'
import { findRole, type Role, suffices } from './roles.ts'
import type { Account, Platform } from './scope.ts'

/** The owner that a call works in, and the account's role there. */
export interface Access {
  readonly owner: OwnerEntity
  readonly role: Role
}

/**
 * Lets an account into the owner that a call names, or into its own organization where it names none. The one place
 * where roles are held against what a call needs.
 *
 * @example const access = await enter(platform, account, 'Common Community', 'user')
 * @throws Refusal with 403 where the owner does not exist or is out of the account's reach, which look the same; with
 * 401 where the account's role in it is too low, in the words of the `refusal`
 * @see https://docs.threatconnect.com/en/latest/rest_api/overview.html#specifying-an-owner
 * @see https://docs.threatconnect.com/en/latest/rest_api/overview.html#http-status-codes
 */
export async function enter(
  platform: Platform,
  account: Account,
  name: string | undefined,
  least: Role,
  refusal: 'permission' | 'batchPermission' = 'permission',
): Promise<Access> {
  const owners = await platform.database.read((connection) => accessibleOwners(connection, account))
  const found = owners.find((owner) =>
    name === undefined ? owner.id === account.ownerId : owner.name === name,
  )
  const role = found && findRole(found.role)
  if (!found || !role) throw refuse('ownerForbidden', { owner: name ?? (await homeOf(platform, account)) })
  if (!suffices(role, least)) throw refuse(refusal, { owner: found.name, role, least })
  return { owner: viewOwner(found), role }
}

async function homeOf(platform: Platform, { ownerId }: Account): Promise<string> {
  const home = await platform.database.read((connection) => findOwner(connection, ownerId))
  return home?.name ?? ''
}

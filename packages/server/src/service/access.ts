import type { Kind, OwnerEntity } from '@tcex/model'
import { ownerOfItem } from '../store/items.ts'
import { itemsByXid } from '../store/many-items.ts'
import { type AccessibleOwnerRow, accessibleOwners, findOwner } from '../store/owners.ts'
import { idIn } from './find.ts'
import { viewOwner } from './owners.ts'
import { refuse } from './refusal.ts'
import { findRole, type Role, suffices } from './roles.ts'
import type { Account, Platform } from './scope.ts'

/** The owner that a call works in, and the account's role there. */
export interface Access {
  readonly owner: OwnerEntity
  readonly role: Role
}

/** What a call says of where it works: the owner's name, or an item by its kind and its id or value. */
export interface Place {
  readonly owner?: string | undefined
  readonly item?: { readonly kind: Kind; readonly id: string } | undefined
}

/**
 * Lets an account into the owner that a call names; where it names none, into the one that has the item it is about, or
 * into the account's own organization. The one place where roles are held against what a call needs.
 *
 * @example const access = await enter(platform, account, { owner: 'Common Community' }, 'user')
 * @throws Refusal with 403 where the owner does not exist or is out of the account's reach, which look the same; with
 * 401 where the account's role in it is too low, in the words of the `refusal`
 * @see https://docs.threatconnect.com/en/latest/rest_api/overview.html#specifying-an-owner
 * @see https://docs.threatconnect.com/en/latest/rest_api/overview.html#http-status-codes
 */
export async function enter(
  platform: Platform,
  account: Account,
  { owner: name, item }: Place,
  least: Role,
  refusal: 'permission' | 'batchPermission' = 'permission',
): Promise<Access> {
  const owners = await ownersOf(platform, account)
  const id = name === undefined && item ? await elsewhere(platform, account, owners, item) : undefined
  const found = owners.find((owner) =>
    name === undefined ? owner.id === (id ?? account.ownerId) : owner.name === name,
  )
  const role = found && findRole(found.role)
  if (!found || !role) throw refuse('ownerForbidden', { owner: name ?? (await homeOf(platform, account)) })
  if (!suffices(role, least)) throw refuse(refusal, { owner: found.name, role, least })
  return { owner: viewOwner(found), role }
}

const ownersOf = ({ database }: Platform, account: Account): Promise<readonly AccessibleOwnerRow[]> =>
  database.read((connection) =>
    connection.remembered(`owners ${account.id} ${account.ownerId}`, () =>
      accessibleOwners(connection, account),
    ),
  )

async function homeOf(platform: Platform, { ownerId }: Account): Promise<string> {
  const home = await platform.database.read((connection) => findOwner(connection, ownerId))
  return home?.name ?? ''
}

/**
 * The other owner that has an item: ids are the same everywhere, and clients leave the owner out where they name one. An
 * item of the own organization that goes by the same text comes first.
 */
async function elsewhere(
  { database }: Platform,
  { ownerId }: Account,
  owners: readonly AccessibleOwnerRow[],
  { kind, id: text }: NonNullable<Place['item']>,
): Promise<number | undefined> {
  const ownerIds = owners.map((owner) => owner.id).filter((id) => id !== ownerId)
  const id = kind === 'indicator' || ownerIds.length === 0 ? undefined : idIn(text)
  if (id === undefined) return undefined
  return database.read(async (connection) => {
    const found = await ownerOfItem(connection, { kind, ownerIds }, id)
    if (found === undefined || kind !== 'group') return found
    const own = await itemsByXid(connection, ownerId, [text])
    return own.length > 0 ? undefined : found
  })
}

import type { OwnerEntity, OwnerType, UserReference } from '@tcex/model'
import type { Page } from '../search/search.ts'
import { accessibleOwners, members } from '../store/owners.ts'
import type { AccountRow, OwnerRow } from '../store/rows.ts'
import { idIn } from './find.ts'
import type { Listed } from './listings.ts'
import { refuse } from './refusal.ts'
import { type Platform, read, type Scope } from './scope.ts'
import { viewUser } from './views.ts'

const view = ({ id, name, type }: OwnerRow): OwnerEntity => ({ id, name, type: type as OwnerType })

/**
 * The owner that a call is about: the one it names, or the account's own organization.
 *
 * @throws Refusal where it does not exist or is out of the account's reach, which look the same
 * @see https://docs.threatconnect.com/en/latest/rest_api/overview.html#specifying-an-owner
 */
export async function ownerOfCall(
  platform: Platform,
  account: AccountRow,
  name: string | undefined,
): Promise<OwnerEntity> {
  const owners = await platform.database.read((connection) => accessibleOwners(connection, account))
  const found = owners.find((owner) =>
    name === undefined ? owner.id === account.ownerId : owner.name === name,
  )
  if (found) return view(found)
  throw refuse('ownerForbidden', { owner: name ?? '' })
}

export function listOwners(scope: Scope, page: Page): Promise<Listed<OwnerEntity>> {
  return read(scope, async ({ connection, account }) => {
    const owners = (await accessibleOwners(connection, account)).map(view)
    const items = owners.slice(page.start, page.start + page.limit)
    return page.start > 0 ? { items } : { items, count: owners.length }
  })
}

/** An owner within the account's reach. */
export function singleOwner(scope: Scope, id: string): Promise<OwnerEntity> {
  return read(scope, async ({ connection, account }) => {
    const owner = (await accessibleOwners(connection, account)).find((each) => each.id === idIn(id))
    if (!owner) throw refuse('unknownPart', { part: 'owner', id })
    return view(owner)
  })
}

export function listMembers(scope: Scope): Promise<readonly UserReference[]> {
  return read(scope, async ({ connection, account }) =>
    (await members(connection, account.ownerId)).map(viewUser),
  )
}

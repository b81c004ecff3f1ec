import { initialSecurityLabels, type OwnerEntity, type OwnerType, type UserReference } from '@tcex/model'
import type { Page } from '../search/search.ts'
import { members } from '../store/accounts.ts'
import type { Connection } from '../store/database.ts'
import { insertLabel } from '../store/labels.ts'
import { accessibleOwners, findOwner, insertOwner, type NewOwner } from '../store/owners.ts'
import type { OwnerRow } from '../store/rows.ts'
import { idIn } from './find.ts'
import type { Listed } from './listings.ts'
import { refuse } from './refusal.ts'
import { read, type Scope } from './scope.ts'
import { viewUser } from './views.ts'

export const viewOwner = ({ id, name, type }: OwnerRow): OwnerEntity => ({
  id,
  name,
  type: type as OwnerType,
})

/** Makes an owner with what every new one has: the labels of the Traffic Light Protocol. */
export async function makeOwner(connection: Connection, owner: NewOwner): Promise<OwnerRow> {
  const made = await insertOwner(connection, owner)
  for (const label of initialSecurityLabels) {
    await insertLabel(connection, made.id, { ...label, dateAdded: Date.parse(label.dateAdded) / 1000 })
  }
  return made
}

export function listOwners(scope: Scope, page: Page): Promise<Listed<OwnerEntity>> {
  return read(scope, async ({ connection, account }) => {
    const owners = (await accessibleOwners(connection, account)).map(viewOwner)
    const items = owners.slice(page.start, page.start + page.limit)
    return page.start > 0 ? { items } : { items, count: owners.length }
  })
}

/** An owner within the account's reach. */
export function singleOwner(scope: Scope, id: string): Promise<OwnerEntity> {
  return read(scope, async ({ connection, account }) => {
    const owner = (await accessibleOwners(connection, account)).find((each) => each.id === idIn(id))
    if (!owner) throw refuse('unknownPart', { part: 'owner', id })
    return viewOwner(owner)
  })
}

/** The members of the account's organization: by name, or where it wants it so by pseudonym only. */
export type Members =
  | { readonly anonymous: false; readonly users: readonly UserReference[] }
  | { readonly anonymous: true; readonly pseudonyms: readonly string[] }

/** @see https://docs.threatconnect.com/en/latest/rest_api/v2/owners/owners.html#retrieving-information-about-your-organization */
export function listMembers(scope: Scope): Promise<Members> {
  return read(scope, async ({ connection, account }) => {
    const all = await members(connection, account.ownerId)
    const home = await findOwner(connection, account.ownerId)
    if (!home?.anonymous) return { anonymous: false, users: all.map(viewUser) }
    return { anonymous: true, pseudonyms: all.map(({ id, pseudonym }) => pseudonym ?? `user-${id}`) }
  })
}

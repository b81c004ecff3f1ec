import { type OwnerType, ownerTypes } from '@tcex/model'
import { members } from '../../store/accounts.ts'
import { replaceMembership } from '../../store/memberships.ts'
import { deleteOwner, findOwnerByName, summarizeOwners } from '../../store/owners.ts'
import { makeOwner } from '../owners.ts'
import { AdministrationError, change, checkedName, type Desk, getOwner, getUser } from './desk.ts'

/** An owner to be made. */
export interface NewOwnerOptions {
  readonly name: string
  /** `Organization` (the default), `Community` or `Source`, in any case. */
  readonly type?: string | undefined
  /** Whether its members see each other by pseudonym only. Default false. */
  readonly anonymous?: boolean | undefined
  /** A user to administer it. Without one nobody reaches it until somebody is given a role in it. */
  readonly administrator?: string | undefined
}

/** An owner, and how much there is in it. */
export interface OwnerSummary {
  readonly id: number
  readonly name: string
  readonly type: OwnerType
  readonly anonymous: boolean
  readonly members: number
  readonly items: number
}

export async function addOwner(desk: Desk, options: NewOwnerOptions): Promise<OwnerSummary> {
  const name = checkedName('owner', options.name)
  const type = checkedType(options.type ?? 'Organization')
  return change(desk, `owner add ${name}`, async (connection, now) => {
    if (await findOwnerByName(connection, name)) {
      throw new AdministrationError(`The owner "${name}" is there already.`)
    }
    const made = await makeOwner(connection, {
      name,
      type,
      anonymous: options.anonymous === true,
      dateAdded: now,
    })
    if (options.administrator !== undefined) {
      const { id } = await getUser(connection, options.administrator)
      await replaceMembership(connection, { accountId: id, ownerId: made.id, role: 'administrator' })
    }
    return { ...made, type, members: options.administrator === undefined ? 0 : 1, items: 0 }
  })
}

function checkedType(text: string): OwnerType {
  const type = ownerTypes.find((each) => each.toLowerCase() === text.trim().toLowerCase())
  if (type) return type
  throw new AdministrationError(`"${text}" is no type of owner; the types are ${ownerTypes.join(', ')}.`)
}

export async function listOwners({ platform }: Desk): Promise<readonly OwnerSummary[]> {
  const owners = await platform.database.read(summarizeOwners)
  return owners.map((owner) => ({ ...owner, type: owner.type as OwnerType }))
}

/** Only what is empty can be removed: nothing that somebody collected is lost by a slip. */
export function removeOwner(desk: Desk, name: string): Promise<void> {
  return change(desk, `owner remove ${name}`, async (connection) => {
    const { id } = await getOwner(connection, name)
    const items = (await summarizeOwners(connection)).find((owner) => owner.id === id)?.items ?? 0
    if (items > 0) {
      throw new AdministrationError(`The owner "${name}" still has ${items} items; delete them first.`)
    }
    await deleteOwner(connection, id).catch((error) => {
      const reason = 'it is the organization of a user, past or present, or something still belongs to it'
      throw new AdministrationError(`The owner "${name}" cannot be removed: ${reason}.`, { cause: error })
    })
  })
}

/** A member of an owner, and what the member may do there. */
export interface MemberSummary {
  readonly userName: string
  readonly role: string
}

export function listMembers({ platform }: Desk, owner: string): Promise<readonly MemberSummary[]> {
  return platform.database.read(async (connection) => {
    const all = await members(connection, (await getOwner(connection, owner)).id)
    return all.map(({ userName, memberRole }) => ({ userName, role: memberRole }))
  })
}

import type { Connection } from './database.ts'
import type { AccountRow, OwnerRow } from './rows.ts'

/** What is needed to make an owner. */
export interface NewOwner extends Omit<OwnerRow, 'id' | 'anonymous'> {
  readonly dateAdded: number
  readonly anonymous?: boolean
}

const columns = 'owner.id, owner.name, owner.type, owner.anonymous'

type RawOwner = Omit<OwnerRow, 'anonymous'> & { readonly anonymous: number }

const read = <R extends RawOwner>(raw: R) => ({ ...raw, anonymous: raw.anonymous === 1 })

export async function insertOwner(connection: Connection, owner: NewOwner): Promise<OwnerRow> {
  const { name, type, dateAdded, anonymous = false } = owner
  const row = await connection.first<{ id: number }>(
    'insert into owner (name, type, anonymous, date_added) values (?, ?, ?, ?) returning id',
    name,
    type,
    anonymous ? 1 : 0,
    dateAdded,
  )
  return { id: (row as { id: number }).id, name, type, anonymous }
}

export async function findOwner(connection: Connection, id: number): Promise<OwnerRow | undefined> {
  const raw = await connection.first<RawOwner>(`select ${columns} from owner where id = ?`, id)
  return raw && read(raw)
}

export async function findOwnerByName(connection: Connection, name: string): Promise<OwnerRow | undefined> {
  const raw = await connection.first<RawOwner>(`select ${columns} from owner where name = ?`, name)
  return raw && read(raw)
}

/** An owner as one account sees it. */
export interface AccessibleOwnerRow extends OwnerRow {
  /** The account's role in it. */
  readonly role: string
}

/** The owners that an account has access to, its own organization first. */
export async function accessibleOwners(
  connection: Connection,
  account: AccountRow,
): Promise<readonly AccessibleOwnerRow[]> {
  const raw = await connection.all<RawOwner & { readonly role: string }>(
    `select ${columns}, membership.role from owner join membership on membership.owner_id = owner.id
     where membership.account_id = ? order by owner.id <> ?, owner.id`,
    account.id,
    account.ownerId,
  )
  return raw.map(read)
}

/** An owner with what an administrator wants to know of it. */
export interface OwnerSummaryRow extends OwnerRow {
  readonly members: number
  readonly items: number
}

export async function summarizeOwners(connection: Connection): Promise<readonly OwnerSummaryRow[]> {
  const raw = await connection.all<RawOwner & { readonly members: number; readonly items: number }>(
    `select ${columns},
       (select count(*) from membership where membership.owner_id = owner.id) as members,
       (select count(*) from item where item.owner_id = owner.id) as items
     from owner order by owner.id`,
  )
  return raw.map(read)
}

/** Deletes an owner with its tags, labels and memberships; whatever else refers to it makes this fail. */
export async function deleteOwner(connection: Connection, id: number): Promise<void> {
  await connection.run('delete from tag where owner_id = ?', id)
  await connection.run('delete from label where owner_id = ?', id)
  await connection.run('delete from owner where id = ?', id)
}

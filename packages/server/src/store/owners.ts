import type { Connection } from './database.ts'
import type { AccountRow, OwnerRow } from './rows.ts'

export async function insertOwner(
  connection: Connection,
  owner: { readonly name: string; readonly type: string; readonly dateAdded: number },
): Promise<OwnerRow> {
  const row = await connection.first<{ id: number }>(
    'insert into owner (name, type, date_added) values (?, ?, ?) returning id',
    owner.name,
    owner.type,
    owner.dateAdded,
  )
  return { id: (row as { id: number }).id, name: owner.name, type: owner.type }
}

export async function findOwnerByName(connection: Connection, name: string): Promise<OwnerRow | undefined> {
  return connection.first<OwnerRow>('select id, name, type from owner where name = ?', name)
}

/** The owners that an account has access to, its own organization first. */
export async function accessibleOwners(
  connection: Connection,
  account: AccountRow,
): Promise<readonly OwnerRow[]> {
  return connection.all<OwnerRow>(
    `select owner.id, owner.name, owner.type from owner join membership on membership.owner_id = owner.id
     where membership.account_id = ? order by owner.id <> ?, owner.id`,
    account.id,
    account.ownerId,
  )
}

const accountColumns = `account.id, account.user_name as "userName", account.first_name as "firstName",
  account.last_name as "lastName", account.pseudonym, account.role, account.owner_id as "ownerId"`

export async function insertAccount(
  connection: Connection,
  account: Omit<AccountRow, 'id'>,
): Promise<AccountRow> {
  const row = await connection.first<{ id: number }>(
    `insert into account (user_name, first_name, last_name, pseudonym, role, owner_id)
     values (?, ?, ?, ?, ?, ?) returning id`,
    account.userName,
    account.firstName,
    account.lastName,
    account.pseudonym,
    account.role,
    account.ownerId,
  )
  return { ...account, id: (row as { id: number }).id }
}

export async function updateAccount(connection: Connection, account: AccountRow): Promise<void> {
  await connection.run(
    'update account set user_name = ?, owner_id = ? where id = ?',
    account.userName,
    account.ownerId,
    account.id,
  )
}

export async function firstAccount(connection: Connection): Promise<AccountRow | undefined> {
  return connection.first<AccountRow>(`select ${accountColumns} from account order by id limit 1`)
}

export async function findAccount(connection: Connection, id: number): Promise<AccountRow | undefined> {
  return connection.first<AccountRow>(`select ${accountColumns} from account where id = ?`, id)
}

/** The users with these names, in no order. */
export async function findAccountsByName(
  connection: Connection,
  userNames: readonly string[],
): Promise<readonly AccountRow[]> {
  return connection.all<AccountRow>(
    `select ${accountColumns} from account where ${connection.dialect.inList('user_name')}`,
    JSON.stringify(userNames),
  )
}

export async function insertMembership(
  connection: Connection,
  accountId: number,
  ownerId: number,
): Promise<void> {
  const sql = 'insert into membership (account_id, owner_id) values (?, ?) on conflict do nothing'
  await connection.run(sql, accountId, ownerId)
}

export async function members(connection: Connection, ownerId: number): Promise<readonly AccountRow[]> {
  return connection.all<AccountRow>(
    `select ${accountColumns} from account join membership on membership.account_id = account.id
     where membership.owner_id = ? order by account.id`,
    ownerId,
  )
}

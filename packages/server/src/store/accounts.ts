import type { Connection } from './database.ts'
import type { AccountRow } from './rows.ts'

const columns = `account.id, account.user_name as "userName", account.first_name as "firstName",
  account.last_name as "lastName", account.pseudonym, account.role, account.owner_id as "ownerId", account.active`

type RawAccount = Omit<AccountRow, 'active'> & { readonly active: number }

const read = <R extends RawAccount>(raw: R) => ({ ...raw, active: raw.active === 1 })

export async function insertAccount(
  connection: Connection,
  account: Omit<AccountRow, 'id' | 'active'>,
): Promise<AccountRow> {
  const row = await connection.first<{ id: number }>(
    `insert into account (user_name, first_name, last_name, pseudonym, role, owner_id, active)
     values (?, ?, ?, ?, ?, ?, 1) returning id`,
    account.userName,
    account.firstName,
    account.lastName,
    account.pseudonym,
    account.role,
    account.ownerId,
  )
  return { ...account, id: (row as { id: number }).id, active: true }
}

export async function updateAccount(connection: Connection, account: AccountRow): Promise<void> {
  await connection.run(
    `update account set user_name = ?, first_name = ?, last_name = ?, pseudonym = ?, owner_id = ?, active = ?
     where id = ?`,
    account.userName,
    account.firstName,
    account.lastName,
    account.pseudonym,
    account.ownerId,
    account.active ? 1 : 0,
    account.id,
  )
}

/** The account that the server itself hands out. */
export async function firstAccount(connection: Connection): Promise<AccountRow | undefined> {
  const raw = await connection.first<RawAccount>(`select ${columns} from account order by id limit 1`)
  return raw && read(raw)
}

export async function findAccount(connection: Connection, id: number): Promise<AccountRow | undefined> {
  const raw = await connection.first<RawAccount>(`select ${columns} from account where id = ?`, id)
  return raw && read(raw)
}

export async function findAccountByName(
  connection: Connection,
  userName: string,
): Promise<AccountRow | undefined> {
  const raw = await connection.first<RawAccount>(
    `select ${columns} from account where user_name = ?`,
    userName,
  )
  return raw && read(raw)
}

/** The users with these names, in no order. */
export async function findAccountsByName(
  connection: Connection,
  userNames: readonly string[],
): Promise<readonly AccountRow[]> {
  const raw = await connection.all<RawAccount>(
    `select ${columns} from account where ${connection.dialect.inList('user_name')}`,
    userNames,
  )
  return raw.map(read)
}

/** Everybody who may call. */
export async function activeAccounts(connection: Connection): Promise<readonly AccountRow[]> {
  const raw = await connection.all<RawAccount>(
    `select ${columns} from account where active = 1 order by account.id`,
  )
  return raw.map(read)
}

/** A member of an owner, with the role in it. */
export interface MemberRow extends AccountRow {
  readonly memberRole: string
}

export async function members(connection: Connection, ownerId: number): Promise<readonly MemberRow[]> {
  const raw = await connection.all<RawAccount & { readonly memberRole: string }>(
    `select ${columns}, membership.role as "memberRole"
     from account join membership on membership.account_id = account.id
     where membership.owner_id = ? order by account.id`,
    ownerId,
  )
  return raw.map(read)
}

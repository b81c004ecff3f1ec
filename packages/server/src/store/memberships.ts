import type { Connection } from './database.ts'

/** An account's role in an owner. */
export interface MembershipRow {
  readonly accountId: number
  readonly ownerId: number
  readonly role: string
}

/** Makes an account a member; who is one already keeps the role. */
export async function insertMembership(connection: Connection, membership: MembershipRow): Promise<void> {
  await connection.run(
    'insert into membership (account_id, owner_id, role) values (?, ?, ?) on conflict do nothing',
    membership.accountId,
    membership.ownerId,
    membership.role,
  )
}

/** Gives an account a role in an owner, whatever it had before. */
export async function replaceMembership(connection: Connection, membership: MembershipRow): Promise<void> {
  await connection.run(
    `insert into membership (account_id, owner_id, role) values (?, ?, ?)
     on conflict (account_id, owner_id) do update set role = excluded.role`,
    membership.accountId,
    membership.ownerId,
    membership.role,
  )
}

/** Takes a role away; whether there was one. */
export async function deleteMembership(
  connection: Connection,
  accountId: number,
  ownerId: number,
): Promise<boolean> {
  const sql = 'delete from membership where account_id = ? and owner_id = ?'
  return (await connection.run(sql, accountId, ownerId)) > 0
}

export async function deleteMemberships(connection: Connection, accountId: number): Promise<void> {
  await connection.run('delete from membership where account_id = ?', accountId)
}

import type { Connection } from './database.ts'

/** Wrong credentials that came for an account from an address. */
export interface FailedLogins {
  readonly failures: number
  /** When the first of them came, in Unix seconds. */
  readonly since: number
}

export async function findFailedLogins(
  connection: Connection,
  accountId: number,
  address: string,
): Promise<FailedLogins | undefined> {
  const sql = 'select failures, since from failed_login where account_id = ? and address = ?'
  return connection.first<FailedLogins>(sql, accountId, address)
}

/** Counts one more. Those that began before a time are forgotten, everybody's. */
export async function insertFailedLogin(
  connection: Connection,
  { accountId, address, now, before }: { accountId: number; address: string; now: number; before: number },
): Promise<void> {
  await connection.run('delete from failed_login where since <= ?', before)
  await connection.run(
    `insert into failed_login (account_id, address, failures, since) values (?, ?, 1, ?)
     on conflict (account_id, address) do update set failures = failed_login.failures + 1`,
    accountId,
    address,
    now,
  )
}

import type { Connection } from './database.ts'

/** An API key as it is kept: its secret is encrypted. */
export interface ApiKeyRow {
  readonly accessId: string
  readonly accountId: number
  readonly secret: Uint8Array
}

/** An account has one key at a time; an access id that is another account's makes this fail. */
export async function replaceApiKey(connection: Connection, key: ApiKeyRow): Promise<void> {
  await deleteApiKeys(connection, key.accountId)
  const sql = 'insert into api_key (access_id, account_id, secret) values (?, ?, ?)'
  await connection.run(sql, key.accessId, key.accountId, key.secret)
}

export async function deleteApiKeys(connection: Connection, accountId: number): Promise<void> {
  await connection.run('delete from api_key where account_id = ?', accountId)
}

const columns = 'access_id as "accessId", account_id as "accountId", secret'

export async function findApiKey(connection: Connection, accessId: string): Promise<ApiKeyRow | undefined> {
  return connection.first<ApiKeyRow>(`select ${columns} from api_key where access_id = ?`, accessId)
}

export async function accountsApiKey(
  connection: Connection,
  accountId: number,
): Promise<ApiKeyRow | undefined> {
  return connection.first<ApiKeyRow>(`select ${columns} from api_key where account_id = ?`, accountId)
}

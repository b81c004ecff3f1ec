import type { Connection } from './database.ts'

/** An API key as it is kept: its secret is encrypted. */
export interface ApiKeyRow {
  readonly accessId: string
  readonly accountId: number
  readonly secret: Uint8Array
}

/** An API token as it is kept: found by its hash, encrypted to be shown again. */
export interface ApiTokenRow {
  readonly hash: Uint8Array
  readonly accountId: number
  readonly token: Uint8Array
}

/** An account has one key and one token at a time. */
export async function replaceApiKey(connection: Connection, key: ApiKeyRow): Promise<void> {
  await connection.run(
    'delete from api_key where account_id = ? or access_id = ?',
    key.accountId,
    key.accessId,
  )
  const sql = 'insert into api_key (access_id, account_id, secret) values (?, ?, ?)'
  await connection.run(sql, key.accessId, key.accountId, key.secret)
}

export async function replaceApiToken(connection: Connection, token: ApiTokenRow): Promise<void> {
  await connection.run('delete from api_token where account_id = ? or hash = ?', token.accountId, token.hash)
  const sql = 'insert into api_token (hash, account_id, token) values (?, ?, ?)'
  await connection.run(sql, token.hash, token.accountId, token.token)
}

const keyColumns = 'access_id as "accessId", account_id as "accountId", secret'

export async function findApiKey(connection: Connection, accessId: string): Promise<ApiKeyRow | undefined> {
  return connection.first<ApiKeyRow>(`select ${keyColumns} from api_key where access_id = ?`, accessId)
}

export async function accountsApiKey(
  connection: Connection,
  accountId: number,
): Promise<ApiKeyRow | undefined> {
  return connection.first<ApiKeyRow>(`select ${keyColumns} from api_key where account_id = ?`, accountId)
}

const tokenColumns = 'hash, account_id as "accountId", token'

export async function findApiToken(
  connection: Connection,
  hash: Uint8Array,
): Promise<ApiTokenRow | undefined> {
  return connection.first<ApiTokenRow>(`select ${tokenColumns} from api_token where hash = ?`, hash)
}

export async function accountsApiToken(
  connection: Connection,
  accountId: number,
): Promise<ApiTokenRow | undefined> {
  return connection.first<ApiTokenRow>(
    `select ${tokenColumns} from api_token where account_id = ?`,
    accountId,
  )
}

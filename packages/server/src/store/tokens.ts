import type { Connection } from './database.ts'

/** An API token as it is kept, found by its hash; times are Unix seconds. */
export interface TokenRow {
  readonly id: number
  /** The id of the token that this one goes back to by renewals; its own where it was issued. */
  readonly line: number
  readonly accountId: number
  readonly hash: Uint8Array
  /** The token itself, encrypted, where it may have to be shown again. */
  readonly sealed: Uint8Array | null
  /** Whether it is the one that the server hands out when it starts. */
  readonly initial: boolean
  readonly dateAdded: number
  /** How long it is good from the day that it was issued, in seconds; null for always. */
  readonly lifetime: number | null
  readonly expires: number | null
}

/** A token without a line begins one. */
export type NewToken = Omit<TokenRow, 'id' | 'line'> & { readonly line?: number }

const columns = `token.id, token.line, token.account_id as "accountId", token.hash, token.sealed, token.initial,
  token.date_added as "dateAdded", token.lifetime, token.expires`

type RawToken = Omit<TokenRow, 'initial'> & { readonly initial: number }

const read = <R extends RawToken>(raw: R) => ({ ...raw, initial: raw.initial === 1 })

/** A token that somebody has already makes this fail. */
export async function insertToken(connection: Connection, token: NewToken): Promise<TokenRow> {
  const row = await connection.first<{ id: number }>(
    `insert into token (line, account_id, hash, sealed, initial, date_added, lifetime, expires)
     values (?, ?, ?, ?, ?, ?, ?, ?) returning id`,
    token.line ?? null,
    token.accountId,
    token.hash,
    token.sealed,
    token.initial ? 1 : 0,
    token.dateAdded,
    token.lifetime,
    token.expires,
  )
  const { id } = row as { id: number }
  if (token.line === undefined) await connection.run('update token set line = id where id = ?', id)
  return { ...token, id, line: token.line ?? id }
}

export async function findToken(connection: Connection, hash: Uint8Array): Promise<TokenRow | undefined> {
  const raw = await connection.first<RawToken>(`select ${columns} from token where hash = ?`, hash)
  return raw && read(raw)
}

/** The one that the server hands out for an account. */
export async function initialToken(connection: Connection, accountId: number): Promise<TokenRow | undefined> {
  const sql = `select ${columns} from token where account_id = ? and initial = 1 order by id desc limit 1`
  const raw = await connection.first<RawToken>(sql, accountId)
  return raw && read(raw)
}

/** Keeps a token from being renewed by others before this transaction ends; who comes second sees what it did. */
export async function holdToken(connection: Connection, { id }: TokenRow): Promise<void> {
  await connection.run('update token set line = line where id = ?', id)
}

/** The newest token of a line that was made after another one. */
export async function successor(connection: Connection, token: TokenRow): Promise<TokenRow | undefined> {
  const sql = `select ${columns} from token where line = ? and id > ? order by id desc limit 1`
  const raw = await connection.first<RawToken>(sql, token.line, token.id)
  return raw && read(raw)
}

/** A token with the name of its user. */
export interface UsersTokenRow extends TokenRow {
  readonly userName: string
}

/** The newest token of each line. */
export async function newestTokens(connection: Connection): Promise<readonly UsersTokenRow[]> {
  const raw = await connection.all<RawToken & { readonly userName: string }>(
    `select ${columns}, account.user_name as "userName" from token join account on account.id = token.account_id
     where token.id = (select max(other.id) from token as other where other.line = token.line) order by token.line`,
  )
  return raw.map(read)
}

/** Ends a token with all that it was renewed to and from; how many there were. */
export async function deleteTokenLine(connection: Connection, line: number): Promise<number> {
  return connection.run('delete from token where line = ?', line)
}

export async function deleteTokensOf(connection: Connection, accountId: number): Promise<number> {
  return connection.run('delete from token where account_id = ?', accountId)
}

export async function deleteInitialTokens(connection: Connection, accountId: number): Promise<void> {
  await connection.run('delete from token where account_id = ? and initial = 1', accountId)
}

/** Drops what ended so long ago that it cannot even be renewed. */
export async function deleteTokensBefore(connection: Connection, expires: number): Promise<void> {
  await connection.run('delete from token where expires < ?', expires)
}

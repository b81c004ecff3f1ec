import { findAccount } from '../store/accounts.ts'
import type { Connection } from '../store/database.ts'
import {
  deleteTokensBefore,
  findToken,
  holdToken,
  insertToken,
  successor,
  type TokenRow,
} from '../store/tokens.ts'
import { type Origin, record } from './audit.ts'
import { refuse } from './refusal.ts'
import { type Platform, seconds } from './scope.ts'
import { newToken } from './secrets.ts'
import { hashToken, type Vault } from './vault.ts'

/** A token as it is given out: this once, for nobody can read it again. */
export interface IssuedToken {
  readonly token: string
  /** Unix seconds; null for a token that does not expire. */
  readonly expires: number | null
}

/** How long after its end a token can still be renewed, in seconds. */
export const renewalWindow = 24 * 60 * 60

/** What an app is told of a token without an end, in seconds from now: the platform's own for a temporary one. */
const saidOfEndless = 4 * 60 * 60

export const hasExpired = ({ expires }: TokenRow, now: number): boolean => expires !== null && expires <= now

/** Makes a token that is good for some seconds from now, or always. */
export async function issueToken(
  connection: Connection,
  {
    accountId,
    lifetime,
    now,
  }: { readonly accountId: number; readonly lifetime: number | null; readonly now: number },
): Promise<IssuedToken> {
  const token = newToken(accountId)
  const expires = lifetime === null ? null : now + lifetime
  const row = { accountId, hash: hashToken(token), sealed: null, initial: false, dateAdded: now }
  await insertToken(connection, { ...row, lifetime, expires })
  return { token, expires }
}

/**
 * Gives a new token for one that is about to end or has ended within the last day, good for as long as the old one was.
 * The old one keeps its time. Asked again for the same token, it gives the same new one, since an answer may get lost
 * and an app's threads ask at once. A token without an end is given back as it is.
 *
 * @example const { token, expires } = await renewToken(platform, vault, expiredToken, origin)
 * @throws Refusal with 401 for a token that is not known, was revoked, or ended too long ago
 */
export function renewToken(
  platform: Platform,
  vault: Vault,
  token: string,
  origin: Origin,
): Promise<IssuedToken> {
  const now = seconds({ platform })
  return platform.database.write(async (connection) => {
    const old = await findToken(connection, hashToken(token))
    const account = old && (await findAccount(connection, old.accountId))
    if (!old || !account?.active) throw refuse('token', undefined)
    if (old.expires === null) return { token, expires: now + saidOfEndless }
    if (hasExpired({ ...old, expires: old.expires + renewalWindow }, now))
      throw refuse('tokenExpired', undefined)
    const known = await knownSuccessor(connection, vault, old, now)
    if (known) return known
    await holdToken(connection, old)
    await deleteTokensBefore(connection, now - renewalWindow)
    const author = { accountId: account.id, userName: account.userName, ownerName: null, at: now }
    await record(connection, author, origin)
    return insertSuccessor(connection, vault, old, now)
  })
}

async function knownSuccessor(
  connection: Connection,
  vault: Vault,
  old: TokenRow,
  now: number,
): Promise<IssuedToken | undefined> {
  const next = await successor(connection, old)
  if (!next?.sealed || hasExpired(next, now)) return undefined
  const token = vault.open(next.sealed)
  return token === undefined ? undefined : { token, expires: next.expires }
}

async function insertSuccessor(
  connection: Connection,
  vault: Vault,
  { line, accountId, lifetime }: TokenRow,
  now: number,
): Promise<IssuedToken> {
  const token = newToken(accountId)
  const expires = now + (lifetime ?? saidOfEndless)
  const sealed = vault.seal(token)
  const row = { line, accountId, hash: hashToken(token), sealed, initial: false, dateAdded: now }
  await insertToken(connection, { ...row, lifetime, expires })
  return { token, expires }
}

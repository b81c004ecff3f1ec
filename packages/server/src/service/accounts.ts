import { type Signed, signedText, timestampTolerance } from '@tcex/model'
import { findAccount } from '../store/accounts.ts'
import { findApiKey } from '../store/credentials.ts'
import type { Connection } from '../store/database.ts'
import type { AccountRow } from '../store/rows.ts'
import { findToken } from '../store/tokens.ts'
import type { Origin } from './audit.ts'
import { Refusal, refuse } from './refusal.ts'
import { type Platform, seconds } from './scope.ts'
import type { Claim, Throttle } from './throttle.ts'
import { hasExpired, type IssuedToken, renewToken } from './tokens.ts'
import { hashToken, hmac, sameText, type Vault } from './vault.ts'

/** What credentials are held against. */
export interface Door {
  readonly platform: Platform
  readonly vault: Vault
  readonly throttle: Throttle
  /** Where the call comes from. */
  readonly address: string
}

/** Wrong credentials; they are counted when nothing is read any more, since that is a write. */
export class WrongCredentials extends Refusal {
  readonly claim: Claim

  constructor(code: 'token' | 'signature', claim: Claim) {
    super(code, refuse(code, undefined).message)
    this.claim = claim
  }
}

/** A signature, and what it claims to be: whose it is, and over what. */
export interface Proof extends Signed {
  readonly accessId: string
  readonly signature: string
}

/**
 * The account of a signed request.
 *
 * @throws Refusal for an unknown access id or a stale timestamp, and after too many wrong signatures
 * @throws WrongCredentials for a signature over something else
 * @see https://docs.threatconnect.com/en/latest/rest_api/quick_start.html#access-id-and-secret-key
 */
export async function accountBySignature(
  { platform, vault, throttle, address }: Door,
  { accessId, signature, ...signed }: Proof,
): Promise<AccountRow> {
  const found = await platform.database.read(async (connection) => {
    const key = await connection.remembered(`key ${accessId}`, () =>
      accountOfKey(connection, vault, accessId),
    )
    if (key) await throttle.pass(connection, { accountId: key.accountId, address })
    return key
  })
  if (!found?.account?.active) throw refuse('accessDenied', undefined)
  if (!isFresh(signed.timestamp, platform.now())) throw refuse('timestamp', undefined)
  const { account, secret } = found
  if (secret !== undefined && sameText(hmac(secret, signedText(signed)), signature)) return account
  throw new WrongCredentials('signature', { accountId: account.id, address })
}

async function accountOfKey(connection: Connection, vault: Vault, accessId: string) {
  const key = await findApiKey(connection, accessId)
  if (!key) return undefined
  const { accountId, secret } = key
  return { accountId, account: await findAccount(connection, accountId), secret: vault.open(secret) }
}

function isFresh(timestamp: string, now: Date): boolean {
  if (!/^\d{1,12}$/.test(timestamp)) return false
  return Math.abs(Number(timestamp) - now.getTime() / 1000) <= timestampTolerance
}

/** A token as a caller shows it: whose it claims to be, and by what it is found. */
export interface ShownToken {
  /** 0 where it is in another form than ours. */
  readonly accountId: number
  readonly hash: Uint8Array
  /** What is remembered of the token stands under this. */
  readonly key: string
}

export function shownToken(token: string): ShownToken {
  const hash = hashToken(token)
  return { accountId: claimedBy(token), hash, key: `token ${hash.toString('base64')}` }
}

/**
 * The account of an API token.
 *
 * @throws Refusal for a token that has expired, and after too many that are not known
 * @throws WrongCredentials for one that is not known
 * @see https://docs.threatconnect.com/en/latest/rest_api/quick_start.html#api-token
 * @see https://docs.threatconnect.com/en/latest/common_errors.html#unauthorized
 */
export async function accountByToken(
  { platform, throttle, address }: Door,
  { accountId, hash, key }: ShownToken,
): Promise<AccountRow> {
  const claim = { accountId, address }
  const found = await platform.database.read(async (connection) => {
    await throttle.pass(connection, claim)
    return connection.remembered(key, () => accountOfToken(connection, hash))
  })
  if (!found) throw new WrongCredentials('token', claim)
  if (!found.account?.active) throw refuse('token', undefined)
  if (hasExpired(found.token, seconds({ platform }))) throw refuse('tokenExpired', undefined)
  return found.account
}

async function accountOfToken(connection: Connection, hash: Uint8Array) {
  const token = await findToken(connection, hash)
  return token && { token, account: await findAccount(connection, token.accountId) }
}

/**
 * Renews a token for a caller who has nothing but that token.
 *
 * @throws Refusal for a token that cannot be renewed, and after too many that were wrong
 */
export async function renewByToken(door: Door, token: string, origin: Origin): Promise<IssuedToken> {
  const { platform, vault, throttle, address } = door
  const claim = { accountId: claimedBy(token), address }
  await platform.database.read((connection) => throttle.pass(connection, claim))
  try {
    return await renewToken(platform, vault, token, origin)
  } catch (error) {
    if (error instanceof Refusal && error.code === 'token') await throttle.fail(claim)
    throw error
  }
}

/** Whose a token says that it is; 0 for one in another form than ours. */
const claimedBy = (token: string): number => Number(/^APIV2:(\d{1,15}):/.exec(token)?.[1] ?? 0)

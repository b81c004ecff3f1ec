import { type Signed, sign, timestampTolerance } from '@tcex/model'
import { findAccount } from '../store/accounts.ts'
import { findApiKey } from '../store/credentials.ts'
import type { AccountRow } from '../store/rows.ts'
import { findToken } from '../store/tokens.ts'
import type { Origin } from './audit.ts'
import { Refusal, refuse } from './refusal.ts'
import { type Platform, seconds } from './scope.ts'
import type { Throttle } from './throttle.ts'
import { hasExpired, type IssuedToken, renewToken } from './tokens.ts'
import { hashToken, sameText, type Vault } from './vault.ts'

/** What credentials are held against. */
export interface Door {
  readonly platform: Platform
  readonly vault: Vault
  readonly throttle: Throttle
  /** Where the call comes from. */
  readonly address: string
}

/** A signature, and what it claims to be: whose it is, and over what. */
export interface Proof extends Signed {
  readonly accessId: string
  readonly signature: string
}

/**
 * The account of a signed request.
 *
 * @throws Refusal for an unknown access id, a stale timestamp or a signature over something else, and after too many of
 * the latter
 * @see https://docs.threatconnect.com/en/latest/rest_api/quick_start.html#access-id-and-secret-key
 */
export async function accountBySignature(
  { platform, vault, throttle, address }: Door,
  { accessId, signature, ...signed }: Proof,
): Promise<AccountRow> {
  const { key, account } = await platform.database.read(async (connection) => {
    const found = await findApiKey(connection, accessId)
    if (found) await throttle.pass(connection, { accountId: found.accountId, address })
    return { key: found, account: found && (await findAccount(connection, found.accountId)) }
  })
  if (!key || !account?.active) throw refuse('accessDenied', undefined)
  if (!isFresh(signed.timestamp, platform.now())) throw refuse('timestamp', undefined)
  const secret = vault.open(key.secret)
  const expected = secret === undefined ? undefined : await sign(secret, signed)
  if (expected !== undefined && sameText(expected, signature)) return account
  await throttle.fail({ accountId: account.id, address })
  throw refuse('signature', undefined)
}

function isFresh(timestamp: string, now: Date): boolean {
  if (!/^\d{1,12}$/.test(timestamp)) return false
  return Math.abs(Number(timestamp) - now.getTime() / 1000) <= timestampTolerance
}

/**
 * The account of an API token.
 *
 * @throws Refusal for a token that is not known or has expired, and after too many of the former
 * @see https://docs.threatconnect.com/en/latest/rest_api/quick_start.html#api-token
 * @see https://docs.threatconnect.com/en/latest/common_errors.html#unauthorized
 */
export async function accountByToken(
  { platform, throttle, address }: Door,
  token: string,
): Promise<AccountRow> {
  const claim = { accountId: claimedBy(token), address }
  const { found, account } = await platform.database.read(async (connection) => {
    await throttle.pass(connection, claim)
    const row = await findToken(connection, hashToken(token))
    return { found: row, account: row && (await findAccount(connection, row.accountId)) }
  })
  if (!found) await throttle.fail(claim)
  if (!found || !account?.active) throw refuse('token', undefined)
  if (hasExpired(found, seconds({ platform }))) throw refuse('tokenExpired', undefined)
  return account
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

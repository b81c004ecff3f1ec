import { type Signed, sign, timestampTolerance } from '@tcex/model'
import { findAccount } from '../store/accounts.ts'
import { findApiKey } from '../store/credentials.ts'
import type { AccountRow } from '../store/rows.ts'
import { findToken } from '../store/tokens.ts'
import { refuse } from './refusal.ts'
import { type Platform, seconds } from './scope.ts'
import { hasExpired } from './tokens.ts'
import { hashToken, sameText, type Vault } from './vault.ts'

/**
 * The account of a signed request.
 *
 * @throws Refusal for an unknown access id, a stale timestamp or a signature over something else
 * @see https://docs.threatconnect.com/en/latest/rest_api/quick_start.html#access-id-and-secret-key
 */
export async function accountBySignature(
  platform: Platform,
  vault: Vault,
  accessId: string,
  signature: string,
  signed: Signed,
): Promise<AccountRow> {
  const { key, account } = await platform.database.read(async (connection) => {
    const found = await findApiKey(connection, accessId)
    return { key: found, account: found && (await findAccount(connection, found.accountId)) }
  })
  if (!key || !account?.active) throw refuse('accessDenied', undefined)
  if (!isFresh(signed.timestamp, platform.now())) throw refuse('timestamp', undefined)
  const secret = vault.open(key.secret)
  const expected = secret === undefined ? undefined : await sign(secret, signed)
  if (expected === undefined || !sameText(expected, signature)) throw refuse('signature', undefined)
  return account
}

function isFresh(timestamp: string, now: Date): boolean {
  if (!/^\d{1,12}$/.test(timestamp)) return false
  return Math.abs(Number(timestamp) - now.getTime() / 1000) <= timestampTolerance
}

/**
 * The account of an API token.
 *
 * @throws Refusal for a token that is not known or has expired
 * @see https://docs.threatconnect.com/en/latest/rest_api/quick_start.html#api-token
 * @see https://docs.threatconnect.com/en/latest/common_errors.html#unauthorized
 */
export async function accountByToken(platform: Platform, token: string): Promise<AccountRow> {
  const { found, account } = await platform.database.read(async (connection) => {
    const row = await findToken(connection, hashToken(token))
    return { found: row, account: row && (await findAccount(connection, row.accountId)) }
  })
  if (!found || !account?.active) throw refuse('token', undefined)
  if (hasExpired(found, seconds({ platform }))) throw refuse('tokenExpired', undefined)
  return account
}

import type { IncomingMessage } from 'node:http'
import { accountBySignature, accountByToken, type Door } from '../service/accounts.ts'
import { refuse } from '../service/refusal.ts'
import type { Account } from '../service/scope.ts'

/**
 * The account that a request comes from, by its token or by its signature over the target exactly as it was sent.
 *
 * @throws Refusal with 401 for anything else
 * @see https://docs.threatconnect.com/en/latest/rest_api/quick_start.html#authentication
 */
export async function authenticate(door: Door, { headers, url, method }: IncomingMessage): Promise<Account> {
  const authorization = headers.authorization?.trim() ?? ''
  const token = /^TC-Token\s+(\S+)$/i.exec(authorization)?.[1]
  if (token !== undefined) return accountByToken(door, token)
  const [, accessId, signature] = /^TC\s+([^\s:]+):(\S+)$/i.exec(authorization) ?? []
  if (accessId === undefined || signature === undefined) throw refuse('unauthenticated', undefined)
  return accountBySignature(door, {
    accessId,
    signature,
    timestamp: String(headers.timestamp ?? '').trim(),
    // A proxy asks for the whole URL, of which path and query are what is signed.
    target: (url ?? '').replace(/^https?:\/\/[^/]*/i, ''),
    method: method ?? '',
  })
}

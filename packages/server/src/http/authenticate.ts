import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import {
  accountBySignature,
  accountByToken,
  type Door,
  type ShownToken,
  shownToken,
} from '../service/accounts.ts'
import { refuse } from '../service/refusal.ts'
import type { Account } from '../service/scope.ts'

/**
 * The account that a request comes from, by its token or by its signature over the target exactly as it was sent.
 *
 * @throws Refusal with 401 for anything else
 * @see https://docs.threatconnect.com/en/latest/rest_api/quick_start.html#authentication
 */
export async function authenticate(
  door: Door,
  { headers, url, method, socket }: IncomingMessage,
): Promise<Account> {
  const authorization = headers.authorization?.trim() ?? ''
  const token = tokenOn(socket, authorization)
  if (token) return accountByToken(door, token)
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

/** The token that came last on a connection, and the header that it came in. */
interface LastToken {
  readonly header: Uint8Array
  readonly token: ShownToken
}

const lastTokens = new WeakMap<Socket, LastToken>()

/** What is longer is not kept, for it is no token of ours. */
const longestKept = 512

/**
 * The token in a header, or undefined where there is none. A client sends the same one with every call on a connection; it
 * is hashed once for all of these, and is looked up every time.
 */
function tokenOn(socket: Socket, authorization: string): ShownToken | undefined {
  const header = Buffer.from(authorization)
  const last = lastTokens.get(socket)
  if (last && last.header.length === header.length && timingSafeEqual(last.header, header)) return last.token
  const text = /^TC-Token\s+(\S+)$/i.exec(authorization)?.[1]
  if (text === undefined) return undefined
  const token = shownToken(text)
  if (header.length <= longestKept) lastTokens.set(socket, { header: new Uint8Array(header), token })
  return token
}

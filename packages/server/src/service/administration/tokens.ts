import { deleteTokenLine, deleteTokensOf, newestTokens } from '../../store/tokens.ts'
import { seconds } from '../scope.ts'
import { hasExpired, type IssuedToken, issueToken } from '../tokens.ts'
import { wireTime } from '../views.ts'
import { AdministrationError, change, type Desk, getUser } from './desk.ts'

/** How long a token is good unless something else is asked for, in seconds: 30 days. */
export const defaultLifetime = 30 * 24 * 60 * 60

/** A token to be issued. */
export interface NewTokenOptions {
  readonly userName: string
  /** How long it is good, in seconds; null for always. Default 30 days. */
  readonly lifetime?: number | null | undefined
}

/** A token as a list shows it, which never is the token itself. Renewals are the same token. */
export interface TokenSummary {
  readonly id: number
  readonly userName: string
  readonly dateAdded: string
  /** When it ends; absent where it never does. */
  readonly expires?: string
  readonly expired: boolean
  /** Whether it is the one that the server hands out when it starts. */
  readonly initial: boolean
}

export async function addToken(
  desk: Desk,
  { userName, lifetime = defaultLifetime }: NewTokenOptions,
): Promise<IssuedToken> {
  if (lifetime !== null && !(Number.isSafeInteger(lifetime) && lifetime > 0)) {
    throw new AdministrationError('A token is good for a whole number of seconds, 1 or more.')
  }
  return change(desk, `token add ${userName}`, async (connection, now) => {
    const { id } = await getUser(connection, userName)
    return issueToken(connection, { accountId: id, lifetime, now })
  })
}

export async function listTokens(desk: Desk): Promise<readonly TokenSummary[]> {
  const now = seconds(desk)
  const tokens = await desk.platform.database.read(newestTokens)
  return tokens.map((token) => ({
    id: token.line,
    userName: token.userName,
    dateAdded: wireTime(token.dateAdded),
    ...(token.expires === null ? {} : { expires: wireTime(token.expires) }),
    expired: hasExpired(token, now),
    initial: token.initial,
  }))
}

/** Ends a token with all its renewals, or all tokens of a user; how many there were. */
export function revokeTokens(
  desk: Desk,
  which: { readonly id: number } | { readonly userName: string },
): Promise<number> {
  const named = 'id' in which ? String(which.id) : `--user ${which.userName}`
  return change(desk, `token revoke ${named}`, async (connection) => {
    if ('userName' in which) {
      return deleteTokensOf(connection, (await getUser(connection, which.userName)).id)
    }
    const ended = await deleteTokenLine(connection, which.id)
    if (ended === 0) {
      throw new AdministrationError(`There is no token ${which.id}; "tcex token list" shows which there are.`)
    }
    return ended
  })
}

import { findAccount } from '../store/accounts.ts'
import type { Connection } from '../store/database.ts'
import { findFailedLogins, insertFailedLogin } from '../store/failed-logins.ts'
import { inProcessAddress } from './audit.ts'
import { refuse } from './refusal.ts'
import { type Platform, seconds } from './scope.ts'

/** So many wrong credentials are answered as such within so many seconds; then no more are looked at until these are over. */
export const throttleRule = { failures: 20, window: 60 } as const

/** For how long one who had none is not asked about again, in seconds; so late others learn of what failed elsewhere. */
const trust = 10

/** How many are kept in mind. */
const remembered = 10_000

/** Whose credentials they claim to be, and where they come from. */
export interface Claim {
  /** 0 where the credentials do not say. */
  readonly accountId: number
  readonly address: string
}

/**
 * Bounds how fast credentials can be guessed: for each account and address, so that nobody can lock an account out from
 * elsewhere. It is kept in the database, for all processes on it. Who calls within the process has the secrets anyway.
 */
export class Throttle {
  readonly #platform: Platform
  /** Who had no failures, and until when that is taken for granted. */
  readonly #clean = new Map<string, number>()

  constructor(platform: Platform) {
    this.#platform = platform
  }

  /**
   * Asked before credentials are looked at, since an answer would tell whether they are right.
   *
   * @throws Refusal with 429 after too many that were wrong
   */
  async pass(connection: Connection, claim: Claim): Promise<void> {
    if (claim.address === inProcessAddress) return
    const now = seconds({ platform: this.#platform })
    const until = this.#clean.get(keyOf(claim))
    if (until !== undefined && until > now && until <= now + trust) return
    if ((await refuseMore(connection, claim, now)) === 0) this.#remember(claim, now + trust)
  }

  /**
   * Counts wrong credentials, if they claim to be those of somebody there is.
   *
   * @throws Refusal with 429 where too many came at once for each to be told when it came
   */
  async fail(claim: Claim): Promise<void> {
    if (claim.address === inProcessAddress) return
    this.#clean.delete(keyOf(claim))
    const now = seconds({ platform: this.#platform })
    await this.#platform.database.write(async (connection) => {
      const { accountId } = claim
      if (accountId !== 0 && !(await findAccount(connection, accountId))) return
      await refuseMore(connection, claim, now)
      const failed = { accountId, address: networkOf(claim), now, before: now - throttleRule.window }
      await insertFailedLogin(connection, failed)
    })
  }

  #remember(claim: Claim, until: number): void {
    if (this.#clean.size >= remembered) this.#clean.clear()
    this.#clean.set(keyOf(claim), until)
  }
}

/** How many there were lately. @throws Refusal with 429 where these are too many */
async function refuseMore(connection: Connection, claim: Claim, now: number): Promise<number> {
  const found = await findFailedLogins(connection, claim.accountId, networkOf(claim))
  const left = found ? found.since + throttleRule.window - now : 0
  if (!found || left <= 0) return 0
  if (found.failures >= throttleRule.failures) throw refuse('throttled', { seconds: left })
  return found.failures
}

const keyOf = (claim: Claim): string => `${claim.accountId} ${networkOf(claim)}`

/** Whoever has one address of IPv6 has the 2^64 beside it too. */
function networkOf({ address }: Claim): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  if (!plain.includes(':')) return plain
  const [head = '', tail] = plain.split('::')
  const groups = head.split(':').filter(Boolean)
  const rest = tail === undefined ? [] : tail.split(':').filter(Boolean)
  const all = [
    ...groups,
    ...Array.from({ length: Math.max(0, 8 - groups.length - rest.length) }, () => '0'),
    ...rest,
  ]
  return `${all.slice(0, 4).join(':')}::/64`
}

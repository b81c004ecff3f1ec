import { StoreUnavailable } from './store-error.ts'

/** Why a database failed for the moment: no room on its disk, or busy or out of reach. */
export type Fault = 'full' | 'unreachable'

/** SQLite's primary result codes: FULL; BUSY, LOCKED, IOERR, CANTOPEN. */
const sqliteFaults: ReadonlyMap<number, Fault> = new Map([
  [13, 'full'],
  [5, 'unreachable'],
  [6, 'unreachable'],
  [10, 'unreachable'],
  [14, 'unreachable'],
])

/** Classes of SQLSTATE and codes of the network that mean that PostgreSQL is out of reach, restarting, or has no connection left. */
const unreachable =
  /^(08...|57P0[1-5]|53300|55P03|57014|40001|40P01|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/

/** Its disk is full, or what it may use of it. */
const full = /^(53100|53000|ENOSPC|EDQUOT)$/

/**
 * Why a database failed, where it may work again later; undefined for an error that would come again.
 *
 * @example if (faultOf(error)) await tryAgainLater()
 */
export function faultOf(error: unknown): Fault | undefined {
  if (error instanceof StoreUnavailable) return 'unreachable'
  const { errcode, code } = (error ?? {}) as { errcode?: unknown; code?: unknown }
  if (typeof errcode === 'number') return sqliteFaults.get(errcode & 0xff)
  if (typeof code !== 'string') return undefined
  if (full.test(code)) return 'full'
  return unreachable.test(code) ? 'unreachable' : undefined
}

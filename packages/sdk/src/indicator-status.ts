import { InvalidValueError } from './errors.ts'
import { given } from './metadata.ts'

/** Words, numbers or switches for the two. */
export interface StatusValues {
  /** In use (`'active'`, 1, 2, true) or not (`'inactive'`, 0, -1, -2, false). */
  readonly status?: 'active' | 'inactive' | number | string | boolean | undefined
  /** Whether automatic changes are switched off: `'locked'`, 1, true, or `'unlocked'`, 0, false. */
  readonly calStatus?: 'locked' | 'unlocked' | number | string | boolean | undefined
}

/**
 * The fields that a status stands for.
 *
 * @throws InvalidValueError for a status that there is not, or none
 */
export function statusFields({ status, calStatus }: StatusValues): Readonly<Record<string, boolean>> {
  const active = flag('status', status, inUse)
  const activeLocked = flag('calStatus', calStatus, locked)
  if (active !== undefined || activeLocked !== undefined) return given({ active, activeLocked })
  throw new InvalidValueError('Setting a status needs the option "status" or "calStatus".')
}

const inUse: Words = { on: ['active', 'true', '1', '2'], off: ['inactive', 'false', '0', '-1', '-2'] }
const locked: Words = { on: ['locked', 'lock', 'true', '1'], off: ['unlocked', 'unlock', 'false', '0'] }

interface Words {
  readonly on: readonly string[]
  readonly off: readonly string[]
}

function flag(option: string, value: unknown, { on, off }: Words): boolean | undefined {
  if (value === undefined || value === null) return undefined
  const word = String(value).toLowerCase()
  if (on.includes(word)) return true
  if (off.includes(word)) return false
  const words = [...on, ...off].join(', ')
  throw new InvalidValueError(`The option "${option}" must be one of: ${words}; it is "${String(value)}".`)
}

import type { ServerOptions } from '@tcex/server'
import { InvalidArgumentError, Option } from 'commander'

/** Flags for how much a server takes on, and how long it waits. */
export interface LimitFlags {
  readonly maxCalls?: number
  readonly maxTransfers?: number
  readonly maxConnections?: number
  /** In seconds. */
  readonly stallTimeout?: number
  /** In seconds. */
  readonly closeTimeout?: number
}

/** A flag with its environment variable. */
export const flag = (flags: string, description: string, variable: string): Option =>
  new Option(flags, description).env(`TCEX_${variable}`)

function toNumber(text: string): number {
  if (/^\d{1,15}$/.test(text) && Number(text) > 0) return Number(text)
  throw new InvalidArgumentError('It is a whole number, 1 or more.')
}

const count = (flags: string, description: string, variable: string): Option =>
  flag(flags, description, variable).argParser(toNumber)

export const limitFlags: readonly Option[] = [
  count('--body-limit <bytes>', 'the largest JSON body', 'BODY_LIMIT'),
  count('--batch-file-limit <bytes>', 'the largest file of a batch job', 'BATCH_FILE_LIMIT'),
  count('--max-calls <number>', 'calls that are worked on at once', 'MAX_CALLS'),
  count('--max-transfers <number>', 'contents that are on their way at once', 'MAX_TRANSFERS'),
  count('--max-connections <number>', 'connections that are open at once', 'MAX_CONNECTIONS'),
  count('--stall-timeout <seconds>', 'how long a slow client is waited for', 'STALL_TIMEOUT'),
  count('--close-timeout <seconds>', 'how long stopping waits for what runs', 'CLOSE_TIMEOUT'),
]

/** Flags as options of a server, which has its own defaults. */
export function limitsOf<F extends LimitFlags>(
  flags: F,
): Omit<F, keyof LimitFlags> & Pick<ServerOptions, 'limits'> {
  const { maxCalls, maxTransfers, maxConnections, stallTimeout, closeTimeout, ...others } = flags
  const limits = {
    calls: maxCalls,
    transfers: maxTransfers,
    connections: maxConnections,
    stallTimeout: inMilliseconds(stallTimeout),
    closeTimeout: inMilliseconds(closeTimeout),
  }
  const given = Object.entries(limits).filter(([, value]) => value !== undefined)
  return { ...others, limits: Object.fromEntries(given) }
}

const inMilliseconds = (seconds: number | undefined): number | undefined =>
  seconds === undefined ? undefined : seconds * 1000

/** How long the command waits for the server to stop, in milliseconds: longer than the server itself waits for others. */
export const closePatience = ({ closeTimeout = 10 }: LimitFlags): number => (closeTimeout + 10) * 1000

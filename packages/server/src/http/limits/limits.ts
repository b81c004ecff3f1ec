import * as z from 'zod/mini'

/** How much a server takes on at once, and how long it waits for its clients. Times are in milliseconds. */
export interface Limits {
  /** Calls that are worked on at once; one more is refused with 503. Default 256. */
  readonly calls: number
  /** How long a call may wait for those that came with it; then it is refused with 503. Default 3 seconds. */
  readonly waitTimeout: number
  /** Contents, batch files and reports that are on their way at once, up or down; one more is refused with 503. Default 64. */
  readonly transfers: number
  /** Connections that are open at once; one more is answered with 503 and closed. Default 5000. */
  readonly connections: number
  /** Bytes of bodies that wait to be worked on, and of answers that wait to be taken, each. Default 256 MiB. */
  readonly memory: number
  /** How long request line and headers may take to arrive. Default 20 seconds. */
  readonly headersTimeout: number
  /** How long a JSON body may take to arrive. Default one minute. */
  readonly bodyTimeout: number
  /** How long a client may neither send what it announced nor take what it asked for. Default 30 seconds. */
  readonly stallTimeout: number
  /** Bytes per second that a client must send or take on average over `stallTimeout`. Default 4096. */
  readonly leastRate: number
  /** How long a connection without a call is kept open. Default 72 seconds. */
  readonly keepAliveTimeout: number
  /** How long closing waits for what runs. Default 10 seconds. */
  readonly closeTimeout: number
}

const atLeast = (minimum: number, fallback: number) =>
  z._default(z.int().check(z.gte(minimum, `must be a whole number, ${minimum} or more`)), fallback)

/** Settles limits: what is not given has its default. docs/decisions/020-limits.md has the reasons. */
export const limitsSchema = z.prefault(
  z.strictObject({
    calls: atLeast(1, 256),
    waitTimeout: atLeast(1, 3000),
    transfers: atLeast(1, 64),
    connections: atLeast(1, 5000),
    memory: atLeast(1024, 256 * 1024 * 1024),
    headersTimeout: atLeast(1, 20_000),
    bodyTimeout: atLeast(1, 60_000),
    stallTimeout: atLeast(1, 30_000),
    leastRate: atLeast(0, 4096),
    keepAliveTimeout: atLeast(1, 72_000),
    closeTimeout: atLeast(0, 10_000),
  }),
  {},
)

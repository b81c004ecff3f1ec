import { setTimeout } from 'node:timers/promises'
import type { ServerOptions } from '@tcex/server'
import { type Child, startChild } from '../conformance/child.ts'
import { Hand } from './hand.ts'
import { Ledger } from './ledger.ts'
import { Random } from './random.ts'
import { verifyJobs, verifyWrites } from './verify.ts'

export interface CrashOptions {
  readonly rounds: number
  /** The same seed writes the same things and waits for as long; what the machine makes of it differs. */
  readonly seed: number
  /** How the server is started, each time anew. */
  readonly server: ServerOptions
  /** What happens in each round after a while, by its number; where it is nothing, the server is killed. */
  readonly strike?: (round: number) => (() => Promise<void>) | undefined
  readonly tell?: (line: string) => void
}

const hands = 6

/**
 * Writes from several hands at once, kills the server at a random moment, starts it again and looks at what is there;
 * round by round on one database, so that jobs are interrupted more than once.
 *
 * @throws AssertionError where something acknowledged is gone, or anything is there twice or in part
 */
export async function runRounds(options: CrashOptions): Promise<Ledger> {
  const random = new Random(options.seed)
  const ledger = new Ledger()
  for (let round = 1; round <= options.rounds; round += 1) {
    const server = await startChild(options.server)
    try {
      await runRound(server, round, random, ledger, options)
    } catch (error) {
      throw new Error(`round ${round}: ${error}\nThe server said: ${server.log()}`, { cause: error })
    } finally {
      await server.kill()
    }
    options.tell?.(
      `round ${round}: ${ledger.size} acknowledged so far, ${ledger.jobs.size} batch jobs among them`,
    )
  }
  await lookAt(options.server, ledger)
  return ledger
}

async function runRound(
  server: Child,
  round: number,
  random: Random,
  ledger: Ledger,
  options: CrashOptions,
): Promise<void> {
  await verifyWrites(server, ledger)
  const working = Array.from(
    { length: hands },
    (_, number) => new Hand(server, `r${round}-${number}`, new Random(random.next() * 2 ** 32), ledger),
  )
  const ended = Promise.all(working.map((hand) => hand.work()))
  await Promise.race([ended, setTimeout(random.between(20, 1200))])
  const strike = options.strike?.(round)
  await (strike ?? server.kill)()
  for (const hand of working) hand.stop()
  await ended
  // A server that was not killed has to go on.
  if (strike) await verifyWrites(server, ledger)
}

/** In the end everything comes to its end. */
async function lookAt(options: ServerOptions, ledger: Ledger): Promise<void> {
  const server = await startChild(options)
  try {
    await verifyWrites(server, ledger)
    await verifyJobs(server, ledger)
  } finally {
    await server.kill()
  }
}

import { readAtOnce, type SharedReads } from '../store/snapshot.ts'
import type { Platform } from './scope.ts'

export { SharedReads } from '../store/snapshot.ts'

/** A call that only reads: who is let in, and what is done then. */
export interface Reading<A, T> {
  enter(platform: Platform): Promise<A>
  work(platform: Platform, entered: A): Promise<T>
}

/** Reads several times as one read of the database, which others may join. */
export const atOnce = <T>(
  platform: Platform,
  read: (platform: Platform) => Promise<T>,
  reads?: SharedReads,
): Promise<T> => readAtOnce(platform.database, (database) => read({ ...platform, database }), reads)

/**
 * Does a call that only reads as one read of the database. Where there is a replica, that is for the work: who is let in
 * is asked of the database itself, since the replica may not know yet that somebody is not any more.
 */
export async function readCall<A, T>(
  platform: Platform,
  { enter, work }: Reading<A, T>,
  reads?: SharedReads,
): Promise<T> {
  const { database } = platform
  const replica = database.forReading ? await database.forReading() : database
  if (replica === database) return atOnce(platform, async (seen) => work(seen, await enter(seen)), reads)
  const entered = await atOnce(platform, enter)
  return atOnce({ ...platform, database: replica }, (seen) => work(seen, entered))
}

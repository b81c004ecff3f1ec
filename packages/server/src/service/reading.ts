import type { Database } from '../store/database.ts'
import { readAtOnce } from '../store/snapshot.ts'
import type { Platform } from './scope.ts'

/** A call that only reads: who is let in, and what is done then. */
export interface Reading<A, T> {
  enter(platform: Platform): Promise<A>
  work(platform: Platform, entered: A): Promise<T>
}

/**
 * Does a call that only reads as one read of the database. Where there is a replica, that is for the work: who is let in
 * is asked of the database itself, since the replica may not know yet that somebody is not any more.
 */
export async function readCall<A, T>(platform: Platform, { enter, work }: Reading<A, T>): Promise<T> {
  const { database } = platform
  const atOnce = <R>(from: Database, read: (platform: Platform) => Promise<R>) =>
    readAtOnce(from, (snapshot) => read({ ...platform, database: snapshot }))
  const replica = await database.forReading()
  if (replica === database) return atOnce(database, async (seen) => work(seen, await enter(seen)))
  const entered = await atOnce(database, enter)
  return atOnce(replica, (seen) => work(seen, entered))
}

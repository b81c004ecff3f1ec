import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Catalog } from '@tcex/model'
import { AtATime } from '../service/at-a-time.ts'
import { type ExcerptWriters, type Members, pagesAtOnce } from '../service/excerpts.ts'
import { SpareBuffers } from '../service/spare-buffers.ts'
import { Threads } from '../store/threads.ts'
import type { AskedExcerpt, ThreadData } from './messages.ts'
import { program } from './program.ts'

/** Two even where there is one processor, so that a short page need not wait for a long one; each has its own memory. */
const mostThreads = Math.min(4, Math.max(2, availableParallelism() - 1))

/** Memory that is filled and emptied with each excerpt, in MiB. */
const youngMemory = 32

/** How long a thread may have nothing to do before it ends and gives back what it holds, in milliseconds. */
const restAfter = 30_000

/**
 * Writes excerpts of lists in threads of their own, each with a connection to the file.
 *
 * @param makeRoom awaited before the first of them is started, since they need as much memory as all the rest, and take what
 * has been given back by then
 */
export function excerptThreads(
  catalog: Catalog,
  database: string,
  makeRoom: () => Promise<void>,
): ExcerptWriters {
  const { entries, associations } = catalog
  const workerData: ThreadData = { for: 'excerpts', database, entries, associations }
  const resourceLimits = { maxYoungGenerationSizeMb: youngMemory }
  const start = () => new Worker(program, { workerData, resourceLimits, name: 'excerpts' })
  const threads = new Threads<AskedExcerpt, Members>(start, mostThreads, restAfter)
  const spare = new SpareBuffers()
  return {
    pages: new AtATime(pagesAtOnce),
    write: async (excerpt) => {
      if (threads.count === 0) await makeRoom()
      const room = spare.take()
      return threads.ask({ excerpt, room }, room ? [room] : [])
    },
    reuse: ({ buffer }) => spare.giveBack(buffer),
    close: () => threads.close(),
  }
}

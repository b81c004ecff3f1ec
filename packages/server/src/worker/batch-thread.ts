import { constants, setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { Catalog } from '@tcex/model'
import { runJob } from '../batch/job.ts'
import { longSteps } from '../batch/read.ts'
import { Marks } from '../search/marks.ts'
import type { BatchJob } from '../service/batch-jobs.ts'
import type { Platform } from '../service/scope.ts'
import { openDatabase } from '../store/open.ts'
import { LentDatabase } from './lent-database.ts'
import type { BatchThreadData, FromThread, ToThread } from './messages.ts'

// A thread of its own, in which batch jobs are read, checked and written; see background.ts for the other end.

const port = parentPort
if (!port) throw new TypeError('this is started as a worker thread only')

const { database: location, entries, associations, worker } = workerData as BatchThreadData
const say = (message: FromThread) => port.postMessage(message)

letOthersGoFirst()

let now = Date.now()
let stopping = new AbortController()
const database = new LentDatabase(
  await openDatabase(location, { use: 'bulk' }),
  () => say({ says: 'wantsToWrite' }),
  () => say({ says: 'hasWritten' }),
)
const platform: Platform = {
  database,
  catalog: new Catalog(entries, associations),
  marks: new Marks(),
  worker,
  now: () => new Date(now),
}

port.on('message', (message: ToThread) => {
  if ('now' in message) now = message.now
  if (message.do === 'run') void run(message.job)
  else if (message.do === 'write') database.granted()
  else if (message.do === 'stop') stopping.abort()
  else void close()
})

async function run(job: BatchJob): Promise<void> {
  stopping = new AbortController()
  try {
    await runJob(platform, job, stopping.signal, longSteps)
    say({ says: 'hasRun' })
  } catch (error) {
    say({ says: 'hasFailed', reason: error instanceof Error ? error.message : String(error) })
  }
}

async function close(): Promise<void> {
  await database.close()
  port?.close()
}

/** Who is answered meanwhile goes first. On Linux a priority is a thread's own; elsewhere it would be the whole process's. */
function letOthersGoFirst(): void {
  if (process.platform !== 'linux') return
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
  } catch {
    // Where that is forbidden, all are equal.
  }
}

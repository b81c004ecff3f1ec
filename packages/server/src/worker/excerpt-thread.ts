import { parentPort, workerData } from 'node:worker_threads'
import { Catalog } from '@tcex/model'
import { writeExcerpt } from '../service/excerpts.ts'
import { openSqliteReader } from '../store/sqlite.ts'
import type { Said } from '../store/threads.ts'
import type { AskedExcerpt, ThreadData } from './messages.ts'

// A thread in which long pages are read and written; see excerpts.ts for the other end.

const port = parentPort
if (!port) throw new TypeError('this is started as a worker thread only')

const { database: location, entries, associations } = workerData as ThreadData
const catalog = new Catalog(entries, associations)
const database = openSqliteReader(location)

/** One after the other, since the other end takes the answers in the order in which it asked. */
let before: Promise<void> = Promise.resolve()

port.on('message', (asked: AskedExcerpt | 'close') => {
  before = before.then(() => (asked === 'close' ? close() : answer(asked)))
})

async function answer({ excerpt, room }: AskedExcerpt): Promise<void> {
  try {
    const value = await database.read((connection) => writeExcerpt(connection, catalog, excerpt, room))
    port?.postMessage({ value } satisfies Said, [value.buffer])
  } catch (error) {
    const { message, errcode } = error as { message: string; errcode?: number }
    port?.postMessage({ error: { message, ...(errcode === undefined ? {} : { errcode }) } } satisfies Said)
  }
}

async function close(): Promise<void> {
  await database.close()
  port?.close()
}

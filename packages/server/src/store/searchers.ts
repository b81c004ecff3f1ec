import { Worker } from 'node:worker_threads'
import type { SqlValue } from './database.ts'
import { Threads } from './threads.ts'

/** How many searches may run at a time. */
const mostThreads = 2

interface Statement {
  readonly sql: string
  readonly parameters: readonly SqlValue[]
}

export type Rows = readonly (readonly SqlValue[])[]

/**
 * Searches a SQLite file in threads of their own, since a statement that goes through millions of rows would stop the
 * thread that it runs in. A search sees all that was committed before it was asked for, and perhaps what came after.
 */
export type Searchers = Threads<Statement, Rows>

export function searchersOf(path: string): Searchers {
  // It travels as text, so that it needs no file that a bundler would have to know of.
  const program = `(${searchWhenAsked})()`
  const start = () => new Worker(program, { eval: true, workerData: path, name: 'search' })
  return new Threads(start, mostThreads)
}

/** What a thread runs. */
function searchWhenAsked(): void {
  const { parentPort, workerData } = process.getBuiltinModule('node:worker_threads')
  const { DatabaseSync } = process.getBuiltinModule('node:sqlite')
  const database = new DatabaseSync(workerData as string, { timeout: 1000, readOnly: true })
  database.exec('pragma cache_size = -8192; pragma temp_store = memory')
  const search = ({ sql, parameters }: Statement) => {
    const statement = database.prepare(sql)
    statement.setReturnArrays(true)
    return statement.all(...parameters)
  }
  parentPort?.on('message', (asked: Statement | 'close') => {
    if (asked === 'close') {
      database.close()
      parentPort.close()
      return
    }
    try {
      parentPort.postMessage({ value: search(asked) })
    } catch (error) {
      const { message, errcode } = error as { message: string; errcode?: number }
      parentPort.postMessage({ error: { message, errcode } })
    }
  })
}

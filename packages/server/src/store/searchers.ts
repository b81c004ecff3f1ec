import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { SqlValue } from './database.ts'

/** How many searches may run at a time; further ones wait for one of these. */
const mostThreads = 2

type Rows = readonly (readonly SqlValue[])[]

interface Asked {
  resolve(rows: Rows): void
  reject(error: Error): void
}

interface Answer {
  readonly rows?: Rows
  readonly error?: { readonly message: string; readonly errcode?: number }
}

/**
 * Searches a SQLite file in threads of their own, since a statement that goes through millions of rows would stop the
 * thread that it runs in. A search sees all that was committed before it was asked for, and perhaps what came after.
 */
export class Searchers {
  readonly #path: string
  readonly #threads: Searcher[] = []

  constructor(path: string) {
    this.#path = path
  }

  lists(sql: string, parameters: readonly SqlValue[]): Promise<Rows> {
    return this.#next().lists(sql, parameters)
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((each) => each.close()))
  }

  /** The one with the least to do; another one is started where all have something to do. */
  #next(): Searcher {
    const [first] = this.#threads.toSorted((left, right) => left.waiting - right.waiting)
    if (first && (first.waiting === 0 || this.#threads.length === mostThreads)) return first
    const thread = new Searcher(this.#path, () => this.#threads.splice(this.#threads.indexOf(thread), 1))
    this.#threads.push(thread)
    return thread
  }
}

class Searcher {
  readonly #thread: Worker
  /** In the order in which they were asked for, which is that of the answers. */
  readonly #asked: Asked[] = []

  constructor(path: string, onEnd: () => void) {
    this.#thread = new Worker(`(${searchWhenAsked})()`, { eval: true, workerData: path, name: 'search' })
    this.#thread.unref()
    this.#thread.on('message', (answer: Answer) => this.#hear(answer))
    let reason = new Error('the thread that searches has ended')
    this.#thread.on('error', (error) => {
      reason = error as Error
    })
    this.#thread.once('exit', () => {
      onEnd()
      for (const each of this.#asked) each.reject(reason)
    })
  }

  get waiting(): number {
    return this.#asked.length
  }

  lists(sql: string, parameters: readonly SqlValue[]): Promise<Rows> {
    return new Promise((resolve, reject) => {
      // While it has something to do, the program goes on.
      if (this.#asked.push({ resolve, reject }) === 1) this.#thread.ref()
      this.#thread.postMessage({ sql, parameters })
    })
  }

  async close(): Promise<void> {
    const ended = once(this.#thread, 'exit')
    this.#thread.ref()
    this.#thread.postMessage('close')
    await ended
  }

  #hear({ rows, error }: Answer): void {
    const asked = this.#asked.shift()
    if (this.#asked.length === 0) this.#thread.unref()
    if (rows) asked?.resolve(rows)
    else asked?.reject(Object.assign(new Error(error?.message), { errcode: error?.errcode }))
  }
}

/** What a thread runs. It travels as text, so that it needs no file that a bundler would have to know of. */
function searchWhenAsked(): void {
  const { parentPort, workerData } = process.getBuiltinModule('node:worker_threads')
  const { DatabaseSync } = process.getBuiltinModule('node:sqlite')
  const database = new DatabaseSync(workerData as string, { timeout: 1000, readOnly: true })
  database.exec('pragma cache_size = -8192; pragma temp_store = memory')
  const answer = (sql: string, parameters: readonly SqlValue[]) => {
    const statement = database.prepare(sql)
    statement.setReturnArrays(true)
    return statement.all(...parameters)
  }
  parentPort?.on('message', (asked) => {
    if (asked === 'close') {
      database.close()
      parentPort.close()
      return
    }
    try {
      parentPort.postMessage({ rows: answer(asked.sql, asked.parameters) })
    } catch (error) {
      const { message, errcode } = error as { message: string; errcode?: number }
      parentPort.postMessage({ error: { message, errcode } })
    }
  })
}

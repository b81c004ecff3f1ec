import { once } from 'node:events'
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { Worker } from 'node:worker_threads'

/** After how many pages of 4 KiB the log is brought into the file: a page that is written often is brought over once. */
const pagesAtLeast = 16_384

/** From how many pages on those who write wait for it, since the log begins anew only when all of it is in the file. */
const pagesAtMost = 2 * pagesAtLeast

/** After how many pages SQLite does it in a commit, should nobody else. */
export const pagesInCommit = 8 * pagesAtLeast

/** Runs something while nobody else of this process writes. */
type InTurn = (work: () => Promise<void>) => Promise<void>

/**
 * Brings what SQLite has written ahead into its file, in a thread of its own: it takes a tenth of a second each time, for
 * which SQLite would stop the thread that happens to commit.
 */
export class Checkpoints {
  readonly #path: string
  readonly #state: StatementSync
  readonly #inTurn: InTurn
  #thread: Worker | undefined
  #running: Promise<void> | undefined

  constructor(path: string, database: DatabaseSync, inTurn: InTurn) {
    this.#path = path
    this.#state = database.prepare('pragma wal_checkpoint(noop)')
    this.#inTurn = inTurn
  }

  /** Whether this SQLite (3.51 or later) tells how long its log is. If not, it sees to its checkpoints by itself. */
  static arePossible(database: DatabaseSync): boolean {
    const { version } = database.prepare('select sqlite_version() as version').get() as { version: string }
    const [major = 0, minor = 0] = version.split('.').map(Number)
    return major > 3 || minor >= 51
  }

  /** Begins one where the log has become long enough. Told after commits, which nothing here can undo any more. */
  committed(): void {
    this.#running ??= this.#bringOver()
      .catch(() => {})
      .finally(() => {
        this.#running = undefined
      })
  }

  async #bringOver(): Promise<void> {
    const { log, checkpointed } = this.#state.get() as { log: number; checkpointed: number }
    if (log - checkpointed < pagesAtLeast) return
    await this.#checkpoint()
    if (log <= pagesAtMost) return
    // What was written meanwhile is fewer pages each time, so that those who wait do not wait for long.
    await this.#checkpoint()
    await this.#inTurn(() => this.#checkpoint())
  }

  async close(): Promise<void> {
    await this.#running
    const thread = this.#thread
    if (!thread) return
    const ended = once(thread, 'exit')
    thread.ref()
    thread.postMessage('close')
    await ended
  }

  /** One that fails, as on a full disk, is made up for by the next one, or by SQLite when it closes the file. */
  #checkpoint(): Promise<void> {
    this.#thread ??= this.#start()
    const thread = this.#thread
    return new Promise((resolve) => {
      const end = () => {
        thread.off('message', end).off('exit', end)
        // While it has nothing to do, it keeps no program from ending.
        thread.unref()
        resolve()
      }
      thread.on('message', end).on('exit', end)
      thread.ref()
      thread.postMessage('checkpoint')
    })
  }

  #start(): Worker {
    const options = { eval: true, workerData: this.#path, name: 'checkpoints' }
    const thread = new Worker(`(${checkpointWhenTold})()`, options)
    return thread
      .on('error', () => {})
      .once('exit', () => {
        if (this.#thread === thread) this.#thread = undefined
      })
  }
}

/** What the thread runs. It travels as text, so that it needs no file that a bundler would have to know of. */
function checkpointWhenTold(): void {
  const { parentPort, workerData } = process.getBuiltinModule('node:worker_threads')
  const { DatabaseSync } = process.getBuiltinModule('node:sqlite')
  const database = new DatabaseSync(workerData as string, { timeout: 1000 })
  database.exec('pragma synchronous = normal')
  parentPort?.on('message', (message) => {
    if (message === 'close') {
      database.close()
      parentPort.close()
      return
    }
    try {
      database.exec('pragma wal_checkpoint(passive)')
    } finally {
      parentPort.postMessage('done')
    }
  })
}

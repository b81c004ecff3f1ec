import { type FileHandle, open } from 'node:fs/promises'

/**
 * The file that SQLite writes ahead. It is brought to the disk here rather than by SQLite, so that nothing else of the
 * thread waits for the disk, and so that those who wrote meanwhile share one way there.
 */
export class WriteAheadLog {
  readonly #path: string
  #file: Promise<FileHandle> | undefined
  /** Whether something was committed that is not on the disk yet. */
  #isBehind = false
  #running: Promise<void> | undefined
  #next: Promise<void> | undefined

  constructor(database: string) {
    this.#path = `${database}-wal`
  }

  /** Something was committed. */
  grown(): void {
    this.#isBehind = true
  }

  /** Everything that was committed before is on the disk when this is done. */
  async sync(): Promise<void> {
    if (!this.#running) return this.#isBehind ? this.#start() : undefined
    // What runs may have begun before the commit.
    this.#next ??= this.#running.catch(() => {}).then(() => this.#start())
    return this.#next
  }

  #start(): Promise<void> {
    this.#next = undefined
    this.#isBehind = false
    const running = this.#toDisk().finally(() => {
      if (this.#running === running) this.#running = undefined
    })
    this.#running = running
    return running
  }

  async #toDisk(): Promise<void> {
    this.#file ??= open(this.#path, 'r+')
    try {
      await (await this.#file).datasync()
    } catch (error) {
      this.#isBehind = true
      throw error
    }
  }

  async close(): Promise<void> {
    await Promise.allSettled([this.#running, this.#next])
    await (await this.#file?.catch(() => undefined))?.close()
  }
}

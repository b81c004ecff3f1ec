import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Ingested, ingest } from './ingest.ts'
import type { BenchOptions } from './options.ts'
import { type Platform, startPlatform } from './platform.ts'
import { stagePackages } from './stage.ts'

/** What rows are measured with: the built packages, databases, and processes that end with the run. */
export class Workbench {
  readonly size: number
  readonly rounds: number
  readonly folder: string
  readonly #keeps: boolean
  /** Tells whoever waits for the run. */
  readonly say: (text: string) => void
  readonly #stops: (() => Promise<unknown>)[] = []
  #command: Promise<string> | undefined
  #filled: Promise<Filled> | undefined
  #databases = 0

  private constructor(folder: string, { size, rounds, data }: BenchOptions, say: (text: string) => void) {
    this.folder = folder
    this.size = size
    this.rounds = rounds
    this.#keeps = data !== undefined
    this.say = say
  }

  static async open(options: BenchOptions, say: (text: string) => void): Promise<Workbench> {
    if (options.data === undefined)
      return new Workbench(await mkdtemp(join(tmpdir(), 'tcex-bench-')), options, say)
    await mkdir(options.data, { recursive: true })
    return new Workbench(options.data, options, say)
  }

  /** The command `tcex` of the built packages. */
  command(): Promise<string> {
    this.#command ??= stagePackages(this.folder)
    return this.#command
  }

  /** A path for a database of which nothing is there yet. */
  async newDatabase(): Promise<string> {
    this.#databases += 1
    const path = join(this.folder, `run-${this.#databases}.db`)
    await Promise.all(['', '-wal', '-shm', '.key'].map((end) => rm(path + end, { force: true })))
    return path
  }

  async start(database: string): Promise<Platform> {
    const platform = await startPlatform(await this.command(), database)
    this.onClose(platform.stop)
    return platform
  }

  /** The database that the reading rows share, filled through the batch API, and how that went. */
  filled(): Promise<Filled> {
    this.#filled ??= this.#fill()
    return this.#filled
  }

  async #fill(): Promise<Filled> {
    const database = join(this.folder, `filled-${this.size}.db`)
    const record = `${database}.json`
    if (existsSync(record)) return { database, ingested: JSON.parse(await readFile(record, 'utf8')) }
    const platform = await this.start(database)
    const ingested = await ingest(platform, { from: 0, count: this.size, labels: true }, ({ landed }) =>
      this.say(`filling a database: ${landed.toLocaleString('en')} of ${this.size.toLocaleString('en')}`),
    )
    await platform.stop()
    await writeFile(record, JSON.stringify(ingested))
    return { database, ingested }
  }

  /** Done when the run ends, the last one first. */
  onClose(stop: () => Promise<unknown>): void {
    this.#stops.push(stop)
  }

  async close(): Promise<void> {
    for (const stop of this.#stops.reverse()) await stop()
    if (!this.#keeps) await rm(this.folder, { recursive: true, force: true })
  }
}

export interface Filled {
  readonly database: string
  readonly ingested: Ingested
}

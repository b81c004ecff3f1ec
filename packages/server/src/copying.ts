import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { chmod, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type CopiedRows, type CopyProgress, copyRows } from './store/copy/copy.ts'
import { isServer, keyFileOf } from './store/location.ts'
import { openDatabase } from './store/open.ts'
import { StoreError } from './store/store-error.ts'

export type { CopiedRows, CopyProgress } from './store/copy/copy.ts'

export interface CopyOptions {
  /** The database that is copied: a file, or `postgres://…`. A server may run on it; it is read as it is at the start. */
  readonly from: string
  /** Where to: a file that there is not yet, or an empty PostgreSQL database. */
  readonly to: string
  /** Lets a file that is there be replaced, once the copy is complete. No server may run on it. */
  readonly replace?: boolean | undefined
  readonly onProgress?: ((progress: CopyProgress) => void) | undefined
}

/** What a copy holds. */
export interface CopyReport {
  /** How many rows of each table were written and found again, each as its original is. */
  readonly rows: CopiedRows
  /** The file with the key of the copy's secrets; none where the server is given the key. */
  readonly keyFile?: string
}

/**
 * Copies a database, from SQLite to PostgreSQL, back, or to another of its kind, and compares every row with its original.
 * The copy is there whole or not at all. A backup is such a copy, and so is what is restored from one.
 *
 * @example const { rows } = await copyDatabase({ from: 'tcex.db', to: 'postgres://localhost/tcex' })
 * @throws StoreError for a source that there is not, a target that holds something, or a row that does not fit
 */
export async function copyDatabase(options: CopyOptions): Promise<CopyReport> {
  refuseMissing(options)
  if (!isServer(options.to)) return copyToFile(options)
  const rows = await copyInto(options, options.to)
  return { rows, ...(await copyKey(options.from, keyFileOf(options.to))) }
}

function refuseMissing({ from, to, replace }: CopyOptions): void {
  for (const location of [from, to]) {
    if (location === ':memory:' || location === '') {
      throw new StoreError('A database in memory ends with its process; name a file, or postgres://…')
    }
  }
  if (!isServer(from) && !existsSync(from)) throw new StoreError(`There is no database "${from}".`)
  if (!isServer(to) && existsSync(to) && !replace) {
    throw new StoreError(
      `There is a file "${to}" already, which stays as it is; name another one${replace === undefined ? '' : ', or allow it to be replaced'}.`,
    )
  }
}

/** The file has its name only when it is complete and on the disk. */
async function copyToFile(options: CopyOptions): Promise<CopyReport> {
  const { from, to } = options
  const partial = `${to}.partial`
  removeDatabase(partial)
  try {
    const rows = await copyInto(options, partial)
    await chmod(partial, 0o600)
    await syncFile(partial)
    const key = await copyKey(from, keyFileOf(to))
    removeDatabase(to)
    renameSync(partial, to)
    await syncFile(dirname(to))
    return { rows, ...key }
  } catch (error) {
    removeDatabase(partial)
    throw error
  }
}

async function copyInto({ from, onProgress }: CopyOptions, to: string): Promise<CopiedRows> {
  const source = await openDatabase(from)
  try {
    await source.migrate()
    const target = await openDatabase(to)
    try {
      await target.migrate()
      return await copyRows(source, target, onProgress)
    } finally {
      await target.close()
    }
  } finally {
    await source.close()
  }
}

function removeDatabase(path: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true })
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Secrets are of no use without their key, where that lies in a file. */
async function copyKey(from: string, to: string): Promise<{ readonly keyFile?: string }> {
  const own = keyFileOf(from)
  if (!existsSync(own)) return {}
  mkdirSync(dirname(to), { recursive: true, mode: 0o700 })
  copyFileSync(own, to)
  await chmod(to, 0o600)
  await syncFile(to)
  return { keyFile: to }
}

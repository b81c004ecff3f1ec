import type { Connection, Database, Row, SqlValue } from '../database.ts'
import type { RowsInsert } from '../rows-write.ts'
import type { Table } from '../schema/table.ts'
import { StoreError } from '../store-error.ts'
import { numberedTables, type TableName, tables } from '../tables.ts'
import { continueIds, lastId } from './ids.ts'
import { countRows, hasRows, pagesOf } from './pages.ts'
import { differingColumn, nameOfRow } from './same-row.ts'

/** How far a copy has come: rows written, then rows compared, of the rows that there are. */
export interface CopyProgress {
  readonly step: 'copy' | 'verify'
  readonly table: string
  readonly done: number
  readonly total: number
}

/** What was copied and found again: how many rows of each table. */
export type CopiedRows = Readonly<Record<string, number>>

const names = Object.keys(tables) as readonly TableName[]

/**
 * Copies everything from one database to another, of whatever dialects, and compares every row of the copy with its
 * original before the copy is committed: the target holds all of it or is as it was. The source is read as it is at the
 * beginning, whoever writes to it meanwhile.
 *
 * @throws StoreError for a target that holds something, and for a row that the target cannot hold or gives back otherwise
 */
export async function copyRows(
  from: Database,
  to: Database,
  onProgress: (progress: CopyProgress) => void = () => undefined,
): Promise<CopiedRows> {
  return await from.read((source) =>
    to.write(async (target) => {
      await refuseFilled(target)
      const total = await totalRows(source)
      const report = reporter(total, onProgress)
      const copied = report('copy')
      for (const name of names) await copyTable(name, source, target, copied)
      for (const name of numberedTables) await continueIds(target, name, await lastId(source, name))
      return verifyAll(source, target, report('verify'))
    }),
  )
}

type Report = (table: string, rows: number) => void

function reporter(
  total: number,
  onProgress: (progress: CopyProgress) => void,
): (step: CopyProgress['step']) => Report {
  return (step) => {
    let done = 0
    return (table, rows) => {
      done += rows
      onProgress({ step, table, done, total })
    }
  }
}

async function refuseFilled(target: Connection): Promise<void> {
  for (const name of names) {
    if (await hasRows(target, name)) {
      throw new StoreError(
        `The database to copy to holds rows already (the first in the table "${name}"); nothing was changed. Name one that is new or empty.`,
      )
    }
  }
}

async function totalRows(source: Connection): Promise<number> {
  let total = 0
  for (const name of names) total += await countRows(source, name)
  return total
}

async function copyTable(
  name: TableName,
  source: Connection,
  target: Connection,
  report: Report,
): Promise<void> {
  const columns = Object.keys(tables[name].columns)
  const insert: RowsInsert = { insert: name, columns }
  for await (const rows of pagesOf(source, name)) {
    const values = rows.map((row) => columns.map((column) => row[column] as SqlValue))
    await target.writeRows(insert, values).catch((error: unknown) => {
      throw refusedPage(name, rows, error)
    })
    report(name, rows.length)
  }
}

function refusedPage(name: TableName, rows: readonly Row[], error: unknown): StoreError {
  const table: Table = tables[name]
  const [first, last] = [rows[0] as Row, rows.at(-1) as Row]
  return new StoreError(
    `Rows from ${nameOfRow(name, table, first)} to ${nameOfRow(name, table, last)} could not be written: ${(error as Error).message}. Nothing was copied.`,
    { cause: error },
  )
}

async function verifyAll(source: Connection, target: Connection, report: Report): Promise<CopiedRows> {
  const rows: Record<string, number> = {}
  for (const name of names) rows[name] = await verifyTable(name, source, target, report)
  return rows
}

/** Both sides are read in the order of the key, so that a row too many or too few shows as a difference. */
async function verifyTable(
  name: TableName,
  source: Connection,
  target: Connection,
  report: Report,
): Promise<number> {
  const copies = pagesOf(target, name)
  let count = 0
  for await (const rows of pagesOf(source, name)) {
    const { value } = await copies.next()
    comparePages(name, rows, (value as readonly Row[] | undefined) ?? [])
    count += rows.length
    report(name, rows.length)
  }
  const { value: extra } = await copies.next()
  comparePages(name, [], (extra as readonly Row[] | undefined) ?? [])
  return count
}

function comparePages(name: TableName, originals: readonly Row[], copies: readonly Row[]): void {
  const table: Table = tables[name]
  const length = Math.max(originals.length, copies.length)
  for (let index = 0; index < length; index += 1) {
    const [original, copy] = [originals[index], copies[index]]
    const column = original && copy ? differingColumn(table, original, copy) : table.key[0]
    if (column === undefined) continue
    const which = nameOfRow(name, table, original ?? (copy as Row))
    throw new StoreError(
      table.key.includes(column)
        ? `The copy has not the same rows as its original from ${which} on. Nothing was copied.`
        : `The copy of ${which} differs in "${column}". Nothing was copied.`,
    )
  }
}

import type { Column, Index, Table } from '../schema/table.ts'
import { initial } from './001-initial.ts'
import { failedLogins } from './011-failed-logins.ts'
import { filters } from './012-filters.ts'
import { names } from './013-names.ts'
import { batchParts } from './014-batch-parts.ts'
import { displayed } from './015-displayed.ts'

/** One step of the schema, for every database: what is described is made as each of them has it. */
export interface Migration {
  readonly version: number
  readonly name: string
  /** New tables. */
  readonly tables?: Readonly<Record<string, Table>>
  /** What changes of tables that there are. */
  readonly additions?: Readonly<Record<string, Addition>>
  /** What only the database's own statements can say. */
  readonly sqlite?: readonly string[]
  readonly postgres?: readonly string[]
}

export interface Addition {
  /** New columns, each with the value that rows have of before; without one, the column must be one that may be empty. */
  readonly columns?: Readonly<Record<string, { readonly type: Column; readonly before?: string | number }>>
  /** Indexes that are done away with. */
  readonly without?: readonly string[]
  readonly indexes?: Readonly<Record<string, Index>>
}

/** In their order. Versions below 10 were those of databases from before there was anything to keep. */
export const migrations: readonly Migration[] = [initial, failedLogins, filters, names, batchParts, displayed]

export const newestVersion = migrations.at(-1)?.version ?? 0

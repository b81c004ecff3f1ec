import type { JsonType } from '../dialect.ts'

/**
 * What a column holds: the number by which a row is known, a whole number, a text, 1 or 0, bytes, or JSON (which the
 * store gives and takes as a text).
 */
export type ColumnType = 'id' | 'integer' | 'text' | 'flag' | 'bytes' | 'json'

/** A column that may be empty is marked so. */
export type Column = ColumnType | `${ColumnType}?`

/**
 * What an index is over: a column, a text of any length (of which an index may hold the beginning only), or a text under
 * a key of a JSON column.
 */
export type IndexPart =
  | string
  | { readonly text: string }
  | { readonly json: string; readonly key: string }
  | JsonPart

/** A short value under a key of a JSON column, as what it is compared. */
export interface JsonPart {
  readonly json: string
  readonly key: string
  readonly as: JsonType
}

export interface Index {
  readonly on: readonly IndexPart[]
  readonly unique?: boolean
  /** The rows that it is over, as SQL. */
  readonly where?: string
  /** That it is over those rows alone that have this value. */
  readonly has?: JsonPart
}

/** A table, described once for every database that a store can run on. */
export interface Table {
  /**
   * Where its rows are when there are several databases: with their owner (every key then has `owner_id`), all of them
   * everywhere, or in one place.
   */
  readonly spread: 'owner' | 'everywhere' | 'here'
  readonly columns: Readonly<Record<string, Column>>
  readonly key: readonly string[]
  /** The columns that hold the id of a row of another table without which there cannot be this one. */
  readonly partOf?: Readonly<Record<string, string>>
  /** The columns that hold the id of a row of another table, which cannot go while there is this one. */
  readonly refersTo?: Readonly<Record<string, string>>
  readonly indexes?: Readonly<Record<string, Index>>
}

export const typeOf = (column: Column): ColumnType => column.replace('?', '') as ColumnType

export const isOptional = (column: Column): boolean => column.endsWith('?')

/** Whether the database numbers its rows. */
export const isNumbered = ({ columns }: Table): boolean => columns.id === 'id'

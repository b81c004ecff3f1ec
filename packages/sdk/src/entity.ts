import type { TiResponse } from './response.ts'

/** A page of a list, its items as the SDK yields them. */
export interface Page<T> {
  readonly items: readonly T[]
  /** How many there are in all, where the server says so. */
  readonly count?: number
  /** The answer that it came in. */
  readonly response?: TiResponse<unknown>
}

/** How entities are read; it comes along with the answer, and is loaded with the first call. */
export interface Reader {
  /** The one entity of an answer, by its key. */
  entity(body: unknown, key: string): unknown
  /** A page of entities, by their key; what holds anything else is none. */
  page(body: unknown, key: string): Page<unknown> | undefined
  /** What stands under a key of an answer without an envelope; one with it is taken too. */
  bare(body: unknown, key: string): unknown
}

/** Takes what is asked for out of the JSON of an answer. */
export type Decode<T> = (body: unknown, reader: Reader) => T | undefined

/** Reads the one entity of an answer, by its key. */
export const readEntity =
  <T>(key: string): Decode<T> =>
  (body, reader) =>
    reader.entity(body, key) as T | undefined

/** Reads the one entity of an answer whose key depends on what is asked for. */
export const readAny: Decode<unknown> = readEntity('')

/** Reads a page of entities, by their key. */
export const readPage =
  <T>(key: string): Decode<Page<T>> =>
  (body, reader) =>
    reader.page(body, key) as Page<T> | undefined

/** Reads what stands under a key of an answer that comes without an envelope. */
export const readBare =
  <T>(key: string): Decode<T> =>
  (body, reader) =>
    reader.bare(body, key) as T | undefined

import { decodePage, decodeSingle } from '@tcex/model'
import type { TiResponse } from './response.ts'

/** A page of a list, its items as the SDK yields them. */
export interface Page<T> {
  readonly items: readonly T[]
  /** How many there are in all, where the server says so. */
  readonly count?: number
  /** The answer that it came in. */
  readonly response?: TiResponse<unknown>
}

/** Some platforms send ids as texts, and the documentation shows them so; ours are numbers everywhere. */
function withNumericId(entity: unknown): unknown {
  if (typeof entity !== 'object' || entity === null || !('id' in entity)) return entity
  const { id } = entity
  return typeof id === 'string' && /^\d{1,15}$/.test(id) ? { ...entity, id: Number(id) } : entity
}

/** Reads the one entity of an answer, by its key. */
export const readEntity =
  <T>(key: string) =>
  (body: unknown): T | undefined =>
    withNumericId(decodeSingle(body, key)) as T | undefined

/** Reads the one entity of an answer whose key depends on what is asked for. */
export const readAny: (body: unknown) => unknown = readEntity('')

const isEntity = (item: unknown): boolean => typeof item === 'object' && item !== null

/** Reads a page of entities, by their key; what holds anything else is none. */
export const readPage =
  <T>(key: string) =>
  (body: unknown): Page<T> | undefined => {
    const page = decodePage(body, key)
    if (!page?.items.every(isEntity)) return undefined
    const items = page.items.map(withNumericId) as readonly T[]
    return page.resultCount === undefined ? { items } : { items, count: page.resultCount }
  }

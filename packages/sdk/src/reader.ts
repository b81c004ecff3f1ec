import { decodePage, decodeSingle } from '@tcex/model'
import type { Reader } from './entity.ts'

/** Reads entities out of answers. */
export const reader: Reader = {
  entity: (body, key) => withNumericId(decodeSingle(body, key)),
  page: (body, key) => {
    const page = decodePage(body, key)
    if (!page?.items.every(isEntity)) return undefined
    const items = page.items.map(withNumericId)
    return page.resultCount === undefined ? { items } : { items, count: page.resultCount }
  },
  bare: (body, key) => {
    if (!isEntity(body)) return undefined
    const whole = 'data' in body && isEntity(body.data) ? body.data : body
    return (whole as Readonly<Record<string, unknown>>)[key]
  },
}

/** Some platforms send ids as texts, and the documentation shows them so; ours are numbers everywhere. */
function withNumericId(entity: unknown): unknown {
  if (!isEntity(entity) || !('id' in entity)) return entity
  const { id } = entity
  return typeof id === 'string' && /^\d{1,15}$/.test(id) ? { ...entity, id: Number(id) } : entity
}

const isEntity = (item: unknown): item is object => typeof item === 'object' && item !== null

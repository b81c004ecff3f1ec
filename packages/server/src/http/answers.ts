import {
  acknowledgement,
  encodeItem,
  encodePage,
  encodeSingle,
  type ItemView,
  kinds,
  type Shape,
} from '@tcex/model'
import type { Listed, Wanted } from '../service/listings.ts'
import type { Answer, Call } from './call.ts'

export const done = (): Answer => ({ status: 200, body: acknowledgement })

export const added = (): Answer => ({ status: 201, body: acknowledgement })

export const single = (entity: string, value: unknown, status = 200): Answer => ({
  status,
  body: encodeSingle(entity, value),
})

export const page = (entity: string, { items, count }: Listed<unknown>): Answer => ({
  status: 200,
  body: encodePage(entity, items, count),
})

/** How an item is shown in the answer to a call. */
export const shape = (call: Call, as: Shape['as']): Shape => ({
  as,
  includes: call.includes,
  site: call.site,
  now: call.now,
})

/** One item under its type's key. */
export function item(call: Call, view: ItemView, status = 200, changed = false): Answer {
  return single(view.entry.entity, encodeItem(view, { ...shape(call, 'single'), changed }), status)
}

/** A page of one type under that type's key, or of several under the kind's. */
export function items(call: Call, { kind, entry }: Wanted, listed: Listed<ItemView>): Answer {
  const as = entry ? 'typed' : 'mixed'
  const encoded = listed.items.map((view) => encodeItem(view, shape(call, as)))
  return page(entry?.entity ?? kinds[kind].entity, { ...listed, items: encoded })
}

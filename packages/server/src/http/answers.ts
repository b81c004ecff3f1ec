import {
  acknowledgement,
  encodeItem,
  encodePage,
  encodeSingle,
  type ItemView,
  itemWriter,
  kinds,
  type Shape,
} from '@tcex/model'
import { type Listed, listItems, type Wanted } from '../service/listings.ts'
import type { Answer, Call } from './call.ts'
import { WrittenList } from './written-list.ts'

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

/** A page of one type under that type's key, or of several under the kind's; it is written while it is read. */
export async function items(call: Call, wanted: Wanted): Promise<Answer> {
  const { kind, entry } = wanted
  const write = itemWriter(shape(call, entry ? 'typed' : 'mixed'))
  const list = new WrittenList(call.list.page.limit)
  const { count } = await listItems(call.scope, wanted, call.list, (views) => {
    for (const view of views) list.add(write(view))
  })
  const envelope = JSON.stringify(encodePage(entry?.entity ?? kinds[kind].entity, [], count))
  const inside = envelope.lastIndexOf('[') + 1
  return { status: 200, bytes: list.between(envelope.slice(0, inside), envelope.slice(inside)) }
}

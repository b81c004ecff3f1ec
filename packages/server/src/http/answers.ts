import {
  acknowledgement,
  encodeItem,
  encodePage,
  encodeSingle,
  type ItemView,
  kinds,
  type Shape,
} from '@tcex/model'
import { type Listed, type Wanted, writeItems } from '../service/listings.ts'
import type { Answer, Call, Text } from './call.ts'

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
export async function items(call: Call, wanted: Wanted): Promise<Answer> {
  const { kind, entry } = wanted
  const page = await writeItems(call.scope, wanted, call.list, shape(call, entry ? 'typed' : 'mixed'))
  const envelope = JSON.stringify(encodePage(entry?.entity ?? kinds[kind].entity, [], page.count))
  const inside = envelope.lastIndexOf('[') + 1
  const before = Buffer.from(envelope.slice(0, inside))
  const behind = Buffer.from(envelope.slice(inside))
  const text = async (): Promise<Text> => {
    const { pieces, release } = await page.members()
    return { pieces: [before, ...withoutComma(pieces), behind], release }
  }
  return { status: 200, text }
}

/** The first member of a list has no comma before it. */
function withoutComma(members: readonly Uint8Array[]): readonly Uint8Array[] {
  const [first, ...others] = members.filter(({ length }) => length > 0)
  return first ? [first.subarray(1), ...others] : []
}

import type { AnyEntry, Kind } from '@tcex/model'
import { createItem, deleteItem, updateItem } from '../../service/items.ts'
import { singleItem, type Wanted } from '../../service/listings.ts'
import type { Reference } from '../../service/scope.ts'
import { done, item, items } from '../answers.ts'
import type { Call, Handler } from '../call.ts'
import { handlers } from './handlers.ts'

/** The whole item as it now is, whatever the call was. */
async function whole(call: Call, entry: AnyEntry, id: number, value: string, status: number) {
  const reference: Reference = { entry, id: entry.kind === 'indicator' ? value : String(id) }
  return item(call, await singleItem(call.scope, reference, call.includes), status, status === 200)
}

/** Items of a kind: `entry` names the segment of the path that says which type, where it has one. */
export const itemHandlers = (kind: Kind, typeParam?: string) => {
  const entryOf = (call: Call): AnyEntry => call.entry(kind, typeParam ?? '')
  return handlers({
    list: async (call) => {
      const wanted: Wanted = { kind, entry: entryOf(call) }
      return items(call, wanted)
    },
    create: async (call) => {
      const entry = entryOf(call)
      const row = await createItem(call.scope, entry, call.body)
      return whole(call, entry, row.id, row.name, 201)
    },
    single: async (call) => item(call, await singleItem(call.scope, call.item, call.includes)),
    update: async (call) => {
      const row = await updateItem(call.scope, call.item, call.body)
      return whole(call, call.item.entry, row.id, row.name, 200)
    },
    delete: async (call) => {
      await deleteItem(call.scope, call.item)
      return done()
    },
  })
}

/** Every type of a kind in one list. */
export const listAll =
  (kind: Kind): Handler =>
  async (call) =>
    items(call, { kind })

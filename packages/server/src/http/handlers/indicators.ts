import { encodePage } from '@tcex/model'
import { listDeleted } from '../../service/deletions.ts'
import { ownersOfIndicator } from '../../service/indicator-owners.ts'
import { page } from '../answers.ts'
import type { Call } from '../call.ts'
import { handlers } from './handlers.ts'

/** The original asks with `deletedSince`; lists elsewhere take `modifiedSince`. */
const deletedSince = (call: Call) => {
  const since = call.time('deletedSince') ?? call.time('modifiedSince')
  return { ...call.list, ...(since === undefined ? {} : { since }) }
}

export const indicator = handlers({
  deleted: async (call) => page('indicator', await listDeleted(call.scope, undefined, deletedSince(call))),
  typedDeleted: async (call) =>
    page('indicator', await listDeleted(call.scope, call.entry('indicator', 'type'), deletedSince(call))),
  owners: async (call) => {
    const found = await ownersOfIndicator(call.scope, call.item)
    const withId = call.includes.has('additional')
    const owners = found.map(({ owner, itemId }) => (withId ? { ...owner, itemId } : owner))
    return { status: 200, body: encodePage('owner', owners) }
  },
})

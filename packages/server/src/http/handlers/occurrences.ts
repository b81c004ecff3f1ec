import * as occurrences from '../../service/occurrences.ts'
import type { Reference } from '../../service/scope.ts'
import { done, page, single } from '../answers.ts'
import type { Call } from '../call.ts'
import { handlers } from './handlers.ts'
import { refuseWithout } from './parts.ts'

const fileOf = (call: Call): Reference => {
  refuseWithout(call, 'fileOccurrences', 'occurrences')
  return call.item
}

const idOf = (call: Call): string => call.param('occurrenceId')

export const occurrence = handlers({
  list: async (call) =>
    page('fileOccurrence', await occurrences.listOccurrences(call.scope, fileOf(call), call.page)),
  create: async (call) =>
    single('fileOccurrence', await occurrences.addOccurrence(call.scope, fileOf(call), call.body), 201),
  single: async (call) =>
    single('fileOccurrence', await occurrences.singleOccurrence(call.scope, fileOf(call), idOf(call))),
  update: async (call) => {
    const changed = await occurrences.updateOccurrence(call.scope, fileOf(call), idOf(call), call.body)
    return single('fileOccurrence', changed)
  },
  delete: async (call) => {
    await occurrences.deleteOccurrence(call.scope, fileOf(call), idOf(call))
    return done()
  },
})

import { reportFalsePositive } from '../../service/false-positives.ts'
import * as observations from '../../service/observations.ts'
import { listObserved, observedLimit } from '../../service/observed.ts'
import { added, page, single } from '../answers.ts'
import { handlers } from './handlers.ts'

/** What users report on indicators: that they saw them, or that they are harmless. */
export const observation = handlers({
  falsePositive: async (call) => single('falsePositive', await reportFalsePositive(call.scope, call.item)),
  add: async (call) => {
    await observations.addObservations(call.scope, call.item, call.body)
    return added()
  },
  total: async (call) => {
    const items = await observations.totalObservations(call.scope, call.item)
    return page('observation', { items, count: items.length })
  },
  count: async (call) =>
    single('observationCount', await observations.observationCount(call.scope, call.item)),
  observed: async (call) => {
    const since = call.time('dateObserved')
    return page('indicator', await listObserved(call.scope, since, call.pageOf(observedLimit)))
  },
})

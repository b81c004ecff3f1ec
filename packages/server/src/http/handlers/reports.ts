import { listObserved, observedLimit } from '../../service/observed.ts'
import * as reports from '../../service/reports.ts'
import { added, page, single } from '../answers.ts'
import { handlers } from './handlers.ts'

/** What users report on indicators. */
export const report = handlers({
  falsePositive: async (call) =>
    single('falsePositive', await reports.reportFalsePositive(call.scope, call.item), 201),
  observe: async (call) => {
    await reports.addObservations(call.scope, call.item, call.body)
    return added()
  },
  observations: async (call) => {
    const items = await reports.totalObservations(call.scope, call.item)
    return page('observation', { items, count: items.length })
  },
  observationCount: async (call) =>
    single('observationCount', await reports.observationCount(call.scope, call.item)),
  observed: async (call) => {
    const since = call.time('dateObserved')
    return page('indicator', await listObserved(call.scope, since, call.pageOf(observedLimit)))
  },
})

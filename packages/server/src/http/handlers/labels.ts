import * as labels from '../../service/labels.ts'
import { added, done, page, single } from '../answers.ts'
import { handlers } from './handlers.ts'

export const label = handlers({
  list: async (call) => page('securityLabel', await labels.listItemsLabels(call.scope, call.item, call.list)),
  add: async (call) => {
    await labels.addLabel(call.scope, call.item, call.param('label'))
    return added()
  },
  single: async (call) =>
    single('securityLabel', await labels.itemsLabel(call.scope, call.item, call.param('label'))),
  delete: async (call) => {
    await labels.removeLabel(call.scope, call.item, call.param('label'))
    return done()
  },
  ownersList: async (call) => page('securityLabel', await labels.listLabels(call.scope, call.list)),
  ownersSingle: async (call) =>
    single('securityLabel', await labels.singleLabel(call.scope, call.param('label'))),
})

import * as labels from '../../service/labels.ts'
import { added, done, page, single } from '../answers.ts'
import type { Call } from '../call.ts'
import { handlers } from './handlers.ts'

/** What the path puts the label on: an item, or the attribute of one that it names. */
function labelled(call: Call): labels.Labelled {
  const attributeId = call.param('attributeId')
  return attributeId === '' ? call.item : { ...call.item, attributeId }
}

export const label = handlers({
  list: async (call) =>
    page('securityLabel', await labels.listItemsLabels(call.scope, labelled(call), call.list)),
  add: async (call) => {
    await labels.addLabel(call.scope, labelled(call), call.param('label'))
    return added()
  },
  single: async (call) =>
    single('securityLabel', await labels.itemsLabel(call.scope, labelled(call), call.param('label'))),
  delete: async (call) => {
    await labels.removeLabel(call.scope, labelled(call), call.param('label'))
    return done()
  },
  ownersList: async (call) => page('securityLabel', await labels.listLabels(call.scope, call.list)),
  ownersSingle: async (call) =>
    single('securityLabel', await labels.singleLabel(call.scope, call.param('label'))),
  create: async (call) => single('securityLabel', await labels.createLabel(call.scope, call.body), 201),
  update: async (call) =>
    single('securityLabel', await labels.updateLabel(call.scope, call.param('label'), call.body)),
  drop: async (call) => {
    await labels.deleteLabel(call.scope, call.param('label'))
    return done()
  },
})

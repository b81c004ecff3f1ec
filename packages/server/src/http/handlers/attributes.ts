import * as attributes from '../../service/attributes.ts'
import { done, page, single } from '../answers.ts'
import type { Call } from '../call.ts'
import { handlers } from './handlers.ts'

/** External ids are shown where all there is is asked for. */
const additional = ({ includes }: Call): boolean => includes.has('additional')

export const attribute = handlers({
  list: async (call) =>
    page('attribute', await attributes.listAttributes(call.scope, call.item, call.page, additional(call))),
  create: async (call) =>
    single('attribute', await attributes.addAttribute(call.scope, call.item, call.body), 201),
  single: async (call) =>
    single(
      'attribute',
      await attributes.singleAttribute(call.scope, call.item, call.param('attributeId'), additional(call)),
    ),
  update: async (call) =>
    single(
      'attribute',
      await attributes.updateAttribute(call.scope, call.item, call.param('attributeId'), call.body),
    ),
  delete: async (call) => {
    await attributes.deleteAttribute(call.scope, call.item, call.param('attributeId'))
    return done()
  },
})

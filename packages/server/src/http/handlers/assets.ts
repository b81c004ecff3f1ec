import * as assets from '../../service/assets.ts'
import { associateAsset, dissociateAsset } from '../../service/associations.ts'
import { added, done, page, single } from '../answers.ts'
import type { Call } from '../call.ts'
import { handlers } from './handlers.ts'

const asset = (call: Call) => ({ entry: call.asset('assetType'), id: call.param('assetId') })

export const victimAsset = handlers({
  list: async (call) =>
    page('victimAsset', await assets.listAssets(call.scope, call.item, undefined, call.page, call.site)),
  typedList: async (call) => {
    const entry = call.asset('assetType')
    return page(entry.entity, await assets.listAssets(call.scope, call.item, entry, call.page, call.site))
  },
  single: async (call) => {
    const { entry, id } = asset(call)
    return single(entry.entity, await assets.singleAsset(call.scope, call.item, { entry, id }, call.site))
  },
  create: async (call) => {
    const entry = call.asset('assetType')
    return single(
      entry.entity,
      await assets.addAsset(call.scope, call.item, entry, call.body, call.site),
      201,
    )
  },
  update: async (call) => {
    const which = asset(call)
    const changed = await assets.updateAsset(call.scope, call.item, which, call.body, call.site)
    return single(which.entry.entity, changed)
  },
  delete: async (call) => {
    await assets.deleteAsset(call.scope, call.item, asset(call))
    return done()
  },
  associate: async (call) => {
    const { entry, id } = asset(call)
    await associateAsset(call.scope, call.item, entry.type, id)
    return added()
  },
  dissociate: async (call) => {
    const { entry, id } = asset(call)
    await dissociateAsset(call.scope, call.item, entry.type, id)
    return done()
  },
})

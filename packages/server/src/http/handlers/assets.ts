import type { AssetSet } from '@tcex/model'
import * as assets from '../../service/assets.ts'
import { associateAsset, dissociateAsset } from '../../service/associations.ts'
import { added, done, page, single } from '../answers.ts'
import type { Call } from '../call.ts'
import { handlers } from './handlers.ts'

/** The assets of one set: those that an item has, and those that it is associated with. */
export const assetHandlers = (set: AssetSet) => {
  const all = ({ item, site }: Call): assets.Assets => ({ reference: item, set, site })
  const typed = (call: Call): assets.TypedAssets => ({ ...all(call), entry: call.asset(set, 'assetType') })
  const one = (call: Call): assets.OneAsset => ({ ...typed(call), id: call.param('assetId') })
  return handlers({
    list: async (call) => page(set.entity, await assets.listAssets(call.scope, all(call), call.page)),
    typedList: async (call) => {
      const wanted = typed(call)
      return page(wanted.entry.entity, await assets.listAssets(call.scope, wanted, call.page))
    },
    single: async (call) => {
      const asset = one(call)
      return single(asset.entry.entity, await assets.singleAsset(call.scope, asset))
    },
    create: async (call) => {
      const wanted = typed(call)
      return single(wanted.entry.entity, await assets.addAsset(call.scope, wanted, call.body), 201)
    },
    update: async (call) => {
      const asset = one(call)
      return single(asset.entry.entity, await assets.updateAsset(call.scope, asset, call.body))
    },
    delete: async (call) => {
      await assets.deleteAsset(call.scope, one(call))
      return done()
    },
    associate: async (call) => {
      await associateAsset(call.scope, one(call))
      return added()
    },
    dissociate: async (call) => {
      await dissociateAsset(call.scope, one(call))
      return done()
    },
  })
}

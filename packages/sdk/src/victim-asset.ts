import type { AssetType } from '@tcex/model'
import type { Target } from './associations.ts'
import type { Catalog } from './catalog.ts'
import type { UniqueId } from './identity.ts'
import { assetBranch } from './lookup.ts'
import { idPart } from './metadata.ts'

/** Names one asset of a victim, whosever it is. */
export interface VictimAssetOptions {
  readonly assetType: AssetType
  readonly uniqueId: UniqueId
}

/** An asset of a victim as the other end of a link. */
export function victimAsset(catalog: Catalog, { assetType, uniqueId }: VictimAssetOptions): Target {
  const { path } = assetBranch(catalog, assetType)
  const whole = [...path, idPart('uniqueId', uniqueId)]
  return { path: () => whole }
}

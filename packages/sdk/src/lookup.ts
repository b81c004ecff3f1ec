import { type AssetOutline, type Kind, kinds, type Outline, squash } from '@tcex/model'
import type { Catalog } from './catalog.ts'
import { UnknownTypeError } from './errors.ts'

/**
 * The catalog's entry for the name of a type, in any case and with or without the space.
 *
 * @throws UnknownTypeError listing the names that there are
 */
export function findEntry(catalog: Catalog, kind: Kind, name: string): Outline {
  const entry = catalog.find(kind, String(name))
  if (entry) return entry
  const names = catalog.of(kind).map(({ type }) => type)
  const advice = kind === 'indicator' ? ' Custom types of the instance: await tcex.ti.loadTypes() first.' : ''
  throw new UnknownTypeError(
    `There is no ${kind} type "${name}"; the ${kind} types are: ${names.join(', ')}.${advice}`,
  )
}

/** The entry for the name of a kind of asset, among those of a victim or an adversary. */
export function findAsset(assets: readonly AssetOutline[], name: string): AssetOutline {
  const entry = assets.find(({ type }) => squash(type) === squash(name))
  if (entry) return entry
  const names = assets.map(({ type }) => type)
  throw new UnknownTypeError(`There is no asset type "${name}"; the asset types are: ${names.join(', ')}.`)
}

/** Where a list is: of one type, or of all types of a kind. */
export interface Branch {
  readonly path: readonly string[]
  readonly entity: string
}

/** The path and the key of a kind's list, narrowed to a type where one is named. */
export function branchOf(catalog: Catalog, kind: Kind, type?: string | undefined): Branch {
  const { branch, entity } = kinds[kind]
  if (type === undefined || type === null) return { path: [branch], entity }
  const entry = findEntry(catalog, kind, type)
  return { path: entry.branch ? [branch, entry.branch] : [branch], entity: entry.entity }
}

/** The path and the key of a list of victim assets, narrowed to a kind of them where one is named. */
export function assetBranch(catalog: Catalog, type?: string | undefined): Branch {
  if (type === undefined || type === null) return { path: ['victimAssets'], entity: 'victimAsset' }
  const { branch, entity } = findAsset(associatedAssets(catalog), String(type))
  return { path: ['victimAssets', branch], entity }
}

/** Every kind of asset that items can be associated with. */
const associatedAssets = ({ entries }: Catalog): readonly AssetOutline[] =>
  entries.flatMap(({ assets }) => (assets?.associated ? Object.values(assets.types) : []))

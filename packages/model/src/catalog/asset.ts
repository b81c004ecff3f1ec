import type { Fields } from './field.ts'

/** One kind of asset that a victim or an adversary may have. */
export interface AssetEntry {
  readonly type: string
  /** v2's URL segment below `victimAssets` or `adversaryAssets`. */
  readonly branch: string
  /** v2's JSON key. */
  readonly entity: string
  /** In the SDK's methods: `addEmailAsset`, `emailAssets` for `email`. */
  readonly shorthand: string
  readonly sentence: string
  readonly fields: Fields
  /** The field that names the asset in a list of all kinds. */
  readonly nameField: string
}

/** The kinds of asset of one sort of item, by the trait of its entry, which is v2's URL segment too. */
export interface AssetFamily {
  /** v2's JSON key of a list of all kinds. */
  readonly entity: string
  readonly assets: Readonly<Record<string, AssetEntry>>
}

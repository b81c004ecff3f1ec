import {
  type AssetEntity,
  type AssetEntry,
  type AssetInput,
  type AssetType,
  type VictimEntity,
  victimAssets,
} from '@tcex/model'
import { acknowledged } from './associations.ts'
import { readEntity } from './entity.ts'
import type { UniqueId } from './identity.ts'
import { Item } from './item.ts'
import { assetBranch, findAsset } from './lookup.ts'
import { given, idPart } from './metadata.ts'
import type { CallOptions } from './query.ts'
import type { TiResponse } from './response.ts'
import type { AssetListOptions, ListedAsset } from './types.ts'

/** Names one asset of a victim. */
export interface AssetKey<T extends AssetType> extends CallOptions {
  readonly assetType: T
  readonly assetId: UniqueId
}

type TypeOf<Entry extends AssetEntry> = Entry['type'] & AssetType
type Fields<Entry extends AssetEntry> = AssetInput<TypeOf<Entry>> & CallOptions
type Answer<T extends AssetType> = Promise<TiResponse<AssetEntity<T>>>

/**
 * A victim and its assets.
 *
 * @example
 * const victim = tcex.ti.victim({ name: 'Jane', owner: 'MyOrg' })
 * await victim.create()
 * await victim.addEmailAsset({ address: 'jane@example.com', addressType: 'work' })
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/victims/victims.html
 */
export class Victim extends Item<VictimEntity> {
  /** The assets of the victim, of one kind where `assetType` names it. */
  assets<const T extends AssetType = never>(
    options: AssetListOptions<T> = {},
  ): AsyncIterable<ListedAsset<T>> {
    return this.below(options, () => assetBranch(this.catalog, options.assetType))
  }

  /** One asset of the victim. Status 200. */
  async asset<const T extends AssetType>({ assetType, assetId, ...options }: AssetKey<T>): Answer<T> {
    const { entry, path } = this.#assets(assetType)
    const decode = readEntity<AssetEntity<T>>(entry.entity)
    return this.call({ ...options, method: 'GET', path: [...path, idPart('assetId', assetId)], decode })
  }

  /**
   * Adds an asset. Status 201.
   *
   * @throws UnknownTypeError for an asset type that there is not
   * @throws MissingIdError where the victim has no id yet
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/victims/victims.html#create-victim-assets
   */
  async addAsset<const T extends AssetType>(
    options: { readonly assetType: T } & AssetInput<T> & CallOptions,
  ): Answer<T> {
    const { assetType, params, signal, timeout, ...fields } = options
    const { entry, path } = this.#assets(assetType)
    const decode = readEntity<AssetEntity<T>>(entry.entity)
    return this.call({ params, signal, timeout, method: 'POST', path, json: given(fields), decode })
  }

  /** Adds an e-mail address. Status 201. */
  async addEmailAsset(
    fields: Fields<typeof victimAssets.EmailAddress>,
  ): Answer<TypeOf<typeof victimAssets.EmailAddress>> {
    return this.addAsset({ ...fields, assetType: victimAssets.EmailAddress.type })
  }

  /** Adds an account on a network. Status 201. */
  async addNetworkAsset(
    fields: Fields<typeof victimAssets.NetworkAccount>,
  ): Answer<TypeOf<typeof victimAssets.NetworkAccount>> {
    return this.addAsset({ ...fields, assetType: victimAssets.NetworkAccount.type })
  }

  /** Adds a telephone number. Status 201. */
  async addPhoneAsset(fields: Fields<typeof victimAssets.Phone>): Answer<TypeOf<typeof victimAssets.Phone>> {
    return this.addAsset({ ...fields, assetType: victimAssets.Phone.type })
  }

  /** Adds an account on a social network. Status 201. */
  async addSocialAsset(
    fields: Fields<typeof victimAssets.SocialNetwork>,
  ): Answer<TypeOf<typeof victimAssets.SocialNetwork>> {
    return this.addAsset({ ...fields, assetType: victimAssets.SocialNetwork.type })
  }

  /** Adds a web site. Status 201. */
  async addWebAsset(
    fields: Fields<typeof victimAssets.WebSite>,
  ): Answer<TypeOf<typeof victimAssets.WebSite>> {
    return this.addAsset({ ...fields, assetType: victimAssets.WebSite.type })
  }

  /**
   * Changes what is given of an asset. Status 200.
   *
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/victims/victims.html#update-victim-assets
   */
  async updateAsset<const T extends AssetType>(options: AssetKey<T> & AssetInput<T>): Answer<T> {
    const { assetType, assetId, params, signal, timeout, ...fields } = options
    const { entry, path } = this.#assets(assetType)
    const decode = readEntity<AssetEntity<T>>(entry.entity)
    const call = { params, signal, timeout, json: given(fields), decode }
    return this.call({ ...call, method: 'PUT', path: [...path, idPart('assetId', assetId)] })
  }

  /** Takes an asset away. Status 200. */
  async deleteAsset<const T extends AssetType>({
    assetType,
    assetId,
    ...options
  }: AssetKey<T>): Promise<TiResponse> {
    const path = [...this.#assets(assetType).path, idPart('assetId', assetId)]
    return this.call({ ...options, method: 'DELETE', path, decode: acknowledged })
  }

  #assets(type: string): { readonly entry: AssetEntry; readonly path: readonly string[] } {
    const entry = findAsset(this.catalog, type)
    return { entry, path: [...this.path(), 'victimAssets', entry.branch] }
  }
}

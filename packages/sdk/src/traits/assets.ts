import type { AssetEntry, AssetFields, AssetOutput, Outline, VictimAssetEntity } from '@tcex/model'
import { acknowledged } from '../associations.ts'
import { readEntity } from '../entity.ts'
import type { UniqueId } from '../identity.ts'
import { findAsset } from '../lookup.ts'
import { given, idPart } from '../metadata.ts'
import type { CallOptions, ReadOptions } from '../query.ts'
import type { TiResponse } from '../response.ts'
import { capitalized } from './people.ts'
import type { Callable } from './traits.ts'

/** Names one asset by its id. */
export interface AssetId extends CallOptions {
  readonly assetId: UniqueId
}

export type Kinds = Readonly<Record<string, AssetEntry>>
type Answer<E extends AssetEntry> = Promise<TiResponse<AssetOutput<E>>>
type Fields<E extends AssetEntry> = AssetFields<E> & CallOptions
type Of<T> = { readonly assetType: T }

/** The calls on assets of every kind, whose name goes along. */
interface GeneralCalls<A extends Kinds> {
  /**
   * The assets, of one kind where `assetType` names it.
   *
   * @example for await (const { id, type } of victim.assets()) print(id, type)
   * @throws HttpError or a subclass where a page is refused
   */
  assets<const T extends keyof A = never>(
    options?: ReadOptions & Partial<Of<T>>,
  ): AsyncIterable<[T] extends [never] ? VictimAssetEntity : AssetOutput<A[T]>>
  /**
   * One asset. Status 200.
   *
   * @example const { data } = await victim.asset({ assetType: 'Phone', assetId: 9 })
   * @throws InvalidValueError for an id that is no number
   */
  asset<const T extends keyof A>(options: Of<T> & AssetId): Answer<A[T]>
  /**
   * Adds an asset. Status 201.
   *
   * @example await victim.addAsset({ assetType: 'Phone', phoneType: '555-0100' })
   * @throws UnknownTypeError for a kind that there is not
   * @throws MissingIdError where the item has no id yet
   */
  addAsset<const T extends keyof A>(options: Of<T> & Fields<A[T]>): Answer<A[T]>
  /**
   * Changes what is given of an asset. Status 200.
   *
   * @example await victim.updateAsset({ assetType: 'Phone', assetId: 9, phoneType: '555-0101' })
   * @throws InvalidValueError for an id that is no number
   */
  updateAsset<const T extends keyof A>(options: Of<T> & AssetId & Fields<A[T]>): Answer<A[T]>
  /**
   * Takes an asset away. Status 200.
   *
   * @example await victim.deleteAsset({ assetType: 'Phone', assetId: 9 })
   * @throws InvalidValueError for an id that is no number
   */
  deleteAsset<const T extends keyof A>(options: Of<T> & AssetId): Promise<TiResponse>
}

type Named<A extends Kinds, K extends keyof A> = A[K]['shorthand']

/** The same for each kind by its shorthand: `emailAssets()`, `addEmailAsset({ address })`, … */
type ShortCalls<A extends Kinds> = {
  readonly [K in keyof A as `${Named<A, K>}Assets`]: (
    options?: ReadOptions,
  ) => AsyncIterable<AssetOutput<A[K]>>
} & {
  readonly [K in keyof A as `${Named<A, K>}Asset`]: (options: AssetId) => Answer<A[K]>
} & {
  readonly [K in keyof A as `add${Capitalize<Named<A, K>>}Asset`]: (options: Fields<A[K]>) => Answer<A[K]>
} & {
  readonly [K in keyof A as `update${Capitalize<Named<A, K>>}Asset`]: (
    options: AssetId & Fields<A[K]>,
  ) => Answer<A[K]>
} & {
  readonly [K in keyof A as `delete${Capitalize<Named<A, K>>}Asset`]: (
    options: AssetId,
  ) => Promise<TiResponse>
}

/**
 * The assets of an adversary (`handle`, `phone`, `url`) or a victim (`email`, `network`, `phone`, `social`, `web`).
 *
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/groups/groups.html#create-adversary-assets
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/victims/victims.html#create-victim-assets
 */
export type AssetCalls<A extends Kinds> = GeneralCalls<A> & ShortCalls<A>

interface Loose extends CallOptions {
  readonly assetType?: string
  readonly assetId?: UniqueId
  readonly [field: string]: unknown
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** The calls on the assets that an item has of its own. */
export function assets(item: Callable, set: NonNullable<Outline['assets']>): object {
  const { branch: segment, entity: anyEntity, types } = set
  const kinds = Object.values(types)
  const place = (type?: string) => {
    if (type === undefined || type === null) return { path: [segment], entity: anyEntity }
    const { branch, entity } = findAsset(kinds, type)
    return { path: [segment, branch], entity }
  }
  const call = async (method: Method, { assetType, assetId, params, signal, timeout, ...fields }: Loose) => {
    const { path, entity } = place(String(assetType))
    const id = method === 'POST' ? [] : [idPart('assetId', assetId)]
    const json = method === 'POST' || method === 'PUT' ? given(fields) : undefined
    const decode = method === 'DELETE' ? acknowledged : readEntity(entity)
    const options = { params, signal, timeout, ...(json ? { json } : {}) }
    return item.call({ ...options, method, path: [...item.path(), ...path, ...id], decode })
  }
  const list = ({ assetType, ...options }: ReadOptions & { readonly assetType?: string } = {}) =>
    item.below(options, () => place(assetType))

  const calls: Record<string, unknown> = {
    assets: list,
    asset: (options: Loose) => call('GET', options),
    addAsset: (options: Loose) => call('POST', options),
    updateAsset: (options: Loose) => call('PUT', options),
    deleteAsset: (options: Loose) => call('DELETE', options),
  }
  for (const { type, shorthand } of kinds) {
    const name = `${capitalized(shorthand)}Asset`
    calls[`${shorthand}Assets`] = (options?: ReadOptions) => list({ ...options, assetType: type })
    calls[`${shorthand}Asset`] = (options: Loose) => call('GET', { ...options, assetType: type })
    calls[`add${name}`] = (options: Loose) => call('POST', { ...options, assetType: type })
    calls[`update${name}`] = (options: Loose) => call('PUT', { ...options, assetType: type })
    calls[`delete${name}`] = (options: Loose) => call('DELETE', { ...options, assetType: type })
  }
  return calls
}

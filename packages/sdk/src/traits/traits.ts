import type { Catalog, TraitName } from '@tcex/model'
import type { Branch } from '../lookup.ts'
import type { CallOptions, ReadOptions } from '../query.ts'
import type { TiResponse } from '../response.ts'
import type { Call } from '../transport/request.ts'
import { type ActionCalls, actions } from './actions.ts'
import { type AdversaryAssetCalls, assets, type VictimAssetCalls } from './assets.ts'
import { type DownloadCalls, download, type UploadCalls, upload } from './content.ts'
import { type AddressHistoryCalls, addressHistory, type HostHistoryCalls, hostHistory } from './history.ts'
import { type OccurrenceCalls, occurrences } from './occurrences.ts'
import { type PdfCalls, pdf } from './pdf.ts'
import { type PeopleCalls, people } from './people.ts'

/** What a trait needs of its item. */
export interface Callable {
  readonly catalog: Catalog
  /** Where the item is. @throws MissingIdError where it has neither id nor value yet */
  path(): readonly string[]
  call<T>(
    request: Pick<Call<T>, 'method' | 'path' | 'content' | 'json' | 'decode'> & CallOptions,
  ): Promise<TiResponse<T>>
  /** A list below the item. */
  below<T>(options: ReadOptions, branch: () => Branch, key?: string): AsyncIterable<T>
}

/** What an item can do besides, by the trait of its entry. */
export interface TraitCalls {
  readonly upload: UploadCalls
  readonly download: DownloadCalls
  readonly pdf: PdfCalls
  readonly adversaryAssets: AdversaryAssetCalls
  readonly victimAssets: VictimAssetCalls
  readonly occurrences: OccurrenceCalls
  readonly actions: ActionCalls
  readonly addressHistory: AddressHistoryCalls
  readonly hostHistory: HostHistoryCalls
  readonly assignees: PeopleCalls
}

/** The methods of each trait, for one item. */
export const traits: { readonly [T in TraitName]: (item: Callable) => TraitCalls[T] } = {
  upload,
  download,
  pdf,
  adversaryAssets: (item) => assets(item, 'adversaryAssets'),
  victimAssets: (item) => assets(item, 'victimAssets'),
  occurrences,
  actions,
  addressHistory,
  hostHistory,
  assignees: people,
}

type Joined<T> = (T extends unknown ? (each: T) => void : never) extends (all: infer A) => void ? A : never

/** All methods of some traits; of no trait none. */
export type CallsOf<T extends TraitName> = [T] extends [never] ? unknown : Joined<TraitCalls[T]>

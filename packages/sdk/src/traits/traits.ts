import type { IndicatorPart, Outline, TraitName } from '@tcex/model'
import type { Catalog } from '../catalog.ts'
import type { Branch } from '../lookup.ts'
import type { CallOptions, ReadOptions } from '../query.ts'
import type { TiResponse } from '../response.ts'
import type { Call } from '../transport/request.ts'
import { type ActionCalls, actions } from './actions.ts'
import { assets } from './assets.ts'
import { type DownloadCalls, download, type UploadCalls, upload } from './content.ts'
import { type AddressHistoryCalls, addressHistory, type HostHistoryCalls, hostHistory } from './history.ts'
import { type OccurrenceCalls, occurrences } from './occurrences.ts'
import { pdf } from './pdf.ts'
import { people } from './people.ts'

/** What these calls need of their item. */
export interface Callable {
  readonly catalog: Catalog
  /** Where the item is. @throws MissingIdError where it has neither id nor value yet */
  path(): readonly string[]
  call<T>(
    request: Pick<Call<T>, 'method' | 'path' | 'content' | 'json' | 'decode' | 'stream'> & CallOptions,
  ): Promise<TiResponse<T>>
  /** A list below the item. */
  below<T>(options: ReadOptions, branch: () => Branch, key?: string): AsyncIterable<T>
}

/** What an item can do besides, by the name that its entry has for it. */
export interface TraitCalls {
  readonly upload: UploadCalls
  readonly download: DownloadCalls
  readonly occurrences: OccurrenceCalls
  readonly actions: ActionCalls
  readonly addressHistory: AddressHistoryCalls
  readonly hostHistory: HostHistoryCalls
}

type Trait = TraitName | IndicatorPart

const traits: { readonly [T in Trait]: (item: Callable) => TraitCalls[T] } = {
  upload,
  download,
  occurrences,
  actions,
  addressHistory,
  hostHistory,
}

/** The calls that only some types have, for one item, as its entry says. */
export function callsOf(entry: Outline, item: Callable): object {
  const named = entry.kind === 'indicator' ? [...entry.traits, ...(entry.parts ?? [])] : entry.traits
  return Object.assign(
    {},
    ...named.map((trait) => traits[trait](item)),
    entry.kind === 'group' && entry.pdf !== false ? pdf(item) : {},
    entry.assets ? assets(item, entry.assets) : {},
    ...Object.entries(entry.fields).map(([name, { branch }]) => (branch ? people(item, name, branch) : {})),
  )
}

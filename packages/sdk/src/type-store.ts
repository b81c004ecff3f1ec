import { type AnyEntry, Catalog, decodeIndicatorType, type IndicatorEntry, squash } from '@tcex/model'
import { readPage } from './entity.ts'
import type { CallOptions } from './query.ts'
import type { Send } from './transport/request.ts'

/** The types that a client knows: those of its catalog, and once they are loaded the instance's own. */
export class TypeStore {
  #catalog: Catalog
  #loaded: Promise<readonly IndicatorEntry[]> | undefined
  readonly #send: Send

  constructor(catalog: Catalog, send: Send) {
    this.#catalog = catalog
    this.#send = send
  }

  get catalog(): Catalog {
    return this.#catalog
  }

  /** Loads the instance's custom indicator types, once; where that fails, the next call tries again. */
  load(options: CallOptions = {}): Promise<readonly IndicatorEntry[]> {
    this.#loaded ??= this.#fetch(options).catch((error: unknown) => {
      this.#loaded = undefined
      throw error
    })
    return this.#loaded
  }

  async #fetch({ params, signal, timeout }: CallOptions): Promise<readonly IndicatorEntry[]> {
    const path = ['types', 'indicatorTypes']
    const query = { createActivityLog: false, ...params }
    const decode = readPage<unknown>('indicatorType')
    const response = await this.#send({ method: 'GET', path, query, decode, signal, timeout })
    const types = response.throwForStatus().data?.items ?? []
    const custom = types.flatMap((type) => decodeIndicatorType(type) ?? []).filter((entry) => entry.custom)
    const unknown = custom.filter(
      ({ type, branch }) => this.#catalog.find('indicator', type)?.branch !== branch,
    )
    this.#catalog = joined(this.#catalog, unknown)
    return custom.map((entry) => this.#catalog.find('indicator', entry.type) ?? entry)
  }
}

/** What the instance says of a type counts before what the catalog had under that name or branch. */
function joined(catalog: Catalog, types: readonly IndicatorEntry[]): Catalog {
  const names = new Set(types.map(({ type }) => squash(type)))
  const branches = new Set(types.map(({ branch }) => branch))
  const isReplaced = ({ kind, type, branch }: AnyEntry) =>
    kind === 'indicator' && (names.has(squash(type)) || branches.has(branch))
  return new Catalog([...catalog.entries.filter((entry) => !isReplaced(entry)), ...types], catalog.assets)
}

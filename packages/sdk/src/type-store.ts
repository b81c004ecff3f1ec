import { type Catalog, decodeIndicatorType, type IndicatorEntry } from '@tcex/model'
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
    this.#catalog = this.#catalog.replacing(...unknown)
    return custom.map((entry) => this.#catalog.find('indicator', entry.type) ?? entry)
  }
}

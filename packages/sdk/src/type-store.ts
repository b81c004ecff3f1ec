import type { IndicatorEntry } from '@tcex/model'
import type { Catalog } from './catalog.ts'
import { loadEntities } from './load-entities.ts'
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

  async #fetch(options: CallOptions): Promise<readonly IndicatorEntry[]> {
    const { fetchOwnTypes } = await loadEntities()
    const { custom, catalog } = await fetchOwnTypes(this.#catalog, this.#send, options)
    this.#catalog = catalog
    return custom
  }
}

import type { Query } from '@tcex/model'
import type { Catalog } from './catalog.ts'
import type { Branch } from './lookup.ts'
import { paginate } from './paginate.ts'
import { quiet, type ReadOptions, readQuery } from './query.ts'
import type { TiResponse } from './response.ts'
import type { Call, Send } from './transport/request.ts'
import type { TypeStore } from './type-store.ts'

/** What everything that makes calls has in common. */
export interface Context {
  readonly types: TypeStore
  /** The owner of everything that names none. */
  readonly owner: string | undefined
  /** How many pages of a list are fetched ahead; undefined for as many as it takes. */
  readonly prefetch: number | undefined
  readonly send: Send
}

/** One list of the platform. */
export interface Listing {
  /** Asked for when the reading begins: by then the item may have been created. */
  readonly branch: () => Branch
  /** Whose list, where that differs from one call to the next. */
  readonly owner?: string | undefined
  /** The field that tells one entry from another; where it is absent, the whole entry does. Default `id`. */
  readonly key?: string | undefined
  /** Documented without pages: where no count says otherwise, the one answer is all. */
  readonly single?: true
  /** Documented without paging parameters: the first request has none. */
  readonly unpaged?: true
}

type Request<T> = Pick<Call<T>, 'method' | 'path'> & Partial<Call<T>> & ReadOptions

/** Something on the platform that calls can be made on; it knows its owner and adds it to each of them. */
export abstract class Resource {
  /** The owner that was given, if any. */
  readonly owner: string | undefined
  readonly #context: Context

  constructor(context: Context, owner: string | undefined) {
    this.#context = context
    this.owner = owner || undefined
  }

  /** The types there are. */
  protected get catalog(): Catalog {
    return this.#context.types.catalog
  }

  /** One call, one answer. */
  protected async call<T>({ params, filters, ...request }: Request<T>): Promise<TiResponse<T>> {
    const query = { ...this.#query({ params, filters }), ...request.query }
    return this.#context.send<T>({ ...request, query: quiet(query) })
  }

  /** One list, page by page. The query is taken down now; the place when the reading begins. */
  protected list<T>(options: ReadOptions, listing: Listing): AsyncIterable<T> {
    const query = this.#query(options, listing.owner)
    const { signal, timeout } = options
    const { prefetch, send } = this.#context
    return paginate<T>({ ...listing, query, signal, timeout, ahead: prefetch, send })
  }

  #query(options: ReadOptions, owner?: string | undefined): Query {
    return readQuery(options, { own: owner || this.owner, byDefault: this.#context.owner })
  }
}

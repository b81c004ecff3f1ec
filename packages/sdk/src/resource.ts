import type { Catalog, Query } from '@tcex/model'
import { type Page, readPage } from './entity.ts'
import { InvalidResponseError, InvalidValueError } from './errors.ts'
import type { Branch } from './lookup.ts'
import { paginate } from './paginate.ts'
import { pageSize, quiet, type ReadOptions, readQuery } from './query.ts'
import type { TiResponse } from './response.ts'
import type { Call, Send } from './transport/request.ts'
import type { TypeStore } from './type-store.ts'

/** What everything that makes calls has in common. */
export interface Context {
  readonly types: TypeStore
  /** The owner of everything that names none. */
  readonly owner: string | undefined
  /** How many pages of a list are fetched ahead. */
  readonly prefetch: number
  readonly send: Send
}

/** One list of the platform. */
export interface Listing<T> {
  /** Asked for when the reading begins: by then the item may have been created. */
  readonly branch: () => Branch
  /** Whose list, where that differs from one call to the next. */
  readonly owner?: string | undefined
  /** How to read a page, where that is not the usual way. */
  readonly decode?: ((body: unknown) => Page<T> | undefined) | undefined
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
  protected list<T>(options: ReadOptions, listing: Listing<T>): AsyncIterable<T> {
    const query = this.#query(options, listing.owner)
    const { signal, timeout } = options
    return paginate(() => {
      const { path, entity } = listing.branch()
      const decode = listing.decode ?? readPage<T>(entity)
      const start = firstIndex(query)
      const page = (at: number, signal: AbortSignal) => {
        const paged = listing.unpaged && at === start ? quiet(query) : pageQuery(query, at)
        return this.#page({ method: 'GET', path, query: paged, decode, signal, timeout })
      }
      const uncounted = listing.single ? 'stop' : 'follow'
      const key = keyOf(listing.key ?? 'id')
      return {
        name: `GET /v2/${path.join('/')}`,
        page,
        start,
        ahead: this.#context.prefetch,
        key,
        uncounted,
        signal,
      }
    })
  }

  async #page<T>(call: Call<Page<T>>): Promise<Page<T>> {
    const response = (await this.#context.send(call)).throwForStatus()
    if (response.data) return { ...response.data, response }
    const message = `${call.method} /v2/${call.path.join('/')} was answered with ${response.status} and no list. Check that apiUrl leads to the API.`
    throw new InvalidResponseError(message, { response })
  }

  #query(options: ReadOptions, owner?: string | undefined): Query {
    return readQuery(options, { own: owner || this.owner, byDefault: this.#context.owner })
  }
}

const pageQuery = (query: Query, start: number): Query =>
  quiet({ ...query, resultLimit: query.resultLimit ?? pageSize, resultStart: start })

/** Ids are unique within a type only: a list of several types may hold a number twice. */
const keyOf =
  (field: string) =>
  (item: unknown): string => {
    const entry = typeof item === 'object' && item !== null ? (item as Readonly<Record<string, unknown>>) : {}
    const value = entry[field]
    return typeof value === 'string' || typeof value === 'number'
      ? `${entry.type} ${value}`
      : JSON.stringify(item)
  }

function firstIndex({ resultStart }: Query): number {
  const start = Number(resultStart ?? 0)
  if (Number.isSafeInteger(start) && start >= 0) return start
  throw new InvalidValueError(
    `The parameter "resultStart" must be a whole number, 0 or more; it is "${resultStart}".`,
  )
}

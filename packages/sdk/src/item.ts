import { type Kind, kinds, type Outline } from '@tcex/model'
import { acknowledged } from './associations.ts'
import { type Decode, readEntity, readPage } from './entity.ts'
import { MissingIdError, UnknownTypeError } from './errors.ts'
import { settleFields } from './fields.ts'
import { type FieldValues, fieldsOf, pathKey, type UniqueId, whatIsMissing } from './identity.ts'
import { Metadata } from './metadata.ts'
import {
  type CallOptions,
  type Includes,
  type Including,
  type PageOptions,
  pageSize,
  type ReadOptions,
} from './query.ts'
import type { Context } from './resource.ts'
import type { TiResponse } from './response.ts'
import { type Callable, callsOf } from './traits/traits.ts'

/**
 * Changes one field of an item, with the item's owner. Status 200.
 *
 * @example await incident.setStatus('Open')
 * @throws MissingIdError where the item has no id or value
 */
export type Setter<Entity, Value = unknown> = (
  value: Value,
  options?: CallOptions,
) => Promise<TiResponse<Entity>>

/** What an item is made from: the catalog's entry, and what the caller gave. */
export interface ItemSeed {
  readonly kind: Kind
  /** Absent where a list of all types of the kind is meant. */
  readonly entry: Outline | undefined
  readonly owner?: string | undefined
  readonly uniqueId?: UniqueId | undefined
  readonly fields: FieldValues
}

/**
 * A group, indicator, task or victim, or the list of them. Nothing is called until a method is; what was given to the
 * factory is copied and never written to.
 *
 * @example
 * const campaign = tcex.ti.campaign({ name: 'camp-3', owner: 'MyOrg', firstSeen: '2019-04-02' })
 * const { ok, data } = await campaign.create()
 */
export class Item<Entity> extends Metadata {
  readonly kind: Kind
  /** The type as the platform spells it; absent where a list of all types is meant. */
  readonly type: string | undefined
  protected readonly entry: Outline | undefined
  readonly #fields: FieldValues
  #uniqueId: UniqueId | undefined

  constructor(context: Context, { kind, entry, owner, uniqueId, fields }: ItemSeed) {
    super(context, owner)
    this.kind = kind
    this.type = entry?.type
    this.entry = entry
    this.#uniqueId = uniqueId ?? undefined
    this.#fields = settleFields(entry, fields)
    // Not to be seen when the item is printed.
    Object.defineProperty(this, 'entry', { enumerable: false })
    if (entry) Object.assign(this, this.#setters(entry), this.#calls(entry))
  }

  /** The id or value: what was given or, after `create()`, what the platform answered. */
  get uniqueId(): UniqueId | undefined {
    return this.#uniqueId ?? (this.entry && pathKey(this.entry, undefined, this.#fields))
  }

  /**
   * Where the item is, below `/v2`: `['groups', 'adversaries', '416']`.
   *
   * @example tcex.ti.adversary({ uniqueId: 416 }).path()
   * @throws MissingIdError where it has neither id nor value yet
   */
  path(): readonly string[] {
    const entry = this.#known()
    const key = pathKey(entry, this.#uniqueId, this.#fields)
    if (key !== undefined) return [...this.collection(), key]
    throw new MissingIdError(`The ${entry.type} needs ${whatIsMissing(entry, this.#fields)}.`)
  }

  /**
   * Creates the item. Status 201. An indicator that is already there is updated; a group is made anew each time. From
   * then on the object knows its id.
   *
   * @returns the answer; `data` is the whole entity
   * @example const { ok, data } = await tcex.ti.campaign({ name: 'camp-3', owner: 'MyOrg' }).create()
   * @throws MissingIdError for an indicator without a value
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/groups/groups.html#create-groups
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/indicators/indicators.html#create-indicators
   */
  async create(options: CallOptions = {}): Promise<TiResponse<Entity>> {
    const entry = this.#known()
    const path = this.collection()
    const decode = readEntity<Entity>(entry.entity)
    const response = await this.call({ ...options, method: 'POST', path, json: this.#newBody(entry), decode })
    if (response.ok) this.#learn(entry, response.data)
    return response
  }

  /**
   * The item as the platform has it. Status 200, or 404 where there is none.
   *
   * @example const { data } = await tcex.ti.address({ ip: '1.1.1.1' }).single({ params: { includes: ['tags'] } })
   * @throws MissingIdError where the item has no id or value
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/groups/groups.html#retrieve-a-single-group
   */
  async single<const I extends Includes = never>(
    options: ReadOptions<I> = {},
  ): Promise<TiResponse<Including<Entity, I>>> {
    const decode = readEntity<Including<Entity, I>>(this.#known().entity)
    return this.call({ ...options, method: 'GET', path: this.path(), decode })
  }

  /**
   * Changes the fields that were given, and no others. Status 200.
   *
   * @returns the answer; `data` is the whole entity
   * @example await tcex.ti.address({ ip: '1.1.1.1', rating: 4, owner: 'MyOrg' }).update()
   * @throws MissingIdError where the item has no id or value
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/groups/groups.html#update-groups
   */
  async update(options: CallOptions = {}): Promise<TiResponse<Entity>> {
    return this.change(this.#fields, options)
  }

  /**
   * Deletes the item. Status 200. Where the answer is lost on the way, the call is repeated and may find the item gone: 404.
   *
   * @example await tcex.ti.campaign({ uniqueId: 416, owner: 'MyOrg' }).delete()
   * @throws MissingIdError where the item has no id or value
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/groups/groups.html#delete-groups
   */
  async delete(options: CallOptions = {}): Promise<TiResponse> {
    return this.call({ ...options, method: 'DELETE', path: this.path(), decode: acknowledged })
  }

  /**
   * All items of the type, or of all types of the kind, page by page as they are read. Each `for await` starts anew;
   * `break` ends the fetching. What offsets cannot show: when between two pages as many items were added as removed,
   * one may slip by unseen.
   *
   * @param options `params.resultLimit` sets the size of a page (default 10,000), `params.resultStart` the first index
   * @example for await (const { ip } of tcex.ti.address({ owner: 'MyOrg' }).many({ filters })) print(ip)
   * @throws HttpError or a subclass where a page is refused
   * @throws IncompleteResultError where the server announces more items than it gives
   * @see https://docs.threatconnect.com/en/latest/rest_api/overview.html#pagination
   */
  many<const I extends Includes = never>(options: ReadOptions<I> = {}): AsyncIterable<Including<Entity, I>> {
    return this.list(options, { branch: () => ({ path: this.collection(), entity: this.#entity }) })
  }

  /**
   * One page of the list, as an answer. `many()` follows the pages by itself.
   *
   * @example const { data } = await tcex.ti.group().request({ resultLimit: 50, resultStart: 100 })
   */
  async request<const I extends Includes = never>({
    resultLimit,
    resultStart,
    ...options
  }: PageOptions<I> = {}): Promise<TiResponse<readonly Including<Entity, I>[]>> {
    const { params } = options
    const query = {
      resultLimit: resultLimit ?? params?.resultLimit ?? pageSize,
      resultStart: resultStart ?? params?.resultStart ?? 0,
    }
    const read = readPage<Including<Entity, I>>(this.#entity)
    const decode: Decode<readonly Including<Entity, I>[]> = (...answer) => read(...answer)?.items
    return this.call({ ...options, method: 'GET', path: this.collection(), query, decode })
  }

  /** Sends some of the fields. */
  protected async change(fields: FieldValues, options: CallOptions): Promise<TiResponse<Entity>> {
    const decode = readEntity<Entity>(this.#known().entity)
    return this.call({ ...options, method: 'PUT', path: this.path(), json: fields, decode })
  }

  /** The methods that change one field each, by what the entry calls them. */
  #setters(entry: Outline): Readonly<Record<string, Setter<Entity>>> {
    const setters: Record<string, Setter<Entity>> = {}
    for (const [name, { setter, readOnly }] of Object.entries(entry.fields)) {
      if (!setter || readOnly) continue
      setters[setter] = async (value, options = {}) =>
        this.change(settleFields(entry, { [name]: value }), options)
    }
    return setters
  }

  #calls(entry: Outline): object {
    const calls: Callable = {
      catalog: this.catalog,
      path: () => this.path(),
      call: (request) => this.call(request),
      below: (options, branch, key) => this.below(options, branch, key),
    }
    return callsOf(entry, calls)
  }

  get #entity(): string {
    return this.entry?.entity ?? kinds[this.kind].entity
  }

  /** Where the items of the type are, below `/v2`. */
  protected collection(): readonly string[] {
    const branch = this.entry?.branch
    return branch ? [kinds[this.kind].branch, branch] : [kinds[this.kind].branch]
  }

  #known(): Outline {
    if (this.entry) return this.entry
    throw new UnknownTypeError(`This call needs the option "${this.kind}Type": it is about one ${this.kind}.`)
  }

  /** The fields, with the value that a `uniqueId` stands for. */
  #newBody(entry: Outline): FieldValues {
    if (entry.kind !== 'indicator') return this.#fields
    const body = { ...fieldsOf(entry, this.#uniqueId), ...this.#fields }
    if (Object.keys(entry.fields).some((name) => entry.fields[name]?.value && body[name])) return body
    throw new MissingIdError(`The ${entry.type} needs a value to be created.`)
  }

  #learn(entry: Outline, data: unknown): void {
    if (typeof data !== 'object' || data === null) return
    const answer = data as FieldValues
    const key = entry.kind === 'indicator' ? pathKey(entry, undefined, answer) : answer.id
    if (typeof key === 'string' || typeof key === 'number') this.#uniqueId = key
  }
}

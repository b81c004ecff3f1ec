import type { Kind, TaskEntity, VictimEntity } from '@tcex/model'
import { acknowledged } from './associations.ts'
import { type Decode, readEntity } from './entity.ts'
import { branchOf } from './lookup.ts'
import { given, namePart } from './metadata.ts'
import type { CallOptions, Includes, Including, ReadOptions } from './query.ts'
import { type Context, Resource } from './resource.ts'
import type { TiResponse } from './response.ts'
import type { GroupListOptions, IndicatorListOptions, ListedGroup, ListedIndicator } from './types.ts'

/** Lists of what carries a name take the owner with each call. */
export interface CarriedOptions {
  readonly owner?: string | undefined
}

type Carried<I extends Includes> = ReadOptions<I> & CarriedOptions

/** Something of an owner that goes by its name, and that items carry: a tag, a security label. */
export abstract class Named<Entity, Fields> extends Resource {
  readonly name: string
  readonly #branch: string
  readonly #decode: Decode<Entity>

  constructor(
    context: Context,
    name: string,
    place: { readonly owner: string | undefined; readonly branch: string; readonly entity: string },
  ) {
    super(context, place.owner)
    this.name = name
    this.#branch = place.branch
    this.#decode = readEntity(place.entity)
    this.many = (options = {}) =>
      this.list(options, { branch: () => ({ path: [place.branch], entity: place.entity }), key: 'name' })
  }

  /** All of the owner's, whatever the name of this one. */
  readonly many: (options?: ReadOptions) => AsyncIterable<Entity>

  /**
   * What the platform knows of it. Status 200, or 404 where the owner has none of that name.
   *
   * @example const { data } = await tcex.ti.tag('Crimeware').single()
   * @throws MissingIdError where it has no name
   */
  async single(options: ReadOptions = {}): Promise<TiResponse<Entity>> {
    return this.call({ ...options, method: 'GET', path: this.#path(), decode: this.#decode })
  }

  /**
   * Makes it. Status 201.
   *
   * @example await tcex.ti.securityLabel('Internal', { owner: 'MyOrg' }).create({ color: '33FF00' })
   * @throws MissingIdError where it has no name
   */
  async create(options?: Fields & CallOptions): Promise<TiResponse<Entity>> {
    const { json, ...rest } = split(options ?? {})
    const body = { name: namePart('name', this.name), ...json }
    return this.call({ ...rest, method: 'POST', path: [this.#branch], json: body, decode: this.#decode })
  }

  /**
   * Changes what is given of it, the name included. Status 200.
   *
   * @example await tcex.ti.tag('Crimeware').update({ name: 'Crime', description: 'For money.' })
   * @throws MissingIdError where it has no name
   */
  async update(
    options: Fields & { readonly name?: string | undefined } & CallOptions,
  ): Promise<TiResponse<Entity>> {
    return this.call({ ...split(options), method: 'PUT', path: this.#path(), decode: this.#decode })
  }

  /**
   * Deletes it, and takes it from everything that carries it. Status 200.
   *
   * @example await tcex.ti.tag('Crimeware').delete()
   * @throws MissingIdError where it has no name
   */
  async delete(options: CallOptions = {}): Promise<TiResponse> {
    return this.call({ ...options, method: 'DELETE', path: this.#path(), decode: acknowledged })
  }

  /**
   * The groups that carry it, of one type where `groupType` names it.
   *
   * @example for await (const { name } of tcex.ti.tag('Crimeware').groups({ groupType: 'Adversary' })) print(name)
   * @throws HttpError or a subclass where a page is refused
   */
  groups<const N extends string = never, const I extends Includes = never>(
    options: GroupListOptions<N, I> & CarriedOptions = {},
  ): AsyncIterable<Including<ListedGroup<N>, I>> {
    return this.#carriers('group', options, options.groupType)
  }

  /**
   * The indicators that carry it, of one type where `indicatorType` names it.
   *
   * @example for await (const { ip } of tcex.ti.tag('C2').indicators({ indicatorType: 'Address' })) print(ip)
   * @throws HttpError or a subclass where a page is refused
   */
  indicators<const N extends string = never, const I extends Includes = never>(
    options: IndicatorListOptions<N, I> & CarriedOptions = {},
  ): AsyncIterable<Including<ListedIndicator<N>, I>> {
    return this.#carriers('indicator', options, options.indicatorType)
  }

  /**
   * The tasks that carry it.
   *
   * @example for await (const { name } of tcex.ti.tag('Urgent').tasks()) print(name)
   * @throws HttpError or a subclass where a page is refused
   */
  tasks<const I extends Includes = never>(options: Carried<I> = {}): AsyncIterable<Including<TaskEntity, I>> {
    return this.#carriers('task', options)
  }

  /**
   * The victims that carry it.
   *
   * @example for await (const { name } of tcex.ti.securityLabel('TLP:RED').victims()) print(name)
   * @throws HttpError or a subclass where a page is refused
   */
  victims<const I extends Includes = never>(
    options: Carried<I> = {},
  ): AsyncIterable<Including<VictimEntity, I>> {
    return this.#carriers('victim', options)
  }

  #path(): readonly string[] {
    return [this.#branch, namePart('name', this.name)]
  }

  #carriers<T>(kind: Kind, options: ReadOptions & CarriedOptions, type?: string): AsyncIterable<T> {
    const branch = () => {
      const { path, entity } = branchOf(this.catalog, kind, type)
      return { path: [...this.#path(), ...path], entity }
    }
    return this.list(options, { branch, owner: options.owner })
  }
}

function split(options: CallOptions) {
  const { params, signal, timeout, ...fields } = options
  return { params, signal, timeout, json: given(fields) }
}

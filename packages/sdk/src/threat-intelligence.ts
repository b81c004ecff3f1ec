import type {
  IndicatorEntry,
  Kind,
  Outline,
  ResolveGroup,
  ResolveIndicator,
  TaskInput,
  VictimInput,
} from '@tcex/model'
import type { EntityInput, EntityOptions, EntityResult } from './create-entity.ts'
import type { AnyEntity, EntitiesOptions, FlatEntity } from './entities.ts'
import { Filters } from './filters.ts'
import { Group } from './group.ts'
import { Indicator } from './indicator.ts'
import { IndicatorList } from './indicator-list.ts'
import { Item, type ItemSeed } from './item.ts'
import type { AllGroups, AllIndicators, GroupItem, IndicatorItem, Shorthands, Task, Victim } from './items.ts'
import { loadEntities } from './load-entities.ts'
import { findEntry } from './lookup.ts'
import { Owner } from './owner.ts'
import type { CallOptions } from './query.ts'
import type { Context } from './resource.ts'
import { SecurityLabel } from './security-label.ts'
import { Tag } from './tag.ts'
import type { DownloadCalls } from './traits/content.ts'
import type { GroupOptions, IndicatorOptions, ItemOptions } from './types.ts'
import { type VictimAssetOptions, victimAsset } from './victim-asset.ts'

type GroupResult<N extends string> = [N] extends [never] ? AllGroups : GroupItem<ResolveGroup<N>>
type IndicatorResult<N extends string> = [N] extends [never]
  ? AllIndicators
  : IndicatorItem<ResolveIndicator<N>>

/** The threat-intelligence module: `tcex.ti`. */
export type ThreatIntelligence = Factories & Shorthands

/**
 * Makes groups, indicators, tasks, victims, tags, security labels and owners to call. Making one sends nothing.
 *
 * @see https://docs.threatconnect.com/en/latest/rest_api/rest_api.html
 */
export class Factories {
  readonly #context: Context

  constructor(context: Context) {
    this.#context = context
  }

  /**
   * A group, or with no type the list of all groups.
   *
   * @example tcex.ti.group({ groupType: 'Campaign', name: 'camp-3', owner: 'MyOrg', firstSeen: '2019-04-02' })
   * @throws UnknownTypeError listing the types that there are
   */
  group<const N extends string = never>(options?: GroupOptions<N>): GroupResult<N> {
    const { groupType, ...rest } = (options ?? {}) as Loose
    return this.#make('group', groupType, rest) as Item<unknown> as GroupResult<N>
  }

  /**
   * An indicator, or with no type the list of all indicators.
   *
   * @example tcex.ti.indicator({ indicatorType: 'Address', owner: 'MyOrg', ip: '12.13.14.15' })
   * @throws UnknownTypeError listing the types that there are; the instance's own are among them after `loadTypes()`
   */
  indicator<const N extends string = never>(options?: IndicatorOptions<N>): IndicatorResult<N> {
    const { indicatorType, ...rest } = (options ?? {}) as Loose
    return this.#make('indicator', indicatorType, rest) as Item<unknown> as IndicatorResult<N>
  }

  /** A task. @example tcex.ti.task({ name: 'Block it', owner: 'MyOrg' }) */
  task(options: ItemOptions & TaskInput = {}): Task {
    return this.#only('task', options) as Item<unknown> as Task
  }

  /** A victim. @example tcex.ti.victim({ name: 'Jane', owner: 'MyOrg' }) */
  victim(options: ItemOptions & VictimInput = {}): Victim {
    return this.#only('victim', options) as Item<unknown> as Victim
  }

  /**
   * An asset of a victim, to associate with something.
   *
   * @example await campaign.addAssociation({ target: tcex.ti.victimAsset({ assetType: 'Phone', uniqueId: 9 }) })
   */
  victimAsset(options: VictimAssetOptions) {
    return victimAsset(this.#context.types.catalog, options)
  }

  /** A tag, to find what carries it. @example tcex.ti.tag('Crimeware').groups() */
  tag(name = '', options: Pick<ItemOptions, 'owner'> = {}): Tag {
    return new Tag(this.#context, name, options.owner)
  }

  /** A security label, to find what carries it. @example tcex.ti.securityLabel('TLP:GREEN').indicators() */
  securityLabel(name = '', options: Pick<ItemOptions, 'owner'> = {}): SecurityLabel {
    return new SecurityLabel(this.#context, name, options.owner)
  }

  /** The owners. @example tcex.ti.owner().mine() */
  owner(): Owner {
    return new Owner(this.#context)
  }

  /**
   * New filters, also as `tcex.filters()`.
   *
   * @example const filters = tcex.ti.filters({ or: true }).add('name', '^', 'camp')
   */
  filters(options: { readonly or?: boolean | undefined } = {}): Filters {
    return new Filters(options)
  }

  /**
   * Learns the custom indicator types of the instance, once: from then on they are made, listed and read as the
   * built-in ones are. One call for the life of the client.
   *
   * @returns the custom types of the instance
   * @example await tcex.ti.loadTypes(); tcex.ti.indicator({ indicatorType: name, uniqueId: value })
   * @throws HttpError or a subclass where the platform refuses
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/indicators/indicators.html#retrieve-available-indicator-types
   */
  async loadTypes(options: CallOptions = {}): Promise<readonly IndicatorEntry[]> {
    const types = await this.#context.types.load(options)
    addShorthands(this, this.#context)
    return types
  }

  /**
   * Makes an item with all that belongs to it: attributes, tags, labels, associations, content. A refused item is not
   * followed by any other call.
   *
   * @example
   * await tcex.ti.createEntity({ type: 'Address', summary: '1.1.1.1', tag: ['Crimeware'], rating: 3 }, { owner: 'MyOrg' })
   * @returns the answer to each call; `ok` where all of them succeeded
   * @throws UnknownTypeError for a type that the instance does not have
   */
  async createEntity(entity: EntityInput, options: EntityOptions = {}): Promise<EntityResult> {
    const { createEntity, findAny } = await loadEntities()
    const { types } = this.#context
    return createEntity(
      async (type, fields) => this.#makeAs(await findAny(types, type), fields),
      entity,
      options,
    )
  }

  /**
   * The same for each entity of a list or stream, one after the other, as the results are read.
   *
   * @example for await (const { response } of tcex.ti.createEntities(rows, { owner: 'MyOrg' })) print(response.status)
   * @throws UnknownTypeError for a type that the instance does not have
   */
  async *createEntities(
    entities: Iterable<EntityInput> | AsyncIterable<EntityInput>,
    options: EntityOptions = {},
  ): AsyncGenerator<EntityResult, void, undefined> {
    for await (const entity of entities) yield await this.createEntity(entity, options)
  }

  /**
   * Entities in one form, whatever their type: with `type`, `value` and `ownerName` on each, and the content of files.
   *
   * @param data one entity, or a list or stream of them
   * @example for await (const { value } of tcex.ti.entities(tcex.ti.address().many(), { type: 'Address' })) print(value)
   */
  async *entities(
    data: AnyEntity | Iterable<AnyEntity> | AsyncIterable<AnyEntity>,
    { type, content = true, ...options }: EntitiesOptions,
  ): AsyncGenerator<FlatEntity, void, undefined> {
    const { findAny, flatten } = await loadEntities()
    const list = isIterable(data) ? data : [data]
    for await (const entity of list) {
      const entry = await findAny(this.#context.types, String(entity.type ?? type))
      const download = content && entry.traits.includes('download') ? this.#download(entry) : undefined
      yield await flatten(entry, entity, options, download)
    }
  }

  #download(entry: Outline) {
    return async (id: unknown, owner: string | undefined, options: CallOptions) => {
      const item = make(this.#context, seed(entry.kind, entry, { owner, uniqueId: String(id) }))
      return (item as unknown as DownloadCalls).download(options)
    }
  }

  #makeAs(entry: Outline, { summary, ...options }: Loose): Item<unknown> {
    const given = summary === undefined || summary === null ? undefined : String(summary)
    const named = entry.kind === 'indicator' ? { uniqueId: given } : { name: given }
    return make(this.#context, seed(entry.kind, entry, { ...named, ...options }))
  }

  #make(kind: Kind, type: unknown, options: Loose): Item<unknown> {
    const named = type !== undefined && type !== null
    const entry = named ? findEntry(this.#context.types.catalog, kind, String(type)) : undefined
    return make(this.#context, seed(kind, entry, options))
  }

  #only(kind: 'task' | 'victim', options: ItemOptions): Item<unknown> {
    const [entry] = this.#context.types.catalog.of(kind)
    if (!entry) throw new TypeError(`the catalog has no ${kind}`)
    return make(this.#context, seed(kind, entry, options))
  }
}

type Loose = ItemOptions & { readonly [field: string]: unknown }

function seed(kind: Kind, entry: Outline | undefined, options: ItemOptions): ItemSeed {
  const { owner, uniqueId, ...fields } = options
  return { kind, entry, owner, uniqueId, fields }
}

function make(context: Context, seed: ItemSeed): Item<unknown> {
  if (seed.kind === 'group') return new Group(context, seed)
  if (seed.kind === 'indicator') return new (seed.entry ? Indicator : IndicatorList)<never>(context, seed)
  return new Item(context, seed)
}

const isIterable = <T>(data: object): data is Iterable<T> | AsyncIterable<T> =>
  Symbol.iterator in data || Symbol.asyncIterator in data

type Shorthand = (options?: ItemOptions) => Item<unknown>

/** A type whose shorthand is taken already is reached by its name. */
function addShorthands(target: object, context: Context): void {
  for (const kind of ['group', 'indicator'] as const) {
    for (const entry of context.types.catalog.of(kind)) {
      if (entry.shorthand in target) continue
      const shorthand: Shorthand = (options = {}) => make(context, seed(kind, entry, options))
      Object.assign(target, { [entry.shorthand]: shorthand })
    }
  }
}

/** The module for one client. */
export function createThreatIntelligence(context: Context): ThreatIntelligence {
  const factories = new Factories(context)
  addShorthands(factories, context)
  return factories as ThreatIntelligence
}

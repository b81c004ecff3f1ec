import type {
  AnyEntry,
  IndicatorEntry,
  Kind,
  ResolveGroup,
  ResolveIndicator,
  TaskInput,
  VictimInput,
} from '@tcex/model'
import { Filters } from './filters.ts'
import { Group } from './group.ts'
import { Indicator } from './indicator.ts'
import { IndicatorList } from './indicator-list.ts'
import { Item, type ItemSeed } from './item.ts'
import type { AllGroups, AllIndicators, GroupItem, IndicatorItem, Shorthands, Task, Victim } from './items.ts'
import { findEntry } from './lookup.ts'
import { Owner } from './owner.ts'
import type { CallOptions } from './query.ts'
import type { Context } from './resource.ts'
import { SecurityLabel } from './security-label.ts'
import { Tag } from './tag.ts'
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

  /** New filters, also as `tcex.filters()`. */
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

function seed(kind: Kind, entry: AnyEntry | undefined, options: ItemOptions): ItemSeed {
  const { owner, uniqueId, ...fields } = options
  return { kind, entry, owner, uniqueId, fields }
}

function make(context: Context, seed: ItemSeed): Item<unknown> {
  if (seed.kind === 'group') return new Group(context, seed)
  if (seed.kind === 'indicator') return new (seed.entry ? Indicator : IndicatorList)<never>(context, seed)
  return new Item(context, seed)
}

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

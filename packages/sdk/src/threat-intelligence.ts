import type {
  AnyEntry,
  GroupEntity,
  GroupInput,
  GroupShorthands,
  GroupType,
  groups,
  IndicatorEntity,
  IndicatorInput,
  IndicatorShorthands,
  IndicatorType,
  Kind,
  ResolveGroup,
  ResolveIndicator,
  TaskEntity,
  TaskInput,
  TraitName,
  VictimInput,
} from '@tcex/model'
import { Filters } from './filters.ts'
import { Item, type ItemSeed } from './item.ts'
import { findEntry } from './lookup.ts'
import { Owner } from './owner.ts'
import type { Context } from './resource.ts'
import { Tag } from './tag.ts'
import type { TraitCalls } from './traits/content.ts'
import type { GroupOptions, IndicatorOptions, ItemOptions, ListedGroup, ListedIndicator } from './types.ts'
import { Victim } from './victim.ts'

type Groups = typeof groups

/** The group types whose entry has a trait. */
type GroupWith<Trait extends TraitName> = {
  [T in GroupType]: number extends Groups[T]['traits']['length']
    ? never
    : Trait extends Groups[T]['traits'][number]
      ? T
      : never
}[GroupType]

type TraitOf<T extends GroupType> = {
  [Trait in TraitName]: [T] extends [GroupWith<Trait>] ? Trait : never
}[TraitName]

/** A group of one type; a Document can `upload` and `download`, because its entry says so. */
export type GroupItem<T extends GroupType = GroupType> = Item<GroupEntity<T>> & Pick<TraitCalls, TraitOf<T>>

/** An indicator of one type. */
export type IndicatorItem<T extends IndicatorType = IndicatorType> = Item<IndicatorEntity<T>>

/** All items of a kind, whatever their type: they can be listed, and no more. */
export type ItemList<Entity> = Pick<Item<Entity>, 'kind' | 'owner' | 'many' | 'request'>

type GroupResult<N extends string> = [N] extends [never]
  ? ItemList<ListedGroup<N>>
  : GroupItem<ResolveGroup<N>>
type IndicatorResult<N extends string> = [N] extends [never]
  ? ItemList<ListedIndicator<N>>
  : IndicatorItem<ResolveIndicator<N>>

/** One factory per type, named by the catalog: `ti.adversary({ … })`, `ti.intrusionSet({ … })`, `ti.cidr({ … })`. */
export type Shorthands = {
  [S in keyof GroupShorthands]: (
    options?: ItemOptions & GroupInput<GroupShorthands[S]>,
  ) => GroupItem<GroupShorthands[S]>
} & {
  [S in keyof IndicatorShorthands]: (
    options?: ItemOptions & IndicatorInput<IndicatorShorthands[S]>,
  ) => IndicatorItem<IndicatorShorthands[S]>
}

/** The threat-intelligence module: `tcex.ti`. */
export type ThreatIntelligence = Factories & Shorthands

/**
 * Makes groups, indicators, tasks, victims, tags and owners to call. Making one sends nothing.
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
   * @throws UnknownTypeError listing the types that there are
   */
  indicator<const N extends string = never>(options?: IndicatorOptions<N>): IndicatorResult<N> {
    const { indicatorType, ...rest } = (options ?? {}) as Loose
    return this.#make('indicator', indicatorType, rest) as Item<unknown> as IndicatorResult<N>
  }

  /** A task. @example tcex.ti.task({ name: 'Block it', owner: 'MyOrg' }) */
  task(options: ItemOptions & TaskInput = {}): Item<TaskEntity> {
    return new Item(this.#context, seed('task', this.#only('task'), options))
  }

  /** A victim. @example tcex.ti.victim({ name: 'Jane', owner: 'MyOrg' }) */
  victim(options: ItemOptions & VictimInput = {}): Victim {
    return new Victim(this.#context, seed('victim', this.#only('victim'), options))
  }

  /** A tag, to find what carries it. @example tcex.ti.tag('Crimeware').groups() */
  tag(name: string, options: Pick<ItemOptions, 'owner'> = {}): Tag {
    return new Tag(this.#context, name, options.owner)
  }

  /** The owners. @example tcex.ti.owner().mine() */
  owner(): Owner {
    return new Owner(this.#context)
  }

  /** New filters, also as `tcex.filters()`. */
  filters(options: { readonly or?: boolean | undefined } = {}): Filters {
    return new Filters(options)
  }

  #make(kind: Kind, type: unknown, options: Loose): Item<unknown> {
    const named = type !== undefined && type !== null
    const entry = named ? findEntry(this.#context.catalog, kind, String(type)) : undefined
    return new Item(this.#context, seed(kind, entry, options))
  }

  #only(kind: 'task' | 'victim'): AnyEntry {
    const [entry] = this.#context.catalog.of(kind)
    if (!entry) throw new TypeError(`the catalog has no ${kind}`)
    return entry
  }
}

type Loose = ItemOptions & { readonly [field: string]: unknown }

function seed(kind: Kind, entry: AnyEntry | undefined, options: ItemOptions): ItemSeed {
  const { owner, uniqueId, ...fields } = options
  return { kind, entry, owner, uniqueId, fields }
}

/** The module for one client. A type whose shorthand is taken already is reached by its name. */
export function createThreatIntelligence(context: Context): ThreatIntelligence {
  const factories = new Factories(context)
  const shorthands: Record<string, (options?: ItemOptions) => Item<unknown>> = {}
  for (const kind of ['group', 'indicator'] as const) {
    for (const entry of context.catalog.of(kind)) {
      if (entry.shorthand in factories || entry.shorthand in shorthands) continue
      shorthands[entry.shorthand] = (options = {}) => new Item(context, seed(kind, entry, options))
    }
  }
  return Object.assign(factories, shorthands) as unknown as ThreatIntelligence
}

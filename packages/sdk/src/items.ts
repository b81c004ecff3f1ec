import type {
  AnyGroupEntity,
  CustomIndicatorTypes,
  Fields,
  GroupEntity,
  GroupInput,
  GroupShorthands,
  GroupType,
  groups,
  IndicatorEntity,
  IndicatorInput,
  IndicatorShorthands,
  IndicatorType,
  indicators,
  SettersOf,
  TaskEntity,
  TraitName,
  task,
  VictimEntity,
  victim,
} from '@tcex/model'
import type { Group } from './group.ts'
import type { Indicator } from './indicator.ts'
import type { IndicatorList } from './indicator-list.ts'
import type { Item, Setter } from './item.ts'
import type { CallsOf } from './traits/traits.ts'
import type { ItemOptions } from './types.ts'

type Traited = { readonly traits: readonly TraitName[] }

/** The names among some entries whose entry has a trait. */
type NamesWith<M, Trait extends TraitName> = {
  [T in keyof M]: M[T] extends Traited
    ? number extends M[T]['traits']['length']
      ? never
      : Trait extends M[T]['traits'][number]
        ? T
        : never
    : never
}[keyof M]

/** The traits that all of these types have. */
type TraitsOf<M, T extends keyof M> = {
  [Trait in TraitName]: [T] extends [NamesWith<M, Trait>] ? Trait : never
}[TraitName]

/** The methods that change one field each, as the entries of these types name them. */
type SettersFor<E, Entity> = E extends { readonly fields: infer F extends Fields }
  ? { readonly [S in keyof SettersOf<F>]: Setter<Entity, SettersOf<F>[S]> }
  : never

type Groups = typeof groups
type Indicators = typeof indicators & CustomIndicatorTypes

/** A group of one type: a Document can `upload` and `download`, a Campaign `setFirstSeen`, because its entry says so. */
export type GroupItem<T extends GroupType = GroupType> = Group<GroupEntity<T>> &
  CallsOf<TraitsOf<Groups, T>> &
  SettersFor<Groups[T], GroupEntity<T>>

/** An indicator of one type: a File has `occurrences`, a Host `setWhois`, because its entry says so. */
export type IndicatorItem<T extends IndicatorType = IndicatorType> = Indicator<IndicatorEntity<T>> &
  CallsOf<TraitsOf<Indicators, T>> &
  SettersFor<Indicators[T], IndicatorEntity<T>>

/** A task, and who is to do it. */
export type Task = Item<TaskEntity> & CallsOf<'assignees'> & SettersFor<typeof task, TaskEntity>

/** A victim and its assets. */
export type Victim = Item<VictimEntity> & CallsOf<'victimAssets'> & SettersFor<typeof victim, VictimEntity>

type ListCalls = 'kind' | 'owner' | 'many' | 'request'

/** All groups, whatever their type: they can be listed, and no more. */
export type AllGroups = Pick<Item<AnyGroupEntity>, ListCalls>

/** All indicators, whatever their type: they can be listed. */
export type AllIndicators = Pick<IndicatorList, ListCalls | 'deleted' | 'observed' | 'bulk' | 'bulkStatus'>

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

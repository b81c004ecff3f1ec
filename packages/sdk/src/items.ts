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
  IndicatorPart,
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
import type { AssetCalls, Kinds } from './traits/assets.ts'
import type { PdfCalls } from './traits/pdf.ts'
import type { PeopleCalls } from './traits/people.ts'
import type { TraitCalls } from './traits/traits.ts'
import type { ItemOptions } from './types.ts'

type Named = TraitName | IndicatorPart

/** The names among some entries whose entry has a trait or part. */
type NamesWith<M, Key extends string, Name extends Named> = {
  [T in keyof M]: M[T] extends { readonly [K in Key]: infer Names extends readonly string[] }
    ? number extends Names['length']
      ? never
      : Name extends Names[number]
        ? T
        : never
    : never
}[keyof M]

/** The traits and parts that all of these types have. */
type TraitsOf<M, T extends keyof M> = {
  [Name in Named]: [T] extends [NamesWith<M, 'traits', Name> | NamesWith<M, 'parts', Name>] ? Name : never
}[Named]

type Joined<T> = (T extends unknown ? (each: T) => void : never) extends (all: infer A) => void ? A : never

/** The methods of these traits and parts; of none, none. */
type CallsOf<T extends Named> = [T] extends [never] ? unknown : Joined<TraitCalls[T]>

/** There is a report unless the entry of one of the types says otherwise. */
type PdfFor<E> = [Extract<E, { readonly pdf: false }>] extends [never] ? PdfCalls : unknown

/** The methods for the assets that an entry has. */
type AssetsFor<E> = E extends { readonly assets: { readonly types: infer A extends Kinds } }
  ? AssetCalls<A>
  : unknown

/** The methods that change one field each, as the entries of these types name them. */
type SettersFor<E, Entity> = E extends { readonly fields: infer F extends Fields }
  ? { readonly [S in keyof SettersOf<F>]: Setter<Entity, SettersOf<F>[S]> }
  : never

type Groups = typeof groups
type Indicators = typeof indicators & CustomIndicatorTypes

/** A group of one type: a Document can `upload` and `download`, a Campaign `setFirstSeen`, because its entry says so. */
export type GroupItem<T extends GroupType = GroupType> = Group<GroupEntity<T>> &
  CallsOf<TraitsOf<Groups, T>> &
  PdfFor<Groups[T]> &
  AssetsFor<Groups[T]> &
  SettersFor<Groups[T], GroupEntity<T>>

/** An indicator of one type: a File has `occurrences`, a Host `setWhois`, because its entry says so. */
export type IndicatorItem<T extends IndicatorType = IndicatorType> = Indicator<IndicatorEntity<T>> &
  CallsOf<TraitsOf<Indicators, T>> &
  SettersFor<Indicators[T], IndicatorEntity<T>>

/** A task, and who is to do it. */
export type Task = Item<TaskEntity> &
  PeopleCalls<(typeof task)['fields']> &
  SettersFor<typeof task, TaskEntity>

/** A victim and its assets. */
export type Victim = Item<VictimEntity> & AssetsFor<typeof victim> & SettersFor<typeof victim, VictimEntity>

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

import type {
  AnyGroupEntity,
  AnyIndicatorEntity,
  AssetEntity,
  AssetType,
  GroupEntity,
  GroupInput,
  GroupType,
  IndicatorEntity,
  IndicatorInput,
  IndicatorType,
  ResolveGroup,
  ResolveIndicator,
  Spelling,
  VictimAssetEntity,
} from '@tcex/model'
import type { UniqueId } from './identity.ts'
import type { Includes, ReadOptions } from './query.ts'

/** What every item may be given beside its fields. */
export interface ItemOptions {
  /** Whose item it is; without one the client's default owner, then the user's. */
  readonly owner?: string | undefined
  /** The id of a group, task or victim; the value of an indicator. */
  readonly uniqueId?: UniqueId | undefined
}

// Names of types: a literal must be one of the catalog's (in any spelling), a plain `string` is let through. Fields
// that belong to no known type are left out, so that the compiler complains about the name and not about them.

type FieldsOf<Resolved, Input> = [Resolved] extends [never] ? unknown : Input

/** The options of `ti.group(…)`. Without a type it is a list of all groups. */
export type GroupOptions<N extends string> = {
  /** The type, as the platform spells it, in any case and with or without the space. */
  readonly groupType?: (Spelling<N, GroupType> & N) | undefined
} & ([N] extends [never]
  ? Pick<ItemOptions, 'owner'>
  : ItemOptions & FieldsOf<ResolveGroup<N>, GroupInput<ResolveGroup<N>>>)

/** The options of `ti.indicator(…)`. Without a type it is a list of all indicators. */
export type IndicatorOptions<N extends string> = {
  /** The type, as the platform spells it, in any case and with or without the space. */
  readonly indicatorType?: (Spelling<N, IndicatorType> & N) | undefined
} & ([N] extends [never]
  ? Pick<ItemOptions, 'owner'>
  : ItemOptions & FieldsOf<ResolveIndicator<N>, IndicatorInput<ResolveIndicator<N>>>)

/** Narrows a list of groups to one type. */
export interface GroupListOptions<N extends string, I extends Includes = Includes> extends ReadOptions<I> {
  readonly groupType?: (Spelling<N, GroupType> & N) | undefined
}

/** Narrows a list of indicators to one type. */
export interface IndicatorListOptions<N extends string, I extends Includes = Includes>
  extends ReadOptions<I> {
  readonly indicatorType?: (Spelling<N, IndicatorType> & N) | undefined
}

/** Narrows a list of victim assets to one kind. */
export interface AssetListOptions<T extends AssetType> extends ReadOptions {
  readonly assetType?: T | undefined
}

/** What a list of groups yields: the type's entity, or what all groups have. */
export type ListedGroup<N extends string> = [N] extends [never]
  ? AnyGroupEntity
  : GroupEntity<ResolveGroup<N>>

/** What a list of indicators yields: the type's entity, or what all indicators have. */
export type ListedIndicator<N extends string> = [N] extends [never]
  ? AnyIndicatorEntity
  : IndicatorEntity<ResolveIndicator<N>>

/** What a list of victim assets yields: the kind's entity, or what all assets have. */
export type ListedAsset<T extends AssetType> = [T] extends [never] ? VictimAssetEntity : AssetEntity<T>

import type { AssetEntry } from './define.ts'
import type { Field, Fields, FormatInput, FormatOutput } from './field.ts'
import type { groups } from './groups.ts'
import type { indicators } from './indicators.ts'
import type { AttributeEntity, OwnerEntity, SecurityLabelEntity, TagEntity } from './metadata.ts'
import type { task } from './task.ts'
import type { AssetType, victim, victimAssets } from './victim.ts'

type Flat<T> = { [K in keyof T]: T[K] } & {}

type Groups = typeof groups
type Indicators = typeof indicators & CustomIndicatorTypes

/**
 * The custom indicator types of an instance, by name. Empty here: a module that `npx tcex types` writes adds them, so
 * that the compiler knows their fields as it knows those of the built-in ones.
 */
// biome-ignore lint/suspicious/noEmptyInterface: an interface, for that is what a module can add to
export interface CustomIndicatorTypes {}

/** The name of a group type as the platform spells it. */
export type GroupType = keyof Groups

/** The name of a built-in or pre-installed indicator type as the platform spells it. */
export type IndicatorType = keyof Indicators

type NoSpaces<S extends string> = S extends `${infer A} ${infer B}` ? NoSpaces<`${A}${B}`> : S
type Squash<S extends string> = Lowercase<NoSpaces<S>>
type Resolve<N extends string, T extends string> = { [K in T as Squash<K>]: K }[Squash<N> & Squash<T>]

/** The group type that a spelling means: any case, with or without the space; `never` for none. */
export type ResolveGroup<N extends string> = string extends N ? GroupType : Resolve<N, GroupType>

/** The indicator type that a spelling means: any case, with or without the space; `never` for none. */
export type ResolveIndicator<N extends string> = string extends N ? IndicatorType : Resolve<N, IndicatorType>

/** A parameter type for names of types: completes to the platform's spelling and takes every other one. */
export type Spelling<N extends string, T extends string> = string extends N
  ? N
  : [Resolve<N, T>] extends [never]
    ? T
    : N

type Choice<F extends Field> = F extends { choices: readonly (infer C)[] } ? C | (string & {}) : string
type InputValue<F extends Field> = F['format'] extends 'choice' ? Choice<F> : FormatInput<F['format']>
type Hidden<F extends Field> = F extends { readOnly: true; shown: 'never' } ? true : false

/** What may be passed for an item's fields. */
export type FieldsInput<F extends Fields> = Flat<{
  readonly [K in keyof F as F[K] extends { readOnly: true } ? never : K]?: InputValue<F[K]> | undefined
}>

type Always<F extends Field> = F extends { required: true } ? true : false

/** What an answer shows of an item's fields. */
export type FieldsOutput<F extends Fields> = Flat<
  { readonly [K in keyof F as Always<F[K]> extends true ? K : never]: FormatOutput<F[K]['format']> } & {
    readonly [K in keyof F as Always<F[K]> extends true
      ? never
      : Hidden<F[K]> extends true
        ? never
        : K]?: FormatOutput<F[K]['format']>
  }
>

/** The metadata that `includes` adds to an entity, under the wire's keys. */
export interface IncludedMetadata {
  readonly attribute?: readonly AttributeEntity[]
  readonly tag?: readonly TagEntity[]
  readonly securityLabel?: readonly SecurityLabelEntity[]
}

/** What every entity has. A single one names its owner in `owner`, a listed one in `ownerName`. */
export interface EntityBase extends IncludedMetadata {
  readonly id: number
  readonly owner?: OwnerEntity
  readonly ownerName?: string
  /** In lists of several types, and on custom indicators. */
  readonly type?: string
  readonly dateAdded?: string
  readonly lastModified?: string
  readonly webLink?: string
  readonly createdBy?: string
}

/** What every indicator shows besides. `summary` stands in lists of several types. */
export interface IndicatorBase extends EntityBase {
  readonly summary?: string
  readonly source?: string
  readonly description?: string
  /** With `includes=additional`. */
  readonly observationCount?: number
  readonly lastObserved?: string
  readonly falsePositiveCount?: number
  readonly falsePositiveLastReported?: string
}

/** A group as the platform returns it; own fields by type. */
export type GroupEntity<T extends GroupType = GroupType> = T extends GroupType
  ? Flat<EntityBase & FieldsOutput<Groups[T]['fields']>>
  : never

/** An indicator as the platform returns it; value and own fields by type. */
export type IndicatorEntity<T extends IndicatorType = IndicatorType> = T extends IndicatorType
  ? Flat<IndicatorBase & FieldsOutput<Indicators[T]['fields']>>
  : never

/** A group of a list of all types. */
export type AnyGroupEntity = Flat<EntityBase & { readonly name: string }>

/** An indicator of a list of all types. */
export type AnyIndicatorEntity = Flat<
  Omit<IndicatorBase, 'summary' | 'type'> & {
    readonly type: string
    readonly summary: string
    readonly rating?: number
    readonly confidence?: number
  }
>

export type VictimEntity = Flat<EntityBase & FieldsOutput<(typeof victim)['fields']>>
export type TaskEntity = Flat<EntityBase & FieldsOutput<(typeof task)['fields']>>

export type GroupInput<T extends GroupType = GroupType> = FieldsInput<Groups[T]['fields']>
export type IndicatorInput<T extends IndicatorType = IndicatorType> = FieldsInput<Indicators[T]['fields']>
export type VictimInput = FieldsInput<(typeof victim)['fields']>
export type TaskInput = FieldsInput<(typeof task)['fields']>

/** What may be passed for an asset's fields. */
export type AssetFields<E extends AssetEntry> = FieldsInput<E['fields']>

/** An asset as the platform returns it. */
export type AssetOutput<E extends AssetEntry> = Flat<
  { readonly id: number; readonly type: string; readonly webLink?: string } & FieldsOutput<E['fields']>
>

export type AssetInput<T extends AssetType = AssetType> = AssetFields<(typeof victimAssets)[T]>
export type AssetEntity<T extends AssetType = AssetType> = AssetOutput<(typeof victimAssets)[T]>

/** The fields of an entry that a setter changes, by the setter’s name, with what it takes. */
export type SettersOf<F extends Fields> = {
  [K in keyof F as F[K] extends { readOnly: true }
    ? never
    : F[K] extends { setter: infer S extends string }
      ? S
      : never]: InputValue<F[K]>
}

type ByShorthand<M> = { [K in keyof M as M[K] extends { shorthand: infer S extends string } ? S : never]: K }

/** The SDK's methods for group types, by their shorthand: `{ intrusionSet: 'Intrusion Set', … }`. */
export type GroupShorthands = ByShorthand<Groups>

/** The SDK's methods for indicator types, by their shorthand: `{ cidr: 'CIDR', … }`. */
export type IndicatorShorthands = ByShorthand<Indicators>

import type { Field, Fields } from './field.ts'

/** The family of an item. */
export type Kind = 'group' | 'indicator' | 'victim' | 'task'

/** An ability that only some types have: a content that can be uploaded, one that can be downloaded. */
export type TraitName = 'upload' | 'download'

/** How upper and lower case count in a custom indicator's value, as the platform reports it. */
export type CasePreference = 'sensitive' | 'upper' | 'lower'

/**
 * What only some indicators have: occurrences of a file, what it does to others, the addresses that a host had, the
 * hosts that an address had.
 */
export type IndicatorPart = 'occurrences' | 'actions' | 'addressHistory' | 'hostHistory'

/** One kind of asset that an item may have. */
export interface AssetEntry {
  readonly type: string
  /** v2's URL segment below that of the set. */
  readonly branch: string
  /** v2's JSON key. */
  readonly entity: string
  /** In the SDK's methods: `addEmailAsset`, `emailAssets` for `email`. */
  readonly shorthand: string
  readonly sentence: string
  readonly fields: Fields
  /** The field that names the asset in a list of all kinds. */
  readonly nameField: string
}

/** The kinds of asset that the items of a type have of their own: a victim's, an adversary's. */
export interface AssetSet {
  /** v2's URL segment below the item. */
  readonly branch: string
  /** v2's JSON key of a list of all kinds. */
  readonly entity: string
  /** Whether other items can be associated with such an asset. */
  readonly associated: boolean
  readonly types: Readonly<Record<string, AssetEntry>>
}

/** What every entry of the catalog says about its type. */
export interface ItemEntry {
  readonly kind: Kind
  /** Spelt as the platform does: `Intrusion Set`. */
  readonly type: string
  readonly plural: string
  /** v2's URL segment below the kind's; empty where the kind has only one type. */
  readonly branch: string
  /** v2's JSON key. */
  readonly entity: string
  /** The SDK's method: `ti.intrusionSet({ … })`. */
  readonly shorthand: string
  readonly sentence: string
  readonly fields: Fields
  /** What a batch file may say of the type besides, or under looser rules. */
  readonly batchFields?: Fields
  readonly traits: readonly TraitName[]
  readonly assets?: AssetSet
  /** The key under which an owner's metrics count the type, where the platform counts it. */
  readonly metric?: string
}

export interface GroupEntry extends ItemEntry {
  readonly kind: 'group'
  /** Set where the platform makes no PDF of the type's groups. */
  readonly pdf?: false
}

export interface IndicatorEntry extends ItemEntry {
  readonly kind: 'indicator'
  /** Whether the type was added to an instance, rather than built in. */
  readonly custom: boolean
  /** Whether the platform finds such values in free text. */
  readonly parsable: boolean
  readonly casePreference?: CasePreference
  /** `all`: every value field is needed. `any`: one is enough, and each one finds the item (a File's hashes). */
  readonly identifiedBy: 'all' | 'any'
  readonly parts?: readonly IndicatorPart[]
  /** By which such values are found in free text, each with the value as its first group. */
  readonly regexes?: readonly string[]
  /** The key under which an owner's metrics count observations of the type. */
  readonly observationMetric?: string
  /** The page that `webLink` leads to; custom types share one that goes by id. */
  readonly page?: { readonly name: string; readonly parameter: string; readonly by: 'summary' | 'id' }
}

export interface VictimEntry extends ItemEntry {
  readonly kind: 'victim'
}

export interface TaskEntry extends ItemEntry {
  readonly kind: 'task'
}

export type AnyEntry = GroupEntry | IndicatorEntry | VictimEntry | TaskEntry

/** What an entry is made from: all but what its kind settles. */
export type Own<E extends ItemEntry> = Omit<E, 'kind' | 'traits' | 'identifiedBy'> &
  Partial<Pick<E, 'traits'>>

/** An entry with the literal types of what was written, so that TypeScript types can be inferred from it. */
export type Defined<E extends ItemEntry, O, B> = Omit<E, keyof O | 'fields'> &
  Omit<O, 'fields'> & { readonly fields: B & (O extends { fields: infer F } ? F : unknown) }

/** What every group has. */
export const groupFields = {
  name: {
    format: 'text',
    title: 'Name',
    sentence: 'What the group is called.',
    required: true,
    filter: ['=', '^'],
    setter: 'setName',
  },
  xid: {
    format: 'text',
    title: 'External id',
    sentence: 'An id of the caller’s own, by which a batch finds the group again.',
    shown: 'additional',
    maxLength: 255,
  },
} as const satisfies Fields

const counted = <const T extends string>(title: T, sentence: string) =>
  ({ format: 'integer', title, sentence, readOnly: true, shown: 'never', filter: ['=', '<', '>'] }) as const

const assessed = <const T extends string>(title: T, sentence: string) =>
  ({ format: 'decimal', title, sentence, readOnly: true, shown: 'never', filter: ['<', '>'] }) as const

/** What every indicator has beside its value. */
export const indicatorFields = {
  rating: {
    format: 'decimal',
    title: 'Threat rating',
    sentence: 'How dangerous it is, from 0 (unknown) to 5 skulls.',
    minimum: 0,
    maximum: 5,
    filter: ['<', '>'],
    setter: 'setRating',
  },
  confidence: {
    format: 'integer',
    title: 'Confidence',
    sentence: 'How sure the rating is, in per cent.',
    minimum: 0,
    maximum: 100,
    filter: ['=', '<', '>'],
    setter: 'setConfidence',
  },
  active: {
    format: 'boolean',
    title: 'Active',
    sentence: 'Whether the indicator is in use; inactive ones are left out of lists unless asked for.',
    shown: 'additional',
    filter: ['='],
    initial: true,
  },
  activeLocked: {
    format: 'boolean',
    title: 'Status locked',
    sentence: 'Whether automatic changes of the status are switched off.',
    shown: 'additional',
    initial: false,
  },
  privateFlag: {
    format: 'boolean',
    title: 'Private',
    sentence: 'Whether the indicator is kept out of everything that is shared.',
    shown: 'additional',
    initial: false,
  },
  falsePositive: {
    ...counted('False positives', 'How often it was reported as a false positive.'),
    initial: 0,
  },
  threatAssessScore: counted('ThreatAssess score', 'The platform’s own assessment, from 0 to 1000.'),
  threatAssessRating: assessed('ThreatAssess rating', 'The assessed threat rating.'),
  threatAssessConfidence: assessed('ThreatAssess confidence', 'The assessed confidence.'),
} as const satisfies Fields

/** @see https://docs.threatconnect.com/en/latest/rest_api/v2/indicators/indicators.html#private-indicators */
const neverPrivate: Field = {
  ...indicatorFields.privateFlag,
  sentence: 'Always false, since custom indicators cannot be private.',
  only: false,
}

/**
 * Describes a group type: its own fields beside those that every group has.
 *
 * @example
 * defineGroup({ type: 'Campaign', plural: 'Campaigns', branch: 'campaigns', entity: 'campaign', shorthand: 'campaign',
 *   sentence: '…', fields: { firstSeen: { format: 'dateTime', title: 'First seen', sentence: '…', filter: ['<', '>'] } } })
 */
export function defineGroup<const O extends Own<GroupEntry>>(
  own: O,
): Defined<GroupEntry, O, typeof groupFields> {
  return { kind: 'group', traits: [], ...own, fields: { ...groupFields, ...own.fields } } as never
}

/** Describes an indicator type; its value fields come first and in order. Custom indicators cannot be private. */
export function defineIndicator<const O extends Own<IndicatorEntry> & { identifiedBy?: 'all' | 'any' }>(
  own: O,
): Defined<IndicatorEntry, O, typeof indicatorFields> {
  const fields = { ...own.fields, ...indicatorFields, ...(own.custom ? { privateFlag: neverPrivate } : {}) }
  return { kind: 'indicator', traits: [], identifiedBy: 'all', ...own, fields } as never
}

/** Describes the one victim type. */
export function defineVictim<const O extends Own<VictimEntry>>(own: O): Defined<VictimEntry, O, unknown> {
  return { kind: 'victim', traits: [], ...own } as never
}

/** Describes the one task type. */
export function defineTask<const O extends Own<TaskEntry>>(own: O): Defined<TaskEntry, O, unknown> {
  return { kind: 'task', traits: [], ...own } as never
}

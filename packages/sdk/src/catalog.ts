import {
  type Defined,
  type GroupEntry,
  type groupFields,
  type IndicatorEntry,
  type indicatorFields,
  type Outline,
  type Own,
  TypeIndex,
} from '@tcex/model'
import { outlines, type ShortOutline, sharedFields } from './outlines.data.ts'

/** The types that a client knows, and the ways to look one up. */
export type Catalog = TypeIndex<Outline>

/** The catalog of a new platform. */
export const catalog: Catalog = new TypeIndex(outlines.map(whole))

function whole(outline: ShortOutline): Outline {
  const { group, indicator } = sharedFields
  const shared = outline.kind === 'group' ? group : outline.kind === 'indicator' ? indicator : {}
  return { shorthand: outline.entity, ...outline, fields: { ...outline.fields, ...shared } } as Outline
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
  return { kind: 'group', traits: [], ...own, fields: { ...sharedFields.group, ...own.fields } } as never
}

/**
 * Describes an indicator type; its value fields come first and in order.
 *
 * @example
 * const catalogOfOurs = catalog.with(defineIndicator({ type: 'Widget', plural: 'Widgets', branch: 'widgets',
 *   entity: 'widget', shorthand: 'widget', sentence: '…', custom: true, parsable: false,
 *   fields: { Serial: { format: 'text', title: 'Serial', sentence: '…', value: true, required: true } } }))
 */
export function defineIndicator<const O extends Own<IndicatorEntry> & { identifiedBy?: 'all' | 'any' }>(
  own: O,
): Defined<IndicatorEntry, O, typeof indicatorFields> {
  const fields = { ...own.fields, ...sharedFields.indicator }
  return { kind: 'indicator', traits: [], identifiedBy: 'all', ...own, fields } as never
}

import { computedFields, holds } from '../catalog/computed.ts'
import type { AnyEntry } from '../catalog/define.ts'
import type { Field, FieldValue, UserReference } from '../catalog/field.ts'
import {
  type AttributeEntity,
  displayedAttributes,
  type OwnerEntity,
  type SecurityLabelEntity,
  type TagEntity,
} from '../catalog/metadata.ts'
import { itemLink, tagLink } from './links.ts'

/** An item as the platform keeps it, with what an answer may show of it. Dates are in wire form. */
export interface ItemView {
  readonly entry: AnyEntry
  readonly id: number
  readonly name: string
  readonly owner: OwnerEntity
  readonly dateAdded: string
  readonly lastModified: string
  readonly createdBy?: string
  readonly values: Readonly<Record<string, FieldValue>>
  readonly users?: ReadonlyMap<string, UserReference>
  readonly attributes?: readonly AttributeEntity[]
  readonly tags?: readonly TagEntity[]
  readonly labels?: readonly SecurityLabelEntity[]
  readonly reports?: Reports
  /** The displayed Description and Source, where the item has them. */
  readonly displayed?: Readonly<Partial<Record<'description' | 'source', string>>>
}

/** What users reported of an indicator. */
export interface Reports {
  readonly observationCount: number
  readonly lastObserved?: string
  readonly falsePositiveCount: number
  readonly falsePositiveLastReported?: string
}

/** What an answer asks for. */
export interface Shape {
  /** One item with its owner as object, a list of one type, or a list of several types of a kind. */
  readonly as: 'single' | 'typed' | 'mixed'
  readonly includes: ReadonlySet<Include>
  /** The site that links lead to, without a slash at the end. */
  readonly site: string
  /** The time of asking, in wire form. */
  readonly now: string
  /** The answer to a change of the item. */
  readonly changed?: boolean
}

/** What `includes` may name. */
export type Include = 'additional' | 'attributes' | 'labels' | 'tags'

export const includeNames: readonly Include[] = ['additional', 'attributes', 'labels', 'tags']

type Json = Record<string, unknown>

/**
 * An item in v2's JSON, in the documentation's order of keys; what is not there is left out.
 *
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/groups/groups.html#retrieve-groups
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/indicators/indicators.html#retrieve-indicators
 */
export function encodeItem(view: ItemView, shape: Shape): Json {
  return encoders[view.entry.kind](view, shape)
}

const encoders: Readonly<Record<AnyEntry['kind'], (view: ItemView, shape: Shape) => Json>> = {
  group: (view, shape) => ({
    id: view.id,
    name: view.name,
    ...(shape.as === 'mixed' ? { type: view.entry.type } : {}),
    ...ownerKeys(view, shape),
    ...(shape.includes.has('additional') ? definedOnly({ createdBy: view.createdBy }) : {}),
    ...dates(view),
    ...link(view, shape),
    ...(shape.includes.has('additional') ? additionalOwnerKeys(view) : {}),
    ...included(view, shape),
    ...ownFields(view, shape, ['name']),
  }),
  indicator: (view, shape) => ({
    id: view.id,
    ...ownerKeys(view, shape),
    ...(shape.as === 'mixed' || isCustom(view.entry) ? { type: view.entry.type } : {}),
    ...dates(view),
    ...definedOnly({ rating: view.values.rating, confidence: view.values.confidence }),
    ...link(view, shape),
    ...definedOnly({ ...view.displayed }),
    ...(shape.includes.has('additional')
      ? { ...(view.reports ?? noReports), ...additionalOwnerKeys(view) }
      : {}),
    ...included(view, shape),
    ...(shape.as === 'mixed' ? { summary: view.name } : {}),
    ...ownFields(view, shape, ['rating', 'confidence']),
  }),
  victim: (view, shape) => ({
    id: view.id,
    name: view.name,
    ...ownFields(view, shape, ['name']),
    ...link(view, shape),
    ...included(view, shape),
  }),
  task: (view, shape) => ({
    id: view.id,
    name: view.name,
    ...ownerKeys(view, shape),
    dateAdded: view.dateAdded,
    // As documented: only a change says when it was.
    ...(shape.changed ? { lastModified: view.lastModified } : {}),
    ...link(view, shape),
    ...included(view, shape),
    ...ownFields(view, shape, ['name']),
  }),
}

const isCustom = (entry: AnyEntry): boolean => entry.kind === 'indicator' && entry.custom

const definedOnly = (json: Json): Json =>
  Object.fromEntries(Object.entries(json).filter(([, value]) => value !== undefined))

const ownerKeys = ({ owner }: ItemView, { as }: Shape): Json =>
  as === 'single' ? { owner } : { ownerName: owner.name }

const dates = ({ dateAdded, lastModified }: ItemView): Json => ({ dateAdded, lastModified })

const link = (view: ItemView, { site }: Shape): Json => ({
  webLink: itemLink(site, view.entry, view, view.owner.name),
})

const noReports: Reports = { observationCount: 0, falsePositiveCount: 0 }

const additionalOwnerKeys = ({ owner }: ItemView): Json => ({
  communityOrSource: owner.type !== 'Organization',
  additionalOwners: [],
})

/** A tag with the address of its page. */
export function encodeTag(
  tag: TagEntity,
  { site, owner }: { readonly site: string; readonly owner: string },
): TagEntity {
  return { ...tag, webLink: tagLink(site, tag.name, owner) }
}

function included({ attributes, tags, labels, owner }: ItemView, { includes, site }: Shape): Json {
  const place = { site, owner: owner.name }
  return definedOnly({
    attribute: includes.has('attributes') ? (attributes ?? []) : undefined,
    tag: includes.has('tags') ? (tags ?? []).map((tag) => encodeTag(tag, place)) : undefined,
    securityLabel: includes.has('labels') ? (labels ?? []) : undefined,
  })
}

function ownFields(view: ItemView, shape: Shape, except: readonly string[]): Json {
  const json: Json = {}
  for (const [name, field] of Object.entries(view.entry.fields)) {
    if (except.includes(name) || !isShown(field, shape, isIndicatorValue(view, field))) continue
    const value = fieldValue(view, name, field, shape)
    if (value !== undefined) json[name] = value
  }
  return json
}

const isIndicatorValue = (view: ItemView, field: Field): boolean =>
  view.entry.kind === 'indicator' && field.value === true

/** A list of several types shows what all of them have; `summary` stands for the value. */
function isShown(field: Field, { as, includes }: Shape, isValue: boolean): boolean {
  const shown = field.shown ?? 'always'
  if (shown === 'never') return false
  if (shown === 'additional') return includes.has('additional')
  if (as === 'mixed') return false
  if (shown === 'detail' && includes.has('additional')) return true
  return isValue || shown === 'always' || as === 'single'
}

function fieldValue(view: ItemView, name: string, field: Field, { now }: Shape): unknown {
  if (field.computed) return holds(computedFields[field.computed](now), view.values)
  const value = view.values[name]
  if (field.format !== 'users' || !Array.isArray(value)) return value
  return value.map((userName: string) => view.users?.get(userName) ?? { userName })
}

/** Which attribute an entity shows as a field of its own. */
export function displayedKey(type: string): 'source' | 'description' | undefined {
  return displayedAttributes.find(([name]) => name === type)?.[1]
}

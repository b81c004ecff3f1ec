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
  /** Those of the values that the name does not hold, where they are known apart. */
  readonly kept?: Readonly<Record<string, FieldValue>>
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

/** A key of an item's JSON and what stands under it, which is left out where it is undefined. */
interface Part {
  readonly key: string
  value(view: ItemView, shape: Shape): unknown
  /** The same as JSON, where that is known to need no escaping. */
  text?(view: ItemView, shape: Shape): string
  /** Of a list whose members many items have in common: one of them in JSON. */
  member?(member: object, view: ItemView, shape: Shape): unknown
}

const part = (key: string, value: Part['value']): Part => ({ key, value })

/**
 * An item in v2's JSON, in the documentation's order of keys; what is not there is left out.
 *
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/groups/groups.html#retrieve-groups
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/indicators/indicators.html#retrieve-indicators
 */
export function encodeItem(view: ItemView, shape: Shape): Json {
  const json: Json = {}
  for (const { key, value, member } of partsOf(view.entry, shape)) {
    const found = value(view, shape)
    if (found === undefined) continue
    json[key] = member ? (found as readonly object[]).map((each) => member(each, view, shape)) : found
  }
  return json
}

/**
 * Makes a function that writes the items of one answer as JSON, each as `encodeItem` gives it. It makes no objects in
 * between, and writes what many items have in common once.
 *
 * @example const write = itemWriter(shape); const text = `[${views.map(write).join()}]`
 */
export function itemWriter(shape: Shape): (view: ItemView) => string {
  const written = new Map<AnyEntry, readonly WrittenPart[]>()
  const members = new Map<object, string>()
  const writeMember = (each: object, encode: NonNullable<Part['member']>, view: ItemView): string => {
    const known = members.get(each)
    if (known !== undefined) return known
    const text = JSON.stringify(encode(each, view, shape))
    members.set(each, text)
    return text
  }
  const writePart = ({ value, member }: Part, view: ItemView): string | number | undefined => {
    const found = value(view, shape)
    if (typeof found === 'number' || found === undefined) return found
    if (!member) return JSON.stringify(found)
    let text = '['
    for (const each of found as readonly object[]) {
      text += (text.length === 1 ? '' : ',') + writeMember(each, member, view)
    }
    return `${text}]`
  }
  const partsFor = (entry: AnyEntry) => {
    const known = written.get(entry)
    if (known) return known
    const parts = partsOf(entry, shape).map((each) => ({
      ...each,
      beginning: `${JSON.stringify(each.key)}:`,
    }))
    written.set(entry, parts)
    return parts
  }
  return (view) => {
    let text = '{'
    for (const each of partsFor(view.entry)) {
      const value = each.text ? each.text(view, shape) : writePart(each, view)
      if (value !== undefined) text += (text.length === 1 ? '' : ',') + each.beginning + value
    }
    return `${text}}`
  }
}

/** A part with what stands before its value. */
interface WrittenPart extends Part {
  readonly beginning: string
}

const known = new WeakMap<AnyEntry, Map<string, readonly Part[]>>()

/** The parts of a type's items in a shape, made once. */
function partsOf(entry: AnyEntry, shape: Shape): readonly Part[] {
  const shapes = known.get(entry) ?? new Map<string, readonly Part[]>()
  known.set(entry, shapes)
  const key = [shape.as, shape.changed === true, ...includeNames.filter((name) => shape.includes.has(name))].join()
  const found = shapes.get(key)
  if (found) return found
  const parts = joined(kindParts[entry.kind](entry, shape))
  shapes.set(key, parts)
  return parts
}

/** Where a type has a field of a name that all items have, its own value counts, in the place of the other. */
function joined(parts: readonly Part[]): readonly Part[] {
  const byKey = new Map<string, Part>()
  for (const each of parts) {
    const before = byKey.get(each.key)
    byKey.set(
      each.key,
      before ? part(each.key, (view, shape) => each.value(view, shape) ?? before.value(view, shape)) : each,
    )
  }
  return [...byKey.values()]
}

const kindParts: Readonly<Record<AnyEntry['kind'], (entry: AnyEntry, shape: Shape) => readonly Part[]>> = {
  group: (entry, shape) => [
    id,
    name,
    ...(shape.as === 'mixed' ? [type] : []),
    owner(shape),
    ...(shape.includes.has('additional') ? [part('createdBy', ({ createdBy }) => createdBy)] : []),
    ...dates,
    link,
    ...(shape.includes.has('additional') ? additionalOwners : []),
    ...included(shape),
    ...ownFields(entry, shape, ['name']),
  ],
  indicator: (entry, shape) => [
    id,
    owner(shape),
    ...(shape.as === 'mixed' || isCustom(entry) ? [type] : []),
    ...dates,
    part('rating', (view) => (view.kept ?? view.values).rating),
    part('confidence', (view) => (view.kept ?? view.values).confidence),
    link,
    part('source', ({ displayed }) => displayed?.source),
    part('description', ({ displayed }) => displayed?.description),
    ...(shape.includes.has('additional') ? [...reports, ...additionalOwners] : []),
    ...included(shape),
    ...(shape.as === 'mixed' ? [part('summary', ({ name }) => name)] : []),
    ...ownFields(entry, shape, ['rating', 'confidence']),
  ],
  victim: (entry, shape) => [id, name, ...ownFields(entry, shape, ['name']), link, ...included(shape)],
  task: (entry, shape) => [
    id,
    name,
    owner(shape),
    dateAdded,
    // As documented: only a change says when it was.
    ...(shape.changed ? [lastModified] : []),
    link,
    ...included(shape),
    ...ownFields(entry, shape, ['name']),
  ],
}

const isCustom = (entry: AnyEntry): boolean => entry.kind === 'indicator' && entry.custom

const id: Part = { key: 'id', value: (view) => view.id, text: (view) => String(view.id) }
const name: Part = { key: 'name', value: (view) => view.name }
const type: Part = { key: 'type', value: ({ entry }) => entry.type }

const owner = ({ as }: Shape): Part =>
  as === 'single' ? part('owner', (view) => view.owner) : part('ownerName', (view) => view.owner.name)

const dateAdded: Part = {
  key: 'dateAdded',
  value: (view) => view.dateAdded,
  text: (view) => `"${view.dateAdded}"`,
}

const lastModified: Part = {
  key: 'lastModified',
  value: (view) => view.lastModified,
  text: (view) => `"${view.lastModified}"`,
}

const dates: readonly Part[] = [dateAdded, lastModified]

const link: Part = {
  key: 'webLink',
  value: (view, { site }) => itemLink(site, view.entry, view, view.owner.name),
}

const noReports: Reports = { observationCount: 0, falsePositiveCount: 0 }

const reports: readonly Part[] = [
  { key: 'observationCount', value: ({ reports = noReports }) => reports.observationCount },
  { key: 'lastObserved', value: ({ reports = noReports }) => reports.lastObserved },
  { key: 'falsePositiveCount', value: ({ reports = noReports }) => reports.falsePositiveCount },
  { key: 'falsePositiveLastReported', value: ({ reports = noReports }) => reports.falsePositiveLastReported },
]

const additionalOwners: readonly Part[] = [
  { key: 'communityOrSource', value: (view) => view.owner.type !== 'Organization' },
  { key: 'additionalOwners', value: () => [] },
]

/** A tag with the address of its page. */
export function encodeTag(
  tag: TagEntity,
  { site, owner }: { readonly site: string; readonly owner: string },
): TagEntity {
  return { ...tag, webLink: tagLink(site, tag.name, owner) }
}

const included = ({ includes }: Shape): readonly Part[] => [
  ...(includes.has('attributes') ? [part('attribute', ({ attributes }) => attributes ?? [])] : []),
  ...(includes.has('tags') ? [tags] : []),
  ...(includes.has('labels') ? [labels] : []),
]

const tags: Part = {
  key: 'tag',
  value: (view) => view.tags ?? [],
  member: (tag, view, { site }) => encodeTag(tag as TagEntity, { site, owner: view.owner.name }),
}

const labels: Part = { key: 'securityLabel', value: (view) => view.labels ?? [], member: (label) => label }

function ownFields(entry: AnyEntry, shape: Shape, except: readonly string[]): readonly Part[] {
  return Object.entries(entry.fields)
    .filter(
      ([name, field]) => !except.includes(name) && isShown(field, shape, isIndicatorValue(entry, field)),
    )
    .map(([name, field]) => part(name, (view, { now }) => fieldValue(view, name, field, now)))
}

const isIndicatorValue = (entry: AnyEntry, field: Field): boolean =>
  entry.kind === 'indicator' && field.value === true

/** A list of several types shows what all of them have; `summary` stands for the value. */
function isShown(field: Field, { as, includes }: Shape, isValue: boolean): boolean {
  const shown = field.shown ?? 'always'
  if (shown === 'never') return false
  if (shown === 'additional') return includes.has('additional')
  if (as === 'mixed') return false
  if (shown === 'detail' && includes.has('additional')) return true
  return isValue || shown === 'always' || as === 'single'
}

function fieldValue(view: ItemView, name: string, field: Field, now: string): unknown {
  if (field.computed) return holds(computedFields[field.computed](now), view.values)
  const value = view.values[name]
  if (field.format !== 'users' || !Array.isArray(value)) return value
  return value.map((userName: string) => view.users?.get(userName) ?? { userName })
}

/** Which attribute an entity shows as a field of its own. */
export function displayedKey(type: string): 'source' | 'description' | undefined {
  return displayedAttributes.find(([name]) => name === type)?.[1]
}

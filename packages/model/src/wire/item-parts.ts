import { computedFields, holds } from '../catalog/computed.ts'
import type { AnyEntry } from '../catalog/define.ts'
import type { Field } from '../catalog/field.ts'
import type { TagEntity } from '../catalog/metadata.ts'
import { attributesText, begun, memberText, quoted, whole } from './item-text.ts'
import { type ItemView, includeNames, type Reports, type Shape } from './item-view.ts'
import { itemLink, tagLink } from './links.ts'

/** A key of an item's JSON and what stands under it, which is left out where it is undefined. */
export interface Part {
  readonly key: string
  value(view: ItemView, shape: Shape): unknown
  /** The same as JSON, where that is known to need no escaping. */
  text?(view: ItemView, shape: Shape): string
  /** Of a list whose members many items have in common: one of them in JSON. */
  member?(member: object, view: ItemView, shape: Shape): unknown
  /** The same as text, where that is quicker. */
  memberText?(member: object, view: ItemView, shape: Shape): string
}

const part = (key: string, value: Part['value']): Part => ({ key, value })

const known = new WeakMap<AnyEntry, Map<string, readonly Part[]>>()

/** The parts of a type's items in a shape, made once. */
export function partsOf(entry: AnyEntry, shape: Shape): readonly Part[] {
  const shapes = known.get(entry) ?? new Map<string, readonly Part[]>()
  known.set(entry, shapes)
  const key = [
    shape.as,
    shape.changed === true,
    ...includeNames.filter((name) => shape.includes.has(name)),
  ].join()
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
    ...(shape.as === 'mixed' && !shape.includes.has('attributes') ? [] : [source]),
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

const owner = ({ as }: Shape): Part => (as === 'single' ? part('owner', (view) => view.owner) : ownerName)

const ownerName: Part = {
  key: 'ownerName',
  value: (view) => view.owner.name,
  text: (view) => `${begun(view.owner.name)}"`,
}

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
  text: linkText,
}

/** What comes after the site is encoded. */
function linkText(view: ItemView, { site }: Shape): string {
  return `${begun(site)}${itemLink('', view.entry, view, view.owner.name)}"`
}

/** Parts that are written at once, as text. */
export interface Head {
  /** How many there are; they are the first ones. */
  readonly length: number
  text(view: ItemView, shape: Shape): string
}

/** What comes first of an indicator in every list: most of what is ever written, and a part at a time it takes four times as long. */
export function headOf(entry: AnyEntry, shape: Shape): Head | undefined {
  const isOwn = (key: string) => entry.fields[key] !== undefined && !notOwn.includes(key)
  if (entry.kind !== 'indicator' || shape.as === 'single' || headKeys.some(isOwn)) return undefined
  const shown = shape.as === 'mixed' || isCustom(entry)
  const typeText = shown ? whole(',"type":', JSON.stringify(entry.type)) : ''
  return {
    length: shown ? headKeys.length : headKeys.length - 1,
    text: (view, shape) => {
      const { rating, confidence } = view.kept ?? view.values
      const owner = `${begun(view.owner.name)}"${typeText}`
      const dates = `"dateAdded":"${view.dateAdded}","lastModified":"${view.lastModified}"`
      const scores = `${memberText('rating', rating)}${memberText('confidence', confidence)}`
      return `{"id":${view.id},"ownerName":${owner},${dates}${scores},"webLink":${linkText(view, shape)}`
    },
  }
}

const notOwn = ['rating', 'confidence']
const headKeys = ['id', 'ownerName', 'type', 'dateAdded', 'lastModified', ...notOwn, 'webLink']

/** A list of several types shows it only where it shows the attributes too, as a bulk report does. */
const source: Part = { key: 'source', value: ({ displayed }) => displayed?.source }

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

const included = ({ includes }: Shape): readonly Part[] => [
  ...(includes.has('attributes') ? [attributes] : []),
  ...(includes.has('tags') ? [tags] : []),
  ...(includes.has('labels') ? [labels] : []),
]

const attributes: Part = {
  key: 'attribute',
  value: ({ attributes }) => attributes ?? [],
  text: ({ attributes }) => attributesText(attributes ?? []),
}

const tags: Part = {
  key: 'tag',
  value: (view) => view.tags ?? [],
  member: (tag, view, { site }) => encodeTag(tag as TagEntity, { site, owner: view.owner.name }),
  memberText: (tag, view, { site }) => tagText(tag as TagEntity, { site, owner: view.owner.name }),
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

interface LinkedFrom {
  readonly site: string
  readonly owner: string
}

/** A tag with the address of its page. */
export function encodeTag(tag: TagEntity, { site, owner }: LinkedFrom): TagEntity {
  return { ...tag, webLink: tagLink(site, tag.name, owner) }
}

function tagText({ name, description }: TagEntity, { site, owner }: LinkedFrom): string {
  const more = memberText('description', description)
  return whole('{"name":', quoted(name), more, ',"webLink":', begun(site), tagLink('', name, owner), '"}')
}

import { type AssociationEntry, type Catalog, type Kind, splitSummary, squash } from '@tcex/model'
import type { Body } from '../service/items.ts'
import { refuse } from '../service/refusal.ts'
import { listIn, objectIn } from './plan-hanging.ts'
import type { Aim, PlannedLink, Target } from './planned.ts'
import { nameOf, valueTarget } from './target.ts'

/** Where an element says what it is linked with. */
export const linkKeys = [
  'associatedGroup',
  'associatedGroups',
  'associatedGroupXid',
  'associatedIndicators',
] as const

export const noAims: readonly Aim[] = []

/** What an element is to be linked with, in every form in which files say it. */
export function aimsIn(catalog: Catalog, body: Body): readonly Aim[] {
  if (!linkKeys.some((key) => Object.hasOwn(body, key))) return noAims
  return [
    ...(listIn(body, 'associatedGroup') ?? []).map(groupTarget),
    ...(listIn(body, 'associatedGroups') ?? []).map(groupTarget),
    ...(listIn(body, 'associatedGroupXid') ?? []).map((xid) => xidTarget(xid, 'associatedGroupXid')),
    ...(listIn(body, 'associatedIndicators') ?? []).map((each) => indicatorTarget(catalog, each)),
  ].map((right) => ({ right }))
}

/** Whether an element of `associatedGroups` describes a whole group, rather than naming one. */
export function isInlineGroup(each: unknown): each is Body {
  return typeof each === 'object' && each !== null && 'name' in each && 'type' in each
}

/** A group as `12`, `{"id": 12}`, `{"groupXid": "…"}`, `{"xid": "…"}`, or described whole. */
function groupTarget(each: unknown): Target {
  if (typeof each === 'number' || (typeof each === 'string' && /^\d{1,15}$/.test(each))) {
    return { by: 'id', id: Number(each), kind: 'group' }
  }
  if (typeof each === 'string') return xidTarget(each, 'associatedGroups')
  const body = objectIn(each, 'associatedGroups')
  const xid = body.groupXid ?? body.xid
  if (xid !== undefined && xid !== null) return xidTarget(xid, 'groupXid')
  return idTarget(body.id, 'groupXid', { kind: 'group' })
}

function xidTarget(xid: unknown, field: string): Target & { readonly by: 'xid' } {
  if (typeof xid === 'string' && xid.trim() !== '') return { by: 'xid', xid }
  throw problem(field, 'must be the xid of a group')
}

function idTarget(id: unknown, field: string, more: { kind: Kind; type?: string }): Target {
  if (/^\d{1,15}$/.test(String(id))) return { by: 'id', id: Number(id), ...more }
  throw problem(field, 'is required, or the "id" of a group')
}

/** @throws Refusal where it names no indicator */
export function indicatorTarget(catalog: Catalog, each: unknown): Target {
  const body = objectIn(each, 'associatedIndicators')
  return indicatorIn(catalog, body.indicatorType ?? body.type, body.summary, 'indicatorType')
}

/** @throws Refusal where the type or its value is none */
function indicatorIn(catalog: Catalog, type: unknown, summary: unknown, field: string): Target {
  const entry = catalog.find('indicator', String(type))
  if (!entry) throw problem(field, `must be one of: ${typesOf(catalog)}`)
  const split = splitSummary(entry, typeof summary === 'string' ? summary : '')
  if (split.ok) return valueTarget(entry, split.values)
  throw refuse('invalidFields', {
    type: 'association',
    problems: split.problems.map(({ rule }) => ({ field: 'summary', rule })),
  })
}

const typesOf = (catalog: Catalog): string =>
  catalog
    .of('indicator')
    .map(({ type }) => type)
    .join(', ')

/** A refusal of a link for the sake of one field. */
export const problem = (field: string, rule: string) =>
  refuse('invalidFields', { type: 'association', problems: [{ field, rule }] })

/**
 * A link of the file's own list.
 *
 * @throws Refusal where an end of it is missing, or where the association is of no type that there is
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/batch_api/batch_api.html#upload-an-input-file-to-a-batch-job
 */
export function planLink(catalog: Catalog, body: Body, path: string): PlannedLink {
  const left = endIn(catalog, body, 1)
  const right = endIn(catalog, body, 2)
  const link = { left, right, path, source: `${nameOf(left)} - ${nameOf(right)}` }
  if (!isIndicator(catalog, left) || !isIndicator(catalog, right)) return link
  const association = associationIn(catalog, body.associationType, 'associationType')
  return association ? { ...link, association: association.name } : link
}

/**
 * The association that a file names; none for the plain one, which the platform calls `Host to Indicators`.
 *
 * @throws Refusal for a name that no association has
 */
function associationIn(catalog: Catalog, name: unknown, field: string): AssociationEntry | undefined {
  if (typeof name !== 'string' || name.trim() === '')
    throw problem(field, 'is required between two indicators')
  const found = findAssociation(catalog, name)
  if (found) return found
  if (isPlain(catalog, name)) return undefined
  throw problem(field, `must be one of: ${catalog.associations.map((each) => each.name).join(', ')}`)
}

/** By name in any case, or by the URL segment that the platform has for it. */
const findAssociation = (catalog: Catalog, name: string): AssociationEntry | undefined =>
  catalog.associations.find((each) => squash(each.name) === squash(name)) ??
  catalog.associations.find(({ branch }) => squash(branch) === squash(name))

function isPlain(catalog: Catalog, name: string): boolean {
  const [, type] = /^(.+)\s+to\s+indicators$/i.exec(name.trim()) ?? []
  return type !== undefined && catalog.find('indicator', type) !== undefined
}

/** @throws Refusal for a name that no file action has */
export function fileActionIn(catalog: Catalog, name: unknown): AssociationEntry {
  const found = typeof name === 'string' ? findAssociation(catalog, name) : undefined
  if (found?.fileAction) return found
  const known = catalog.associations.filter(({ fileAction }) => fileAction).map((each) => each.name)
  throw problem('relationship', `must be one of: ${known.join(', ')}`)
}

const isIndicator = (catalog: Catalog, target: Target): boolean =>
  target.type !== undefined && catalog.find('indicator', target.type) !== undefined

function endIn(catalog: Catalog, body: Body, end: 1 | 2): Target {
  const id = body[`id_${end}`]
  const ref = body[`ref_${end}`]
  const type = body[`type_${end}`] ?? undefined
  const { kind, type: name } = typeOfEnd(catalog, type, end)
  if (id !== undefined && id !== null)
    return idTarget(id, `id_${end}`, { kind, ...(name ? { type: name } : {}) })
  if (kind === 'indicator') return indicatorIn(catalog, type, ref, `type_${end}`)
  return { ...xidTarget(ref, `ref_${end}`), ...(name ? { type: name } : {}) }
}

/** Where no type is given it is a group: of an indicator it must be. */
function typeOfEnd(
  catalog: Catalog,
  type: unknown,
  end: 1 | 2,
): { kind: 'group' | 'indicator'; type?: string } {
  if (type === undefined) return { kind: 'group' }
  const entry = catalog.find('group', String(type)) ?? catalog.find('indicator', String(type))
  if (entry) return { kind: entry.kind, type: entry.type }
  throw problem(`type_${end}`, 'must be a type of group or indicator')
}

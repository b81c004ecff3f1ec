import { type Catalog, splitSummary } from '@tcex/model'
import type { Body } from '../service/items.ts'
import { refuse } from '../service/refusal.ts'
import { listIn, objectIn } from './plan-hanging.ts'
import type { PlannedLink, Target } from './planned.ts'
import { nameOf, valueTarget } from './target.ts'

/** Where an element says what it is linked with. */
export const linkKeys = [
  'associatedGroup',
  'associatedGroups',
  'associatedGroupXid',
  'associatedIndicators',
] as const

/** What an element is to be linked with, in every form in which files say it. */
export function targetsIn(catalog: Catalog, body: Body): readonly Target[] {
  return [
    ...(listIn(body, 'associatedGroup') ?? []).map(groupTarget),
    ...(listIn(body, 'associatedGroups') ?? []).map(groupTarget),
    ...(listIn(body, 'associatedGroupXid') ?? []).map((xid) => xidTarget(xid, 'associatedGroupXid')),
    ...(listIn(body, 'associatedIndicators') ?? []).map((each) => indicatorTarget(catalog, each)),
  ]
}

/** Whether an element of `associatedGroups` describes a whole group, rather than naming one. */
export function isInlineGroup(each: unknown): each is Body {
  return typeof each === 'object' && each !== null && 'name' in each && 'type' in each
}

/** A group as `12`, `{"id": 12}`, `{"groupXid": "…"}`, `{"xid": "…"}`, or described whole. */
function groupTarget(each: unknown): Target {
  if (typeof each === 'number' || (typeof each === 'string' && /^\d{1,15}$/.test(each))) {
    return { by: 'id', id: Number(each) }
  }
  if (typeof each === 'string') return xidTarget(each, 'associatedGroups')
  const body = objectIn(each, 'associatedGroups')
  const xid = body.groupXid ?? body.xid
  if (xid !== undefined && xid !== null) return xidTarget(xid, 'groupXid')
  return idTarget(body.id, 'groupXid')
}

function xidTarget(xid: unknown, field: string): Target {
  if (typeof xid === 'string' && xid.trim() !== '') return { by: 'xid', xid }
  throw problem(field, 'must be the xid of a group')
}

function idTarget(id: unknown, field: string): Target {
  if (/^\d{1,15}$/.test(String(id))) return { by: 'id', id: Number(id) }
  throw problem(field, 'is required, or the "id" of a group')
}

function indicatorTarget(catalog: Catalog, each: unknown): Target {
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

const problem = (field: string, rule: string) =>
  refuse('invalidFields', { type: 'association', problems: [{ field, rule }] })

/**
 * A link of the file's own list.
 *
 * @throws Refusal where an end of it is missing, or where two indicators are linked without a type
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/batch_api/batch_api.html#upload-an-input-file-to-a-batch-job
 */
export function planLink(catalog: Catalog, body: Body, path: string): PlannedLink {
  const left = endIn(catalog, body, 1)
  const right = endIn(catalog, body, 2)
  const areIndicators = isIndicator(catalog, left) && isIndicator(catalog, right)
  const { associationType } = body
  if (areIndicators && (typeof associationType !== 'string' || associationType.trim() === '')) {
    throw problem('associationType', 'is required between two indicators')
  }
  return { left, right, path, source: `${nameOf(left)} - ${nameOf(right)}` }
}

const isIndicator = (catalog: Catalog, target: Target): boolean =>
  target.type !== undefined && catalog.find('indicator', target.type) !== undefined

function endIn(catalog: Catalog, body: Body, end: 1 | 2): Target {
  const id = body[`id_${end}`]
  const ref = body[`ref_${end}`]
  const type = body[`type_${end}`] ?? undefined
  const group = typeof type === 'string' ? catalog.find('group', type) : undefined
  const typed = typeOfEnd(catalog, type, end)
  if (id !== undefined && id !== null) return { ...idTarget(id, `id_${end}`), ...typed }
  if (type !== undefined && !group) return indicatorIn(catalog, type, ref, `type_${end}`)
  return { ...xidTarget(ref, `ref_${end}`), ...typed }
}

function typeOfEnd(catalog: Catalog, type: unknown, end: 1 | 2): { type?: string } {
  if (type === undefined) return {}
  const entry = catalog.find('group', String(type)) ?? catalog.find('indicator', String(type))
  if (entry) return { type: entry.type }
  throw problem(`type_${end}`, 'must be a type of group or indicator')
}

import { type AssetSet, catalog, type Kind } from '@tcex/model'
import type { Handler } from './call.ts'
import { assetHandlers } from './handlers/assets.ts'
import { attribute } from './handlers/attributes.ts'
import { batch } from './handlers/batch.ts'
import { bulk } from './handlers/bulk.ts'
import { content } from './handlers/contents.ts'
import { group } from './handlers/groups.ts'
import { indicator } from './handlers/indicators.ts'
import { itemHandlers, listAll } from './handlers/items.ts'
import { label } from './handlers/labels.ts'
import { linked } from './handlers/linked.ts'
import { observation } from './handlers/observations.ts'
import { occurrence } from './handlers/occurrences.ts'
import { owner } from './handlers/owners.ts'
import { related } from './handlers/related.ts'
import { resolution } from './handlers/resolutions.ts'
import { tag } from './handlers/tags.ts'
import { associationType, attributeType, indicatorType } from './handlers/types.ts'
import { userHandlers } from './handlers/users.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** A route: method, path below `/api/v2`, handler, and the kind of the item that the path names. */
export type Route = readonly [method: Method, path: string, handler: Handler, kind?: Kind | undefined]

/** The path of an item of each kind. */
const itemPaths: Readonly<Record<Kind, string>> = {
  group: '/groups/:type/:id',
  indicator: '/indicators/:type/:id',
  victim: '/victims/:id',
  task: '/tasks/:id',
}

/** The path of one item of another kind below something. */
const otherPaths: Readonly<Record<Kind, string>> = {
  group: '/groups/:otherType/:otherId',
  indicator: '/indicators/:otherType/:otherId',
  victim: '/victims/:otherId',
  task: '/tasks/:otherId',
}

const kindNames = Object.keys(itemPaths) as readonly Kind[]
const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/'))
const rootOf = (path: string): string => path.slice(0, path.indexOf('/:'))
const isTyped = (kind: Kind): boolean => parentOf(otherPaths[kind]) !== rootOf(otherPaths[kind])

/** Whatever is of a kind: made, read, changed, deleted, with its attributes, tags, labels and associations. */
function itemRoutes(kind: Kind): readonly Route[] {
  const path = itemPaths[kind]
  const items = itemHandlers(kind, isTyped(kind) ? 'type' : undefined)
  return [
    ...(isTyped(kind) ? ([['GET', rootOf(path), listAll(kind)]] as const) : []),
    ['GET', parentOf(path), items.list],
    ['POST', parentOf(path), items.create],
    ['GET', path, items.single, kind],
    ['PUT', path, items.update, kind],
    ['DELETE', path, items.delete, kind],
    ['GET', `${path}/attributes`, attribute.list, kind],
    ['POST', `${path}/attributes`, attribute.create, kind],
    ['GET', `${path}/attributes/:attributeId`, attribute.single, kind],
    ['PUT', `${path}/attributes/:attributeId`, attribute.update, kind],
    ['DELETE', `${path}/attributes/:attributeId`, attribute.delete, kind],
    ...labelRoutes(`${path}/attributes/:attributeId`, kind),
    ['GET', `${path}/tags`, tag.list, kind],
    ['GET', `${path}/tags/:tag`, tag.single, kind],
    ['POST', `${path}/tags/:tag`, tag.add, kind],
    ['DELETE', `${path}/tags/:tag`, tag.delete, kind],
    ...labelRoutes(path, kind),
    ...kindNames.flatMap((other) => relatedRoutes(path, 'item', other, kind)),
    ...kindNames.flatMap((other) => associationRoutes(path, other, kind)),
    ...assetRoutes(path, kind),
    ...userRoutes(path, kind),
  ]
}

/** The security labels of an item, or of an attribute of one. */
function labelRoutes(path: string, kind: Kind): readonly Route[] {
  return [
    ['GET', `${path}/securityLabels`, label.list, kind],
    ['GET', `${path}/securityLabels/:label`, label.single, kind],
    ['POST', `${path}/securityLabels/:label`, label.add, kind],
    ['DELETE', `${path}/securityLabels/:label`, label.delete, kind],
  ]
}

/** The items of a kind that an item, a kind of its associations, a tag or a label has. */
function relatedRoutes(
  base: string,
  of: Parameters<typeof related>[0],
  other: Kind,
  kind?: Kind,
): readonly Route[] {
  const path = `${base}${otherPaths[other]}`
  const handlers = related(of, other)
  const typed: readonly Route[] = isTyped(other) ? [['GET', parentOf(path), handlers.typedList, kind]] : []
  return [
    ['GET', `${base}${rootOf(otherPaths[other])}`, handlers.list, kind],
    ...typed,
    ['GET', path, handlers.single, kind],
  ]
}

/** A victim is not associated with another one: they meet through groups (see the documentation's notes). */
const unassociated: readonly (readonly [Kind, Kind])[] = [['victim', 'victim']]

function associationRoutes(base: string, other: Kind, kind: Kind): readonly Route[] {
  if (unassociated.some(([left, right]) => left === kind && right === other)) return []
  const path = `${base}${otherPaths[other]}`
  const { add, delete: remove } = related('item', other)
  return [
    ['POST', path, add, kind],
    ['DELETE', path, remove, kind],
  ]
}

/** Some items have assets of their own (a victim, an adversary); with a victim's, others are associated. */
function assetRoutes(base: string, kind: Kind): readonly Route[] {
  const sets = new Map<string, AssetSet>()
  for (const { assets, kind: holder } of catalog.entries) {
    if (assets && (assets.associated || holder === kind)) sets.set(assets.branch, assets)
  }
  return [...sets.values()].flatMap((set) => routesOfAssets(`${base}/${set.branch}`, set, kind))
}

function routesOfAssets(path: string, set: AssetSet, kind: Kind): readonly Route[] {
  const asset = assetHandlers(set)
  const single = `${path}/:assetType/:assetId`
  const listed: readonly Route[] = [
    ['GET', path, asset.list, kind],
    ['GET', `${path}/:assetType`, asset.typedList, kind],
    ['GET', single, asset.single, kind],
  ]
  const own: readonly Route[] = [
    ['POST', `${path}/:assetType`, asset.create, kind],
    ['PUT', single, asset.update, kind],
    ['DELETE', single, asset.delete, kind],
  ]
  const associated: readonly Route[] = [
    ['POST', single, asset.associate, kind],
    ['DELETE', single, asset.dissociate, kind],
  ]
  const isOwn = catalog.of(kind).some(({ assets }) => assets?.branch === set.branch)
  return [...listed, ...(isOwn ? own : associated)]
}

/** Indicators that are linked by an association of a named type, or with a file by an action. */
function linkedRoutes(of: 'association' | 'action'): readonly Route[] {
  const base = `${itemPaths.indicator}/${of}s/:${of}`
  const path = `${base}${otherPaths.indicator}`
  const { add, delete: remove } = linked(of)
  return [
    ...relatedRoutes(base, of, 'indicator', 'indicator'),
    ['POST', path, add, 'indicator'],
    ['DELETE', path, remove, 'indicator'],
  ]
}

/** What only indicators have. */
function indicatorRoutes(path: string): readonly Route[] {
  return [
    ['GET', '/indicators/deleted', indicator.deleted],
    ['GET', '/indicators/observed', observation.observed],
    ['GET', '/indicators/bulk', bulk.status],
    ['GET', '/indicators/bulk/:format', bulk.report],
    ['GET', '/indicators/:type/deleted', indicator.typedDeleted],
    ['GET', `${path}/owners`, indicator.owners, 'indicator'],
    ['POST', `${path}/falsePositive`, observation.falsePositive, 'indicator'],
    ['GET', `${path}/observations`, observation.total, 'indicator'],
    ['POST', `${path}/observations`, observation.add, 'indicator'],
    ['GET', `${path}/observationCount`, observation.count, 'indicator'],
    ['GET', `${path}/dnsResolutions`, resolution.list, 'indicator'],
    ['POST', `${path}/dnsResolutions`, resolution.add, 'indicator'],
    // As the original spells it.
    ['GET', `${path}/dnsResolution`, resolution.list, 'indicator'],
    ['GET', `${path}/fileOccurrences`, occurrence.list, 'indicator'],
    ['POST', `${path}/fileOccurrences`, occurrence.create, 'indicator'],
    ['GET', `${path}/fileOccurrences/:occurrenceId`, occurrence.single, 'indicator'],
    ['PUT', `${path}/fileOccurrences/:occurrenceId`, occurrence.update, 'indicator'],
    ['DELETE', `${path}/fileOccurrences/:occurrenceId`, occurrence.delete, 'indicator'],
    ...linkedRoutes('association'),
    ...linkedRoutes('action'),
  ]
}
/** Fields that hold users are reached user by user too: the assignees and escalatees of a task. */
function userRoutes(base: string, kind: Kind): readonly Route[] {
  const fields = catalog.of(kind).flatMap((entry) => Object.entries(entry.fields))
  return fields.flatMap(([name, { branch }]): readonly Route[] => {
    if (!branch) return []
    const path = `${base}/${branch}`
    const user = userHandlers(name)
    return [
      ['GET', path, user.list, kind],
      ['GET', `${path}/:user`, user.single, kind],
      ['POST', `${path}/:user`, user.add, kind],
      ['DELETE', `${path}/:user`, user.delete, kind],
    ]
  })
}

/** The security labels of an owner. */
function ownersLabelRoutes(path: string): readonly Route[] {
  return [
    ['GET', path, label.ownersList],
    ['POST', path, label.create],
    ['GET', `${path}/:label`, label.ownersSingle],
    ['PUT', `${path}/:label`, label.update],
    ['DELETE', `${path}/:label`, label.drop],
  ]
}

const groupsOfTask = related('item', 'group')

/** Every path of the platform. */
export const routes: readonly Route[] = [
  ...kindNames.flatMap(itemRoutes),
  ...indicatorRoutes(itemPaths.indicator),
  ['POST', '/groups/:type/:id/publish', group.publish, 'group'],
  ['GET', '/groups/:type/:id/pdf', group.pdf, 'group'],
  // A task's groups go without the word too: `/tasks/12345/incidents`.
  ['GET', '/tasks/:id/:otherType', groupsOfTask.typedList, 'task'],
  ['GET', '/tasks/:id/:otherType/:otherId', groupsOfTask.single, 'task'],
  ['GET', '/tags', tag.ownersList],
  ['POST', '/tags', tag.create],
  ['GET', '/tags/:tag', tag.ownersSingle],
  ['PUT', '/tags/:tag', tag.update],
  ['DELETE', '/tags/:tag', tag.drop],
  ...kindNames.flatMap((other) => relatedRoutes('/tags/:tag', 'tag', other)),
  ...ownersLabelRoutes('/securityLabels'),
  // As the original module writes it.
  ...ownersLabelRoutes('/securitylabels'),
  ...kindNames.flatMap((other) => relatedRoutes('/securityLabels/:label', 'label', other)),
  ['GET', '/owners', owner.list],
  ['GET', '/owners/mine', owner.mine],
  ['GET', '/owners/mine/members', owner.members],
  ['GET', '/owners/metrics', owner.metrics],
  ['GET', '/owners/:id', owner.single],
  ['GET', '/owners/:id/metrics', owner.singleMetrics],
  ['GET', '/whoami', owner.whoami],
  ['POST', '/batch', batch.create],
  ['GET', '/batch/:id', batch.status],
  ['GET', '/batch/:id/errors', batch.errors],
  ['GET', '/batch/:id/results', batch.results],
  ['GET', '/types/indicatorTypes', indicatorType.list],
  ['GET', '/types/indicatorTypes/:otherType', indicatorType.single],
  ['GET', '/types/associationTypes', associationType.list],
  ['GET', '/types/associationTypes/:association', associationType.single],
  ['GET', '/types/attributeTypes', attributeType.list],
  ['GET', '/types/attributeTypes/:name', attributeType.single],
]

/** The routes whose body is a content of any size rather than JSON. */
export const contentRoutes: readonly Route[] = [
  ['POST', '/groups/:type/:id/upload', content.upload, 'group'],
  ['PUT', '/groups/:type/:id/upload', content.upload, 'group'],
  ['GET', '/groups/:type/:id/download', content.download, 'group'],
  ['POST', '/batch/:id', batch.upload],
  ['POST', '/batch/createAndUpload', batch.createAndUpload],
]

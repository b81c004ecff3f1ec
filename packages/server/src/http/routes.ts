import type { Kind } from '@tcex/model'
import type { Handler } from './call.ts'
import { victimAsset } from './handlers/assets.ts'
import { attribute } from './handlers/attributes.ts'
import { content } from './handlers/contents.ts'
import { itemHandlers, listAll } from './handlers/items.ts'
import { label } from './handlers/labels.ts'
import { owner } from './handlers/owners.ts'
import { related } from './handlers/related.ts'
import { tag } from './handlers/tags.ts'
import { indicatorType } from './handlers/types.ts'

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
    ['GET', `${path}/tags`, tag.list, kind],
    ['GET', `${path}/tags/:tag`, tag.single, kind],
    ['POST', `${path}/tags/:tag`, tag.add, kind],
    ['DELETE', `${path}/tags/:tag`, tag.delete, kind],
    ['GET', `${path}/securityLabels`, label.list, kind],
    ['GET', `${path}/securityLabels/:label`, label.single, kind],
    ['POST', `${path}/securityLabels/:label`, label.add, kind],
    ['DELETE', `${path}/securityLabels/:label`, label.delete, kind],
    ...kindNames.flatMap((other) => relatedRoutes(path, 'item', other, kind)),
    ...kindNames.flatMap((other) => associationRoutes(path, other, kind)),
    ...assetRoutes(path, kind),
  ]
}

/** The items of a kind that an item, a tag or a label has. */
function relatedRoutes(
  base: string,
  of: 'item' | 'tag' | 'label',
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

/** An indicator is not associated with a victim directly, nor a victim with another (see the documentation's notes). */
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

/** A victim has assets of its own; anything else is associated with assets. */
function assetRoutes(base: string, kind: Kind): readonly Route[] {
  const path = `${base}/victimAssets`
  const single = `${path}/:assetType/:assetId`
  const listed: readonly Route[] = [
    ['GET', path, victimAsset.list, kind],
    ['GET', `${path}/:assetType`, victimAsset.typedList, kind],
    ['GET', single, victimAsset.single, kind],
  ]
  const own: readonly Route[] = [
    ['POST', `${path}/:assetType`, victimAsset.create, kind],
    ['PUT', single, victimAsset.update, kind],
    ['DELETE', single, victimAsset.delete, kind],
  ]
  const associated: readonly Route[] = [
    ['POST', single, victimAsset.associate, kind],
    ['DELETE', single, victimAsset.dissociate, kind],
  ]
  return [...listed, ...(kind === 'victim' ? own : associated)]
}

/** Every path of the platform. */
export const routes: readonly Route[] = [
  ...kindNames.flatMap(itemRoutes),
  ['GET', '/tags', tag.ownersList],
  ['GET', '/tags/:tag', tag.ownersSingle],
  ...kindNames.flatMap((other) => relatedRoutes('/tags/:tag', 'tag', other)),
  ['GET', '/securityLabels', label.ownersList],
  ['GET', '/securityLabels/:label', label.ownersSingle],
  ...kindNames.flatMap((other) => relatedRoutes('/securityLabels/:label', 'label', other)),
  ['GET', '/owners', owner.list],
  ['GET', '/owners/mine', owner.mine],
  ['GET', '/owners/mine/members', owner.members],
  ['GET', '/owners/metrics', owner.metrics],
  ['GET', '/owners/:id', owner.single],
  ['GET', '/owners/:id/metrics', owner.singleMetrics],
  ['GET', '/whoami', owner.whoami],
  ['GET', '/types/indicatorTypes', indicatorType.list],
  ['GET', '/types/indicatorTypes/:otherType', indicatorType.single],
]

/** The routes whose body is a content of any size rather than JSON. */
export const contentRoutes: readonly Route[] = [
  ['POST', '/groups/:type/:id/upload', content.upload, 'group'],
  ['PUT', '/groups/:type/:id/upload', content.upload, 'group'],
  ['GET', '/groups/:type/:id/download', content.download, 'group'],
]

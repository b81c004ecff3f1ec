import {
  type AnyEntry,
  encodePage,
  encodeTag,
  indicatorTypeEntity,
  type Kind,
  type TagEntity,
} from '@tcex/model'
import * as assets from '../service/assets.ts'
import { associate, associateAsset, dissociate, dissociateAsset } from '../service/associations.ts'
import * as attributes from '../service/attributes.ts'
import { downloadContent, uploadContent } from '../service/contents.ts'
import { createItem, deleteItem, updateItem } from '../service/items.ts'
import * as labels from '../service/labels.ts'
import {
  type Listed,
  listedItem,
  listItems,
  type Source,
  singleItem,
  type Wanted,
} from '../service/listings.ts'
import { ownerMetrics } from '../service/metrics.ts'
import * as owners from '../service/owners.ts'
import { refuse } from '../service/refusal.ts'
import type { Reference } from '../service/scope.ts'
import * as tags from '../service/tags.ts'
import { added, done, item, items, page, single } from './answers.ts'
import type { Call, Handler } from './call.ts'

/** The whole item as it now is, whatever the call was. */
async function whole(call: Call, entry: AnyEntry, id: number, value: string, status: number) {
  const reference: Reference = { entry, id: entry.kind === 'indicator' ? value : String(id) }
  return item(call, await singleItem(call.scope, reference, call.includes), status)
}

/** Items of a kind: `entry` names the segment of the path that says which type, where it has one. */
export const itemHandlers = (kind: Kind, typeParam?: string) => {
  const entryOf = (call: Call): AnyEntry => call.entry(kind, typeParam ?? '')
  return {
    list: (async (call) => {
      const wanted: Wanted = { kind, entry: entryOf(call) }
      return items(call, wanted, await listItems(call.scope, wanted, call.list))
    }) satisfies Handler,
    create: (async (call) => {
      const entry = entryOf(call)
      const row = await createItem(call.scope, entry, call.body)
      return whole(call, entry, row.id, row.name, 201)
    }) satisfies Handler,
    single: (async (call) =>
      item(call, await singleItem(call.scope, call.item, call.includes))) satisfies Handler,
    update: (async (call) => {
      const row = await updateItem(call.scope, call.item, call.body)
      return whole(call, call.item.entry, row.id, row.name, 200)
    }) satisfies Handler,
    delete: (async (call) => {
      await deleteItem(call.scope, call.item)
      return done()
    }) satisfies Handler,
  }
}

/** Every type of a kind in one list. */
export const listAll =
  (kind: Kind): Handler =>
  async (call) =>
    items(call, { kind }, await listItems(call.scope, { kind }, call.list))

export const attribute = {
  list: (async (call) =>
    page('attribute', await attributes.listAttributes(call.scope, call.item, call.page))) satisfies Handler,
  create: (async (call) =>
    single(
      'attribute',
      await attributes.addAttribute(call.scope, call.item, call.body),
      201,
    )) satisfies Handler,
  single: (async (call) =>
    single(
      'attribute',
      await attributes.singleAttribute(call.scope, call.item, call.param('attributeId')),
    )) satisfies Handler,
  update: (async (call) =>
    single(
      'attribute',
      await attributes.updateAttribute(call.scope, call.item, call.param('attributeId'), call.body),
    )) satisfies Handler,
  delete: (async (call) => {
    await attributes.deleteAttribute(call.scope, call.item, call.param('attributeId'))
    return done()
  }) satisfies Handler,
}

const linked = ({ site, scope }: Call, tag: TagEntity): TagEntity =>
  encodeTag(tag, { site, owner: scope.owner.name })

const linkedPage = (call: Call, listed: Listed<TagEntity>): Listed<TagEntity> => ({
  ...listed,
  items: listed.items.map((tag) => linked(call, tag)),
})

export const tag = {
  list: (async (call) =>
    page(
      'tag',
      linkedPage(call, await tags.listItemsTags(call.scope, call.item, call.page)),
    )) satisfies Handler,
  add: (async (call) => {
    await tags.addTag(call.scope, call.item, call.param('tag'))
    return added()
  }) satisfies Handler,
  single: (async (call) =>
    single(
      'tag',
      linked(call, await tags.itemsTag(call.scope, call.item, call.param('tag'))),
    )) satisfies Handler,
  delete: (async (call) => {
    await tags.removeTag(call.scope, call.item, call.param('tag'))
    return done()
  }) satisfies Handler,
  ownersList: (async (call) =>
    page('tag', linkedPage(call, await tags.listTags(call.scope, call.page)))) satisfies Handler,
  ownersSingle: (async (call) =>
    single('tag', linked(call, await tags.singleTag(call.scope, call.param('tag'))))) satisfies Handler,
}

export const label = {
  list: (async (call) =>
    page('securityLabel', await labels.listItemsLabels(call.scope, call.item, call.page))) satisfies Handler,
  add: (async (call) => {
    await labels.addLabel(call.scope, call.item, call.param('label'))
    return added()
  }) satisfies Handler,
  single: (async (call) =>
    single(
      'securityLabel',
      await labels.itemsLabel(call.scope, call.item, call.param('label')),
    )) satisfies Handler,
  delete: (async (call) => {
    await labels.removeLabel(call.scope, call.item, call.param('label'))
    return done()
  }) satisfies Handler,
  ownersList: (async (call) =>
    page('securityLabel', await labels.listLabels(call.scope, call.page))) satisfies Handler,
  ownersSingle: (async (call) =>
    single('securityLabel', await labels.singleLabel(call.scope, call.param('label')))) satisfies Handler,
}

/** Where a path's list comes from: an item, or a tag or label of the owner's. */
const sources: Readonly<Record<Source['of'], (call: Call) => Source>> = {
  item: (call) => ({ of: 'item', reference: call.item }),
  tag: (call) => ({ of: 'tag', name: call.param('tag') }),
  label: (call) => ({ of: 'label', name: call.param('label') }),
}

/** Items that a source has of a kind: all, those of one type, or one of them. */
export const related = (of: Source['of'], kind: Kind) => {
  const other = (call: Call): Reference => ({
    entry: call.entry(kind, 'otherType'),
    id: call.param('otherId'),
  })
  return {
    list: (async (call) => {
      const wanted = { kind, source: sources[of](call) }
      return items(call, wanted, await listItems(call.scope, wanted, call.list))
    }) satisfies Handler,
    typedList: (async (call) => {
      const wanted = { kind, entry: call.entry(kind, 'otherType'), source: sources[of](call) }
      return items(call, wanted, await listItems(call.scope, wanted, call.list))
    }) satisfies Handler,
    single: (async (call) =>
      item(
        call,
        await listedItem(call.scope, other(call), sources[of](call), call.includes),
      )) satisfies Handler,
    add: (async (call) => {
      await associate(call.scope, call.item, other(call))
      return added()
    }) satisfies Handler,
    delete: (async (call) => {
      await dissociate(call.scope, call.item, other(call))
      return done()
    }) satisfies Handler,
  }
}

const asset = (call: Call) => ({ entry: call.asset('assetType'), id: call.param('assetId') })

export const victimAsset = {
  list: (async (call) =>
    page(
      'victimAsset',
      await assets.listAssets(call.scope, call.item, undefined, call.page, call.site),
    )) satisfies Handler,
  typedList: (async (call) => {
    const entry = call.asset('assetType')
    return page(entry.entity, await assets.listAssets(call.scope, call.item, entry, call.page, call.site))
  }) satisfies Handler,
  single: (async (call) => {
    const { entry, id } = asset(call)
    return single(entry.entity, await assets.singleAsset(call.scope, call.item, { entry, id }, call.site))
  }) satisfies Handler,
  create: (async (call) => {
    const entry = call.asset('assetType')
    return single(
      entry.entity,
      await assets.addAsset(call.scope, call.item, entry, call.body, call.site),
      201,
    )
  }) satisfies Handler,
  update: (async (call) => {
    const which = asset(call)
    const changed = await assets.updateAsset(call.scope, call.item, which, call.body, call.site)
    return single(which.entry.entity, changed)
  }) satisfies Handler,
  delete: (async (call) => {
    await assets.deleteAsset(call.scope, call.item, asset(call))
    return done()
  }) satisfies Handler,
  associate: (async (call) => {
    const { entry, id } = asset(call)
    await associateAsset(call.scope, call.item, entry.type, id)
    return added()
  }) satisfies Handler,
  dissociate: (async (call) => {
    const { entry, id } = asset(call)
    await dissociateAsset(call.scope, call.item, entry.type, id)
    return done()
  }) satisfies Handler,
}

/** Contents exist for the types with the trait; elsewhere the path leads nowhere. */
function refuseWithout(call: Call, trait: 'upload' | 'download'): void {
  const { entry, id } = call.item
  if (!entry.traits.includes(trait)) throw refuse('unknownPart', { part: `${trait} of a ${entry.type}`, id })
}

export const content = {
  upload: (async (call) => {
    refuseWithout(call, 'upload')
    await uploadContent(call.scope, call.item, call.content, call.isReplacement)
    return done()
  }) satisfies Handler,
  download: (async (call) => {
    refuseWithout(call, 'download')
    const { size, parts } = await downloadContent(call.scope, call.item)
    const type = call.item.entry.traits.includes('upload')
      ? 'application/octet-stream'
      : 'text/plain; charset=utf-8'
    return { status: 200, content: { type, size, parts } }
  }) satisfies Handler,
}

export const owner = {
  list: (async (call) => page('owner', await owners.listOwners(call.scope, call.page))) satisfies Handler,
  mine: (async ({ scope }) => ({
    status: 200,
    body: {
      status: 'Success',
      data: { resultCount: 1, owner: await owners.singleOwner(scope, String(scope.account.ownerId)) },
    },
  })) satisfies Handler,
  members: (async ({ scope }) => page('user', { items: await owners.listMembers(scope) })) satisfies Handler,
  metrics: (async ({ scope }) =>
    page('ownerMetric', { items: await ownerMetrics(scope, scope.owner.id) })) satisfies Handler,
  single: (async (call) => {
    const found = await owners.singleOwner(call.scope, call.param('id'))
    return { status: 200, body: { status: 'Success', data: { resultCount: 1, owner: found } } }
  }) satisfies Handler,
  singleMetrics: (async (call) => {
    const { id } = await owners.singleOwner(call.scope, call.param('id'))
    return page('ownerMetric', { items: await ownerMetrics(call.scope, id) })
  }) satisfies Handler,
}

const typeOf = (call: Call, entry: AnyEntry) =>
  indicatorTypeEntity(entry as AnyEntry & { kind: 'indicator' }, call.includes.has('additional'))

export const indicatorType = {
  list: (async (call) => {
    const types = call.scope.platform.catalog.of('indicator').map((entry) => typeOf(call, entry))
    return { status: 200, body: encodePage('indicatorType', types, types.length) }
  }) satisfies Handler,
  single: (async (call) => {
    const name = call.param('otherType')
    const { catalog } = call.scope.platform
    const entry = catalog.find('indicator', name) ?? catalog.findBranch('indicator', name)
    if (!entry) throw refuse('unknownPart', { part: 'indicator type', id: name })
    return single('indicatorType', typeOf(call, entry))
  }) satisfies Handler,
}

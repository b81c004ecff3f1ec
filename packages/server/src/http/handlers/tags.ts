import { encodeTag, type TagEntity } from '@tcex/model'
import type { Listed } from '../../service/listings.ts'
import * as tags from '../../service/tags.ts'
import { added, done, page, single } from '../answers.ts'
import type { Call } from '../call.ts'
import { handlers } from './handlers.ts'

const linked = ({ site, scope }: Call, tag: TagEntity): TagEntity =>
  encodeTag(tag, { site, owner: scope.owner.name })

/** Lists show what tags are for only where that is asked for. */
const linkedPage = (call: Call, listed: Listed<TagEntity>): Listed<TagEntity> => ({
  ...listed,
  items: listed.items.map((tag) => linked(call, call.flag('detailed') ? tag : { name: tag.name })),
})

export const tag = handlers({
  list: async (call) =>
    page('tag', linkedPage(call, await tags.listItemsTags(call.scope, call.item, call.list))),
  add: async (call) => {
    await tags.addTag(call.scope, call.item, call.param('tag'))
    return added()
  },
  single: async (call) =>
    single('tag', linked(call, await tags.itemsTag(call.scope, call.item, call.param('tag')))),
  delete: async (call) => {
    await tags.removeTag(call.scope, call.item, call.param('tag'))
    return done()
  },
  ownersList: async (call) => page('tag', linkedPage(call, await tags.listTags(call.scope, call.list))),
  ownersSingle: async (call) =>
    single('tag', linked(call, await tags.singleTag(call.scope, call.param('tag')))),
  create: async (call) => single('tag', linked(call, await tags.createTag(call.scope, call.body)), 201),
  update: async (call) =>
    single('tag', linked(call, await tags.updateTag(call.scope, call.param('tag'), call.body))),
  drop: async (call) => {
    await tags.deleteTag(call.scope, call.param('tag'))
    return done()
  },
})

import { checkField, type TagEntity, tagNameLength } from '@tcex/model'
import type { Page } from '../search/search.ts'
import type { TagRow } from '../store/rows.ts'
import {
  addItemTag,
  countTags,
  deleteItemTag,
  findTag,
  insertTag,
  pageTags,
  type TagList,
} from '../store/tags.ts'
import { getItem } from './find.ts'
import type { Listed } from './listings.ts'
import { refuse } from './refusal.ts'
import { type Reference, read, type Scope, seconds, type Work, write } from './scope.ts'
import { viewTag } from './views.ts'

/**
 * Puts a tag on an item; a tag that is new to the owner is made by this.
 *
 * @throws Refusal for a name that is blank or too long
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/groups/groups.html#create-group-tags
 */
export function addTag(scope: Scope, reference: Reference, name: string): Promise<void> {
  const checked = checkField(tagName, name)
  if (!checked.ok) throw refuse('tagName', { rule: checked.rule })
  return write(scope, async (work) => {
    const item = await getItem(work, reference)
    const tag = { ownerId: work.owner.id, name, dateAdded: seconds(work) }
    await addItemTag(work.connection, item.id, await insertTag(work.connection, tag))
  })
}

const tagName = { format: 'text', title: 'Name', sentence: '', maxLength: tagNameLength } as const

export function removeTag(scope: Scope, reference: Reference, name: string): Promise<void> {
  return write(scope, async (work) => {
    const item = await getItem(work, reference)
    const tag = await findTag(work.connection, work.owner.id, name)
    const removed = tag && (await deleteItemTag(work.connection, item.id, tag.id))
    if (!removed) throw refuse('unknownPart', { part: 'tag', id: name })
  })
}

/** A tag of an item. */
export function itemsTag(scope: Scope, reference: Reference, name: string): Promise<TagEntity> {
  return read(scope, async (work) => {
    const { id } = await getItem(work, reference)
    const tags = await pageTags(work.connection, { itemId: id }, { start: 0, limit: 10_000 })
    return viewTag(tags.find((tag) => tag.name === name) ?? missing(name))
  })
}

/** A tag of the owner's. */
export function singleTag(scope: Scope, name: string): Promise<TagEntity> {
  return read(scope, async (work) =>
    viewTag((await findTag(work.connection, work.owner.id, name)) ?? missing(name)),
  )
}

function missing(name: string): TagRow {
  throw refuse('unknownPart', { part: 'tag', id: name })
}

export function listItemsTags(scope: Scope, reference: Reference, page: Page): Promise<Listed<TagEntity>> {
  return read(scope, async (work) => {
    const { id } = await getItem(work, reference)
    return list(work, { itemId: id }, page)
  })
}

export function listTags(scope: Scope, page: Page): Promise<Listed<TagEntity>> {
  return read(scope, (work) => list(work, { ownerId: work.owner.id }, page))
}

async function list(work: Work, of: TagList, page: Page): Promise<Listed<TagEntity>> {
  const items = (await pageTags(work.connection, of, page)).map(viewTag)
  return page.start > 0 ? { items } : { items, count: await countTags(work.connection, of) }
}

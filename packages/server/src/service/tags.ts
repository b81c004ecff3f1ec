import { checkField, type TagEntity, tagColumns, tagNameLength } from '@tcex/model'
import { type Page, placed } from '../search/search.ts'
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
import { readFilters } from './filters.ts'
import { getItem } from './find.ts'
import type { Listed, ListOptions } from './listings.ts'
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
  checkTagName(name)
  return write(scope, async (work) => {
    const item = await getItem(work, reference)
    const tag = { ownerId: work.owner.id, name, dateAdded: seconds(work) }
    await addItemTag(work.connection, item.id, await insertTag(work.connection, tag))
  })
}

const tagName = { format: 'text', title: 'Name', sentence: '', maxLength: tagNameLength } as const

/**
 * Checks the name of a tag that is to be put on an item.
 *
 * @throws Refusal for a name that is blank or too long
 */
export function checkTagName(name: unknown): string {
  const checked = checkField(tagName, name)
  if (!checked.ok) throw refuse('tagName', { rule: checked.rule })
  return String(name)
}

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

export function listItemsTags(
  scope: Scope,
  reference: Reference,
  options: ListOptions,
): Promise<Listed<TagEntity>> {
  const filter = whereOf(scope, options)
  return read(scope, async (work) => {
    const { id } = await getItem(work, reference)
    return list(work, { itemId: id, ...filter }, options.page)
  })
}

export function listTags(scope: Scope, options: ListOptions): Promise<Listed<TagEntity>> {
  const filter = whereOf(scope, options)
  return read(scope, (work) => list(work, { ownerId: work.owner.id, ...filter }, options.page))
}

/**
 * What the filters of a list ask for.
 *
 * @throws Refusal for a filter that cannot be read or does not fit tags
 */
function whereOf({ platform }: Scope, options: ListOptions): Pick<TagList, 'where'> {
  const condition = readFilters(options, { columns: tagColumns, prefixes: ['tag'], now: platform.now() })
  return condition
    ? { where: placed(condition, { name: { in: 'tagName' }, weight: { in: 'tagWeight' } }) }
    : {}
}

async function list(work: Work, of: TagList, page: Page): Promise<Listed<TagEntity>> {
  const items = (await pageTags(work.connection, of, page)).map(viewTag)
  return page.start > 0 ? { items } : { items, count: await countTags(work.connection, of) }
}

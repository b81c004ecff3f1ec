import { checkField, type TagEntity, tagColumns, tagFields, type Values, validate } from '@tcex/model'
import { type Page, placed } from '../search/search.ts'
import type { TagRow } from '../store/rows.ts'
import {
  addItemTag,
  countTags,
  deleteItemTag,
  deleteTag as dropTag,
  findTag,
  insertTag,
  pageTags,
  updateTag as storeTag,
  type TagList,
} from '../store/tags.ts'
import { readFilters } from './filters.ts'
import { getItem } from './find.ts'
import type { Body } from './items.ts'
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
    await addItemTag(work.connection, item, await insertTag(work.connection, tag))
  })
}

/**
 * Checks the name of a tag that is to be put on an item.
 *
 * @throws Refusal for a name that is blank or too long
 */
export function checkTagName(name: unknown): string {
  const checked = checkField(tagFields.name, name)
  if (!checked.ok) throw refuse('tagName', { rule: checked.rule })
  return String(name)
}

export function removeTag(scope: Scope, reference: Reference, name: string): Promise<void> {
  return write(scope, async (work) => {
    const item = await getItem(work, reference)
    const tag = await findTag(work.connection, work.owner.id, name)
    const removed = tag && (await deleteItemTag(work.connection, item, tag.id))
    if (!removed) throw refuse('unknownPart', { part: 'tag', id: name })
  })
}

/** A tag of an item. */
export function itemsTag(scope: Scope, reference: Reference, name: string): Promise<TagEntity> {
  return read(scope, async (work) => {
    const { id, ownerId } = await getItem(work, reference)
    const tags = await pageTags(work.connection, { ownerId, itemId: id }, { start: 0, limit: 10_000 })
    return viewTag(tags.find((tag) => tag.name === name) ?? missing(name))
  })
}

/** A tag of the owner's. */
export function singleTag(scope: Scope, name: string): Promise<TagEntity> {
  return read(scope, async (work) => viewTag(await getTag(work, name)))
}

async function getTag(work: Work, name: string): Promise<TagRow> {
  return (await findTag(work.connection, work.owner.id, name)) ?? missing(name)
}

/**
 * Makes a tag that nobody carries yet, or describes one that is there.
 *
 * @throws Refusal naming every field that breaks a rule
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/tags/tags.html#create-tags
 */
export function createTag(scope: Scope, body: Body): Promise<TagEntity> {
  const values = checked(body, true)
  return write(scope, async (work) => {
    const name = String(values.name)
    await insertTag(work.connection, { ownerId: work.owner.id, name, dateAdded: seconds(work) })
    return change(work, await getTag(work, name), values)
  })
}

/** Renames or describes a tag; everything that carries it keeps it. */
export function updateTag(scope: Scope, name: string, body: Body): Promise<TagEntity> {
  const values = checked(body, false)
  return write(scope, async (work) => {
    const tag = await getTag(work, name)
    const wanted = String(values.name ?? name)
    const other = wanted === name ? undefined : await findTag(work.connection, work.owner.id, wanted)
    if (other) throw refuse('nameTaken', { what: 'tag', name: wanted })
    return change(work, tag, values)
  })
}

/**
 * Drops a tag from the owner and from all that carries it.
 *
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/tags/tags.html#delete-tags
 */
export function deleteTag(scope: Scope, name: string): Promise<void> {
  return write(scope, async (work) => {
    const { id } = await getTag(work, name)
    await dropTag(work.connection, { id, ownerId: work.owner.id })
  })
}

function checked(body: Body, creating: boolean): Values {
  const validated = validate(tagFields, body, { creating })
  if (validated.ok) return validated.values
  throw refuse('invalidFields', { type: 'tag', problems: validated.problems })
}

const textOrNone = (value: unknown): string | null => (value ? String(value) : null)

async function change(work: Work, tag: TagRow, values: Values): Promise<TagEntity> {
  const { name = tag.name, description = tag.description } = values
  const changed: TagRow = { ...tag, name: String(name), description: textOrNone(description) }
  await storeTag(work.connection, { ...changed, ownerId: work.owner.id })
  return viewTag(changed)
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
    const { id, ownerId } = await getItem(work, reference)
    return list(work, { ownerId, itemId: id, ...filter }, options.page)
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

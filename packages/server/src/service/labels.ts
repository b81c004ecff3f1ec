import { labelColumns, type SecurityLabelEntity } from '@tcex/model'
import { type Page, placed } from '../search/search.ts'
import {
  addItemLabel,
  countLabels,
  deleteItemLabel,
  findLabel,
  type LabelList,
  pageLabels,
} from '../store/labels.ts'
import type { LabelRow } from '../store/rows.ts'
import { readFilters } from './filters.ts'
import { getItem } from './find.ts'
import type { Listed, ListOptions } from './listings.ts'
import { refuse } from './refusal.ts'
import { type Reference, read, type Scope, type Work, write } from './scope.ts'
import { viewLabel } from './views.ts'

/**
 * Puts a security label of the owner's on an item.
 *
 * @throws Refusal for a label that the owner does not have
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/groups/groups.html#create-group-security-labels
 */
export function addLabel(scope: Scope, reference: Reference, name: string): Promise<void> {
  return write(scope, async (work) => {
    const item = await getItem(work, reference)
    const label = await getLabel(work, name)
    await addItemLabel(work.connection, item.id, label.id)
  })
}

export function removeLabel(scope: Scope, reference: Reference, name: string): Promise<void> {
  return write(scope, async (work) => {
    const item = await getItem(work, reference)
    const label = await getLabel(work, name)
    const removed = await deleteItemLabel(work.connection, item.id, label.id)
    if (!removed) throw refuse('unknownPart', { part: 'security label', id: name })
  })
}

async function getLabel(work: Work, name: string): Promise<LabelRow> {
  const label = await findLabel(work.connection, work.owner.id, name)
  if (label) return label
  const known = await pageLabels(work.connection, { ownerId: work.owner.id }, { start: 0, limit: 100 })
  throw refuse('unknownLabel', { name, known: known.map((each) => each.name) })
}

/** A label of an item. */
export function itemsLabel(scope: Scope, reference: Reference, name: string): Promise<SecurityLabelEntity> {
  return read(scope, async (work) => {
    const { id } = await getItem(work, reference)
    const labels = await pageLabels(work.connection, { itemId: id }, { start: 0, limit: 10_000 })
    const label = labels.find((each) => each.name === name)
    if (!label) throw refuse('unknownPart', { part: 'security label', id: name })
    return viewLabel(label)
  })
}

/** A label of the owner's. */
export function singleLabel(scope: Scope, name: string): Promise<SecurityLabelEntity> {
  return read(scope, async (work) => viewLabel(await getLabel(work, name)))
}

export function listItemsLabels(
  scope: Scope,
  reference: Reference,
  options: ListOptions,
): Promise<Listed<SecurityLabelEntity>> {
  const filter = whereOf(scope, options)
  return read(scope, async (work) => {
    const { id } = await getItem(work, reference)
    return list(work, { itemId: id, ...filter }, options.page)
  })
}

export function listLabels(scope: Scope, options: ListOptions): Promise<Listed<SecurityLabelEntity>> {
  const filter = whereOf(scope, options)
  return read(scope, (work) => list(work, { ownerId: work.owner.id, ...filter }, options.page))
}

/**
 * What the filters of a list ask for.
 *
 * @throws Refusal for a filter that cannot be read or does not fit security labels
 */
function whereOf({ platform }: Scope, options: ListOptions): Pick<LabelList, 'where'> {
  const prefixes = ['securityLabel']
  const condition = readFilters(options, { columns: labelColumns, prefixes, now: platform.now() })
  return condition ? { where: placed(condition, { name: { in: 'labelName' } }) } : {}
}

async function list(work: Work, of: LabelList, page: Page): Promise<Listed<SecurityLabelEntity>> {
  const items = (await pageLabels(work.connection, of, page)).map(viewLabel)
  return page.start > 0 ? { items } : { items, count: await countLabels(work.connection, of) }
}

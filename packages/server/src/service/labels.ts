import { labelColumns, labelFields, type SecurityLabelEntity, type Values, validate } from '@tcex/model'
import { type Page, placed } from '../search/search.ts'
import {
  addAttributeLabel,
  addItemLabel,
  countLabels,
  deleteAttributeLabel,
  deleteItemLabel,
  deleteLabel as dropLabel,
  findLabel,
  insertLabel,
  type LabelList,
  pageLabels,
  updateLabel as storeLabel,
} from '../store/labels.ts'
import type { LabelRow } from '../store/rows.ts'
import { getAttribute } from './attributes.ts'
import { readFilters } from './filters.ts'
import { getItem } from './find.ts'
import type { Body } from './items.ts'
import type { Listed, ListOptions } from './listings.ts'
import { refuse } from './refusal.ts'
import { type Reference, read, type Scope, seconds, type Work, write } from './scope.ts'
import { viewLabel } from './views.ts'

/** What a label sits on: an item, or an attribute of one. */
export type Labelled = Reference & { readonly attributeId?: string }

/**
 * Puts a security label of the owner's on an item or an attribute.
 *
 * @throws Refusal for a label that the owner does not have
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/groups/groups.html#create-group-security-labels
 */
export function addLabel(scope: Scope, labelled: Labelled, name: string): Promise<void> {
  return write(scope, async (work) => {
    const on = await labelledOf(work, labelled)
    const { id } = await getLabel(work, name)
    if (on.what === 'item') await addItemLabel(work.connection, on, id)
    else await addAttributeLabel(work.connection, on, id)
  })
}

export function removeLabel(scope: Scope, labelled: Labelled, name: string): Promise<void> {
  return write(scope, async (work) => {
    const on = await labelledOf(work, labelled)
    const { id } = await getLabel(work, name)
    const removed =
      on.what === 'item'
        ? await deleteItemLabel(work.connection, on, id)
        : await deleteAttributeLabel(work.connection, on, id)
    if (!removed) throw refuse('unknownPart', { part: 'security label', id: name })
  })
}

async function labelledOf(work: Work, { attributeId, ...reference }: Labelled) {
  const ownerId = work.owner.id
  if (attributeId === undefined) {
    return { what: 'item', id: (await getItem(work, reference)).id, ownerId } as const
  }
  return { what: 'attribute', id: (await getAttribute(work, reference, attributeId)).id, ownerId } as const
}

async function listOn(work: Work, labelled: Labelled) {
  const { what, id, ownerId } = await labelledOf(work, labelled)
  return what === 'item' ? { ownerId, itemId: id } : { ownerId, attributeId: id }
}

/**
 * Makes a security label, or says anew what one of that name means.
 *
 * @throws Refusal naming every field that breaks a rule
 */
export function createLabel(scope: Scope, body: Body): Promise<SecurityLabelEntity> {
  const values = checked(body, true)
  return write(scope, async (work) => {
    const name = String(values.name)
    const label = { name, description: null, dateAdded: seconds(work) }
    await insertLabel(work.connection, work.owner.id, label)
    return change(work, await getLabel(work, name), values)
  })
}

/** Changes the fields that are given and leaves the others; everything that has the label keeps it. */
export function updateLabel(scope: Scope, name: string, body: Body): Promise<SecurityLabelEntity> {
  const values = checked(body, false)
  return write(scope, async (work) => {
    const label = await getLabel(work, name)
    const wanted = String(values.name ?? name)
    const other = wanted === name ? undefined : await findLabel(work.connection, work.owner.id, wanted)
    if (other) throw refuse('nameTaken', { what: 'security label', name: wanted })
    return change(work, label, values)
  })
}

/**
 * Drops a security label from the owner and from all that has it.
 *
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/security_labels/security_labels.html#delete-security-labels
 */
export function deleteLabel(scope: Scope, name: string): Promise<void> {
  return write(scope, async (work) => {
    const { id } = await getLabel(work, name)
    await dropLabel(work.connection, { id, ownerId: work.owner.id })
  })
}

function checked(body: Body, creating: boolean): Values {
  const validated = validate(labelFields, body, { creating })
  if (validated.ok) return validated.values
  throw refuse('invalidFields', { type: 'security label', problems: validated.problems })
}

const textOrNone = (value: unknown): string | null => (value ? String(value) : null)

async function change(work: Work, label: LabelRow, values: Values): Promise<SecurityLabelEntity> {
  const { name = label.name, description = label.description, color = label.color, dateAdded } = values
  const changed: LabelRow = {
    id: label.id,
    name: String(name),
    description: textOrNone(description),
    color: textOrNone(color),
    dateAdded: dateAdded === undefined ? label.dateAdded : Date.parse(String(dateAdded)) / 1000,
  }
  await storeLabel(work.connection, { ...changed, ownerId: work.owner.id })
  return viewLabel(changed)
}

async function getLabel(work: Work, name: string): Promise<LabelRow> {
  const label = await findLabel(work.connection, work.owner.id, name)
  if (label) return label
  const known = await pageLabels(work.connection, { ownerId: work.owner.id }, { start: 0, limit: 100 })
  throw refuse('unknownLabel', { name, known: known.map((each) => each.name) })
}

/** A label of an item or an attribute. */
export function itemsLabel(scope: Scope, labelled: Labelled, name: string): Promise<SecurityLabelEntity> {
  return read(scope, async (work) => {
    const on = await listOn(work, labelled)
    const labels = await pageLabels(work.connection, on, { start: 0, limit: 10_000 })
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
  labelled: Labelled,
  options: ListOptions,
): Promise<Listed<SecurityLabelEntity>> {
  const filter = whereOf(scope, options)
  return read(scope, async (work) =>
    list(work, { ...(await listOn(work, labelled)), ...filter }, options.page),
  )
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

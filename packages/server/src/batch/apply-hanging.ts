import type { BatchSettings, Values } from '@tcex/model'
import type { AttributeInput } from '../service/attributes.ts'
import { type AttributeRow, type ItemPairs, makeLabel, type Pending, sameValues } from '../service/many.ts'
import { refuse } from '../service/refusal.ts'
import { suffices } from '../service/roles.ts'
import type { Work } from '../service/scope.ts'
import type { Held } from './item-index.ts'
import type { LabelInput, PlannedAttribute, PlannedItem } from './planned.ts'
import type { TagIds } from './tag-ids.ts'

/** What a chunk knows beside its items, and where it puts what is to be written. */
export interface Context {
  readonly work: Work
  readonly settings: BatchSettings
  readonly pending: Pending
  /** The owner's tags by name, and those that are yet to be made. */
  readonly tags: TagIds
  readonly labels: Map<string, number>
}

/**
 * Hangs on an item what a file says, by the job's write types; what is there already stays as it is. Where a file says
 * nothing of a sort, that sort is left alone. Whether anything changed.
 */
export function hang(context: Context, held: Held, planned: PlannedItem): boolean {
  const attributes = planned.attributes && hangAttributes(context, held, planned.attributes)
  const tags = planned.tags && hangTags(context, held, planned.tags)
  const labels = planned.labels && hangLabels(context, held, planned.labels)
  const occurrences = planned.occurrences && hangOccurrences(context, held, planned.occurrences)
  return Boolean(attributes || tags || labels || occurrences)
}

type Sort = Pick<AttributeRow, 'type' | 'value' | 'displayed' | 'source'>

const wanted = ({ type, value, displayed, source }: AttributeInput): Sort => ({
  type: type ?? '',
  value: value ?? '',
  displayed: displayed ?? false,
  source: source ?? null,
})

const sameAs = (left: Sort) => (right: Sort) =>
  left.type === right.type &&
  left.value === right.value &&
  left.displayed === right.displayed &&
  left.source === right.source

/** Which of the attributes that are there give way to those that come. */
const givesWay: Readonly<
  Record<BatchSettings['attributeWriteType'], (there: Sort, incoming: readonly Sort[]) => boolean>
> = {
  Append: () => false,
  Replace: () => true,
  Singleton: (there, incoming) => incoming.some(({ type }) => type === there.type),
  Static: () => false,
}

function hangAttributes(context: Context, held: Held, inputs: readonly PlannedAttribute[]): boolean {
  const { pending, settings } = context
  if (settings.attributeWriteType === 'Static') return false
  if (held.attributes.length === 0) {
    held.attributes = inputs.map((input) => pending.addAttribute(held.row.id, wanted(input)))
    return labelAttributes(context, held, inputs) || inputs.length > 0
  }
  const incoming = inputs.map(wanted)
  const { kept, missing } = matched(held.attributes, incoming)
  const isGone = givesWay[settings.attributeWriteType]
  const gone = held.attributes.filter((there) => !kept.has(there) && isGone(there, incoming))
  for (const each of gone) pending.dropAttribute(each)
  const made = missing.map((each) => pending.addAttribute(held.row.id, each))
  held.attributes = [...held.attributes.filter((there) => !gone.includes(there)), ...made]
  const isLabelled = labelAttributes(context, held, inputs)
  return isLabelled || gone.length + made.length > 0
}

/** Security labels are added to attributes; the same one twice is one. */
function labelAttributes(
  { pending, labels }: Context,
  held: Held,
  inputs: readonly PlannedAttribute[],
): boolean {
  let isChanged = false
  for (const input of inputs) {
    if (!input.labels) continue
    for (const label of labelIds(labels, input.labels)) {
      for (const attribute of held.attributes.filter(sameAs(wanted(input)))) {
        const there = held.attributeLabels.get(attribute) ?? new Set()
        if (there.has(label)) continue
        pending.labelAttribute(attribute, label)
        held.attributeLabels.set(attribute, there.add(label))
        isChanged = true
      }
    }
  }
  return isChanged
}

/** Those that are there as they come, each counted once, and those that are not. */
function matched(there: readonly AttributeRow[], incoming: readonly Sort[]) {
  const kept = new Set<AttributeRow>()
  const missing: Sort[] = []
  for (const each of incoming) {
    const found = there.find((row) => !kept.has(row) && sameAs(each)(row))
    if (found) kept.add(found)
    else missing.push(each)
  }
  return { kept, missing }
}

function hangTags({ settings, tags, pending }: Context, held: Held, names: readonly string[]): boolean {
  if (held.tags.size === 0) {
    for (const name of names) held.tags.add(tags.idOf(name))
    for (const id of held.tags) pending.put('item_tag', held.row.id, id)
    return names.length > 0
  }
  const ids = new Set(names.map((name) => tags.idOf(name)))
  return settle(pending, 'item_tag', {
    on: held.row.id,
    there: held.tags,
    ids,
    writeType: settings.tagWriteType,
  })
}

/**
 * @throws Refusal for a label that the owner does not have and the file does not describe, or that it describes and the
 * account may not make
 */
export function checkLabels({ work, labels }: Context, planned: PlannedItem): void {
  for (const { name, description, color } of labelsIn(planned)) {
    if (labels.has(name)) continue
    if (description === undefined || color === undefined) throw refuse('batchLabel', { name })
    refuseMaking(work)
  }
}

/** The owner's labels are its administrators' to make, in a file as by themselves. */
function refuseMaking({ owner, role }: Work): void {
  const least = 'administrator'
  if (!suffices(role, least)) throw refuse('permission', { owner: owner.name, role, least })
}

/** Makes the labels that an item describes and the owner does not have. */
export async function makeLabels({ work, labels }: Context, planned: PlannedItem): Promise<void> {
  for (const { name, description = '', color = '' } of labelsIn(planned)) {
    if (labels.has(name)) continue
    const id = await makeLabel(work, { name, description, color: color.replace('#', '') })
    if (id !== undefined) labels.set(name, id)
  }
}

/** The labels on an item and on its attributes. */
const labelsIn = ({ labels = [], attributes = [] }: PlannedItem): readonly LabelInput[] =>
  attributes.some((each) => each.labels)
    ? [...labels, ...attributes.flatMap((each) => each.labels ?? [])]
    : labels

function hangLabels(
  { settings, labels, pending }: Context,
  held: Held,
  inputs: readonly LabelInput[],
): boolean {
  const [ids, writeType] = [labelIds(labels, inputs), settings.securityLabelWriteType]
  return settle(pending, 'item_label', { on: held.row.id, there: held.labels, ids, writeType })
}

const labelIds = (labels: Context['labels'], inputs: readonly LabelInput[]): Set<number> =>
  new Set(inputs.flatMap(({ name }) => labels.get(name) ?? []))

interface Settling {
  readonly on: number
  readonly there: Set<number>
  readonly ids: ReadonlySet<number>
  readonly writeType: 'Append' | 'Replace'
}

/** Brings what is there to what is wanted; whether anything changed. */
function settle(pending: Pending, table: ItemPairs, { on, there, ids, writeType }: Settling): boolean {
  const gone = writeType === 'Replace' ? [...there].filter((id) => !ids.has(id)) : []
  const fresh = [...ids].filter((id) => !there.has(id))
  for (const id of gone) {
    pending.take(table, on, id)
    there.delete(id)
  }
  for (const id of fresh) {
    pending.put(table, on, id)
    there.add(id)
  }
  return gone.length + fresh.length > 0
}

/** Occurrences are added; the same one twice is one. */
function hangOccurrences({ pending }: Context, held: Held, occurrences: readonly Values[]): boolean {
  const before = held.occurrences.length
  for (const fields of occurrences) {
    if (held.occurrences.some((there) => sameValues(there, fields))) continue
    pending.addOccurrence(held.row.id, fields)
    held.occurrences.push(fields)
  }
  return held.occurrences.length > before
}

import type { BatchSettings, Values } from '@tcex/model'
import type { AttributeInput } from '../service/attributes.ts'
import {
  type AttributeRow,
  makeLabel,
  makeTag,
  putAttribute,
  putAttributeLabel,
  putLabel,
  putOccurrence,
  putTag,
  sameValues,
  takeAttribute,
  takeLabel,
  takeTag,
} from '../service/many.ts'
import { refuse } from '../service/refusal.ts'
import { suffices } from '../service/roles.ts'
import type { Work } from '../service/scope.ts'
import type { Held } from './item-index.ts'
import type { LabelInput, PlannedAttribute, PlannedItem } from './planned.ts'

/** What a chunk knows beside its items: the owner's tags and labels by name. */
export interface Context {
  readonly work: Work
  readonly settings: BatchSettings
  readonly tags: Map<string, number>
  readonly labels: Map<string, number>
}

/**
 * Hangs on an item what a file says, by the job's write types; what is there already stays as it is. Where a file says
 * nothing of a sort, that sort is left alone. Whether anything changed.
 */
export async function hang(context: Context, held: Held, planned: PlannedItem): Promise<boolean> {
  const attributes = planned.attributes && (await hangAttributes(context, held, planned.attributes))
  const tags = planned.tags && (await hangTags(context, held, planned.tags))
  const labels = planned.labels && (await hangLabels(context, held, planned.labels))
  const occurrences = planned.occurrences && (await hangOccurrences(context, held, planned.occurrences))
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

async function hangAttributes(
  context: Context,
  held: Held,
  inputs: readonly PlannedAttribute[],
): Promise<boolean> {
  const { work, settings } = context
  if (settings.attributeWriteType === 'Static') return false
  const incoming = inputs.map(wanted)
  const { kept, missing } = matched(held.attributes, incoming)
  const isGone = givesWay[settings.attributeWriteType]
  const gone = held.attributes.filter((there) => !kept.has(there) && isGone(there, incoming))
  for (const { id } of gone) await takeAttribute(work, id)
  const made: AttributeRow[] = []
  for (const each of missing) made.push(await putAttribute(work, held.row.id, each))
  held.attributes = [...held.attributes.filter((there) => !gone.includes(there)), ...made]
  const isLabelled = await labelAttributes(context, held, inputs)
  return isLabelled || gone.length + made.length > 0
}

/** Security labels are added to attributes; the same one twice is one. */
async function labelAttributes(
  context: Context,
  held: Held,
  inputs: readonly PlannedAttribute[],
): Promise<boolean> {
  let isChanged = false
  for (const input of inputs) {
    for (const label of await labelIds(context, input.labels ?? [])) {
      for (const { id } of held.attributes.filter(sameAs(wanted(input)))) {
        isChanged = (await putAttributeLabel(context.work, id, label)) || isChanged
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

async function hangTags(context: Context, held: Held, names: readonly string[]): Promise<boolean> {
  const { work, settings, tags } = context
  const ids = new Set<number>()
  for (const name of names) {
    const id = tags.get(name) ?? (await makeTag(work, name))
    tags.set(name, id)
    ids.add(id)
  }
  const put = (id: number) => putTag(work, held.row.id, id)
  const take = (id: number) => takeTag(work, held.row.id, id)
  return settle(held.tags, ids, settings.tagWriteType, { put, take })
}

/**
 * @throws Refusal for a label that the owner does not have and the file does not describe, or that it describes and the
 * account may not make
 */
export function checkLabels({ work, labels }: Context, inputs: readonly LabelInput[] | undefined): void {
  for (const { name, description, color } of inputs ?? []) {
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

async function hangLabels(context: Context, held: Held, inputs: readonly LabelInput[]): Promise<boolean> {
  const { work, settings } = context
  const ids = await labelIds(context, inputs)
  const put = (id: number) => putLabel(work, held.row.id, id)
  const take = (id: number) => takeLabel(work, held.row.id, id)
  return settle(held.labels, ids, settings.securityLabelWriteType, { put, take })
}

/** The owner's labels that a file names; those that it describes are made. */
async function labelIds({ work, labels }: Context, inputs: readonly LabelInput[]): Promise<Set<number>> {
  const ids = new Set<number>()
  for (const { name, description = '', color = '' } of inputs) {
    const id =
      labels.get(name) ?? (await makeLabel(work, { name, description, color: color.replace('#', '') }))
    if (id === undefined) continue
    labels.set(name, id)
    ids.add(id)
  }
  return ids
}

/** Brings what is there to what is wanted; whether anything changed. */
async function settle(
  there: Set<number>,
  wantedIds: ReadonlySet<number>,
  writeType: 'Append' | 'Replace',
  change: { put(id: number): Promise<unknown>; take(id: number): Promise<unknown> },
): Promise<boolean> {
  let isChanged = false
  for (const id of writeType === 'Replace' ? [...there] : []) {
    if (wantedIds.has(id)) continue
    await change.take(id)
    there.delete(id)
    isChanged = true
  }
  for (const id of wantedIds) {
    if (there.has(id)) continue
    await change.put(id)
    there.add(id)
    isChanged = true
  }
  return isChanged
}

/** Occurrences are added; the same one twice is one. */
async function hangOccurrences(
  { work }: Context,
  held: Held,
  occurrences: readonly Values[],
): Promise<boolean> {
  let isChanged = false
  for (const fields of occurrences) {
    if (held.occurrences.some((there) => sameValues(there, fields))) continue
    await putOccurrence(work, held.row.id, fields)
    held.occurrences.push(fields)
    isChanged = true
  }
  return isChanged
}

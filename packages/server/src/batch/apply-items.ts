import type { AnyEntry, IndicatorEntry, Values } from '@tcex/model'
import { valueFields } from '@tcex/model'
import { absorb, discard, type ItemRow, sameValues } from '../service/many.ts'
import { merged, newRow } from '../service/merge.ts'
import { refuse } from '../service/refusal.ts'
import { seconds } from '../service/scope.ts'
import { keysOf, valuesOf } from '../service/values.ts'
import { type Context, checkLabels, hang } from './apply-hanging.ts'
import { type Decision, decide } from './hashes.ts'
import type { Held, ItemIndex } from './item-index.ts'
import type { PlannedItem } from './planned.ts'
import { nameOf } from './target.ts'

/** A chunk's context with its items. */
export interface ItemContext extends Context {
  readonly index: ItemIndex
  /** Ids for new items, which run out. */
  readonly ids: number[]
}

/** An item of which it is known what is there and what is to be done; nothing can refuse it any more. */
export interface ReadyItem {
  readonly planned: PlannedItem
  readonly decision: Decision
}

/**
 * Decides what is to be done with an item, without doing it.
 *
 * @throws Refusal where it cannot be taken
 */
export function prepare(context: ItemContext, planned: PlannedItem): ReadyItem {
  checkLabels(context, planned)
  const found = context.index.find(planned.target)
  const { entry } = planned
  if (entry.kind === 'indicator' && entry.identifiedBy === 'any') {
    const matches = found.map(({ row }) => row)
    return { planned, decision: decide(entry, hashesIn(entry, planned.values), matches, context.settings) }
  }
  if (found.length === 0) return { planned, decision: anew }
  refuseOtherType(planned, found)
  return { planned, decision: { drop: [], to: found.map(({ row }) => row), join: [], hashes: {} } }
}

/** That there is nothing yet. */
const anew: Decision = { drop: [], to: [], join: [], hashes: {} }

function refuseOtherType({ entry, target }: PlannedItem, found: readonly Held[]): void {
  const other = found.find(({ row }) => row.type !== entry.type)
  if (other) {
    throw refuse('batchXidType', { xid: nameOf(target), type: other.row.type, wanted: entry.type })
  }
}

function hashesIn(entry: IndicatorEntry, values: Values): Values {
  const names = valueFields(entry).map(([name]) => name)
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)))
}

/** Does away with what a decision says is to go, or is to become one with the first that stays. */
export async function makeWay(context: ItemContext, { drop, join, to }: Decision): Promise<void> {
  if (drop.length + join.length === 0) return
  await context.pending.write()
  for (const row of drop) await take(context, row)
  const [into] = to.flatMap(({ id }) => context.index.find({ by: 'id', id }))
  if (into) for (const { id } of join) await unite(context, into, id)
}

async function unite({ work, index }: ItemContext, into: Held, id: number): Promise<void> {
  const [other] = index.find({ by: 'id', id })
  if (!other) return
  await absorb(work, into.row, other.row)
  index.replace(other, into)
  into.attributes.push(...other.attributes)
  for (const [attribute, labels] of other.attributeLabels) into.attributeLabels.set(attribute, labels)
  into.occurrences.push(...other.occurrences)
  for (const tag of other.tags) into.tags.add(tag)
  for (const label of other.labels) into.labels.add(label)
}

/** Does what was decided, once there is way for it, and gives the items that came of it. */
export function carryOut(context: ItemContext, { planned, decision }: ReadyItem): readonly Held[] {
  const values = valuesFor(planned, decision)
  if (decision.to.length === 0) return [make(context, planned, values)]
  const targets = decision.to.flatMap(({ id }) => context.index.find({ by: 'id', id }))
  for (const held of targets) change(context, held, values, { planned, decision })
  return targets
}

/** The hashes are the decision's; everything else is as planned. */
function valuesFor({ entry, values }: PlannedItem, { hashes }: Decision): Values {
  if (entry.kind !== 'indicator' || entry.identifiedBy !== 'any') return values
  const names = valueFields(entry).map(([name]) => name)
  const others = Object.entries(values).filter(([name]) => !names.includes(name))
  return { ...Object.fromEntries(others), ...hashes }
}

function make(context: ItemContext, planned: PlannedItem, values: Values): Held {
  const { work, pending, index, ids } = context
  const { entry } = planned
  const row = { ...newRow(work, entry, values), id: ids.pop() as number }
  const keys = keysOf(entry, values)
  pending.add(row, keys)
  const held = index.addNew(entry, row, keys)
  hang(context, held, planned)
  return held
}

/** Changes an item that is there, and stores it only where something changed. */
function change(context: ItemContext, held: Held, values: Values, { planned, decision }: ReadyItem): void {
  const { work, index, pending } = context
  const row = merged(held.entry, held.row, values)
  const isOther = row.name !== held.row.name || !sameValues(row.fields, held.row.fields)
  const isHung = hang(context, held, planned)
  if (!isOther && !isHung && decision.join.length === 0) return
  index.forget(held)
  held.row = { ...row, lastModified: seconds(work) }
  pending.change(held.row, keysNow(held.entry, held.row))
  index.register(held)
}

const keysNow = (entry: AnyEntry, row: ItemRow): readonly string[] => keysOf(entry, valuesOf(entry, row))

async function take({ work, index }: ItemContext, row: ItemRow): Promise<void> {
  await discard(work, row)
  for (const held of index.find({ by: 'id', id: row.id })) index.forget(held)
}

/**
 * Deletes what an element names.
 *
 * @throws Refusal where there is nothing of that name and type
 */
export async function deletePlanned(context: ItemContext, { entry, target }: PlannedItem): Promise<void> {
  const found = context.index.find(target).filter(({ row }) => row.type === entry.type)
  if (found.length === 0) {
    throw refuse('unknownItem', { type: entry.type, id: nameOf(target), owner: context.work.owner.name })
  }
  for (const { row } of found) await take(context, row)
}

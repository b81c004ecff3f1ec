import { type AnyEntry, type IndicatorEntry, joinSummary, splitSummary, type Values } from '@tcex/model'
import { findItem, findItemByName, findItemsByKeys } from '../store/items.ts'
import { itemsByXid } from '../store/many-items.ts'
import type { ItemRow } from '../store/rows.ts'
import { refuse } from './refusal.ts'
import type { Reference, Work } from './scope.ts'
import { keysOf } from './values.ts'

/**
 * The item that a path names.
 *
 * @throws Refusal where there is none in the owner, or where an indicator's value breaks its rule
 */
export async function getItem(work: Work, { entry, id }: Reference): Promise<ItemRow> {
  const row = await findItemOf(work, { entry, id })
  if (!row) throw refuse('unknownItem', { type: entry.type, id, owner: work.owner.name })
  work.note(row)
  return row
}

/** The item that a path names, or undefined where the owner has none. */
export function findItemOf(work: Work, { entry, id }: Reference): Promise<ItemRow | undefined> {
  return entry.kind === 'indicator' ? findByValue(work, entry, id) : findById(work, entry, id)
}

/** A value is looked for as it stands first: where a part of it holds the separator, taking it apart is a guess. */
async function findByValue(work: Work, entry: IndicatorEntry, value: string): Promise<ItemRow | undefined> {
  const scope = { ownerId: work.owner.id, type: entry.type }
  const exact = await findItemByName(work.connection, scope, value)
  return exact ?? findIndicator(work, entry, valueIn(entry, value))
}

/**
 * The parts of an indicator's value as a path gives it.
 *
 * @throws Refusal where it breaks the type's rule
 */
function valueIn(entry: IndicatorEntry, value: string): Values {
  const split = splitSummary(entry, value)
  if (!split.ok) throw refuse('invalidValue', { type: entry.type, problems: split.problems })
  return split.values
}

/** Where a type has external ids, a path may give one in place of an id, as clients do that have just run a batch. */
async function findById(work: Work, entry: AnyEntry, id: string): Promise<ItemRow | undefined> {
  const number = idIn(id)
  const scope = { ownerId: work.owner.id, kind: entry.kind, type: entry.type }
  const found = number === undefined ? undefined : await findItem(work.connection, scope, number)
  if (found || !entry.fields.xid) return found
  const rows = await itemsByXid(work.connection, work.owner.id, [id])
  return rows.find(({ type }) => type === entry.type)
}

/** An id as a path gives it, or undefined where the text cannot be one. */
export function idIn(text: string): number | undefined {
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined
}

/**
 * The indicator with this value, or with one of these keys.
 *
 * @throws Refusal where the keys belong to different indicators
 */
export async function findIndicator(
  work: Work,
  entry: IndicatorEntry,
  values: Values,
): Promise<ItemRow | undefined> {
  const scope = { ownerId: work.owner.id, type: entry.type }
  const keys = keysOf(entry, values)
  if (keys.length === 0) return findItemByName(work.connection, scope, joinSummary(entry, values))
  const rows = await findItemsByKeys(work.connection, scope, keys)
  if (rows.length > 1) throw refuse('hashCollision', { type: entry.type })
  return rows[0]
}

import { type AnyEntry, type FieldValue, type IndicatorEntry, type Values, valueFields } from '@tcex/model'
import { insertItem, insertKeys, updateItem } from '../store/items.ts'
import type { ItemRow, NewItem } from '../store/rows.ts'
import { refuse } from './refusal.ts'
import { seconds, type Work } from './scope.ts'
import { keep, keysOf, valuesOf } from './values.ts'

// What is made of checked values: a new item, or a change to one that is there. One rule for single calls and batches.

/** What is stored of an item that is made of checked values. */
export function newRow(work: Work, entry: AnyEntry, values: Values): NewItem {
  const now = seconds(work)
  const all = entry.kind === 'group' ? { xid: crypto.randomUUID(), ...values } : values
  const { name, fields } = keep(entry, all)
  return {
    name,
    fields,
    ownerId: work.owner.id,
    kind: entry.kind,
    type: entry.type,
    dateAdded: now,
    lastModified: now,
    createdBy: work.account.id,
  }
}

/** Makes an item of checked values. */
export async function insertNew(work: Work, entry: AnyEntry, values: Values): Promise<ItemRow> {
  const row = await insertItem(work.connection, newRow(work, entry, values))
  await insertKeys(work.connection, row, keysOf(entry, values))
  work.note(row)
  return row
}

/** The item as it is with these values over those it has; what is not given stays. */
export function merged(entry: AnyEntry, row: ItemRow, values: Values): ItemRow {
  const all: Record<string, FieldValue> = { ...valuesOf(entry, row), ...values }
  return { ...row, ...keep(entry, all) }
}

/** Changes an item to what it is with these values. */
export async function mergeInto(work: Work, entry: AnyEntry, row: ItemRow, values: Values): Promise<ItemRow> {
  const changed = { ...merged(entry, row, values), lastModified: seconds(work) }
  await updateItem(work.connection, changed)
  await insertKeys(work.connection, changed, keysOf(entry, valuesOf(entry, changed)))
  work.note(changed)
  return changed
}

/** The value fields in which an item and new values contradict each other. */
export function contradictions(entry: IndicatorEntry, row: ItemRow, values: Values): readonly string[] {
  const old = valuesOf(entry, row)
  return valueFields(entry)
    .map(([field]) => field)
    .filter(
      (field) => old[field] !== undefined && values[field] !== undefined && values[field] !== old[field],
    )
}

export function refuseContradiction(entry: IndicatorEntry, row: ItemRow, values: Values): void {
  if (contradictions(entry, row, values).length > 0) throw refuse('hashCollision', { type: entry.type })
}

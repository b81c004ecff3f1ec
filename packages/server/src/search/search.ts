import {
  type AnyEntry,
  and,
  type Condition,
  canonicalForms,
  comparisons,
  computedFields,
  type Field,
  type FieldValue,
  type Kind,
} from '@tcex/model'
import type { Connection } from '../store/database.ts'
import { type Listing, pageItems, type Within } from '../store/items.ts'
import type { ItemRow } from '../store/rows.ts'
import type { Place, Where } from '../store/where.ts'
import type { ListMarks } from './marks.ts'

/** A list as a caller asks for it. */
export interface Search {
  readonly ownerId: number
  readonly kind: Kind
  readonly entry?: AnyEntry
  readonly within?: Within
  readonly condition?: Condition<FieldValue>
  /** Unix seconds. */
  readonly modifiedSince?: number
  /** All types of the kind, for what a list of several types may be asked. */
  readonly entries: readonly AnyEntry[]
  /** The time of asking, in wire form. */
  readonly now: string
}

export interface Page {
  readonly start: number
  readonly limit: number
}

/** So many items are read at a time; others get their turn in between. */
const sliceSize = 500

/** Reads a page of a list in slices, in the order in which the items were made. */
export async function* readPage(
  connection: Connection,
  listing: Listing,
  { start, limit }: Page,
  marks: ListMarks,
): AsyncGenerator<readonly ItemRow[]> {
  const mark = marks.before(start)
  let [after, position] = [mark?.id, mark?.position ?? 0]
  let left = limit
  while (left > 0) {
    const slice = { start: Math.max(0, start - position), limit: Math.min(left, sliceSize) }
    const rows = await pageItems(connection, listing, { ...slice, ...(after === undefined ? {} : { after }) })
    if (rows.length > 0) yield rows
    position = Math.max(start, position) + rows.length
    after = rows.at(-1)?.id ?? after
    left -= rows.length
    if (rows.length < slice.limit) break
  }
  if (after !== undefined && position > start) marks.set(position, after)
}

/** Makes a condition on fields one on what is stored. */
export function toListing(wanted: Search): Listing {
  const condition = activeOnly(wanted)
  const parts: Where[] = condition ? [toWhere(wanted, condition)] : []
  if (wanted.modifiedSince !== undefined) {
    parts.push({ kind: 'test', place: { in: 'lastModified' }, operator: '>=', value: wanted.modifiedSince })
  }
  return {
    ownerId: wanted.ownerId,
    kind: wanted.kind,
    ...(wanted.entry ? { type: wanted.entry.type } : {}),
    ...(wanted.within ? { within: wanted.within } : {}),
    where: { kind: 'and', conditions: parts },
  }
}

/** Lists leave out what is inactive, unless the filter speaks of it. */
function activeOnly({ kind, entries, condition }: Search): Condition<FieldValue> | undefined {
  const hasActive = entries.some((entry) => entry.kind === kind && entry.fields.active)
  if (!hasActive) return condition
  const asked = condition && [...comparisons(condition)].some(({ field }) => field === 'active')
  if (asked) return condition
  const active = and<FieldValue>({ kind: 'comparison', field: 'active', operator: '=', value: true })
  return condition ? and(condition, active) : active
}

function toWhere(wanted: Search, condition: Condition<FieldValue>): Where {
  if (condition.kind !== 'comparison') {
    return { kind: condition.kind, conditions: condition.conditions.map((each) => toWhere(wanted, each)) }
  }
  const { field, operator, value } = condition
  const typed = wanted.entry ? undefined : typeIn(wanted, field)
  if (typed) return ofType(wanted, typed, { ...condition, field: field.slice(typed.entity.length + 1) })
  const definition = fieldOf(wanted, field)
  if (definition?.computed) return computed(wanted, definition.computed, value === true)
  if (field === 'summary' && operator === '=') return summaryIs(wanted, String(value))
  return { kind: 'test', place: placeOf(field, definition), operator, value: stored(field, value) }
}

/** The type whose entity stands before a field and a dot. */
const typeIn = ({ entries }: Search, field: string): AnyEntry | undefined =>
  entries.find(({ entity }) => field.startsWith(`${entity}.`))

/** A condition on a field of one type, in a list of several. */
function ofType(wanted: Search, entry: AnyEntry, condition: Condition<FieldValue>): Where {
  const isOfType: Where = { kind: 'test', place: { in: 'type' }, operator: '=', value: entry.type }
  return { kind: 'and', conditions: [isOfType, toWhere({ ...wanted, entry }, condition)] }
}

/** Makes a condition on what is not an item one on the places where its columns are kept. */
export function placed(condition: Condition<FieldValue>, places: Readonly<Record<string, Place>>): Where {
  if (condition.kind !== 'comparison') {
    return { kind: condition.kind, conditions: condition.conditions.map((each) => placed(each, places)) }
  }
  const { field, operator, value } = condition
  return { kind: 'test', place: places[field] as Place, operator, value }
}

function fieldOf({ kind, entry, entries }: Search, name: string): Field | undefined {
  const holders = entry ? [entry] : entries.filter((each) => each.kind === kind)
  return holders.map(({ fields }) => fields[name]).find((field) => field !== undefined)
}

function placeOf(name: string, field: Field | undefined): Place {
  if (name === 'name' || name === 'summary') return { in: 'name' }
  if (name === 'dateAdded') return { in: 'dateAdded' }
  if (name === 'falsePositive') return { in: 'falsePositives' }
  if (field?.format === 'users') return { in: 'list', name }
  return field?.initial === undefined ? { in: 'field', name } : { in: 'field', name, initial: field.initial }
}

/** The two dates that every item has are kept as Unix seconds. */
const stored = (field: string, value: FieldValue): FieldValue =>
  field === 'dateAdded' ? Date.parse(String(value)) / 1000 : value

function computed(wanted: Search, name: NonNullable<Field['computed']>, wantedValue: boolean): Where {
  const where = toWhere(wanted, computedFields[name](wanted.now))
  return wantedValue ? where : negated(where)
}

/** A computed condition is a conjunction; its opposite is that one of the tests fails, or cannot be made. */
function negated(where: Where): Where {
  if (where.kind !== 'test') return { kind: 'or', conditions: where.conditions.map(negated) }
  if (where.operator === '!') return { ...where, operator: '=' }
  return {
    kind: 'or',
    conditions: [
      { ...where, operator: '>=' },
      { ...where, operator: 'absent', value: '' },
    ],
  }
}

/** A value is looked for in each form that some type keeps it in; a file by any one of its hashes. */
function summaryIs({ entry, entries, kind }: Search, value: string): Where {
  const types = (entry ? [entry] : entries).filter((each) => each.kind === kind)
  const forms = canonicalForms(types, value)
  return {
    kind: 'or',
    conditions: [
      { kind: 'test', place: { in: 'name' }, operator: 'in', value: forms },
      { kind: 'test', place: { in: 'key' }, operator: 'in', value: forms },
    ],
  }
}

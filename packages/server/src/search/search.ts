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
import { type Listing, listedItems, pageIds, pageItems, type Slice, type Within } from '../store/items.ts'
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
export const sliceSize = 500

/** Reads a page of a list in slices, in the order in which the items were made. */
export async function* readPage(
  connection: Connection,
  listing: Listing,
  page: Page,
  marks: ListMarks,
): AsyncGenerator<readonly ItemRow[]> {
  const slices = listing.isChosen ? chosenSlices : plainSlices
  let [found, last] = [0, 0]
  for await (const rows of slices(connection, listing, fromMark(page, marks))) {
    found += rows.length
    last = rows.at(-1)?.id ?? last
    yield rows
  }
  if (found > 0) marks.set(page.start + found, last)
}

/** Where a page begins, counted from the nearest place before it that its reader has come to. */
export function fromMark({ start, limit }: Page, marks: ListMarks): Slice {
  const mark = marks.before(start)
  return mark ? { after: mark.id, start: start - mark.position, limit } : { start, limit }
}

/** The items of a list that leaves out few: each slice begins behind the one before. */
async function* plainSlices(connection: Connection, listing: Listing, whole: Slice) {
  let slice = whole.start < farOff ? whole : await near(connection, listing, whole)
  for (let left = whole.limit; left > 0; ) {
    const limit = Math.min(left, sliceSize)
    const rows = await pageItems(connection, listing, { ...slice, limit })
    if (rows.length > 0) yield rows
    if (rows.length < limit) return
    left -= rows.length
    slice = { after: rows.at(-1)?.id ?? 0, start: 0, limit }
  }
}

/** From how many items on a position is looked for as what may take long. */
export const farOff = 5000

/** A slice that begins far off, as one that begins with an item; behind the end there is none. */
async function near(connection: Connection, listing: Listing, slice: Slice): Promise<Slice> {
  const [first] = await pageIds(connection, listing, { ...slice, limit: 1 })
  return { after: (first ?? Number.MAX_SAFE_INTEGER) - 1, start: 0, limit: slice.limit }
}

/** The items of a list that are chosen by what may cost something to find out, which is done once a page. */
async function* chosenSlices(connection: Connection, listing: Listing, whole: Slice) {
  const ids = await pageIds(connection, listing, whole)
  for (let from = 0; from < ids.length; from += sliceSize) {
    yield await listedItems(connection, listing, ids.slice(from, from + sliceSize))
  }
}

/**
 * The list that is asked for. Where nothing is inactive, which is soon found out, no item need be asked whether it is; where
 * much is, the next that is not may lie behind all of it, and is searched for as what is chosen is.
 */
export async function findListing(connection: Connection, wanted: Search): Promise<Listing> {
  if (!leavesOutInactive(wanted)) return toListing(wanted)
  const inactive = await inactiveIn(connection, wanted)
  if (inactive === 'none') return listingOf(wanted, wanted.condition)
  const listing = toListing(wanted)
  return inactive === 'much' ? { ...listing, isChosen: true } : listing
}

function inactiveIn(connection: Connection, wanted: Search): Promise<'none' | 'some' | 'much'> {
  const { ownerId, kind, entry, entries, now } = wanted
  const inactive = { ownerId, kind, entries, now, ...(entry ? { entry } : {}), condition: isInactive }
  const isAnyAt = async (start: number) =>
    (await pageIds(connection, toListing(inactive), { start, limit: 1 })).length > 0
  return connection.remembered(`inactive ${ownerId} ${kind} ${entry?.type ?? ''}`, async () => {
    if (!(await isAnyAt(0))) return 'none'
    return connection.holdsMany && (await isAnyAt(farOff)) ? 'much' : 'some'
  })
}

const isInactive: Condition<FieldValue> = {
  kind: 'comparison',
  field: 'active',
  operator: '=',
  value: false,
}

/** Makes a condition on fields one on what is stored. */
export const toListing = (wanted: Search): Listing => listingOf(wanted, activeOnly(wanted))

function listingOf(wanted: Search, condition: Condition<FieldValue> | undefined): Listing {
  const parts: Where[] = condition ? [toWhere(wanted, condition)] : []
  if (wanted.modifiedSince !== undefined) {
    parts.push({ kind: 'test', place: { in: 'lastModified' }, operator: '>=', value: wanted.modifiedSince })
  }
  return {
    ownerId: wanted.ownerId,
    kind: wanted.kind,
    ...(wanted.entry ? { type: wanted.entry.type } : {}),
    ...(wanted.within ? { within: wanted.within } : {}),
    isChosen: Boolean(wanted.within || wanted.condition || wanted.modifiedSince !== undefined),
    where: { kind: 'and', conditions: parts },
  }
}

/** Lists leave out what is inactive, unless the filter speaks of it. */
function leavesOutInactive({ kind, entries, condition }: Search): boolean {
  const asked = condition && [...comparisons(condition)].some(({ field }) => field === 'active')
  return !asked && entries.some((entry) => entry.kind === kind && entry.fields.active)
}

function activeOnly(wanted: Search): Condition<FieldValue> | undefined {
  const { condition } = wanted
  if (!leavesOutInactive(wanted)) return condition
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
  if (definition && isNeverKept(definition)) return { kind: 'or', conditions: [] }
  if (field === 'summary' && operator === '=') return summaryIs(wanted, String(value))
  if (field === 'summary' && operator === '^' && !wanted.entry) return summaryBegins(wanted, String(value))
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

/** What a platform would find out by itself and ours does not: no item has it, so that none need be looked at. */
const isNeverKept = ({ readOnly, shown, initial }: Field): boolean =>
  readOnly === true && shown === 'never' && initial === undefined

function fieldOf(wanted: Search, name: string): Field | undefined {
  return typesOf(wanted)
    .map(({ fields }) => fields[name])
    .find((field) => field !== undefined)
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
function summaryIs(wanted: Search, value: string): Where {
  return {
    kind: 'test',
    place: valuesOf(wanted),
    operator: 'in',
    value: canonicalForms(typesOf(wanted), value),
  }
}

/** In a list of several types; one type has the index over values to itself. */
const summaryBegins = (wanted: Search, value: string): Where => ({
  kind: 'test',
  place: valuesOf(wanted),
  operator: '^',
  value,
})

const valuesOf = (wanted: Search): Place => ({
  in: 'value',
  ownerId: wanted.ownerId,
  types: typesOf(wanted).map(({ type }) => type),
})

const typesOf = ({ entry, entries, kind }: Search): readonly AnyEntry[] =>
  (entry ? [entry] : entries).filter((each) => each.kind === kind)

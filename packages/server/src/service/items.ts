import {
  type AnyEntry,
  type Fields,
  type IndicatorEntry,
  type Problem,
  type Values,
  validate,
  valueFields,
} from '@tcex/model'
import { findAccountsByName } from '../store/accounts.ts'
import type { ItemRow } from '../store/rows.ts'
import { removeItem } from './deletions.ts'
import { display, takeDisplayed } from './displayed.ts'
import { findIndicator, getItem } from './find.ts'
import { insertNew, mergeInto, refuseContradiction } from './merge.ts'
import { refuse } from './refusal.ts'
import { type Reference, type Scope, type Work, write } from './scope.ts'
import { keysOf, valuesOf } from './values.ts'

export type Body = Readonly<Record<string, unknown>>

/**
 * Makes an item. An indicator that is already there is updated instead, and is given back as it then is.
 *
 * @throws Refusal naming every field that breaks a rule
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/groups/groups.html#create-groups
 */
export function createItem(scope: Scope, entry: AnyEntry, body: Body): Promise<ItemRow> {
  return write(scope, async (work) => {
    const { fields, displayed } = await takeDisplayed(work, entry, body)
    const values = await checkedValues(work, entry, fields, true)
    const existing = entry.kind === 'indicator' ? await findIndicator(work, entry, values) : undefined
    const row = await (existing ? mergeItem(work, entry, existing, values) : insertNew(work, entry, values))
    await display(work, row, displayed)
    return row
  })
}

/** The indicator with the value of a body: the one that is there, as it is, or a new one. */
export async function putItem(work: Work, entry: AnyEntry, body: Body): Promise<ItemRow> {
  const { fields, displayed } = await takeDisplayed(work, entry, body)
  const values = await checkedValues(work, entry, fields, true)
  const existing = entry.kind === 'indicator' ? await findIndicator(work, entry, values) : undefined
  if (existing) return existing
  const row = await insertNew(work, entry, values)
  await display(work, row, displayed)
  return row
}

/** Changes the fields that are given and leaves the others. */
export function updateItem(scope: Scope, reference: Reference, body: Body): Promise<ItemRow> {
  return write(scope, async (work) => {
    const { entry } = reference
    const row = await getItem(work, reference)
    const { fields, displayed } = await takeDisplayed(work, entry, body)
    const values = await checkedValues(work, entry, fields, false)
    if (entry.kind === 'indicator') await refuseOtherValue(work, entry, row, values)
    await display(work, row, displayed)
    return mergeItem(work, entry, row, values)
  })
}

export function deleteItem(scope: Scope, reference: Reference): Promise<void> {
  return write(scope, async (work) => {
    const row = await getItem(work, reference)
    await removeItem(work, row)
  })
}

async function checkedValues(work: Work, entry: AnyEntry, body: Body, creating: boolean): Promise<Values> {
  const validated = validate(entry.fields, body, { creating, now: work.platform.now() })
  const problems = validated.ok ? noValue(entry, validated.values, creating) : validated.problems
  if (!validated.ok || problems.length > 0) throw refuse('invalidFields', { type: entry.type, problems })
  await refuseUnknownUsers(work, entry.fields, validated.values)
  return validated.values
}

/** Of a value whose parts are each enough, one must be there. */
function noValue(entry: AnyEntry, values: Values, creating: boolean): readonly Problem[] {
  if (!creating || entry.kind !== 'indicator' || entry.identifiedBy !== 'any') return []
  if (keysOf(entry, values).length > 0) return []
  const names = valueFields(entry).map(([name]) => name)
  return [{ field: names[0] ?? '', rule: `is required, or another one of ${names.join(', ')}` }]
}

async function refuseUnknownUsers(work: Work, fields: Fields, values: Values): Promise<void> {
  for (const [field, value] of Object.entries(values)) {
    if (fields[field]?.format !== 'users' || !Array.isArray(value)) continue
    const known = await findAccountsByName(work.connection, value)
    const unknown = value.find((name: string) => !known.some((user) => user.active && user.userName === name))
    if (unknown) throw refuse('unknownUser', { field, rule: `names a user who does not exist: "${unknown}"` })
  }
}

/** An indicator's value stays; a file may be given hashes that it did not have. */
async function refuseOtherValue(
  work: Work,
  entry: IndicatorEntry,
  row: ItemRow,
  values: Values,
): Promise<void> {
  const old = valuesOf(entry, row)
  for (const [field] of valueFields(entry)) {
    const isNew = entry.identifiedBy === 'any' && old[field] === undefined
    if (values[field] !== undefined && values[field] !== old[field] && !isNew) {
      throw refuse('valueChanged', { type: entry.type, field })
    }
  }
  if (keysOf(entry, values).length > 0) await findIndicator(work, entry, { ...old, ...values })
}

function mergeItem(work: Work, entry: AnyEntry, row: ItemRow, values: Values): Promise<ItemRow> {
  if (entry.kind === 'indicator' && entry.identifiedBy === 'any') refuseContradiction(entry, row, values)
  return mergeInto(work, entry, row, values)
}

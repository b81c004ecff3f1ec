import { type FileOccurrenceEntity, occurrenceFields, type Values, validate } from '@tcex/model'
import type { Page } from '../search/search.ts'
import {
  countOccurrences,
  deleteOccurrence as dropOccurrence,
  findOccurrence,
  insertOccurrence,
  type OccurrenceRow,
  pageOccurrences,
  updateOccurrence as storeOccurrence,
} from '../store/occurrences.ts'
import { getItem, idIn } from './find.ts'
import type { Body } from './items.ts'
import type { Listed } from './listings.ts'
import { refuse } from './refusal.ts'
import { type Reference, read, type Scope, type Work, write } from './scope.ts'

/**
 * Adds where a file was found.
 *
 * @throws Refusal for a body in which none of name, path and date is given
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/indicators/indicators.html#creating-file-occurrences
 */
export function addOccurrence(scope: Scope, reference: Reference, body: Body): Promise<FileOccurrenceEntity> {
  return write(scope, async (work) => {
    const { id } = await getItem(work, reference)
    return keepOccurrence(work, id, body)
  })
}

/** Adds where a file was found, inside a transaction that does more. */
export async function keepOccurrence(work: Work, itemId: number, body: Body): Promise<FileOccurrenceEntity> {
  const fields = checkOccurrence(body, work.platform.now())
  return view(await insertOccurrence(work.connection, { id: itemId, ownerId: work.owner.id }, fields))
}

export function updateOccurrence(
  scope: Scope,
  reference: Reference,
  id: string,
  body: Body,
): Promise<FileOccurrenceEntity> {
  return write(scope, async (work) => {
    const row = await getOccurrence(work, reference, id)
    const fields = { ...row.fields, ...checkOccurrence(body, work.platform.now()) }
    await storeOccurrence(work.connection, { id: row.id, ownerId: work.owner.id }, fields)
    return view({ ...row, fields })
  })
}

export function deleteOccurrence(scope: Scope, reference: Reference, id: string): Promise<void> {
  return write(scope, async (work) => {
    const row = await getOccurrence(work, reference, id)
    await dropOccurrence(work.connection, { id: row.id, ownerId: work.owner.id })
  })
}

export function singleOccurrence(
  scope: Scope,
  reference: Reference,
  id: string,
): Promise<FileOccurrenceEntity> {
  return read(scope, async (work) => view(await getOccurrence(work, reference, id)))
}

/** @see https://docs.threatconnect.com/en/latest/rest_api/v2/indicators/indicators.html#retrieving-file-occurrences */
export function listOccurrences(
  scope: Scope,
  reference: Reference,
  page: Page,
): Promise<Listed<FileOccurrenceEntity>> {
  return read(scope, async (work) => {
    const item = await getItem(work, reference)
    const items = (await pageOccurrences(work.connection, item, page)).map(view)
    return page.start > 0 ? { items } : { items, count: await countOccurrences(work.connection, item) }
  })
}

async function getOccurrence(work: Work, reference: Reference, id: string): Promise<OccurrenceRow> {
  const item = await getItem(work, reference)
  const number = idIn(id)
  const row = number === undefined ? undefined : await findOccurrence(work.connection, item, number)
  if (row) return row
  throw refuse('unknownPart', { part: 'file occurrence', id })
}

/**
 * Checks where a file was found.
 *
 * @throws Refusal for a body in which none of name, path and date is given
 */
export function checkOccurrence(body: Body, now: Date): Values {
  const validated = validate(occurrenceFields, body, { creating: true, now })
  const names = Object.keys(occurrenceFields)
  const nothing = [{ field: names[0] ?? '', rule: `is required, or another one of ${names.join(', ')}` }]
  const empty = validated.ok && Object.keys(validated.values).length === 0
  const problems = validated.ok ? (empty ? nothing : []) : validated.problems
  if (!validated.ok || empty) throw refuse('invalidFields', { type: 'file occurrence', problems })
  return validated.values
}

const view = ({ id, fields }: OccurrenceRow): FileOccurrenceEntity => ({ id, ...fields })

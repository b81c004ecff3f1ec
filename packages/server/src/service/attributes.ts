import { type AttributeEntity, checkField, type Field, type Problem } from '@tcex/model'
import type { Page } from '../search/search.ts'
import {
  attributeTypes,
  countAttributes,
  deleteAttribute as dropAttribute,
  findAttribute,
  insertAttribute,
  pageAttributes,
  updateAttribute as storeAttribute,
} from '../store/attributes.ts'
import type { AttributeRow, AttributeTypeRow } from '../store/rows.ts'
import { brokenRule } from './attribute-types.ts'
import { getItem, idIn } from './find.ts'
import type { Body } from './items.ts'
import type { Listed } from './listings.ts'
import { refuse } from './refusal.ts'
import { type Reference, read, type Scope, seconds, type Work, write } from './scope.ts'
import { viewAttribute } from './views.ts'

const fields = {
  type: { format: 'text', title: 'Type', sentence: 'The attribute type.' },
  value: { format: 'longText', title: 'Value', sentence: 'What it says.' },
  displayed: { format: 'boolean', title: 'Displayed', sentence: 'Whether the item shows it.' },
  source: { format: 'longText', title: 'Source', sentence: 'Where it comes from.' },
} as const satisfies Readonly<Record<string, Field>>

const namedFields: readonly (readonly [name: string, field: Field])[] = Object.entries(fields)

/** An attribute as a client gives it, checked. */
export type AttributeInput = { type?: string; value?: string; displayed?: boolean; source?: string }

/**
 * Adds an attribute to an item.
 *
 * @throws Refusal for an unknown attribute type or a missing value
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/attributes/attributes.html#adding-attributes
 */
export function addAttribute(scope: Scope, reference: Reference, body: Body): Promise<AttributeEntity> {
  return write(scope, async (work) => {
    const item = await getItem(work, reference)
    refuseUnknown(body)
    const input = checkAttribute(body, await attributeTypes(work.connection))
    const now = seconds(work)
    const row = await insertAttribute(work.connection, {
      ownerId: item.ownerId,
      itemId: item.id,
      type: input.type ?? '',
      value: input.value ?? '',
      displayed: input.displayed ?? false,
      source: input.source ?? null,
      dateAdded: now,
      lastModified: now,
    })
    return viewAttribute(row)
  })
}

export function updateAttribute(
  scope: Scope,
  reference: Reference,
  id: string,
  body: Body,
): Promise<AttributeEntity> {
  return write(scope, async (work) => {
    const row = await getAttribute(work, reference, id)
    refuseUnknown(body)
    const { value, displayed, source } = checked(body, [])
    refuseBadValue(await attributeTypes(work.connection), row.type, value ?? row.value)
    const changed = {
      ...row,
      value: value ?? row.value,
      displayed: displayed ?? row.displayed,
      source: source ?? row.source,
      lastModified: seconds(work),
    }
    await storeAttribute(work.connection, changed)
    return viewAttribute(changed)
  })
}

export function deleteAttribute(scope: Scope, reference: Reference, id: string): Promise<void> {
  return write(scope, async (work) => {
    const row = await getAttribute(work, reference, id)
    await dropAttribute(work.connection, row)
  })
}

/** `additional` shows the external ids too. */
export function singleAttribute(
  scope: Scope,
  reference: Reference,
  id: string,
  additional: boolean,
): Promise<AttributeEntity> {
  return read(scope, async (work) => viewAttribute(await getAttribute(work, reference, id), additional))
}

export function listAttributes(
  scope: Scope,
  reference: Reference,
  page: Page,
  additional: boolean,
): Promise<Listed<AttributeEntity>> {
  return read(scope, async (work) => {
    const item = await getItem(work, reference)
    const rows = await pageAttributes(work.connection, item, page)
    const items = rows.map((row) => viewAttribute(row, additional))
    return page.start > 0 ? { items } : { items, count: await countAttributes(work.connection, item) }
  })
}

/**
 * An attribute of an item.
 *
 * @throws Refusal where the item or the attribute does not exist
 */
export async function getAttribute(work: Work, reference: Reference, id: string): Promise<AttributeRow> {
  const item = await getItem(work, reference)
  const number = idIn(id)
  const row = number === undefined ? undefined : await findAttribute(work.connection, item, number)
  if (row) return row
  throw refuse('unknownPart', { part: 'attribute', id })
}

/**
 * Checks an attribute that is to be made.
 *
 * @throws Refusal naming every field that breaks a rule, or an unknown attribute type
 */
export function checkAttribute(body: Body, known: readonly AttributeTypeRow[]): AttributeInput {
  const input = checked(body, ['type', 'value'])
  refuseBadValue(known, input.type ?? '', input.value ?? '')
  return input
}

function checked(body: Body, required: readonly (keyof AttributeInput)[]): AttributeInput {
  const input: Record<string, unknown> = {}
  const problems: Problem[] = []
  for (const [name, field] of namedFields) {
    const given = Object.hasOwn(body, name) ? body[name] : undefined
    const value = name === 'value' ? asText(given) : given
    if (value === undefined || value === null || (value === '' && name !== 'value')) {
      if (required.includes(name as keyof AttributeInput)) problems.push({ field: name, rule: 'is required' })
      continue
    }
    const result = checkField(field, value)
    if (name === 'value' && typeof value === 'string' && value.trim() === '')
      problems.push({ field: name, rule: 'must not be blank' })
    else if (result.ok) input[name] = result.value
    else problems.push({ field: name, rule: result.rule })
  }
  if (problems.length > 0) throw refuse('invalidFields', { type: 'attribute', problems })
  return input as AttributeInput
}

/** What an attribute says is a text, however a client has it. */
const asText = (value: unknown): unknown =>
  typeof value === 'number' || typeof value === 'boolean' ? String(value) : value

/** What the platform itself says of an attribute: sent back, it is let by. */
const echoes: ReadonlySet<string> = new Set(['id', 'dateAdded', 'lastModified', 'xid'])

function refuseUnknown(body: Body): void {
  const problems = Object.keys(body)
    .filter((key) => body[key] !== null && !Object.hasOwn(fields, key) && !echoes.has(key))
    .map((field) => ({
      field,
      rule: `is not a field here; the fields are: ${Object.keys(fields).join(', ')}`,
    }))
  if (problems.length > 0) throw refuse('invalidFields', { type: 'attribute', problems })
}

function refuseBadValue(known: readonly AttributeTypeRow[], type: string, value: string): void {
  const rule = brokenRule(known, type, value)
  if (rule) throw refuse('invalidFields', { type: 'attribute', problems: [{ field: 'value', rule }] })
}

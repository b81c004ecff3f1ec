import {
  type AttributeTypeEntity,
  attributeTypeColumns,
  type Condition,
  type FieldValue,
  holds,
  type ValidationRule,
} from '@tcex/model'
import { attributeTypes } from '../store/attributes.ts'
import type { AttributeTypeRow } from '../store/rows.ts'
import { type FilterOptions, readFilters } from './filters.ts'
import type { Listed, Page } from './listings.ts'
import { refuse } from './refusal.ts'
import { read, type Scope, type Work } from './scope.ts'

/** How a type is kept. */
export function attributeTypeRow(type: AttributeTypeEntity): AttributeTypeRow {
  return {
    name: type.name,
    description: type.description ?? null,
    maxSize: type.maxSize,
    allowMarkdown: type.allowMarkdown,
    errorMessage: type.errorMessage ?? null,
    validationRule: type.validationRule ? JSON.stringify(type.validationRule) : null,
  }
}

export function viewAttributeType(row: AttributeTypeRow, withRule: boolean): AttributeTypeEntity {
  const rule = withRule ? ruleOf(row) : undefined
  return {
    name: row.name,
    ...(row.description === null ? {} : { description: row.description }),
    maxSize: row.maxSize,
    allowMarkdown: row.allowMarkdown,
    ...(row.errorMessage === null ? {} : { errorMessage: row.errorMessage }),
    ...(rule ? { validationRule: rule } : {}),
  }
}

const ruleOf = ({ validationRule }: AttributeTypeRow): ValidationRule | undefined =>
  validationRule === null ? undefined : (JSON.parse(validationRule) as ValidationRule)

/** A list's bounds and filters, and whether it shows which values are taken. */
export interface AttributeTypeOptions extends FilterOptions {
  readonly page: Page
  readonly withRule: boolean
}

/**
 * A page of the attribute types.
 *
 * @throws Refusal for a filter that cannot be read or does not fit attribute types
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/attributes/attributes.html#retrieving-available-attributes
 */
export function listAttributeTypes(
  scope: Scope,
  { page, withRule, ...filter }: AttributeTypeOptions,
): Promise<Listed<AttributeTypeEntity>> {
  const { platform } = scope
  const condition = readFilters(filter, { columns: attributeTypeColumns, now: platform.now() })
  return read(scope, async (work) => {
    const rows = (await attributeTypes(work.connection)).filter((row) => fits(work, row, condition))
    const items = rows
      .slice(page.start, page.start + page.limit)
      .map((row) => viewAttributeType(row, withRule))
    return page.start > 0 ? { items } : { items, count: rows.length }
  })
}

/** They are few, so they are compared here. All of them are the system's, and any type of item takes any of them. */
function fits({ platform }: Work, row: AttributeTypeRow, condition?: Condition<FieldValue>): boolean {
  if (!condition) return true
  const { name, allowMarkdown, maxSize } = row
  const type = platform.catalog.entries.map((entry) => entry.type)
  return holds(condition, { name, system: true, allowMarkdown, maxLength: maxSize, type })
}

/** An attribute type by its name. */
export function singleAttributeType(
  scope: Scope,
  name: string,
  withRule: boolean,
): Promise<AttributeTypeEntity> {
  return read(scope, async ({ connection }) => {
    const row = (await attributeTypes(connection)).find((each) => each.name === name)
    if (row) return viewAttributeType(row, withRule)
    throw refuse('unknownPart', { part: 'attribute type', id: name })
  })
}

/**
 * The rule that a value of an attribute type breaks, as the end of a sentence.
 *
 * @throws Refusal for an attribute type that does not exist
 */
export function brokenRule(
  known: readonly AttributeTypeRow[],
  name: string,
  value: string,
): string | undefined {
  const type = known.find((each) => each.name === name)
  if (!type) throw refuse('unknownAttributeType', { name, known: known.map((each) => each.name) })
  if (value.length > type.maxSize) return `must not be longer than ${type.maxSize} characters for ${name}`
  const choices = ruleOf(type)?.text.split(';').filter(Boolean)
  if (!choices || choices.includes(value)) return undefined
  return `must be one of: ${choices.join(', ')}`
}

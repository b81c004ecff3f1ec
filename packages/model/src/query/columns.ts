import { checkField } from '../catalog/check.ts'
import type { AnyEntry, Kind } from '../catalog/define.ts'
import { groupFields, indicatorFields } from '../catalog/define.ts'
import type { Field, Fields, FieldValue } from '../catalog/field.ts'
import { task } from '../catalog/task.ts'
import { victim } from '../catalog/victim.ts'
import { type Condition, comparison, type Operator } from './condition.ts'

/** What may be asked for in a condition, by name. */
export type Columns = Readonly<Record<string, Column>>

export type Column = Pick<Field, 'format' | 'choices' | 'aliases'> & { readonly filter: readonly Operator[] }

const dateAdded: Column = { format: 'dateTime', filter: ['<', '>'] }
const summary: Column = { format: 'longText', filter: ['=', '^'] }

const name: Column = { format: 'longText', filter: ['=', '^'] }

/**
 * What the lists of tags may be asked for; `weight` is how often a tag has been used.
 *
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/tags/tags.html#filtering-tags
 */
export const tagColumns: Columns = { name, weight: { format: 'integer', filter: ['=', '<', '>'] } }

/** @see https://docs.threatconnect.com/en/latest/rest_api/v2/security_labels/security_labels.html#filtering-security-labels */
export const labelColumns: Columns = { name }

/**
 * What the list of attribute types may be asked for; `type` names a type of items that take the attribute.
 *
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/attributes/attributes.html#retrieving-available-attributes
 */
export const attributeTypeColumns: Columns = {
  name,
  owner: { format: 'longText', filter: ['='] },
  system: { format: 'boolean', filter: ['='] },
  allowMarkdown: { format: 'boolean', filter: ['='] },
  maxLength: { format: 'integer', filter: ['=', '<', '>'] },
  type: { format: 'longText', filter: ['='] },
}

const kindColumns: Readonly<Record<Kind, Columns>> = {
  group: { dateAdded, ...filterable(groupFields) },
  indicator: { summary, dateAdded, ...filterable(indicatorFields) },
  victim: filterable(victim.fields),
  task: { dateAdded, ...filterable(task.fields) },
}

/**
 * The filters that the documentation has for a list: those of the kind, and of the type where the list has one.
 *
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/indicators/indicators.html#filter-parameters
 */
export function filterColumns(kind: Kind, entry?: AnyEntry): Columns {
  return entry ? { ...kindColumns[kind], ...filterable(entry.fields) } : kindColumns[kind]
}

/**
 * The filters of single types in a list of several, by the type's entity: `host.dnsActive`, `document.fileType`.
 *
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/groups/groups.html#filtering-groups
 */
export function typedColumns(entries: readonly AnyEntry[]): Columns {
  const columns: Record<string, Column> = {}
  for (const { kind, entity, fields } of entries) {
    for (const [name, column] of Object.entries(filterable(fields))) {
      if (!Object.hasOwn(kindColumns[kind], name)) columns[`${entity}.${name}`] = column
    }
  }
  return columns
}

function filterable(fields: Fields): Columns {
  const columns: Record<string, Column> = {}
  for (const [name, field] of Object.entries(fields)) {
    if (field.filter) columns[name] = { ...field, format: textFormat(field), filter: field.filter }
  }
  return columns
}

/** A filter on text compares what was written; only what an item holds has to obey the rules for new values. */
function textFormat(field: Field): Field['format'] {
  return field.format === 'text' ? 'longText' : field.format
}

/** Why a comparison cannot be asked for. */
export interface FilterProblem {
  readonly field: string
  readonly rule: string
}

/**
 * Checks a condition against the columns of a list and types its values. A relative date counts from `now`.
 *
 * @returns the typed condition, or every problem in it
 */
export function checkCondition(
  condition: Condition,
  columns: Columns,
  now?: Date,
): { readonly condition: Condition<FieldValue> } | { readonly problems: readonly FilterProblem[] } {
  const problems: FilterProblem[] = []
  const typed = check(condition, { columns, now }, problems)
  return problems.length > 0 ? { problems } : { condition: typed }
}

interface Against {
  readonly columns: Columns
  readonly now: Date | undefined
}

function check(condition: Condition, against: Against, problems: FilterProblem[]): Condition<FieldValue> {
  if (condition.kind !== 'comparison') {
    return {
      kind: condition.kind,
      conditions: condition.conditions.map((each) => check(each, against, problems)),
    }
  }
  const { columns, now } = against
  const { field, operator, value } = condition
  const column = Object.hasOwn(columns, field) ? columns[field] : undefined
  const rule = column
    ? refusal(column, operator)
    : `is not a filter here; the filters are: ${Object.keys(columns).join(', ')}`
  const checked = column && !rule ? checkValue(column, value, now) : undefined
  if (rule || !checked?.ok)
    problems.push({ field, rule: rule ?? (checked && !checked.ok ? checked.rule : '') })
  return comparison<FieldValue>(field, operator, checked?.ok ? checked.value : value)
}

const refusal = (column: Column, operator: Operator): string | undefined =>
  column.filter.includes(operator)
    ? undefined
    : `does not take the operator ${operator}; it takes ${column.filter.join(' ')}`

/** A user is compared by name, and what no item can hold simply matches none. */
function checkValue(column: Column, value: string, now?: Date) {
  if (column.format === 'users') return { ok: true, value } as const
  return checkField({ ...column, title: '', sentence: '' }, value, now)
}

import {
  type Columns,
  type Condition,
  checkCondition,
  type FieldValue,
  FilterSyntaxError,
  parseFilters,
} from '@tcex/model'
import { refuse } from './refusal.ts'

/** The filters of a list as the query has them. */
export interface FilterOptions {
  readonly filters?: string
  readonly orParams?: boolean
}

/** What the filters of a list may speak of. */
export interface Filterable {
  readonly columns: Columns
  /** What may stand before a field and a dot: `host.dnsActive`. */
  readonly prefixes?: readonly string[]
  /** What relative dates count from. */
  readonly now: Date
}

/**
 * Reads the filters of a list, where it has any.
 *
 * @throws Refusal for a filter that cannot be read or does not fit the list
 */
export function readFilters(
  { filters, orParams }: FilterOptions,
  { columns, prefixes = [], now }: Filterable,
): Condition<FieldValue> | undefined {
  if (!filters) return undefined
  const parsed = parse(filters, orParams === true)
  refuseTooMany(parsed.conditions.length)
  const checked = checkCondition(withoutPrefix(parsed, prefixes), columns, now)
  if ('problems' in checked) throw refuse('invalidFilter', { problems: checked.problems })
  return checked.condition
}

function parse(text: string, or: boolean) {
  try {
    return parseFilters(text, { or })
  } catch (error) {
    if (!(error instanceof FilterSyntaxError)) throw error
    throw refuse('filterSyntax', { message: error.message, position: error.position })
  }
}

/** A database can nest only so many conditions, a thousand in SQLite. */
const mostRules = 500

function refuseTooMany(count: number): void {
  if (count <= mostRules) return
  throw refuse('invalidParameter', {
    field: 'filters',
    rule: `must hold ${mostRules} rules or fewer, and holds ${count}`,
  })
}

/** The original writes some fields with their kind or type before them: `indicator.dateAdded`, `host.dnsActive`. */
function withoutPrefix(condition: Condition, prefixes: readonly string[]): Condition {
  if (condition.kind !== 'comparison') {
    return { ...condition, conditions: condition.conditions.map((each) => withoutPrefix(each, prefixes)) }
  }
  const [prefix, field] = condition.field.split('.')
  return field !== undefined && prefixes.includes(prefix ?? '') ? { ...condition, field } : condition
}

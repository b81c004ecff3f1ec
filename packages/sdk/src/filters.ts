import {
  type Combination,
  comparison,
  type Operator,
  operators,
  parseDateTime,
  printRules,
} from '@tcex/model'
import { catalog } from './catalog.ts'
import { InvalidValueError } from './errors.ts'

/** What a filter compares with. Dates are sent as UTC. */
export type FilterValue = string | number | boolean | Date

type Rule = ReturnType<typeof comparison<string>>

/**
 * The filters of a list. They may be used for any number of calls, and changed between two: a call takes them as they
 * are when it is made.
 *
 * @example
 * const filters = tcex.filters().add('name', '=', 'my_name_filter').add('dateAdded', '>', new Date('2019-04-02'))
 * for await (const group of tcex.ti.group({ owner: 'MyOrg' }).many({ filters })) use(group)
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/groups/groups.html#filters
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/indicators/indicators.html#filters
 */
export class Filters {
  #rules: readonly Rule[] = []
  #or: boolean

  /** @param options `or`: whether one rule is enough, in place of all */
  constructor({ or = false }: { readonly or?: boolean | undefined } = {}) {
    this.#or = or
  }

  /**
   * Adds a rule. Snake case is taken for the field too: `date_added` is `dateAdded`.
   *
   * @param operator `=` `<` `>`, `^` (starts with) or `!` (is not), as the documentation has it for the field
   * @returns the filters themselves
   * @example filters.add('confidence', '>', 50)
   * @throws InvalidValueError for an operator or a value that cannot be sent
   */
  add(field: string, operator: Operator, value: FilterValue): this {
    if (!operators.includes(operator)) {
      throw new InvalidValueError(
        `The filter on "${field}" has no operator "${operator}"; use one of: ${operators.join(' ')}.`,
      )
    }
    const name = fieldName(field)
    if (!/^[A-Za-z][\w.]*$/.test(name))
      throw new InvalidValueError(`"${field}" is not the name of a field to filter by.`)
    this.#rules = [...this.#rules, comparison(name, operator, valueText(name, value))]
    return this
  }

  /**
   * The original's name for `add`.
   *
   * @example filters.addFilter('confidence', '>', 50)
   * @throws InvalidValueError for an operator or a value that cannot be sent
   */
  addFilter(field: string, operator: Operator, value: FilterValue): this {
    return this.add(field, operator, value)
  }

  /**
   * Takes away every rule on a field, in either spelling.
   *
   * @example filters.remove('dateAdded')
   */
  remove(field: string): this {
    const name = fieldName(field)
    this.#rules = this.#rules.filter((rule) => rule.field !== name)
    return this
  }

  /**
   * The original's name for `remove`.
   *
   * @example filters.removeFilter('dateAdded')
   */
  removeFilter(field: string): this {
    return this.remove(field)
  }

  /**
   * Makes one rule enough (sent as `orParams=true`); `or(false)` asks for all of them again.
   *
   * @example filters.or()
   */
  or(enough = true): this {
    this.#or = enough
    return this
  }

  /** Whether one rule is enough. */
  get isOr(): boolean {
    return this.#or
  }

  /** How many rules there are. */
  get size(): number {
    return this.#rules.length
  }

  /** The rules as the tree that search works with. */
  get condition(): Combination {
    return { kind: this.#or ? 'or' : 'and', conditions: this.#rules }
  }

  /**
   * The parameter `filters` as it is sent, commas inside values escaped.
   *
   * @example tcex.filters().add('name', '=', 'x').toString()
   */
  toString(): string {
    return printRules(this.#rules)
  }
}

/** `indicator.date_added` is `indicator.dateAdded`. The original knew two names only in a misspelling of its own. */
function fieldName(field: string): string {
  return field
    .trim()
    .replace(/\bcontry/g, 'country')
    .replace(/_+([a-z\d])/g, (_, next: string) => next.toUpperCase())
}

/** Every field that holds a date, whatever the type; all lists have the first. */
const dateFields: ReadonlySet<string> = new Set([
  'dateAdded',
  ...catalog.entries.flatMap(({ fields }) =>
    Object.keys(fields).filter((name) => fields[name]?.format === 'dateTime'),
  ),
])

/** A date as the documentation writes it in a filter, on its own or in UTC: it goes out as it is. */
const plainDate = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?Z?)?$/

function valueText(field: string, value: FilterValue): string {
  const text = value instanceof Date ? parseDateTime(value) : value
  if (typeof text === 'string') return isDate(field, text) ? (parseDateTime(text) ?? text) : text
  if (typeof text === 'boolean' || Number.isFinite(text)) return String(text)
  throw new InvalidValueError(
    `The filter on "${field}" needs a text, number, boolean or valid date to compare with.`,
  )
}

const isDate = (field: string, text: string): boolean =>
  dateFields.has(field.slice(field.lastIndexOf('.') + 1)) && !plainDate.test(text)

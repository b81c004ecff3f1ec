import { type Combination, type Comparison, type Condition, comparison, type Operator } from './condition.ts'

/** A filter text that cannot be read; `position` counts characters from 0. */
export class FilterSyntaxError extends Error {
  override readonly name = 'FilterSyntaxError'
  readonly position: number

  constructor(message: string, position: number) {
    super(message)
    this.position = position
  }
}

/**
 * Reads v2's `filters` parameter: rules `field operator value`, separated by commas. A comma that belongs to a value
 * is written `\,`; a comma that no further rule follows is taken as part of the value too, since existing clients send
 * names such as `Foo, Inc.` as they are.
 *
 * @example parseFilters('summary=example.com,dateAdded<2015-10-15')
 * @throws FilterSyntaxError where a rule has no field or no operator
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/indicators/indicators.html#filter-parameters
 */
export function parseFilters(text: string, options: { readonly or?: boolean } = {}): Combination {
  const conditions: Comparison[] = []
  let position = 0
  while (position < text.length) {
    const end = ruleEnd(text, position)
    conditions.push(parseRule(text, position, end))
    position = end + 1
    if (end === text.length - 1) throw new FilterSyntaxError('a rule is missing after the last comma', end)
  }
  return { kind: options.or ? 'or' : 'and', conditions }
}

/**
 * Writes a flat tree of comparisons as a `filters` parameter; `parseFilters` reads the same tree back.
 *
 * @throws TypeError for a tree that v2 cannot express (nested, which TQL can)
 */
export function printFilters(condition: Condition): string {
  if (condition.kind === 'comparison') return printRules([condition])
  return printRules(
    condition.conditions.map((each) => {
      if (each.kind !== 'comparison') throw new TypeError('v2 filters cannot express a nested condition')
      return each
    }),
  )
}

/** Writes comparisons as a `filters` parameter. */
export function printRules(rules: readonly Comparison[]): string {
  const last = rules.length - 1
  return rules
    .map(printRule)
    .map((rule, index) => (index < last ? protectEnd(rule) : rule))
    .join(',')
}

const printRule = ({ field, operator, value }: Comparison): string =>
  `${field}${operator}${value.replace(/(\\*),/g, '$1$1\\,')}`

/** Backslashes at the end of a rule would protect the comma that follows. */
const protectEnd = (rule: string): string => rule.replace(/\\+$/, '$&$&')

const ruleStart = /^\s*[A-Za-z][\w.]*\s*[=<>^!]/

/** Where the rule that starts at `from` ends: at a comma that is not protected and that a further rule follows. */
function ruleEnd(text: string, from: number): number {
  for (let at = text.indexOf(',', from); at !== -1; at = text.indexOf(',', at + 1)) {
    if (backslashesBefore(text, at) % 2 === 1) continue
    if (at === text.length - 1 || ruleStart.test(text.slice(at + 1, at + 80))) return at
  }
  return text.length
}

function backslashesBefore(text: string, at: number): number {
  let count = 0
  while (text[at - 1 - count] === '\\') count += 1
  return count
}

function parseRule(text: string, from: number, end: number): Comparison {
  const rule = text.slice(from, end)
  const match = /^\s*([A-Za-z][\w.]*)\s*([=<>^!])/.exec(rule)
  if (!match) throw new FilterSyntaxError(missing(rule), from)
  const [start, field = '', operator] = match
  const value = unprotect(rule.slice(start.length), end < text.length)
  return comparison(field, operator as Operator, value)
}

const missing = (rule: string): string =>
  /^\s*[A-Za-z]/.test(rule)
    ? `"${rule}" has no operator: write one of = < > ^ ! after the field`
    : `"${rule}" does not begin with the name of a field`

/** Halves the backslashes before a protected comma, and before the comma that ended the rule. */
function unprotect(value: string, ended: boolean): string {
  const inner = value.replace(/(\\+),/g, (_, run: string) => `${'\\'.repeat(run.length >> 1)},`)
  return ended ? inner.replace(/\\+$/, (run) => '\\'.repeat(run.length >> 1)) : inner
}

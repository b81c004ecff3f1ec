import { type Include, includeNames, parseDateTime } from '@tcex/model'
import type { ListOptions, Page } from '../service/listings.ts'
import { refuse } from '../service/refusal.ts'

/** The parameters of a query by name, in order; blanks come as `%20` or `+`. */
export type Query = ReadonlyMap<string, readonly string[]>

/**
 * Reads a query.
 *
 * @throws Refusal for a percent sign that encodes nothing
 */
export function parseQuery(text: string): Query {
  const query = new Map<string, string[]>()
  for (const pair of text.split('&')) {
    if (pair === '') continue
    const at = pair.indexOf('=')
    const name = decode(at === -1 ? pair : pair.slice(0, at))
    const value = at === -1 ? '' : decode(pair.slice(at + 1))
    const values = query.get(name)
    if (values) values.push(value)
    else query.set(name, [value])
  }
  return query
}

function decode(text: string): string {
  if (!/[%+]/.test(text)) return text
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    throw refuse('malformedUrl', undefined)
  }
}

/** A parameter's last value, or undefined where it is not there or empty. */
export function parameter(query: Query, name: string): string | undefined {
  return query.get(name)?.at(-1) || undefined
}

const defaultLimit = 100
const largestLimit = 10_000

/**
 * The page that a query asks for.
 *
 * @throws Refusal where a bound is no whole number or out of range
 * @see https://docs.threatconnect.com/en/latest/rest_api/overview.html#pagination
 */
export function pageOf(query: Query, limit = defaultLimit): Page {
  return {
    start: wholeNumber(query, 'resultStart', 0, 0),
    limit: Math.min(wholeNumber(query, 'resultLimit', limit, 1), Math.max(limit, largestLimit)),
  }
}

function wholeNumber(query: Query, name: string, fallback: number, minimum: number): number {
  const text = parameter(query, name)
  if (text === undefined) return fallback
  const number = /^\d{1,15}$/.test(text.trim()) ? Number(text) : Number.NaN
  if (number >= minimum) return number
  throw refuse('invalidParameter', { field: name, rule: `must be a whole number, ${minimum} or more` })
}

/** The long forms of `includes`, each a parameter of its own. */
const includeParameters: Readonly<Record<string, Include>> = {
  includeAdditional: 'additional',
  includeAttributes: 'attributes',
  includeLabels: 'labels',
  includeSecurityLabels: 'labels',
  includeTags: 'tags',
}

/** What an answer is to show besides: `includes=tags`, repeated or with commas, or `includeTags=true`. */
export function includesOf(query: Query): ReadonlySet<Include> {
  if (!asksForMore(query)) return nothing
  const named = namedIncludes(query)
  const flags = Object.entries(includeParameters).filter(([name]) => isTrue(query, name))
  return new Set([...includeNames.filter((name) => named.includes(name)), ...flags.map(([, name]) => name)])
}

const nothing: ReadonlySet<Include> = new Set()

function asksForMore(query: Query): boolean {
  for (const name of query.keys()) if (name.startsWith('include')) return true
  return false
}

/** The names that `includes` holds, whatever they are. */
export function namedIncludes(query: Query): readonly string[] {
  return (query.get('includes') ?? []).flatMap((value) => value.split(',')).map((name) => name.trim())
}

/** Whether a parameter is `true`. */
export const isTrue = (query: Query, name: string): boolean =>
  parameter(query, name)?.toLowerCase() === 'true'

export function listOptionsOf(query: Query, now: Date): ListOptions {
  const filters = query.get('filters')?.filter(Boolean).join(',')
  const modifiedSince = timeOf(query, 'modifiedSince', now)
  return {
    page: pageOf(query),
    includes: includesOf(query),
    orParams: isTrue(query, 'orParams'),
    ...(filters ? { filters } : {}),
    ...(modifiedSince === undefined ? {} : { modifiedSince }),
  }
}

/**
 * A date in a query in Unix seconds, or undefined where there is none.
 *
 * @throws Refusal for a text that is no date
 */
export function timeOf(query: Query, field: string, now: Date): number | undefined {
  const text = parameter(query, field)
  if (text === undefined) return undefined
  const date = parseDateTime(text, now)
  if (date) return Date.parse(date) / 1000
  throw refuse('invalidParameter', {
    field,
    rule: 'must be a date such as 2017-08-21T12:00:00Z',
  })
}

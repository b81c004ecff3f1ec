import { checkField } from './check.ts'
import { type IndicatorEntry, type ItemEntry, valueFields } from './define.ts'
import type { Problem, Values } from './validate.ts'

/** Between the parts of a value that has several: `md5 : sha1 : sha256`. */
export const summarySeparator = ' : '

/** The parts of an indicator's value by field, or what is wrong with it. */
export type Split =
  | { readonly ok: true; readonly values: Values }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/** The one text that stands for an indicator: its value, or its parts in the entry's order. */
export function joinSummary(entry: IndicatorEntry, values: Values): string {
  const parts = valueFields(entry).map(([name]) => values[name])
  return parts.filter((part) => part !== undefined).join(summarySeparator)
}

/**
 * Takes a value apart into the entry's fields, each in canonical form.
 *
 * @example splitSummary(file, 'aaaa… : bbbb…') // { md5: 'AAAA…', sha1: 'BBBB…' }
 */
export function splitSummary(entry: IndicatorEntry, summary: string): Split {
  return entry.identifiedBy === 'any' ? splitByRule(entry, summary) : splitByOrder(entry, summary)
}

/** Each part goes to the field whose rule it obeys; hashes tell themselves apart by their length. */
function splitByRule(entry: IndicatorEntry, summary: string): Split {
  const values: Record<string, Values[string]> = {}
  for (const part of summary.split(':').map((text) => text.trim())) {
    if (part === '') continue
    const found = valueFields(entry).find(([, field]) => checkField(field, part).ok)
    if (!found) return { ok: false, problems: [noPart(entry, part)] }
    const checked = checkField(found[1], part)
    if (checked.ok) values[found[0]] = checked.value
  }
  if (Object.keys(values).length === 0) return { ok: false, problems: [noPart(entry, summary)] }
  return { ok: true, values }
}

function noPart(entry: IndicatorEntry, part: string): Problem {
  const titles = valueFields(entry).map(([, field]) => field.title)
  return {
    field: valueFields(entry)[0]?.[0] ?? entry.type,
    rule: `must be one of ${titles.join(', ')}; "${part}" is none`,
  }
}

/** Parts in the entry's order; the last ones may be left out. A part may hold the separator itself. */
function splitByOrder(entry: IndicatorEntry, summary: string): Split {
  const readings = readingsOf(summary, valueFields(entry).length).map((parts) => checkParts(entry, parts))
  const valid = readings.filter((reading) => reading.ok)
  // A text that is canonical already must come out as it is, whatever else it might mean.
  const same = valid.find(({ values }) => joinSummary(entry, values) === summary)
  return same ?? valid[0] ?? (readings[0] as Split)
}

function checkParts(entry: IndicatorEntry, parts: readonly string[]): Split {
  const problems: Problem[] = []
  const values: Record<string, Values[string]> = {}
  valueFields(entry).forEach(([name, field], index) => {
    const checked = checkField(field, parts[index] || (field.none ?? ''))
    if (checked.ok) values[name] = checked.value
    else problems.push({ field: name, rule: checked.rule })
  })
  return problems.length > 0 ? { ok: false, problems } : { ok: true, values }
}

/** The readings of a text with so many parts, then those where the last ones are left out. */
function readingsOf(summary: string, count: number): readonly (readonly string[])[] {
  if (count === 1) return [[summary]]
  const blank = summary.replace(/ : ?: /, ' :   : ')
  return [
    ...splits(summary, count),
    // A blank part (no value name) is found also where its own space was lost: `KEY : : REG_NONE`.
    ...(blank === summary ? [] : splits(blank, count)),
    ...readingsOf(summary, count - 1),
  ]
}

/** More separators than this are not tried, so that no text takes long. */
const mostSeparators = 20

/** Every way to take a text apart at separators, the longest first parts first. */
function splits(text: string, count: number): readonly (readonly string[])[] {
  if (count === 1) return [[text]]
  return separators(text).flatMap((at) => {
    const last = text.slice(at + summarySeparator.length)
    return splits(text.slice(0, at), count - 1).map((parts) => [...parts, last])
  })
}

/** Where separators begin, the last ones first; two may overlap. */
function separators(text: string): readonly number[] {
  const found: number[] = []
  let at = text.lastIndexOf(summarySeparator)
  while (at >= 0 && found.length < mostSeparators) {
    found.push(at)
    at = at === 0 ? -1 : text.lastIndexOf(summarySeparator, at - 1)
  }
  return found
}

/** The parts of a value that is canonical already, without checking them again. */
export function readSummary(entry: IndicatorEntry, summary: string): Values {
  const fields = valueFields(entry)
  const [only, ...others] = fields
  if (only && others.length === 0) return { [only[0]]: summary }
  if (entry.identifiedBy === 'any') {
    const split = splitByRule(entry, summary)
    return split.ok ? split.values : {}
  }
  const [parts = []] = readingsOf(summary, fields.length)
  return Object.fromEntries(fields.map(([name], index) => [name, parts[index] ?? '']))
}

/** Every form in which some type would keep this value, and the text itself. */
export function canonicalForms(entries: readonly ItemEntry[], value: string): readonly string[] {
  const forms = new Set([value])
  for (const entry of entries) {
    if (entry.kind !== 'indicator') continue
    const split = splitSummary(entry as IndicatorEntry, value)
    if (split.ok) forms.add(joinSummary(entry as IndicatorEntry, split.values))
  }
  return [...forms]
}

import { canonicalValue } from './canonical-value.ts'
import { checkField } from './check.ts'
import type { IndicatorEntry, ItemEntry } from './define.ts'
import type { Field, FieldValue } from './field.ts'
import type { FieldOutline, IndicatorOutline } from './outline.ts'
import type { Problem, Values } from './validate.ts'
import { valueFields } from './value-fields.ts'

/** Between the parts of a value that has several: `md5 : sha1 : sha256`. */
export const summarySeparator = ' : '

/** The parts of an indicator's value by field, or what is wrong with it. */
export type Split =
  | { readonly ok: true; readonly values: Values }
  | { readonly ok: false; readonly problems: readonly Problem[] }

type Valued = Pick<IndicatorOutline, 'fields' | 'identifiedBy'>

/** The one text that stands for an indicator: its value, or its parts in the entry's order. */
export function joinSummary(entry: Valued, values: Values): string {
  const fields = valueFields(entry)
  const [only] = fields
  if (only && fields.length === 1) return String(values[only[0]] ?? '')
  const parts = fields.map(([name]) => values[name])
  return parts.filter((part) => part !== undefined).join(summarySeparator)
}

/** The form in which a field keeps a text, or undefined where it has none. */
type ReadPart<F extends FieldOutline> = (field: F, text: string) => FieldValue | undefined

/**
 * Takes a value apart into the entry's fields, each in canonical form; undefined where it is none.
 *
 * @example valuesIn(file, 'aaaa… : bbbb…') // { md5: 'AAAA…', sha1: 'BBBB…' }
 */
export function valuesIn(entry: Valued, summary: string): Values | undefined {
  return takeApart(entry, summary, canonicalValue)
}

function takeApart<F extends FieldOutline>(
  entry: Valued & { readonly fields: Readonly<Record<string, F>> },
  summary: string,
  read: ReadPart<F>,
): Values | undefined {
  const fields = valueFields(entry)
  return entry.identifiedBy === 'any'
    ? takeByRule(fields, summary, read)
    : takeByOrder(entry, fields, summary, read)
}

type Named<F> = readonly (readonly [name: string, field: F])[]

/** Each part goes to the field whose rule it obeys; hashes tell themselves apart by their length. */
function takeByRule<F extends FieldOutline>(
  fields: Named<F>,
  summary: string,
  read: ReadPart<F>,
): Values | undefined {
  const values: Record<string, FieldValue> = {}
  for (const part of partsOf(summary)) {
    const found = firstReading(fields, part, read)
    if (!found) return undefined
    values[found.name] = found.value
  }
  return Object.keys(values).length > 0 ? values : undefined
}

function firstReading<F extends FieldOutline>(fields: Named<F>, part: string, read: ReadPart<F>) {
  for (const [name, field] of fields) {
    const value = read(field, part)
    if (value !== undefined) return { name, value }
  }
  return undefined
}

const partsOf = (summary: string): readonly string[] =>
  summary
    .split(':')
    .map((part) => part.trim())
    .filter(Boolean)

/** Parts in the entry's order; the last ones may be left out. A part may hold the separator itself. */
function takeByOrder<F extends FieldOutline>(
  entry: Valued,
  fields: Named<F>,
  summary: string,
  read: ReadPart<F>,
): Values | undefined {
  const [only] = fields
  // Most types have one, and a text one reading.
  if (only && fields.length === 1) return readParts(fields, [summary], read)
  const readings = readingsOf(summary, fields.length).map((parts) => readParts(fields, parts, read))
  const valid = readings.filter((values) => values !== undefined)
  // A text that is canonical already must come out as it is, whatever else it might mean.
  return valid.find((values) => joinSummary(entry, values) === summary) ?? valid[0]
}

function readParts<F extends FieldOutline>(
  fields: Named<F>,
  parts: readonly string[],
  read: ReadPart<F>,
): Values | undefined {
  const values: Record<string, FieldValue> = {}
  let index = 0
  for (const [name, field] of fields) {
    const value = read(field, parts[index] || (field.none ?? ''))
    if (value === undefined) return undefined
    values[name] = value
    index += 1
  }
  return values
}

/**
 * The same with what is wrong where it is none.
 *
 * @example splitSummary(file, 'nonsense') // { ok: false, problems: [{ field: 'md5', rule: 'must be one of …' }] }
 */
export function splitSummary(entry: IndicatorEntry, summary: string): Split {
  const values = takeApart(entry, summary, checkedValue)
  if (values) return { ok: true, values }
  const problems = entry.identifiedBy === 'any' ? [noPart(entry, summary)] : problemsOf(entry, summary)
  return { ok: false, problems }
}

function checkedValue(field: Field, text: string): FieldValue | undefined {
  const checked = checkField(field, text)
  return checked.ok ? checked.value : undefined
}

function noPart(entry: IndicatorEntry, summary: string): Problem {
  const fields = valueFields(entry)
  const fits = (part: string) => fields.some(([, field]) => checkField(field, part).ok)
  const stray = partsOf(summary).find((part) => !fits(part)) ?? summary
  const titles = fields.map(([, field]) => field.title)
  return {
    field: fields[0]?.[0] ?? entry.type,
    rule: `must be one of ${titles.join(', ')}; "${stray}" is none`,
  }
}

/** What is wrong with the first reading. */
function problemsOf(entry: IndicatorEntry, summary: string): readonly Problem[] {
  const fields = valueFields(entry)
  const [parts = []] = readingsOf(summary, fields.length)
  return fields.flatMap(([name, field], index) => {
    const checked = checkField(field, parts[index] || (field.none ?? ''))
    return checked.ok ? [] : [{ field: name, rule: checked.rule }]
  })
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
  const [only] = fields
  if (only && fields.length === 1) return { [only[0]]: summary }
  if (entry.identifiedBy === 'any') return valuesIn(entry, summary) ?? {}
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

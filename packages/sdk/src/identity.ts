import {
  type IndicatorOutline,
  joinSummary,
  type Outline,
  summarySeparator,
  type Values,
  valueFields,
  valuesIn,
} from '@tcex/model'
import { InvalidValueError } from './errors.ts'

/** An id of a group, task or victim; a value of an indicator. */
export type UniqueId = string | number

/** Fields of an item as they are sent. */
export type FieldValues = Readonly<Record<string, unknown>>

/**
 * What stands for an item in a path: its id; an indicator's value, of a file one hash.
 *
 * @returns undefined where nothing was given, or not all parts of a value
 * @throws InvalidValueError for an id that is none
 */
export function pathKey(
  entry: Outline,
  uniqueId: UniqueId | undefined,
  fields: FieldValues,
): string | undefined {
  if (entry.kind !== 'indicator') return isGiven(uniqueId) ? idText(entry, uniqueId) : undefined
  return isGiven(uniqueId) ? valueText(entry, String(uniqueId)) : givenValue(entry, fields)
}

const isGiven = <T>(value: T): value is NonNullable<T> =>
  value !== undefined && value !== null && value !== ''

function idText(entry: Outline, id: UniqueId): string {
  const text = String(id)
  if (/^\d+$/.test(text)) return text
  throw new InvalidValueError(
    `"${text}" cannot be the uniqueId of a ${entry.type}: it must be a number, such as 416.`,
  )
}

/** In canonical form where it has one; otherwise as it came, for the server to refuse. */
function valueText(entry: IndicatorOutline, text: string): string {
  const values = valuesIn(entry, text)
  return values ? summaryKey(entry, values) : text
}

/** One text for the whole value; a file is found by any one of its hashes, and the first in order is taken. */
function summaryKey(entry: IndicatorOutline, values: Values): string {
  const summary = joinSummary(entry, values)
  return entry.identifiedBy === 'any' ? (summary.split(summarySeparator)[0] ?? summary) : summary
}

function givenValue(entry: IndicatorOutline, fields: FieldValues): string | undefined {
  const names = valueNames(entry)
  const given = names.filter((name) => isGiven(fields[name]))
  if (given.length === 0 || (entry.identifiedBy === 'all' && given.length < names.length)) return undefined
  return summaryKey(entry, Object.fromEntries(given.map((name) => [name, String(fields[name])])))
}

const valueNames = (entry: IndicatorOutline): readonly string[] => valueFields(entry).map(([name]) => name)

/** The end of a sentence that begins with "The Registry Key needs". */
export function whatIsMissing(entry: Outline, fields: FieldValues): string {
  if (entry.kind !== 'indicator') return 'a uniqueId, or to be created first'
  const missing = valueNames(entry).filter((name) => !isGiven(fields[name]))
  return `a uniqueId, or its value: ${missing.map((name) => `"${name}"`).join(entry.identifiedBy === 'any' ? ' or ' : ' and ')}`
}

/** The value fields that a `uniqueId` stands for, so that creating an indicator needs nothing else. */
export function fieldsOf(entry: IndicatorOutline, uniqueId: UniqueId | undefined): FieldValues {
  if (!isGiven(uniqueId)) return {}
  const text = String(uniqueId)
  const values = valuesIn(entry, text)
  if (values) return values
  const names = valueNames(entry)
  const parts = names.length === 1 || entry.identifiedBy === 'any' ? [text] : text.split(summarySeparator)
  return Object.fromEntries(parts.slice(0, names.length).map((part, index) => [names[index], part]))
}

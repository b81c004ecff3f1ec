import {
  type AnyEntry,
  type AssetEntry,
  type Catalog,
  type Field,
  type Fields,
  type Format,
  valueFields,
  writable,
} from '@tcex/model'
import fc from 'fast-check'
import { oddText } from './odd-text.ts'
import { ruleValues } from './values.ts'

/** A body that creates an item. */
export type Body = Readonly<Record<string, unknown>>

/** What a maker cannot know by itself. */
export interface Known {
  /** Names of users who exist; a new platform has one, named like its access id. */
  readonly users?: readonly string[]
}

/** A valid value of a field, by its format and limits. */
export function fieldValue(field: Field, known: Known = {}): fc.Arbitrary<unknown> {
  if (field.format in ruleValues) return ruleValue(field)
  return formatValues[field.format as keyof typeof formatValues](field, known)
}

function ruleValue({ format, maxLength }: Field): fc.Arbitrary<string> {
  if (format === 'text' && maxLength) return oddText({ maxLength: Math.min(maxLength, 60) })
  return ruleValues[format as keyof typeof ruleValues]
}

type Maker = (field: Field, known: Known) => fc.Arbitrary<unknown>

const asNumberOrText = (numbers: fc.Arbitrary<number>): fc.Arbitrary<number | string> =>
  fc.oneof(numbers, numbers.map(String))

const formatValues: Readonly<Record<Exclude<Format, keyof typeof ruleValues>, Maker>> = {
  longText: () => fc.oneof(oddText({ maxLength: 300 }), fc.constantFrom('', 'line\r\nline\ttab\u0007')),
  dateTime: () =>
    fc.oneof(
      fc
        .date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true })
        .map((date) => date.toISOString()),
      fc.constantFrom(
        '2017-7-13T00:00:00-04:00',
        '2019-04-02',
        '2017-07-13T17:50:17',
        '2016-12-31T23:59:59+09:00',
      ),
    ),
  integer: ({ minimum = -1_000_000, maximum = 1_000_000_000 }) =>
    asNumberOrText(fc.integer({ min: minimum, max: maximum })),
  decimal: ({ minimum = 0, maximum = 1000 }) =>
    asNumberOrText(
      fc.integer({ min: minimum * 100, max: maximum * 100 }).map((hundredths) => hundredths / 100),
    ),
  boolean: ({ only }) =>
    only === undefined ? fc.constantFrom(true, false, 'true', 'false') : fc.constantFrom(only, String(only)),
  booleanText: () => fc.constantFrom(true, false, 'true', 'false'),
  choice: ({ choices = [] }) => fc.constantFrom(...choices),
  users: (_field, { users = [] }) =>
    users.length === 0
      ? fc.constant([])
      : fc.subarray([...users], { minLength: 1 }).map((names) => names.map((userName) => ({ userName }))),
}

/** A valid body for a type: what is required, and any of what else may be written. */
export function itemBody(entry: AnyEntry, known: Known = {}): fc.Arbitrary<Body> {
  const body = fieldsBody(entry.fields, known)
  if (entry.kind !== 'indicator' || entry.identifiedBy === 'all') return body
  const names = valueFields(entry).map(([name]) => name)
  return body.filter((values) => names.some((name) => values[name] !== undefined))
}

/** A valid body with every field that may be written. */
export function fullBody(entry: AnyEntry, known: Known = {}): fc.Arbitrary<Body> {
  return fc.record(arbitraries(entry.fields, known))
}

export function assetBody(entry: AssetEntry): fc.Arbitrary<Body> {
  return fieldsBody(entry.fields, {})
}

/** An item of any type of a catalog. */
export function anyItem(
  catalog: Catalog,
  known: Known = {},
): fc.Arbitrary<{ readonly entry: AnyEntry; readonly body: Body }> {
  return fc.oneof(...catalog.entries.map((entry) => itemBody(entry, known).map((body) => ({ entry, body }))))
}

function fieldsBody(fields: Fields, known: Known): fc.Arbitrary<Body> {
  const requiredKeys = writable(fields).filter((name) => fields[name]?.required)
  return fc.record(arbitraries(fields, known), { requiredKeys })
}

const arbitraries = (fields: Fields, known: Known): Record<string, fc.Arbitrary<unknown>> =>
  Object.fromEntries(writable(fields).map((name) => [name, fieldValue(fields[name] as Field, known)]))

/** The same few bodies of a type on every run, where a test needs examples rather than a search. */
export function sampleBodies(entry: AnyEntry, count: number, known: Known = {}): readonly Body[] {
  return fc.sample(itemBody(entry, known), { numRuns: count, seed: 20_170_713 })
}

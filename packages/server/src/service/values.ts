import {
  type AnyEntry,
  type Fields,
  type FieldValue,
  type IndicatorEntry,
  initialValues,
  joinSummary,
  readSummary,
  type Values,
  valueFields,
} from '@tcex/model'
import type { StoredFields } from '../store/rows.ts'

/** An item's values apart: the name that identifies it, and what is kept beside it. */
export interface Kept {
  readonly name: string
  readonly fields: StoredFields
}

/** All values of a stored item: those it was given, those in its name, and what a new one starts with. */
export function valuesOf(entry: AnyEntry, row: Kept): Values {
  const named = entry.kind === 'indicator' ? readSummary(entry, row.name) : { name: row.name }
  return { ...initialOf(entry), ...named, ...row.fields }
}

const initials = new WeakMap<AnyEntry, Values>()

function initialOf(entry: AnyEntry): Values {
  const known = initials.get(entry)
  if (known) return known
  const values = initialValues(entry.fields)
  initials.set(entry, values)
  return values
}

/** What is stored of an item's values; what a new one starts with anyway is not, nor is what was cleared. */
export function keep(entry: AnyEntry, values: Values): Kept {
  if (entry.kind !== 'indicator') {
    return { name: String(values.name), fields: withoutInitial(entry.fields, values, ['name']) }
  }
  const name = joinSummary(entry, values)
  const parts = valueFields(entry)
  const [only] = parts
  // Most types have one.
  const isWhole = only && parts.length === 1 ? values[only[0]] === name : readsBack(entry, name, values)
  const inName = isWhole ? parts.map(([field]) => field) : []
  return { name, fields: withoutInitial(entry.fields, values, inName) }
}

/** A part that holds the separator itself is kept apart, since the name does not tell where it ends. */
function readsBack(entry: IndicatorEntry, name: string, values: Values): boolean {
  const back = readSummary(entry, name)
  return valueFields(entry).every(([field]) => back[field] === values[field])
}

function withoutInitial(fields: Fields, values: Values, except: readonly string[]): StoredFields {
  const kept: Record<string, FieldValue> = {}
  for (const name of Object.keys(values)) {
    const value = values[name] as FieldValue
    const isKept = value !== '' && fields[name]?.initial !== value
    if (isKept && !except.includes(name)) kept[name] = value
  }
  return kept
}

const noKeys: readonly string[] = []

/** The texts by which an indicator is found that has several: each of a file's hashes. */
export function keysOf(entry: AnyEntry, values: Values): readonly string[] {
  if (entry.kind !== 'indicator' || entry.identifiedBy !== 'any') return noKeys
  const keys: string[] = []
  for (const [field] of valueFields(entry)) if (values[field] !== undefined) keys.push(String(values[field]))
  return keys
}

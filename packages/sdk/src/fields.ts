import { canonicalValue, type FieldOutline, type Outline, parseDateTime } from '@tcex/model'
import type { FieldValues } from './identity.ts'

/**
 * A caller's fields as they are sent: dates as UTC, an indicator's value in canonical form, nothing that was not given.
 * What cannot be read is sent as it is, and so is a field that the type does not have: refusing them is the server's.
 */
export function settleFields(entry: Outline | undefined, given: FieldValues): FieldValues {
  const fields: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || value === null) continue
    const field = entry && Object.hasOwn(entry.fields, name) ? entry.fields[name] : undefined
    fields[name] = field ? fieldValue(field, value) : value
  }
  return fields
}

/** A value of a field as it is sent. */
export function fieldValue(field: FieldOutline, value: unknown): unknown {
  if (field.format === 'dateTime') return dateText(value)
  // The wire has these as texts.
  if (field.format === 'booleanText' && typeof value === 'boolean') return String(value)
  return field.value && typeof value === 'string' ? (canonicalValue(field, value) ?? value) : value
}

function dateText(value: unknown): unknown {
  if (value instanceof Date) return parseDateTime(value) ?? String(value)
  return typeof value === 'string' ? (parseDateTime(value) ?? value) : value
}

import { type IndicatorEntry, valueFields } from '../catalog/define.ts'
import type { Field } from '../catalog/field.ts'

type Json = Readonly<Record<string, unknown>>

/**
 * An indicator type as `/v2/types/indicatorTypes` reports it; booleans are texts there.
 *
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/indicators/indicators.html#retrieve-available-indicator-types
 */
export function indicatorTypeEntity(entry: IndicatorEntry, additional: boolean): Json {
  const fields = valueFields(entry)
  const hasLabels = entry.custom || (additional && fields.length > 1)
  return {
    name: entry.type,
    custom: String(entry.custom),
    parsable: String(entry.parsable),
    apiBranch: entry.branch,
    apiEntity: entry.entity,
    ...(entry.casePreference ? { casePreference: entry.casePreference } : {}),
    ...(hasLabels ? Object.assign({}, ...fields.map(([, field], index) => labels(field, index + 1))) : {}),
    ...(additional && entry.regexes ? { regexes: entry.regexes } : {}),
    ...(additional ? { keys: keys(entry) } : {}),
  }
}

function labels(field: Field, number: number): Json {
  return {
    [`value${number}Label`]: field.title,
    [`value${number}Type`]: field.choices ? 'selectone' : 'text',
    ...(field.choices ? { [`value${number}Option`]: field.choices.join(';') } : {}),
  }
}

const keys = (entry: IndicatorEntry): Json =>
  Object.fromEntries(valueFields(entry).map(([name], index) => [`key${index + 1}`, name]))

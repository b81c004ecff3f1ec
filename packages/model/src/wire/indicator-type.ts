import type { CasePreference, IndicatorEntry } from '../catalog/define.ts'
import type { Field, Fields } from '../catalog/field.ts'
import { valueFields } from '../catalog/value-fields.ts'

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

/** What `defineIndicator` makes the entry of a custom indicator type from. */
export type IndicatorTypeFacts = Omit<IndicatorEntry, 'kind' | 'traits' | 'identifiedBy'>

/**
 * What the catalog's entry for a custom indicator type is made from, as an instance reports it; its fields are called
 * as their labels are.
 *
 * @returns undefined for what is none, or has no value label
 */
export function decodeIndicatorType(json: unknown): IndicatorTypeFacts | undefined {
  const { name, apiBranch, apiEntity, ...rest } = (typeof json === 'object' && json ? json : {}) as Json
  if (!isText(name) || !isText(apiBranch) || !isText(apiEntity)) return undefined
  const fields = Object.assign({}, ...[1, 2, 3].map((number) => labelled(rest, number)))
  if (Object.keys(fields).length === 0) return undefined
  return {
    type: name,
    plural: name,
    branch: apiBranch,
    entity: apiEntity,
    shorthand: apiEntity,
    sentence: 'A type of indicator of this instance.',
    custom: String(rest.custom) !== 'false',
    parsable: String(rest.parsable) === 'true',
    ...(isCasePreference(rest.casePreference) ? { casePreference: rest.casePreference } : {}),
    fields,
  }
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== ''

const isCasePreference = (value: unknown): value is CasePreference =>
  value === 'sensitive' || value === 'upper' || value === 'lower'

function labelled(type: Json, number: number): Fields {
  const label = type[`value${number}Label`]
  if (!isText(label)) return {}
  const options = String(type[`value${number}Option`] ?? '').split(';')
  const choices = type[`value${number}Type`] === 'selectone' ? options.filter(isText) : []
  const form = choices.length > 0 ? ({ format: 'choice', choices } as const) : ({ format: 'text' } as const)
  const field = {
    ...form,
    title: label,
    sentence: 'A part of the value.',
    value: true,
    required: true,
  } as const
  return { [label]: field }
}

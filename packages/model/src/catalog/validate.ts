import { type Checked, checkField } from './check.ts'
import type { Field, Fields, FieldValue } from './field.ts'

/** A field that breaks a rule; the rule ends a sentence that the field begins. */
export interface Problem {
  readonly field: string
  readonly rule: string
}

export type Values = Readonly<Record<string, FieldValue>>

export type Validated =
  | { readonly ok: true; readonly values: Values }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/** Keys of an entity that the platform sets; ignored where a client sends back what it was given. */
const echoes: ReadonlySet<string> = new Set([
  'id',
  'owner',
  'ownerName',
  'type',
  'dateAdded',
  'lastModified',
  'webLink',
  'createdBy',
  'summary',
  'communityOrSource',
  'additionalOwners',
  'itemId',
  'observationCount',
  'lastObserved',
  'falsePositiveCount',
  'falsePositiveLastReported',
  'threatAssessRating',
  'threatAssessConfidence',
  'threatAssessScore',
  'calScore',
  'calIndicatorStatus',
])

/**
 * Checks the body of a create or an update against the fields of an entry and gives the values to be stored, in the
 * entry's order. `null` counts as not given. So does an empty text for a text that is not required; in an update it
 * clears the field, and comes out as an empty text.
 *
 * @example validate(entry.fields, { name: 'camp-3', firstSeen: '2019-04-02' }, { creating: true })
 */
export function validate(
  fields: Fields,
  body: Readonly<Record<string, unknown>>,
  options: { readonly creating: boolean; readonly now?: Date },
): Validated {
  const problems: Problem[] = unknownKeys(fields, body)
  const { writable: all, needs } = knownOf(fields)
  const values: Record<string, FieldValue> = {}
  for (const [name, field] of all) {
    const input = Object.hasOwn(body, name) ? body[name] : undefined
    if (input === undefined || input === null) {
      if (options.creating && field.required) problems.push({ field: name, rule: 'is required' })
      continue
    }
    if (input === '' && isClearable(field)) {
      if (!options.creating) values[name] = ''
      continue
    }
    const checked: Checked = checkField(field, input, options.now)
    if (checked.ok) values[name] = checked.value
    else problems.push({ field: name, rule: checked.rule })
  }
  if (options.creating && needs) problems.push(...missing(fields, values))
  return problems.length > 0 ? { ok: false, problems } : { ok: true, values }
}

/** What is asked of the same fields for each of many items. */
interface Known {
  readonly writable: readonly (readonly [name: string, field: Field])[]
  /** Whether any of them needs another one. */
  readonly needs: boolean
}

const known = new WeakMap<Fields, Known>()

function knownOf(fields: Fields): Known {
  const found = known.get(fields)
  if (found) return found
  const writable = Object.entries(fields).filter(([, field]) => !field.readOnly)
  const made = { writable, needs: writable.some(([, { needs }]) => needs !== undefined) }
  known.set(fields, made)
  return made
}

/** What other fields that were given need. */
function missing(fields: Fields, values: Values): readonly Problem[] {
  return Object.entries(values).flatMap(([name, value]) => {
    const needs = value === false ? undefined : fields[name]?.needs
    return needs && values[needs] === undefined ? [{ field: needs, rule: `is required with "${name}"` }] : []
  })
}

const isClearable = ({ format, required }: Field): boolean =>
  !required && (format === 'text' || format === 'longText')

function unknownKeys(fields: Fields, body: Readonly<Record<string, unknown>>): Problem[] {
  const problems: Problem[] = []
  for (const field of Object.keys(body)) {
    if (body[field] === null || Object.hasOwn(fields, field) || echoes.has(field)) continue
    problems.push({ field, rule: `is not a field here; the fields are: ${writable(fields).join(', ')}` })
  }
  return problems
}

/** The names of the fields that a caller may set. */
export function writable(fields: Fields): readonly string[] {
  return Object.keys(fields).filter((name) => !fields[name]?.readOnly)
}

/** What a new item has where nothing was given. */
export function initialValues(fields: Fields): Values {
  const initial: Record<string, FieldValue> = {}
  for (const [name, field] of Object.entries(fields)) {
    if (field.initial !== undefined) initial[name] = field.initial
  }
  return initial
}

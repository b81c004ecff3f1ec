import { canonicalRules } from '../identity/rules.ts'
import { findChoice } from './canonical-value.ts'
import { parseDateTime } from './date-time.ts'
import type { Field, FieldValue, Format } from './field.ts'

/** A checked value, or the rule that the given one breaks, as the end of a sentence: "must be …". */
export type Checked =
  | { readonly ok: true; readonly value: FieldValue }
  | { readonly ok: false; readonly rule: string }

const good = (value: FieldValue): Checked => ({ ok: true, value })
const bad = (rule: string): Checked => ({ ok: false, rule })

/**
 * Checks one value against its field and gives the form that is stored. Clients send numbers and booleans as texts
 * too; both are taken. A relative date (`3 days ago`) counts from `now`.
 */
export function checkField(field: Field, input: unknown, now?: Date): Checked {
  const checked = checkFormat(field, input, now)
  return checked.ok ? checkLimits(field, checked) : checked
}

function checkFormat(field: Field, input: unknown, now?: Date): Checked {
  const check = formatChecks[field.format as keyof typeof formatChecks]
  if (check) return check(input, field, now)
  if (typeof input !== 'string') return bad('must be a text')
  return canonicalRules[field.format as keyof typeof canonicalRules](input)
}

type Check = (input: unknown, field: Field, now?: Date) => Checked

const formatChecks: Readonly<Record<Exclude<Format, keyof typeof canonicalRules>, Check>> = {
  longText: (input) => (typeof input === 'string' ? plainText(input) : bad('must be a text')),
  dateTime: checkDateTime,
  integer: (input) => {
    const number = toNumber(input)
    return number !== undefined && Number.isSafeInteger(number) ? good(number) : bad('must be a whole number')
  },
  decimal: (input) => {
    const number = toNumber(input)
    return number === undefined ? bad('must be a number') : good(number)
  },
  boolean: (input, field) => {
    const flag = toBoolean(input)
    if (flag === undefined) return bad('must be true or false')
    if (field.only === undefined || flag === field.only) return good(flag)
    return bad(`must be ${field.only} for this type`)
  },
  booleanText: (input) => {
    const flag = toBoolean(input)
    return flag === undefined ? bad('must be true or false') : good(String(flag))
  },
  choice: checkChoice,
  users: checkUsers,
}

function plainText(text: string): Checked {
  if (text.includes('\0')) return bad('must not contain the NUL character')
  return /\p{Surrogate}/u.test(text) ? bad('must be well-formed Unicode') : good(text)
}

function checkDateTime(input: unknown, _field: Field, now?: Date): Checked {
  const value = typeof input === 'string' ? parseDateTime(input, now) : undefined
  return value ? good(value) : bad('must be a date such as 2017-07-13T17:50:17Z')
}

function toNumber(input: unknown): number | undefined {
  if (typeof input === 'number') return Number.isFinite(input) ? input : undefined
  if (typeof input !== 'string' || !/^\s*-?\d{1,15}(\.\d{1,15})?\s*$/.test(input)) return undefined
  return Number(input)
}

function toBoolean(input: unknown): boolean | undefined {
  if (typeof input === 'boolean') return input
  if (typeof input !== 'string' && typeof input !== 'number') return undefined
  const text = String(input).trim().toLowerCase()
  if (text === 'true' || text === '1') return true
  return text === 'false' || text === '0' ? false : undefined
}

function checkChoice(input: unknown, field: Field): Checked {
  const choice = typeof input === 'string' ? findChoice(field, input) : undefined
  return choice ? good(choice) : bad(`must be one of: ${(field.choices ?? []).join(', ')}`)
}

/** The documentation shows both `[{"userName": "a"}]` and `{"userName": ["a"]}`. */
function checkUsers(input: unknown): Checked {
  const names = userNames(input)
  if (names.some((name) => typeof name !== 'string' || !name.trim())) {
    return bad('must be a list of users such as [{"userName": "johndoe@example.com"}]')
  }
  return good([...new Set(names as readonly string[])])
}

function userNames(input: unknown): readonly unknown[] {
  return [input].flat().flatMap((each) => (typeof each === 'string' ? each : userName(each)))
}

/** The name or the names that a reference to users holds. */
function userName(input: unknown): unknown {
  return typeof input === 'object' && input !== null && 'userName' in input ? input.userName : undefined
}

function checkLimits(field: Field, checked: Checked & { readonly ok: true }): Checked {
  const { value } = checked
  if (typeof value === 'number') return checkRange(field, value) ?? checked
  if (typeof value === 'string' && field.maxLength && value.length > field.maxLength) {
    return bad(`must not be longer than ${field.maxLength} characters`)
  }
  return checked
}

function checkRange({ minimum, maximum }: Field, value: number): Checked | undefined {
  const fits = (minimum === undefined || value >= minimum) && (maximum === undefined || value <= maximum)
  if (fits) return undefined
  return bad(maximum === undefined ? `must be ${minimum} or more` : `must be from ${minimum} to ${maximum}`)
}

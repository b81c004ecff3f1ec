import type { Canonical } from './canonical.ts'
import { findMistake, type Hint } from './hint.ts'
import { formTrimmed, ruled } from './read-text.ts'

const largest = 4_294_967_295
const form = 'must be a number from 0 to 4294967295, with or without AS or ASN before it'

const hints: readonly Hint[] = [
  [/^(?:asn?)?\s*\d+\.\d+$/i, 'must be one number: write AS65546 for AS1.10'],
  [/^(?:asn?)?\s*\d+$/i, 'must not be larger than 4294967295'],
]

/**
 * An autonomous system's number as the platform stores it, with `ASN` before it.
 *
 * @example asNumber('AS 12345') // { ok: true, value: 'ASN12345' }
 * @remarks Rule: a number that fits 32 bits, with `AS`, `ASN` or nothing before it.
 * @see https://docs.threatconnect.com/en/latest/common_errors.html#asn-indicators
 */
export function asNumber(text: string): Canonical {
  return ruled(text.trim(), asNumberForm, (number) => findMistake(number, hints) ?? form)
}

/** The same without a reason. */
export function asNumberForm(text: string): string | undefined {
  return formTrimmed(text, readNumber)
}

function readNumber(text: string): string | undefined {
  const digits = /^(?:asn?)?\s*(\d+)$/i.exec(text)?.[1]
  const value = Number(digits ?? Number.NaN)
  return value <= largest ? `ASN${value}` : undefined
}

import type { Canonical } from './canonical.ts'
import { formTrimmed, ruled } from './read-text.ts'

const lengths = { MD5: 32, 'SHA-1': 40, 'SHA-256': 64 } as const

type HashName = keyof typeof lengths

/**
 * An MD5 hash as the platform stores it, in upper case.
 *
 * @example md5('905ad8176a569a36421bf54c04ba7f95') // { ok: true, value: '905AD8176A569A36421BF54C04BA7F95' }
 * @remarks Rule: 32 hexadecimal digits in any case.
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/indicators/indicators.html#create-file-indicators
 */
export function md5(text: string): Canonical {
  return ruled(text.trim(), md5Form, (digits) => whyNone(digits, 'MD5'))
}

/** The same without a reason. */
export function md5Form(text: string): string | undefined {
  return formTrimmed(text, (digits) => readHash(digits, 'MD5'))
}

/**
 * A SHA-1 hash as the platform stores it, in upper case.
 *
 * @example sha1('a52b6986d68cdfac53aa740566cbeade4452124e').ok // true
 * @remarks Rule: 40 hexadecimal digits in any case.
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/indicators/indicators.html#create-file-indicators
 */
export function sha1(text: string): Canonical {
  return ruled(text.trim(), sha1Form, (digits) => whyNone(digits, 'SHA-1'))
}

/** The same without a reason. */
export function sha1Form(text: string): string | undefined {
  return formTrimmed(text, (digits) => readHash(digits, 'SHA-1'))
}

/**
 * A SHA-256 hash as the platform stores it, in upper case.
 *
 * @example sha256('25bdabd23e349f5e5ea7890795b06d15d842bde1d43135c361e755f748ca05d0').ok // true
 * @remarks Rule: 64 hexadecimal digits in any case.
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/indicators/indicators.html#create-file-indicators
 */
export function sha256(text: string): Canonical {
  return ruled(text.trim(), sha256Form, (digits) => whyNone(digits, 'SHA-256'))
}

/** The same without a reason. */
export function sha256Form(text: string): string | undefined {
  return formTrimmed(text, (digits) => readHash(digits, 'SHA-256'))
}

function readHash(text: string, name: HashName): string | undefined {
  return text.length === lengths[name] && isHexadecimal(text) ? text.toUpperCase() : undefined
}

const isHexadecimal = (text: string): boolean => /^[\da-f]+$/i.test(text)

function whyNone(text: string, name: HashName): string {
  const found = isHexadecimal(text) ? describeLength(text.length) : 'this has other characters'
  return `must be ${lengths[name]} hexadecimal digits: ${found}`
}

function describeLength(length: number): string {
  const names = Object.keys(lengths) as HashName[]
  const name = names.find((candidate) => lengths[candidate] === length)
  return name === undefined ? `this has ${length}` : `this is a ${name}`
}

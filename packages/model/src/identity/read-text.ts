import type { Canonical, CanonicalRule } from './canonical.ts'

// C0 and DEL. The C1 characters stay out of it: they are what a wrongly decoded but honest byte turns into.
const controlCharacter = /[^\P{Cc}\u0080-\u009f]/u
const loneSurrogate = /\p{Surrogate}/u

export function stored(value: string): Canonical {
  return { ok: true, value }
}

export function refused(rule: string): Canonical {
  return { ok: false, rule }
}

/** Applies a rule to text whose surrounding white space carries no meaning. */
export function readTrimmed(text: string, rule: CanonicalRule): Canonical {
  return readVerbatim(text.trim(), rule)
}

/** Applies a rule to text as it stands, once it is text that any database and any JSON reader can hold. */
export function readVerbatim(text: string, rule: CanonicalRule): Canonical {
  const fault = findTextFault(text)
  return fault === undefined ? rule(text) : refused(fault)
}

function findTextFault(text: string): string | undefined {
  const control = controlCharacter.exec(text)?.[0]
  if (control !== undefined) return `must not contain the control character ${nameCodePoint(control)}`
  if (loneSurrogate.test(text)) return 'must be well-formed Unicode, without half a surrogate pair'
  if (text.trim() === '') return 'must not be blank'
  return undefined
}

function nameCodePoint(character: string): string {
  return `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
}

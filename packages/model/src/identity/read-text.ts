import type { Canonical, CanonicalForm } from './canonical.ts'

// C0 and DEL. The C1 characters stay out of it: they are what a wrongly decoded but honest byte turns into.
const controlCharacter = /[^\P{Cc}\u0080-\u009f]/u
const loneSurrogate = /\p{Surrogate}/u

/** The form of a text whose surrounding white space carries no meaning. */
export function formTrimmed(text: string, form: CanonicalForm): string | undefined {
  return formVerbatim(text.trim(), form)
}

/** The form of a text as it stands, once it is text that any database and any JSON reader can hold. */
export function formVerbatim(text: string, form: CanonicalForm): string | undefined {
  return isText(text) ? form(text) : undefined
}

const isText = (text: string): boolean =>
  !controlCharacter.test(text) && !loneSurrogate.test(text) && text.trim() !== ''

/** The form of a text, or why it has none: what is wrong with it as text, or else what `why` finds. */
export function ruled(text: string, form: CanonicalForm, why: (text: string) => string): Canonical {
  const value = form(text)
  return value === undefined ? { ok: false, rule: findTextFault(text) ?? why(text) } : { ok: true, value }
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

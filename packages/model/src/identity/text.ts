import type { Canonical } from './canonical.ts'
import { formVerbatim, ruled } from './read-text.ts'

/**
 * Free text (a mutex, a user agent, a subject, a hashtag) as the platform stores it: as it came.
 *
 * @example text('Global\\{6A2B597F}') // { ok: true, value: 'Global\\{6A2B597F}' }
 * @remarks Rule: not blank, well-formed Unicode, no control characters. White space around it is part of
 * it: a mutex or a user agent with a space at its end is another one.
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/indicators/indicators.html#create-a-custom-indicator
 */
export function text(value: string): Canonical {
  return ruled(value, textForm, why)
}

const why = () => 'must be a text'
const asItIs = (value: string) => value

/** The same without a reason. */
export function textForm(value: string): string | undefined {
  return formVerbatim(value, asItIs)
}

import { canonicalForm } from '../identity/forms.ts'
import type { Field } from './field.ts'

/**
 * The form in which a part of an indicator's value is kept, or undefined where it has none. A client needs no reason:
 * it sends what has no form as it came, for the platform to refuse.
 */
export function canonicalValue(
  field: Partial<Pick<Field, 'format' | 'choices' | 'aliases'>>,
  text: string,
): string | undefined {
  const { format = 'text' } = field
  return format === 'choice'
    ? findChoice(field, text)
    : canonicalForm[format as keyof typeof canonicalForm]?.(text)
}

/** Trademark signs and case do not count: `Snort®` is `Snort`. */
const plainChoice = (text: string): string => text.replace(/[®™]/g, '').trim().toLowerCase()

/** The choice that a spelling means. */
export function findChoice(
  { choices = [], aliases = {} }: Partial<Pick<Field, 'choices' | 'aliases'>>,
  text: string,
): string | undefined {
  const wanted = plainChoice(text)
  const alias = Object.entries(aliases).find(([name]) => plainChoice(name) === wanted)?.[1]
  return alias ?? choices.find((each) => plainChoice(each) === wanted)
}

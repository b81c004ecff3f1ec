import { canonicalRules, isFoldedSegment } from '@tcex/model'
import fc from 'fast-check'

/** Characters that mean something to a URL, JSON, SQL, a filter, a header or an eye. */
const oddCharacters = [
  ...'/?#%&=+,;:@[]{}()|\\^"\'`<>~*!$.-_ ',
  ...'aZ09',
  ...'öß漢🦊é\u0085\u00a0\u00ad\u2028\u202e\u200d\ufeff',
  ...['%2F', '%25', '%00', '../', '\\,', ' : ', '://', "' or 1=1 --", '__proto__', '{{', '${'],
]

const oddUnit = fc.constantFrom(...oddCharacters)

/** Text of odd characters that a field takes as it is and a URL can carry as one segment. */
export function oddText(options: { readonly maxLength?: number } = {}): fc.Arbitrary<string> {
  const maxLength = options.maxLength ?? 60
  return fc
    .array(oddUnit, { minLength: 1, maxLength: Math.ceil(maxLength / 3) })
    .map((units) => cut(units.join(''), maxLength))
    .filter((text) => canonicalRules.text(text).ok && !isFoldedSegment(text))
}

/** Cuts between characters, never inside of one. */
function cut(text: string, maxLength: number): string {
  return text.slice(0, maxLength).replace(/\p{Surrogate}$/u, '')
}

/** Odd text without certain characters. */
export function oddTextWithout(
  pattern: RegExp,
  options: { readonly maxLength?: number } = {},
): fc.Arbitrary<string> {
  return oddText(options).map((text) => text.replace(pattern, 'x'))
}

import { toAsciiHost } from './ascii-host.ts'
import type { Canonical } from './canonical.ts'
import { findWritten } from './defanged.ts'
import type { Hint } from './hint.ts'
import { formTrimmed, ruled } from './read-text.ts'

const addressRule = 'must be a name: this is an address; use Address'
const form = 'must be letters, digits, hyphens and underscores, with dots between labels'

const hints: readonly Hint[] = [
  [/:\/\//, 'must not have a scheme: this is a URL'],
  [/[/\\?#]/, 'must not have a path: this is a URL'],
  [/@/, 'must not have an @: this is an email address'],
  [/:.*:/, addressRule],
  [/:\d*$/, 'must not have a port'],
  [/\*/, 'must not have a wildcard'],
  [/\s/, 'must not contain white space'],
]

/**
 * A host's name as the platform stores it: lower case, in ASCII, without the root's dot.
 *
 * @example hostName('österreich.icom.museum') // { ok: true, value: 'xn--sterreich-z7a.icom.museum' }
 * @remarks Rule: labels of 1 to 63 letters, digits, hyphens and underscores, 253 characters in all. No
 * label begins or ends with a hyphen. One label is enough; an address is not a name.
 * @see https://docs.threatconnect.com/en/latest/common_errors.html#host-indicators
 */
export function hostName(text: string): Canonical {
  return ruled(text.trim(), hostNameForm, whyNone)
}

/** The same without a reason. */
export function hostNameForm(text: string): string | undefined {
  return formTrimmed(text, readName)
}

function readName(text: string): string | undefined {
  const name = toAscii(text)
  const isName = name !== undefined && name.length <= longestName && name.split('.').every(isLabel)
  return isName && !isNumber(name) ? name : undefined
}

/** Without the dot at the end, which says only that the name is whole. */
const toAscii = (text: string): string | undefined => toAsciiHost(text)?.replace(/\.$/, '')

const longestName = 253
const longestLabel = 63

const isLabel = (label: string): boolean =>
  label.length <= longestLabel && /^[a-z\d_-]+$/.test(label) && !/^-|-$/.test(label)

/** A name never ends in a number: resolvers read 10.1 and 0x7f.1 as addresses. */
const isNumber = (name: string): boolean => /(?:^|\.)(?:\d+|0x[\da-f]*)$/.test(name)

function whyNone(text: string): string {
  return findWritten(text, hints) ?? findNameFault(toAscii(text)) ?? form
}

function findNameFault(name: string | undefined): string | undefined {
  if (name === undefined) return 'must be a name that can be written as Punycode'
  if (name.length > longestName) return `must not be longer than ${longestName} characters`
  if (isNumber(name)) return addressRule
  return name
    .split('.')
    .map(findLabelFault)
    .find((fault) => fault !== undefined)
}

function findLabelFault(label: string): string | undefined {
  if (label === '') return 'must not have an empty label, as two dots in a row make'
  if (label.length > longestLabel) return `must not have a label longer than ${longestLabel} characters`
  if (!/^[a-z\d_-]+$/.test(label)) return form
  if (/^-|-$/.test(label)) return 'must not have a label that begins or ends with a hyphen'
  return undefined
}

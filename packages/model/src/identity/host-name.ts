import { toAsciiHost } from './ascii-host.ts'
import type { Canonical } from './canonical.ts'
import { defanged } from './defanged.ts'
import { findMistake, type Hint } from './hint.ts'
import { readTrimmed, refused, stored } from './read-text.ts'

const addressRule = 'must be a name: this is an address; use Address'
const form = 'must be letters, digits, hyphens and underscores, with dots between labels'

const hints: readonly Hint[] = [
  ...defanged,
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
  return readTrimmed(text, readName)
}

function readName(text: string): Canonical {
  const mistake = findMistake(text, hints)
  if (mistake !== undefined) return refused(mistake)
  const name = toAsciiHost(text)?.replace(/\.$/, '')
  if (name === undefined) return refused('must be a name that can be written as Punycode')
  const fault = findNameFault(name)
  return fault === undefined ? stored(name) : refused(fault)
}

function findNameFault(name: string): string | undefined {
  if (name.length > 253) return 'must not be longer than 253 characters'
  const labels = name.split('.')
  // A name never ends in a number: resolvers read 10.1 and 0x7f.1 as addresses.
  if (/^(?:\d+|0x[\da-f]*)$/.test(labels.at(-1) ?? '')) return addressRule
  return labels.map(findLabelFault).find((fault) => fault !== undefined)
}

function findLabelFault(label: string): string | undefined {
  if (label === '') return 'must not have an empty label, as two dots in a row make'
  if (label.length > 63) return 'must not have a label longer than 63 characters'
  if (!/^[a-z\d_-]+$/.test(label)) return form
  if (/^-|-$/.test(label)) return 'must not have a label that begins or ends with a hyphen'
  return undefined
}

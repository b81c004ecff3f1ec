import type { Canonical } from './canonical.ts'
import { defanged } from './defanged.ts'
import { findMistake, type Hint } from './hint.ts'
import { hostName } from './host-name.ts'
import { readIpv4 } from './ip-text.ts'
import { readTrimmed, refused, stored } from './read-text.ts'

const aloneRule = 'must be the address alone, without a display name or < >'

const hints: readonly Hint[] = [
  ...defanged,
  [/^mailto:/i, 'must not begin with mailto:'],
  [/[<>]$/, aloneRule],
]

/**
 * An email address as the platform stores it: the local part as it came, the domain as a host is stored.
 *
 * @example emailAddress('a/b#c@D.com') // { ok: true, value: 'a/b#c@d.com' }
 * @remarks Rule: a local part, an @, and a host or an address in brackets. White space and a second @ are
 * for a local part in quotation marks only.
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/indicators/indicators.html#create-email-address-indicators
 */
export function emailAddress(text: string): Canonical {
  return readTrimmed(text, readAddress)
}

function readAddress(text: string): Canonical {
  const mistake = findMistake(text, hints)
  if (mistake !== undefined) return refused(mistake)
  const at = text.lastIndexOf('@')
  if (at < 0) return refused('must have an @ between its local part and its host')
  const local = text.slice(0, at)
  const fault = isQuoted(local) ? undefined : findLocalFault(local)
  return fault === undefined ? joinDomain(local, text.slice(at + 1)) : refused(fault)
}

function isQuoted(local: string): boolean {
  if (local.length < 2 || !local.startsWith('"') || !local.endsWith('"')) return false
  return !/["\\]/.test(local.slice(1, -1).replace(/\\./gsu, ''))
}

function findLocalFault(local: string): string | undefined {
  if (local === '') return 'must have a local part before the @'
  if (/[<>]/.test(local)) return aloneRule
  if (/\s/.test(local)) return 'must not contain white space outside of quotation marks'
  if (local.includes('@')) return 'must be one address, with one @'
  return undefined
}

function joinDomain(local: string, domain: string): Canonical {
  if (/\s/.test(domain)) return refused('must not contain white space after the @')
  if (/^\[[!-Z^-~]+\]$/.test(domain)) return stored(`${local}@${domain.toLowerCase()}`)
  if (readIpv4(domain) !== undefined)
    return refused('must have brackets around an address, as in a@[192.0.2.1]')
  const host = hostName(domain)
  return host.ok
    ? stored(`${local}@${host.value}`)
    : refused(`must have a host after the @, which ${host.rule}`)
}

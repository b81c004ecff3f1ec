import type { Canonical } from './canonical.ts'
import { findWritten, isDefanged } from './defanged.ts'
import type { Hint } from './hint.ts'
import { hostName, hostNameForm } from './host-name.ts'
import { readIpv4 } from './ip-text.ts'
import { formTrimmed, ruled } from './read-text.ts'

const aloneRule = 'must be the address alone, without a display name or < >'

const hints: readonly Hint[] = [
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
  return ruled(text.trim(), emailAddressForm, whyNone)
}

/** The same without a reason. */
export function emailAddressForm(text: string): string | undefined {
  return formTrimmed(text, readAddress)
}

function readAddress(text: string): string | undefined {
  if (isDefanged(text) || /^mailto:/i.test(text)) return undefined
  const { local, domain } = cut(text)
  const host = local !== undefined && isLocal(local) ? readDomain(domain) : undefined
  return host === undefined ? undefined : `${local}@${host}`
}

/** At the last @; without one there is no local part. */
function cut(text: string): { readonly local: string | undefined; readonly domain: string } {
  const at = text.lastIndexOf('@')
  return { local: at < 0 ? undefined : text.slice(0, at), domain: text.slice(at + 1) }
}

const isLocal = (local: string): boolean => isQuoted(local) || /^[^<>\s@]+$/.test(local)

/** A host, or anything in brackets. */
function readDomain(domain: string): string | undefined {
  if (/^\[[!-Z^-~]+\]$/.test(domain)) return domain.toLowerCase()
  return /\s/.test(domain) || readIpv4(domain) !== undefined ? undefined : hostNameForm(domain)
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

function whyNone(text: string): string {
  const mistake = findWritten(text, hints)
  if (mistake !== undefined) return mistake
  const { local, domain } = cut(text)
  if (local === undefined) return 'must have an @ between its local part and its host'
  return (isQuoted(local) ? undefined : findLocalFault(local)) ?? findDomainFault(domain)
}

function findDomainFault(domain: string): string {
  if (/\s/.test(domain)) return 'must not contain white space after the @'
  if (readIpv4(domain) !== undefined) return 'must have brackets around an address, as in a@[192.0.2.1]'
  const host = hostName(domain)
  return `must have a host after the @${host.ok ? '' : `, which ${host.rule}`}`
}

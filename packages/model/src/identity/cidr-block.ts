import type { Canonical } from './canonical.ts'
import { findWritten } from './defanged.ts'
import { ipAddress, ipAddressForm } from './ip-address.ts'
import { readIpv4 } from './ip-text.ts'
import { formTrimmed, ruled } from './read-text.ts'

const prefixRule = 'must have a prefix, such as the /24 of 192.0.2.0/24'
const ipv4Rule = 'must have a prefix from 0 to 32, or a netmask without gaps such as 255.255.255.0'
const ipv6Rule = 'must have a prefix from 0 to 128'

/**
 * A range of addresses as the platform stores it. The address keeps its host bits: the platform does too.
 *
 * @example cidrBlock('2001:db8:1234::/48') // { ok: true, value: '2001:db8:1234:0:0:0:0:0/48' }
 * @remarks Rule: an address, a slash, and a prefix length or (IPv4 only) a netmask, which becomes its length.
 * @see https://docs.threatconnect.com/en/latest/common_errors.html#cidr-range-indicators-with-ipv6-addresses
 */
export function cidrBlock(text: string): Canonical {
  return ruled(text.trim(), cidrBlockForm, whyNone)
}

/** The same without a reason. */
export function cidrBlockForm(text: string): string | undefined {
  return formTrimmed(text, readBlock)
}

function readBlock(text: string): string | undefined {
  const slash = text.indexOf('/')
  const address = slash < 0 ? undefined : ipAddressForm(text.slice(0, slash))
  const length = address && readPrefix(address, text.slice(slash + 1).trim())
  return length === undefined ? undefined : `${address}/${length}`
}

function whyNone(text: string): string {
  const slash = text.indexOf('/')
  if (slash < 0) return findWritten(text) ?? prefixRule
  const address = ipAddress(text.slice(0, slash))
  if (!address.ok) return `must begin with an address, which ${address.rule}`
  return isIpv6(address.value) ? ipv6Rule : ipv4Rule
}

const isIpv6 = (address: string): boolean => address.includes(':')

function readPrefix(address: string, prefix: string): number | undefined {
  return isIpv6(address) ? readLength(prefix, 128) : (readLength(prefix, 32) ?? readNetmask(prefix))
}

function readLength(text: string, longest: number): number | undefined {
  return /^\d{1,3}$/.test(text) && Number(text) <= longest ? Number(text) : undefined
}

function readNetmask(text: string): number | undefined {
  const octets = readIpv4(text)?.split('.') ?? []
  const bits = octets.map((octet) => Number(octet).toString(2).padStart(8, '0')).join('')
  return /^1*0*$/.test(bits) && bits !== '' ? bits.replaceAll('0', '').length : undefined
}

import type { Canonical } from './canonical.ts'
import { defanged } from './defanged.ts'
import { findMistake } from './hint.ts'
import { ipAddress } from './ip-address.ts'
import { readIpv4 } from './ip-text.ts'
import { readTrimmed, refused, stored } from './read-text.ts'

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
  return readTrimmed(text, readBlock)
}

function readBlock(text: string): Canonical {
  const slash = text.indexOf('/')
  if (slash < 0) return refused(findMistake(text, defanged) ?? prefixRule)
  const address = ipAddress(text.slice(0, slash))
  if (!address.ok) return refused(`must begin with an address, which ${address.rule}`)
  return joinPrefix(address.value, text.slice(slash + 1).trim())
}

function joinPrefix(address: string, prefix: string): Canonical {
  const isIpv6 = address.includes(':')
  const length = isIpv6 ? readLength(prefix, 128) : (readLength(prefix, 32) ?? readNetmask(prefix))
  return length === undefined ? refused(isIpv6 ? ipv6Rule : ipv4Rule) : stored(`${address}/${length}`)
}

function readLength(text: string, longest: number): number | undefined {
  return /^\d{1,3}$/.test(text) && Number(text) <= longest ? Number(text) : undefined
}

function readNetmask(text: string): number | undefined {
  const octets = readIpv4(text)?.split('.') ?? []
  const bits = octets.map((octet) => Number(octet).toString(2).padStart(8, '0')).join('')
  return /^1*0*$/.test(bits) && bits !== '' ? bits.replaceAll('0', '').length : undefined
}

import type { Canonical } from './canonical.ts'
import { findWritten } from './defanged.ts'
import type { Hint } from './hint.ts'
import { readIpv4, readIpv6 } from './ip-text.ts'
import { formTrimmed, ruled } from './read-text.ts'

const form = 'must be four numbers from 0 to 255 with dots between them, or an IPv6 address'

const hints: readonly Hint[] = [
  [/:\/\//, 'must be an address without a scheme: this is a URL'],
  [/\//, 'must not have a prefix such as /24: that belongs to CIDR'],
  [/%/, 'must not have a zone id such as %eth0, which means nothing outside of one machine'],
  [/^(?:[\d.]+|\[.*\]):\d*$/, 'must not have a port'],
]

/**
 * An IP address as the platform stores it: IPv4 without padding, IPv6 as eight groups in lower case.
 *
 * @example ipAddress('2001:DB8::1') // { ok: true, value: '2001:db8:0:0:0:0:0:1' }
 * @remarks Rule: IPv4 with four dotted numbers, or IPv6 in any spelling, alone. The documentation fixes the
 * long form of IPv6 for CIDR only; one form for both lets an address be found in its range by its text.
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/indicators/indicators.html#create-address-indicators
 */
export function ipAddress(text: string): Canonical {
  return ruled(text.trim(), ipAddressForm, (address) => findWritten(address, hints) ?? form)
}

/** The same without a reason. */
export function ipAddressForm(text: string): string | undefined {
  return formTrimmed(text, (address) => readIpv4(address) ?? readIpv6(address))
}

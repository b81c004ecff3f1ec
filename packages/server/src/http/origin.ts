import { isIP } from 'node:net'
import type { FastifyRequest } from 'fastify'

// Where a request comes from and where it was sent to; behind a proxy that is trusted, as that proxy says.

/** The address that a request comes from. What a proxy says in place of one counts for nothing. */
export function addressOf({ ip, raw: { socket } }: FastifyRequest): string {
  const { remoteAddress = '' } = socket
  if (ip === remoteAddress) return ip
  const said = withoutPort(ip)
  return isIP(said) === 0 ? remoteAddress : said
}

/** Some proxies tell the port as well: `203.0.113.7:52111`, `[2001:db8::7]:52111`. */
const withoutPort = (text: string): string =>
  /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text

/** The site that a request was sent to; what cannot be a host leads to this machine. */
export function siteOf({ protocol, host }: FastifyRequest): string {
  const scheme = protocol === 'https' ? 'https' : 'http'
  return `${scheme}://${/^[\w.:[\]-]+$/.test(host ?? '') ? host : 'localhost'}`
}

const networks: ReadonlySet<string> = new Set(['loopback', 'linklocal', 'uniquelocal'])

/** Whether this names proxies: an address, a range such as `10.0.0.0/8`, or a kind of network. */
export function namesProxies(text: string): boolean {
  if (networks.has(text)) return true
  const [address = '', prefix, ...more] = text.split('/')
  const family = isIP(address)
  if (family === 0 || address.includes('%') || more.length > 0) return false
  if (prefix === undefined) return true
  // An address of IPv4 in the form of IPv6 is compared as the former, of which its range says nothing.
  const bits = /^::ffff:/i.test(address) ? 0 : family === 4 ? 32 : 128
  return /^[1-9]\d{0,2}$/.test(prefix) && Number(prefix) <= bits
}

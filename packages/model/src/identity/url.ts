import { toAsciiHost } from './ascii-host.ts'
import type { Canonical } from './canonical.ts'
import { defanged } from './defanged.ts'
import { findMistake } from './hint.ts'
import { readTrimmed, refused, stored } from './read-text.ts'

const schemeRule = 'must begin with a scheme such as http://'
const bracketRule = 'must have brackets around an IPv6 address only'

const schemePattern = /^[a-z][a-z\d+.-]*:\/\//i
const needsHost = /^(?:https?|wss?|ftp):/

/**
 * A URL as the platform stores it: scheme and host in lower case, the host in ASCII, the rest as it came.
 *
 * @example url('HTTP://EXAMPLE.com/%2520?a=b,c') // { ok: true, value: 'http://example.com/%2520?a=b,c' }
 * @remarks Rule: a scheme, `://`, and a host (some schemes, such as `file`, can do without one). The rest
 * is not judged: what malware asks for is often not what the standard allows.
 * @see https://docs.threatconnect.com/en/latest/common_errors.html#url-indicators
 */
export function url(text: string): Canonical {
  return readTrimmed(text, readUrl)
}

function readUrl(text: string): Canonical {
  const scheme = schemePattern.exec(text)?.[0]
  if (scheme === undefined) return refused(findMistake(text, defanged) ?? schemeRule)
  const authority = cutAuthority(text.slice(scheme.length))
  const mistake = findMistake(scheme + authority, defanged)
  if (mistake !== undefined) return refused(mistake)
  const rest = text.slice(scheme.length + authority.length)
  return readParts(scheme.toLowerCase(), authority, rest)
}

/**
 * A backslash ends it as a slash does. Browsers do so for http, where `http://a.example\@b.example` goes to
 * a, and elsewhere no host holds one; so there is no list of schemes to keep, and a path keeps its case
 * either way.
 */
function cutAuthority(text: string): string {
  const end = text.search(/[/?#\\]/)
  return end < 0 ? text : text.slice(0, end)
}

function readParts(scheme: string, authority: string, rest: string): Canonical {
  const hostStart = authority.lastIndexOf('@') + 1
  const port = /:\d*$/.exec(authority.slice(hostStart))?.[0] ?? ''
  const host = authority.slice(hostStart, authority.length - port.length)
  const ascii = toAsciiHost(host)
  if (ascii === undefined) return refused('must have a host that can be written as Punycode')
  const fault = findHostFault(scheme, ascii, rest)
  if (fault !== undefined) return refused(fault)
  return stored(scheme + authority.slice(0, hostStart) + ascii + port + rest)
}

function findHostFault(scheme: string, host: string, rest: string): string | undefined {
  if (host === '' && (rest === '' || needsHost.test(scheme))) return 'must have a host after the scheme'
  if (/[[\]]/.test(host) && !/^\[[^[\]]+\]$/.test(host)) return bracketRule
  // Punycode turns wide characters into plain ones, and (．) into (.)
  return findMistake(host, defanged)
}

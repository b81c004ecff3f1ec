import { toAsciiHost } from './ascii-host.ts'
import type { Canonical } from './canonical.ts'
import { findWritten, isDefanged } from './defanged.ts'
import { formTrimmed, ruled } from './read-text.ts'

const schemeRule = 'must begin with a scheme such as http://'
const bracketRule = 'must have brackets around an IPv6 address only'

const schemePattern = /^[a-z][a-z\d+.-]*:\/\//i
const needsHost = /^(?:https?|wss?|ftp):/i

/**
 * A URL as the platform stores it: scheme and host in lower case, the host in ASCII, the rest as it came.
 *
 * @example url('HTTP://EXAMPLE.com/%2520?a=b,c') // { ok: true, value: 'http://example.com/%2520?a=b,c' }
 * @remarks Rule: a scheme, `://`, and a host (some schemes, such as `file`, can do without one). The rest
 * is not judged: what malware asks for is often not what the standard allows.
 * @see https://docs.threatconnect.com/en/latest/common_errors.html#url-indicators
 */
export function url(text: string): Canonical {
  return ruled(text.trim(), urlForm, whyNone)
}

/** The same without a reason. */
export function urlForm(text: string): string | undefined {
  return formTrimmed(text, readUrl)
}

function readUrl(text: string): string | undefined {
  const parts = cut(text)
  const host = parts && toAsciiHost(parts.host)
  if (!parts || host === undefined || isDefanged(parts.scheme + parts.authority)) return undefined
  const { scheme, user, port, rest } = parts
  return hasHost(scheme, host, rest) && !hasStrayBracket(host) && !isDefanged(host)
    ? scheme.toLowerCase() + user + host + port + rest
    : undefined
}

function cut(text: string) {
  const scheme = schemePattern.exec(text)?.[0]
  if (scheme === undefined) return undefined
  const authority = cutAuthority(text.slice(scheme.length))
  const rest = text.slice(scheme.length + authority.length)
  const start = authority.lastIndexOf('@') + 1
  const port = /:\d*$/.exec(authority.slice(start))?.[0] ?? ''
  const host = authority.slice(start, authority.length - port.length)
  return { scheme, authority, user: authority.slice(0, start), host, port, rest }
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

const hasHost = (scheme: string, host: string, rest: string): boolean =>
  host !== '' || (rest !== '' && !needsHost.test(scheme))

const hasStrayBracket = (host: string): boolean => /[[\]]/.test(host) && !/^\[[^[\]]+\]$/.test(host)

function whyNone(text: string): string {
  const parts = cut(text)
  if (!parts) return findWritten(text) ?? schemeRule
  const mistake = findWritten(parts.scheme + parts.authority)
  if (mistake !== undefined) return mistake
  const host = toAsciiHost(parts.host)
  if (host === undefined) return 'must have a host that can be written as Punycode'
  if (!hasHost(parts.scheme, host, parts.rest)) return 'must have a host after the scheme'
  // Punycode turns wide characters into plain ones, and (．) into (.)
  return hasStrayBracket(host) ? bracketRule : (findWritten(host) ?? schemeRule)
}

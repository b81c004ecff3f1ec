const ipv6Groups = 8

const plainIpv4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/

/** `001.2.3.4` -> `1.2.3.4`. Padded numbers are decimal: feeds pad to three digits, and mean no octal. */
export function readIpv4(text: string): string | undefined {
  // As nearly all come, and the form in which they are kept.
  if (plainIpv4.test(text)) return text
  const octets = text.split('.')
  return octets.length === 4 && octets.every(isOctet) ? octets.map(Number).join('.') : undefined
}

/** Any spelling of an IPv6 address -> eight groups, lower case, without leading zeros and without `::`. */
export function readIpv6(text: string): string | undefined {
  const groups = expandGroups(withoutDottedTail(withoutBrackets(text)))
  if (groups?.length !== ipv6Groups || !groups.every(isGroup)) return undefined
  return groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')
}

function isOctet(text: string): boolean {
  return /^\d{1,3}$/.test(text) && Number(text) <= 255
}

function isGroup(text: string): boolean {
  return /^[\da-f]{1,4}$/i.test(text)
}

function withoutBrackets(text: string): string {
  return text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text
}

/** `::ffff:192.0.2.1` -> `::ffff:c000:201` */
function withoutDottedTail(text: string): string {
  const start = text.lastIndexOf(':') + 1
  const octets = readIpv4(text.slice(start))?.split('.').map(Number)
  if (start === 0 || octets === undefined) return text
  const [a = 0, b = 0, c = 0, d = 0] = octets
  return `${text.slice(0, start)}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`
}

function expandGroups(text: string): string[] | undefined {
  const [head = '', tail, ...more] = text.split('::')
  if (more.length > 0) return undefined
  if (tail === undefined) return splitGroups(head)
  const before = splitGroups(head)
  const after = splitGroups(tail)
  const missing = ipv6Groups - before.length - after.length
  return missing < 1 ? undefined : [...before, ...Array<string>(missing).fill('0'), ...after]
}

function splitGroups(text: string): string[] {
  return text === '' ? [] : text.split(':')
}

const longestHost = 253

// To URL these are syntax, or bytes to decode, and it would cut the host short or change it.
const urlSyntax = /[\s%:@[\]\\/?#<>^|]/

/**
 * A host in ASCII: lower case, and Punycode for what is not ASCII.
 *
 * ASCII never goes through URL, which would reject or rewrite hosts that real feeds hold (`0x7f.1`, `xn--a`).
 *
 * @returns undefined when there is no such form
 */
export function toAsciiHost(host: string): string | undefined {
  if (/^\p{ASCII}*$/u.test(host)) return host.toLowerCase()
  if (host.length > longestHost || urlSyntax.test(host)) return undefined
  return toPunycode(host)
}

function toPunycode(host: string): string | undefined {
  try {
    // Without a letter at its end, URL takes a host such as １２７.1 for a number and gives an address.
    const { hostname } = new URL(`http://${host}.x`)
    return hostname.slice(0, -'.x'.length) || undefined
  } catch {
    return undefined
  }
}

import { ConfigurationError } from './errors.ts'
import type { Bytes } from './transport/payload.ts'

/**
 * A hash in hexadecimal.
 *
 * @throws ConfigurationError where there is no Web Crypto
 */
export async function hexDigest(type: 'sha1' | 'sha256' | 'sha512', bytes: Bytes): Promise<string> {
  const { subtle } = globalThis.crypto ?? {}
  if (!subtle) {
    throw new ConfigurationError('Hashing needs Web Crypto, which is missing here; load the page over https.')
  }
  const digest = await subtle.digest(type.replace('sha', 'SHA-'), bytes)
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

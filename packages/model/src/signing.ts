/** How far a request's `Timestamp` may be from the server's clock, in seconds. */
export const timestampTolerance = 300

/** What a request is signed over. */
export interface Signed {
  /** Path and query exactly as they are sent, from the leading slash on: `/api/v2/owners?resultLimit=1`. */
  readonly target: string
  readonly method: string
  /** Unix time in seconds, as the `Timestamp` header has it. */
  readonly timestamp: string
}

/** The Web Crypto that a signature needs is missing, as it is on a web page that was loaded over plain http. */
export class SigningUnavailableError extends Error {
  override readonly name = 'SigningUnavailableError'
}

const encoder = new TextEncoder()

/**
 * The base-64 signature of a request: HMAC with SHA-256 over `target:METHOD:timestamp`. The client signs with it; the
 * server, which has a faster way to the same, verifies the same text.
 *
 * @throws SigningUnavailableError where there is no Web Crypto
 * @see https://docs.threatconnect.com/en/latest/rest_api/quick_start.html#authorization
 */
export async function sign(secretKey: string, signed: Signed): Promise<string> {
  const subtle = globalThis.crypto?.subtle
  if (!subtle)
    throw new SigningUnavailableError(
      'Web Crypto is not available here; use an API token instead of a secret key',
    )
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await subtle.importKey('raw', encoder.encode(secretKey), algorithm, false, ['sign'])
  return base64(new Uint8Array(await subtle.sign('HMAC', key, encoder.encode(signedText(signed)))))
}

/** What is signed of a request. */
export const signedText = ({ target, method, timestamp }: Signed): string =>
  `${target}:${method.toUpperCase()}:${timestamp}`

const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes))

import { SigningUnavailableError, sign } from '@tcex/model'
import { ConfigurationError } from '../errors.ts'

/** How a client proves who it is. */
export type Credentials =
  | { readonly token: string }
  | { readonly accessId: string; readonly secretKey: string }

/**
 * The headers that authenticate one attempt. A signature covers path and query as they are sent, the method and the
 * time, so every attempt needs its own.
 *
 * @throws ConfigurationError where there is no Web Crypto to sign with
 * @see https://docs.threatconnect.com/en/latest/rest_api/quick_start.html#authentication
 */
export async function authHeaders(
  credentials: Credentials,
  call: { readonly method: string; readonly url: string; readonly now: number },
): Promise<Record<string, string>> {
  if ('token' in credentials) return { authorization: `TC-Token ${credentials.token}` }
  const { pathname, search } = new URL(call.url)
  const timestamp = String(Math.floor(call.now / 1000))
  const signed = { target: pathname + search, method: call.method, timestamp }
  const signature = await sign(credentials.secretKey, signed).catch(explain)
  return { timestamp, authorization: `TC ${credentials.accessId}:${signature}` }
}

function explain(cause: unknown): never {
  if (!(cause instanceof SigningUnavailableError)) throw cause
  const message =
    'Signing with accessId and secretKey needs Web Crypto, which is missing here (a web page loaded over plain http, ' +
    'say). Pass an API token instead, as the option "token", or load the page over https.'
  throw new ConfigurationError(message, { cause })
}

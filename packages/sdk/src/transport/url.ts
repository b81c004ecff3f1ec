import { encodeQuery, encodeSegment, isFoldedSegment, type Query } from '@tcex/model'
import { InvalidValueError } from '../errors.ts'

/**
 * The address of a call: every part of the path is encoded once, as one segment. It comes out of every URL parser as it
 * went in, so a signature over it stays good.
 *
 * @throws InvalidValueError for a value that cannot be sent: `.` or `..` as a part of the path, or half a surrogate pair
 */
export function buildUrl(apiUrl: string, method: string, path: readonly string[], query: Query): string {
  const call = `${method} /v2/${path.join('/')}`
  const segments = path.map((value) => segment(value, call))
  const search = wellFormed(() => encodeQuery(query), call)
  const url = `${apiUrl}/v2/${segments.join('/')}${search && `?${search}`}`
  if (new URL(url).href === url) return url
  throw new InvalidValueError(`${call} cannot be written as a URL that stays as it is; check apiUrl.`)
}

function segment(value: string, call: string): string {
  if (!isFoldedSegment(value)) return wellFormed(() => encodeSegment(value), call)
  const why = 'URL rules would fold it into a call on something else'
  throw new InvalidValueError(
    `${call} cannot be sent: "${value}" would be a whole part of its path, and ${why}.`,
  )
}

function wellFormed<T>(encode: () => T, call: string): T {
  try {
    return encode()
  } catch (cause) {
    const message = `${call} cannot be sent: a value is not well-formed Unicode (it holds half a surrogate pair).`
    throw new InvalidValueError(message, { cause })
  }
}

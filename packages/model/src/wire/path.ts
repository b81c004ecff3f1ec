/**
 * Encodes one value as one segment of a path: everything but letters, digits and `-._~`, so that no URL parser on the
 * way changes it and a signature over it stays good.
 *
 * @example encodeSegment('10.0.0.0/24') // '10.0.0.0%2F24'
 * @throws URIError for text that is not well-formed Unicode
 */
export function encodeSegment(value: string): string {
  return encodeURIComponent(value).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

/** Whether URL rules would fold a segment into a call on something else, encoded or not. */
export function isFoldedSegment(value: string): boolean {
  return value === '.' || value === '..'
}

export type QueryValue = string | number | boolean | Date | undefined | null

/** Query parameters as callers write them; a list is sent as a repeated key. */
export type Query = Readonly<Record<string, QueryValue | readonly QueryValue[]>>

/** Writes a query in the order given, blanks as `%20`; what is undefined or null is left out. */
export function encodeQuery(query: Query): string {
  const pairs: string[] = []
  for (const [name, value] of Object.entries(query)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each === undefined || each === null) continue
      const text = each instanceof Date ? each.toISOString() : String(each)
      pairs.push(`${encodeSegment(name)}=${encodeSegment(text)}`)
    }
  }
  return pairs.join('&')
}

/** What of the input goes to the platform as one object of a job's file. */
export interface Entry {
  readonly array: 'group' | 'indicator' | 'association'
  /** The row of the input. */
  readonly index: number
  /** What makes it the same as another one: a group's xid, an indicator's value (a file's hashes, each). */
  readonly keys: readonly string[]
  /** What the platform may call it by in a message. */
  names: readonly string[]
  /** It as it stands in a file. */
  text: string
  /** Whether it names others that it is linked with. */
  hasLinks: boolean
  /** In the job that is gathered, kept for later, or handed over: then it can no longer be merged with. */
  state: 'queued' | 'waiting' | 'sent'
}

export type Body = Readonly<Record<string, unknown>>

export const bodyOf = ({ text }: Entry): Body => JSON.parse(text) as Body

export const groupKey = (xid: string): string => `group ${xid}`
export const indicatorKey = (type: string, value: string): string => `${type} ${value}`

/** The fields of an item by which it is linked with others. */
const linkFields = ['associatedGroups', 'associatedGroupXid', 'associatedIndicators'] as const

export const hasLinks = (body: Body): boolean => linkFields.some((name) => body[name] !== undefined)

/**
 * Two bodies of the same thing as one: a field that both have is the later one's, lists are joined.
 *
 * @example merge({ rating: 3, tag: [a] }, { rating: 4, tag: [a, b] }) // { rating: 4, tag: [a, b] }
 */
export function merge(before: Body, after: Body): Body {
  const merged: Record<string, unknown> = { ...before }
  for (const [name, value] of Object.entries(after)) {
    const old = merged[name]
    merged[name] = Array.isArray(old) && Array.isArray(value) ? [...old, ...missing(old, value)] : value
  }
  return merged
}

/** What of a list is not in another one. */
export function missing(there: readonly unknown[], list: readonly unknown[]): readonly unknown[] {
  const known = new Set(there.map((each) => JSON.stringify(each)))
  return list.filter((each) => !known.has(JSON.stringify(each)))
}

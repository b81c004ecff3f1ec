import type { Texts } from './texts.ts'

export type Body = Readonly<Record<string, unknown>>

/** The lists of a job's file, in the order that the documentation asks for. */
export const lists = ['group', 'indicator', 'association'] as const

/** What something is known by. */
export interface Identity {
  /** What makes it the same as another one: a group's xid, an indicator's value (a file's hashes, each). */
  readonly keys: readonly string[]
  /** What the platform may call it by in a message. */
  readonly names: readonly string[]
}

/** An entry as it was read. */
export interface Fresh {
  readonly array: (typeof lists)[number]
  /** The row of the input. */
  readonly index: number
  readonly keys: readonly string[]
  /** It as it stands in a file. */
  readonly text: string
  /** Whether it names others that it is linked with. */
  readonly hasLinks: boolean
  /** Finds in it what it is known by. */
  readonly identify: (body: Body) => Identity
}

/**
 * What of the input goes to the platform as one object of a job's file. Many of them are held for a while, so what one
 * says lies among the bytes of its job, and what it is known by is read from there when somebody asks.
 */
export class Entry {
  readonly array: Fresh['array']
  readonly index: number
  hasLinks: boolean
  /** In the job that is gathered, kept for later, or handed over: then it can no longer be merged with. */
  state: 'queued' | 'waiting' | 'sent' = 'waiting'
  /** Where its text lies, once it is in a job. */
  start = 0
  end = 0
  readonly #identify: Fresh['identify']
  #texts: Texts | undefined
  #text: string
  #keys: readonly string[] | undefined
  /** What it and those that it was joined with are known by. */
  #aliases: Identity | undefined

  constructor({ array, index, keys, text, hasLinks, identify }: Fresh) {
    this.array = array
    this.index = index
    this.hasLinks = hasLinks
    this.#identify = identify
    this.#text = text
    this.#keys = keys
  }

  get text(): string {
    return this.#texts ? this.#texts.text(this.start, this.end) : this.#text
  }

  get body(): Body {
    return JSON.parse(this.text) as Body
  }

  get keys(): readonly string[] {
    this.#keys ??= this.#aliases?.keys ?? this.#identify(this.body).keys
    return this.#keys
  }

  get names(): readonly string[] {
    return this.#aliases?.names ?? this.#identify(this.body).names
  }

  /** Where its text lies, with those of others. */
  get texts(): Texts | undefined {
    return this.#texts
  }

  /** Lets go of its text, which lies there now. */
  settle(texts: Texts, start: number, end: number): void {
    this.#texts = texts
    this.start = start
    this.end = end
    this.#text = ''
    this.#keys = undefined
  }

  /** Says something else from now on. */
  rewrite(text: string): void {
    this.#texts = undefined
    this.#text = text
  }

  /** Is known from now on by what both were known by, of which a text that is made of both may not hold all. */
  join(other: Entry): void {
    // The one key is that which both have, and with it the names.
    if (other.keys.length === 1) return
    const keys = [...new Set([...this.keys, ...other.keys])]
    this.#aliases = { keys, names: [...new Set([...this.names, ...other.names])] }
    this.#keys = keys
  }

  /** Another one of the same thing, for what a later row says of it. */
  followedBy(index: number, text: string): Entry {
    const { array, keys, hasLinks } = this
    const entry = new Entry({ array, index, keys, text, hasLinks, identify: this.#identify })
    entry.#aliases = this.#aliases
    return entry
  }
}

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

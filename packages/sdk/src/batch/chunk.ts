import { type Body, bodyOf, type Entry, groupKey, indicatorKey } from './entry.ts'

const encoder = new TextEncoder()
const isAscii = (text: string): boolean => /^[\0-\x7f]*$/.test(text)

/** How many bytes an object takes in a job's file, the comma included. */
export const sizeOf = (text: string): number =>
  (isAscii(text) ? text.length : encoder.encode(text).length) + 1

/** The brackets and names of a file. */
export const frame = 64

/** How much goes into a job, and how many jobs go side by side. */
export interface Limits {
  readonly maxItems: number
  readonly maxBytes: number
  readonly concurrency: number
}

/** What one job is to take: not too many, and not too large. */
export class Chunk {
  readonly entries: Entry[] = []
  #bytes = frame
  readonly #maxItems: number
  readonly #maxBytes: number

  constructor({ maxItems, maxBytes }: Limits) {
    this.#maxItems = maxItems
    this.#maxBytes = maxBytes
  }

  /** Whether another one has room. */
  hasRoom(bytes: number): boolean {
    return this.entries.length < this.#maxItems && this.#bytes + bytes <= this.#maxBytes
  }

  add(entry: Entry, bytes: number): void {
    this.entries.push(entry)
    this.#bytes += bytes
  }

  /** Counts what one that is in it has grown by. */
  grow(bytes: number): void {
    this.#bytes += bytes
  }
}

/** A job's file, and the links that are left for later. */
export interface File {
  readonly text: string
  readonly links: readonly Entry[]
}

/**
 * Writes a job's file: groups first, then indicators, then associations, as the documentation asks. What links an item
 * to something that is not in the same file is left out, for that may land later: it becomes an association, to be
 * sent when everything is there.
 */
export function writeFile(entries: readonly Entry[], keepsLinks: boolean): File {
  const linked = keepsLinks ? [] : entries.filter((entry) => entry.hasLinks)
  const here = new Set(linked.length > 0 ? entries.flatMap(({ keys }) => keys) : [])
  const links: Entry[] = []
  const arrays: Readonly<Record<Entry['array'], string[]>> = { group: [], indicator: [], association: [] }
  for (const entry of entries)
    arrays[entry.array].push(entry.hasLinks && !keepsLinks ? cut(entry) : entry.text)
  const parts = Object.entries(arrays).filter(([, texts]) => texts.length > 0)
  return { text: `{${parts.map(([name, texts]) => `"${name}":[${texts.join(',')}]`).join(',')}}`, links }

  function cut(entry: Entry): string {
    const body = bodyOf(entry)
    const apart = linksOf(entry.array, body).filter(({ key }) => !here.has(key))
    links.push(...apart.map((link) => associationOf(entry, link.body)))
    return apart.length > 0 ? JSON.stringify(without(body, apart)) : entry.text
  }
}

function without(body: Body, links: readonly Link[]): Body {
  const left = { ...body }
  for (const list of new Set(links.map((link) => link.list))) {
    const kept = [body[list]].flat().filter((each) => !links.some(({ value }) => value === each))
    if (kept.length > 0) left[list] = kept
    else delete left[list]
  }
  return left
}

interface Link {
  readonly list: string
  readonly value: unknown
  /** The key of what it leads to. */
  readonly key: string
  readonly body: Body
}

/** Links between indicators stay where they are: as an association they would need a type. */
function linksOf(array: Entry['array'], body: Body): readonly Link[] {
  const own = array === 'group' ? { ref_1: body.xid } : { ref_1: body.summary, type_1: body.type }
  const toGroups = array === 'group' ? 'associatedGroupXid' : 'associatedGroups'
  const groups = [body[toGroups] ?? []].flat().map((value) => {
    const xid = String(isBody(value) ? value.groupXid : value)
    return { list: toGroups, value, key: groupKey(xid), body: { ...own, ref_2: xid } }
  })
  const toIndicators = array === 'group' ? [body.associatedIndicators ?? []].flat().filter(isBody) : []
  const indicators = toIndicators.map((value) => {
    const [type, summary] = [String(value.indicatorType), String(value.summary)]
    const link = { ...own, ref_2: summary, type_2: type }
    return { list: 'associatedIndicators', value, key: indicatorKey(type, summary), body: link }
  })
  return [...groups, ...indicators]
}

const isBody = (value: unknown): value is Body => typeof value === 'object' && value !== null

const associationOf = ({ index }: Entry, body: Body): Entry => ({
  array: 'association',
  index,
  keys: [],
  names: [String(body.ref_1), String(body.ref_2)],
  text: JSON.stringify(body),
  hasLinks: false,
  state: 'waiting',
})

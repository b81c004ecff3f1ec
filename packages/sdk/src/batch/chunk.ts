import type { Bytes } from '../transport/payload.ts'
import { type Body, Entry, groupKey, indicatorKey, lists } from './entry.ts'
import { Texts } from './texts.ts'

const encoder = new TextEncoder()

/** The brackets and names of a file. */
export const frame = 64

/** How much goes into a job, and how many jobs go side by side. */
export interface Limits {
  readonly maxItems: number
  readonly maxBytes: number
  readonly concurrency: number
}

/** How many bytes it takes in a job's file. */
export const sizeOf = (text: string): number => encoder.encode(text).length + 1

/** Room for the texts of a job before anything is known of them. */
const firstRoom = 1 << 16

/** What one job is to take: not too many, and not too large. */
export class Chunk {
  readonly entries: Entry[] = []
  readonly #texts: Texts
  /** What entries said before they were joined with others. */
  #outdated = 0
  readonly #maxItems: number
  readonly #maxBytes: number

  /** @param like the one before, which is likely to be as large */
  constructor({ maxItems, maxBytes }: Limits, like?: Chunk) {
    this.#maxItems = maxItems
    this.#maxBytes = maxBytes
    this.#texts = new Texts(like ? Math.ceil(like.#texts.size * 1.05) + 1 : firstRoom)
  }

  /** Takes an entry where it has room for it; the first one in any case. */
  take(entry: Entry): boolean {
    if (this.entries.length >= this.#maxItems) return false
    const start = this.#texts.used
    const end = this.#texts.add(entry.text)
    if (this.entries.length > 0 && frame + this.#texts.size - this.#outdated > this.#maxBytes) {
      this.#texts.cut(start)
      return false
    }
    entry.settle(this.#texts, start, end)
    entry.state = 'queued'
    this.entries.push(entry)
    return true
  }

  /** Has an entry that is in it say something else. */
  rewrite(entry: Entry, text: string): void {
    this.#outdated += entry.end - entry.start + 1
    const start = this.#texts.used
    entry.settle(this.#texts, start, this.#texts.add(text))
  }
}

/** A job's file, and the links that are left for later. */
export interface File {
  readonly bytes: Bytes
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
  const cuts = new Map(linked.map((entry) => [entry, cut(entry)]))
  return { bytes: write(entries, cuts), links }

  /** What is left of it, or undefined where that is all. */
  function cut(entry: Entry): Bytes | undefined {
    const { array, body } = entry
    const apart = linksOf(array, body).filter(({ key }) => !here.has(key))
    links.push(...apart.map((link) => associationOf(entry, link.body)))
    return apart.length > 0 ? encoder.encode(JSON.stringify(without(body, apart))) : undefined
  }
}

type Cuts = ReadonlyMap<Entry, Bytes | undefined>

function write(entries: readonly Entry[], cuts: Cuts): Bytes {
  const pieces: Piece[] = []
  let opening = '{'
  for (const name of lists) {
    const listed = entries.filter(({ array }) => array === name)
    if (listed.length === 0) continue
    pieces.push(encoder.encode(`${opening}"${name}":[`), ...runs(listed, cuts))
    opening = '],'
  }
  pieces.push(encoder.encode(']}'))
  return whole(pieces) ?? concatenate(pieces.map(bytesOf))
}

/** Texts that lie side by side. */
interface Run {
  readonly texts: Texts
  readonly start: number
  end: number
}

type Piece = Bytes | Run

const bytesOf = (piece: Piece): Bytes =>
  'texts' in piece ? piece.texts.bytes(piece.start, piece.end) : piece

/** Nearly always a file holds one list, which lies there already. */
function whole([before, run, after, ...others]: readonly Piece[]): Bytes | undefined {
  const isOne = others.length === 0 && before && run && 'texts' in run && after
  return isOne ? run.texts.framed(run.start, run.end, bytesOf(before), bytesOf(after)) : undefined
}

function runs(entries: readonly Entry[], cuts: Cuts): readonly Piece[] {
  const pieces: Piece[] = []
  const comma = encoder.encode(',')
  let run: Run | undefined
  for (const entry of entries) {
    const { texts, start, end } = entry
    const cut = cuts.get(entry)
    if (!cut && run?.texts === texts && run?.end === start - 1) run.end = end
    else {
      if (pieces.length > 0) pieces.push(comma)
      run = cut || !texts ? undefined : { texts, start, end }
      pieces.push(cut ?? run ?? encoder.encode(entry.text))
    }
  }
  return pieces
}

/** All of them in one. */
export function concatenate(pieces: readonly Bytes[]): Bytes {
  const bytes = new Uint8Array(pieces.reduce((total, { length }) => total + length, 0))
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.length
  }
  return bytes
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

const associationOf = ({ index }: Entry, body: Body): Entry =>
  new Entry({
    array: 'association',
    index,
    keys: [],
    text: JSON.stringify(body),
    hasLinks: false,
    identify: identifyLink,
  })

const identifyLink = ({ ref_1, ref_2 }: Body) => ({ keys: [], names: [String(ref_1), String(ref_2)] })

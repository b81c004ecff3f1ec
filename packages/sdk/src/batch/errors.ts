import type { Bytes } from '../transport/payload.ts'
import type { Entry } from './entry.ts'

/** What the platform says of something that it did not take. */
interface JobError {
  readonly errorReason?: unknown
  readonly errorMessage?: unknown
  readonly errorSource?: unknown
  readonly severity?: unknown
}

/** Items that were refused, by their place in the job, and what belongs to none of them. */
export interface Blame {
  readonly refused: ReadonlyMap<number, string>
  readonly unmatched: readonly string[]
}

/**
 * Reads a job's list of errors, which may come compressed.
 *
 * @returns undefined where it is none
 */
export async function readErrors(bytes: Bytes): Promise<readonly JobError[] | undefined> {
  try {
    const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b
    const list: unknown = JSON.parse(isGzip ? await gunzip(bytes) : new TextDecoder().decode(bytes))
    return Array.isArray(list)
      ? list.filter((error) => typeof error === 'object' && error !== null)
      : undefined
  } catch {
    return undefined
  }
}

const gunzip = (bytes: Bytes): Promise<string> =>
  new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).text()

/** Finds whom each error is about: by its source, a place in the file, or a name in the message. */
export function assign(errors: readonly JobError[], entries: readonly Entry[]): Blame {
  if (errors.length === 0) return { refused: new Map(), unmatched: [] }
  const refused = new Map<number, string>()
  const unmatched: string[] = []
  const find = finder(entries.map(({ array, names }) => ({ array, names })))
  for (const error of errors) {
    if (/^(info|warn)/i.test(String(error.severity ?? ''))) continue
    const position = find(error)
    const reason = reasonOf(error)
    if (position === undefined) unmatched.push(reason)
    else refused.set(position, refused.has(position) ? `${refused.get(position)} ${reason}` : reason)
  }
  return { refused, unmatched }
}

const reasonOf = ({ errorReason, errorMessage, errorSource }: JobError): string =>
  String(errorReason ?? errorMessage ?? errorSource ?? 'The platform gives no reason.')

/** Looking through every name takes long, and helps only where a message has the name within other words. */
const mostSearches = 200

/** An entry as errors may call it; it is read from what it says, so once for all errors. */
type Named = Pick<Entry, 'array' | 'names'>

function finder(entries: readonly Named[]): (error: JobError) => number | undefined {
  const named = new Map<string, number | undefined>()
  const places = new Map<string, number>()
  const counts = { group: 0, indicator: 0, association: 0 }
  entries.forEach(({ array, names }, position) => {
    places.set(`${array}[${counts[array]}]`, position)
    counts[array] += 1
    if (array !== 'association')
      for (const name of new Set(names.map(lower))) named.set(name, named.has(name) ? undefined : position)
  })
  let searches = 0
  return ({ errorSource, errorMessage, errorReason }) => {
    const texts = [errorSource, errorMessage, errorReason].flatMap((text) => (text ? String(text) : []))
    const exact = named.get(lower(String(errorSource)))
    if (exact !== undefined) return exact
    const text = texts.join('\n')
    const place = /\b(?:group|indicator|association)\[\d+\]/.exec(text)?.[0]
    if (place && places.has(place)) return places.get(place)
    const word = words(text).find((each) => named.get(each) !== undefined)
    if (word !== undefined) return named.get(word)
    searches += 1
    return searches > mostSearches ? undefined : search(text.toLowerCase(), entries)
  }
}

const lower = (text: string): string => text.toLowerCase()

const words = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .split(/[\s'"`,;()]+/)
    .map((word) => word.replace(/[.:]+$/, ''))

/** The one whose name stands in the text, the longest name first; of an association both must. */
function search(text: string, entries: readonly Named[]): number | undefined {
  let best: { readonly position: number; readonly length: number } | undefined
  entries.forEach(({ array, names }, position) => {
    const found = names.filter((name) => name && text.includes(name.toLowerCase()))
    const isNamed = array === 'association' ? found.length === names.length : found.length > 0
    const length = Math.max(0, ...found.map((name) => name.length))
    if (isNamed && length > (best?.length ?? 0)) best = { position, length }
  })
  return best?.position
}

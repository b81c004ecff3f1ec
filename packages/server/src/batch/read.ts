import { defaultLimits, type Element, JsonError, JsonLists, pathOf } from './json-lists.ts'
import { listNames } from './plan.ts'

/** An element of a file, parsed. */
export interface Read {
  readonly element: Element
  readonly value: unknown
}

/** Lists that are passed over: some clients send what they keep of files along. */
const passedOver: ReadonlySet<string> = new Set(['file'])

/** The elements that end in one part of a file, each parsed when it is come to. */
export type PartReads = Iterable<Read>

/**
 * The elements of a file part by part, so that nobody waits for each; those that were dealt with before are not parsed
 * again.
 *
 * @throws JsonError where the file cannot be read on, also while a part is gone through
 */
export async function* elementsOf(
  file: AsyncIterable<Uint8Array>,
  dealtWith: number,
): AsyncGenerator<PartReads> {
  const lists = new JsonLists(defaultLimits, new Set(listNames))
  let position = 0
  for await (const bytes of file) yield readsIn(bytes)
  lists.end()

  function* readsIn(bytes: Uint8Array): Generator<Read> {
    for (const element of lists.push(bytes)) {
      if (passedOver.has(element.list) || isNothing(element)) continue
      position += 1
      if (position > dealtWith) yield { element, value: parse(element) }
    }
  }
}

/** Some clients send `null` for a list that they have not. */
const isNothing = ({ index, text }: Element): boolean => index < 0 && text === 'null'

function parse({ text, list, index, end }: Element): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new JsonError((error as Error).message, end, pathOf(list, index))
  }
}

/** What is worked on at a time: so many elements, or so many characters of them. */
export interface Pace {
  readonly elements: number
  readonly characters: number
}

/** Where everybody else waits meanwhile. */
export const shortSteps: Pace = { elements: 100, characters: 256 * 1024 }

/** Where nobody waits but who wants to write: the larger, the less each element costs. */
export const longSteps: Pace = { elements: 2500, characters: 4 * 1024 * 1024 }

/**
 * Elements in chunks. Where the file cannot be read on, what came before is given out first.
 *
 * @throws JsonError after that
 */
export async function* chunksOf(
  elements: AsyncIterable<PartReads>,
  pace: Pace,
): AsyncGenerator<readonly Read[]> {
  let reads: Read[] = []
  let characters = 0
  try {
    for await (const part of elements) {
      for (const read of part) {
        reads.push(read)
        characters += read.element.text.length
        if (reads.length < pace.elements && characters < pace.characters) continue
        yield reads
        reads = []
        characters = 0
      }
    }
  } catch (error) {
    if (reads.length > 0) yield reads
    throw error
  }
  if (reads.length > 0) yield reads
}

import { defaultLimits, type Element, JsonError, JsonLists, pathOf } from './json-lists.ts'
import { listNames } from './plan.ts'

/** Lists that are passed over: some clients send what they keep of files along. */
const passedOver: ReadonlySet<string> = new Set(['file'])

/** The elements that end in one part of a file, each found when it is come to. */
export type PartElements = Iterable<Element>

/**
 * The elements of a file part by part, so that nobody waits for each, but for those that were dealt with before.
 *
 * @throws JsonError where the file cannot be read on, also while a part is gone through
 */
export async function* elementsOf(
  file: AsyncIterable<Uint8Array>,
  dealtWith: number,
): AsyncGenerator<PartElements> {
  const lists = new JsonLists(defaultLimits, new Set(listNames))
  let position = 0
  for await (const bytes of file) yield elementsIn(bytes)
  lists.end()

  function* elementsIn(bytes: Uint8Array): Generator<Element> {
    for (const element of lists.push(bytes)) {
      if (passedOver.has(element.list) || isNothing(element)) continue
      position += 1
      if (position > dealtWith) yield element
    }
  }
}

/** Some clients send `null` for a list that they have not. */
const isNothing = ({ index, text }: Element): boolean => index < 0 && text === 'null'

/**
 * What an element says.
 *
 * @throws JsonError where it cannot be read
 */
export function parsed({ text, list, index, end }: Element): unknown {
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
 * What elements come to, in chunks: each is looked at as soon as it is found, so that of its text and what was parsed of it
 * nothing is kept for the rest of the chunk. Where the file cannot be read on, what came before is given out first.
 *
 * @param begin asked at the beginning of a chunk for how its elements are looked at
 * @throws JsonError after that
 */
export async function* chunksOf<T>(
  elements: AsyncIterable<PartElements>,
  pace: Pace,
  begin: () => Promise<(element: Element) => T>,
): AsyncGenerator<readonly T[]> {
  let chunk: T[] = []
  let characters = 0
  let look: ((element: Element) => T) | undefined
  try {
    for await (const part of elements) {
      for (const element of part) {
        look ??= await begin()
        chunk.push(look(element))
        characters += element.text.length
        if (chunk.length < pace.elements && characters < pace.characters) continue
        yield chunk
        chunk = []
        characters = 0
        look = undefined
      }
    }
  } catch (error) {
    if (chunk.length > 0) yield chunk
    throw error
  }
  if (chunk.length > 0) yield chunk
}

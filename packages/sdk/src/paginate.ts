import type { Query } from '@tcex/model'
import type { Cursor } from './cursor.ts'
import { loadCalls } from './load-calls.ts'
import type { Listing } from './resource.ts'
import type { Send } from './transport/request.ts'

/** One list, and how it is asked for. */
export interface List extends Listing {
  readonly query: Query
  readonly signal: AbortSignal | undefined
  /** Milliseconds for a try of a page, in place of the client's. */
  readonly timeout: number | undefined
  /** How many pages are fetched ahead; undefined for as many as it takes. */
  readonly ahead: number | undefined
  readonly send: Send
}

/**
 * A list as a lazy iterable: pages are fetched as they are read, a few ahead, in order. Each `for await` starts anew;
 * `break` and the signal abort what is under way.
 *
 * A list never ends early in silence. The first page announces how many items there are, and its length is what the
 * server gives at a time, whatever was asked for; a page shorter than that is continued from where it ended. An item
 * that comes twice is yielded once. Where fewer different items came than were announced (the list was changed
 * between two pages), it is read again from the start, and what is new is yielded, until it is read consistently.
 *
 * What offsets cannot show: when between two pages as many items were added as removed, the count stays right and an
 * item may have slipped from one page into the one before. Only the server can keep a list still while it is read.
 *
 * @throws IncompleteResultError where in the end the server announces more than it gives
 */
export function paginate<T>(list: List): AsyncIterable<T> {
  return { [Symbol.asyncIterator]: () => readLazily<T>(list) }
}

/** What reads is loaded with the first item. */
function readLazily<T>(list: List): AsyncIterator<T, void, undefined> {
  let cursor: Cursor<T> | undefined
  const open = async () => {
    const calls = await loadCalls()
    cursor ??= new calls.Cursor<T>(list)
    return cursor
  }
  return {
    next: () => cursor?.next() ?? open().then((opened) => opened.next()),
    return: async () => (await open()).return(),
  }
}

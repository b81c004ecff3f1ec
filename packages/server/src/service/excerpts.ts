import { type Catalog, type ItemView, itemWriter, type OwnerEntity, type Shape } from '@tcex/model'
import { halvesOf, type Part, sizeOf } from '../search/parts.ts'
import type { Connection } from '../store/database.ts'
import { type Listing, listedItems, pageItems } from '../store/items.ts'
import type { AtATime } from './at-a-time.ts'
import { viewItems } from './views.ts'

/** Some items of a list, and how an answer shows them: all that is to be known where they are read and written. */
export interface Excerpt {
  readonly owner: OwnerEntity
  readonly listing: Listing
  readonly items: Part
  readonly shape: Shape
}

/** Items as members of a list in JSON, each with a comma before it. */
export type Members = Uint8Array<ArrayBuffer>

/** Writes excerpts without holding up this thread. */
export interface ExcerptWriters {
  /** Pages are written some at a time, since each is held whole until it is sent. */
  readonly pages: AtATime
  write(excerpt: Excerpt): Promise<Members>
  /** Takes back what has been sent, to write something else into it. */
  reuse(members: Members): void
  close(): Promise<void>
}

/** How many of one page's excerpts are on their way, so that others come in between. */
const ahead = 4

/** How many pages are written at a time; further ones wait. */
export const pagesAtOnce = 4

/**
 * The members of a page's excerpts, in their order. A page of one excerpt is written by two threads where these have nothing
 * else to do; where other pages are written, one costs less than two halves.
 */
export function writeAll(writers: ExcerptWriters, excerpts: readonly Excerpt[]): Promise<readonly Members[]> {
  const isAlone = excerpts.length === 1 && writers.pages.isIdle
  const written = isAlone ? excerpts.flatMap(halved) : excerpts
  return writers.pages.during(() => writeEach(writers, written))
}

/** So many items are not worth two excerpts. */
const fewest = 100

const halved = (excerpt: Excerpt): readonly Excerpt[] =>
  sizeOf(excerpt.items) > fewest ? halvesOf(excerpt.items).map((items) => ({ ...excerpt, items })) : [excerpt]

async function writeEach(writers: ExcerptWriters, excerpts: readonly Excerpt[]): Promise<readonly Members[]> {
  const written: Members[] = []
  const waiting = excerpts.entries()
  const writeNext = async () => {
    for (const [index, excerpt] of waiting) written[index] = await writers.write(excerpt)
  }
  await Promise.all(Array.from({ length: ahead }, writeNext))
  return written
}

/**
 * Reads an excerpt's items, or those of them that are still there, and writes them.
 *
 * @param room what they are written into if it is large enough
 */
export async function writeExcerpt(
  connection: Connection,
  catalog: Catalog,
  { owner, listing, items, shape }: Excerpt,
  room?: ArrayBuffer,
): Promise<Members> {
  const rows =
    'ids' in items
      ? await listedItems(connection, listing, items.ids)
      : await pageItems(connection, listing, { ...items, start: 0 })
  const views = await viewItems({ connection, owner, platform: { catalog } }, rows, shape.includes)
  return membersWriter(shape)(views, room)
}

/** How much room is left for items that are longer than those before. */
const spare = 1.2

/** Makes a function that writes items as members of a list. */
export function membersWriter(shape: Shape): (views: readonly ItemView[], room?: ArrayBuffer) => Members {
  const write = itemWriter(shape)
  return (views, room = new ArrayBuffer(0)) => {
    let bytes = Buffer.from(room)
    let length = 0
    views.forEach((view, index) => {
      const text = `,${write(view)}`
      // A character takes three bytes at most, or four where it counts as two.
      const most = text.length * 3
      if (length + most > bytes.length) {
        const average = (length + text.length) / (index + 1)
        const expected = Math.ceil(average * (views.length - index) * spare)
        const larger = Buffer.allocUnsafeSlow(length + most + expected)
        bytes.copy(larger, 0, 0, length)
        bytes = larger
      }
      length += bytes.write(text, length)
    })
    return bytes.subarray(0, length)
  }
}

import type { Connection } from '../store/database.ts'
import { countBehind, idAt, type Listing, pageIds, type Slice } from '../store/items.ts'
import type { ListMarks } from './marks.ts'
import { farOff, fromMark, type Page, sliceSize } from './search.ts'

/** Some items of a page: those with some ids, or all of the list from one to another, and how many these are at most. */
export type Part = { readonly ids: readonly number[] } | Neighbours

interface Neighbours {
  readonly after: number
  readonly through: number
  readonly limit: number
}

/** What a page is made of, how many items are in it, and the id of the last one. */
export interface Parts {
  readonly parts: readonly Part[]
  readonly found: number
  readonly last: number
}

/** A page in parts, in the order in which the items were made: one where it is short, two at least where it is long. */
export async function readParts(
  connection: Connection,
  listing: Listing,
  page: Page,
  marks: ListMarks,
): Promise<Parts> {
  const slice = fromMark(page, marks)
  const isNear = !listing.isChosen && slice.start < farOff
  const parts = isNear
    ? await neighbours(connection, listing, slice)
    : partsOf(listing, await pageIds(connection, listing, slice))
  if (parts.found > 0) marks.set(page.start + parts.found, parts.last)
  return parts
}

const sizeFor = (count: number): number =>
  count <= sliceSize ? count : Math.min(sliceSize, Math.ceil(count / 2))

/** How many items a part has. */
export const sizeOf = (part: Part): number => ('ids' in part ? part.ids.length : part.limit)

/** The same items in two parts of much the same size. Ids of items that were made one after the other are neighbours. */
export function halvesOf(part: Part): readonly [Part, Part] {
  if ('ids' in part) {
    const half = Math.ceil(part.ids.length / 2)
    return [{ ids: part.ids.slice(0, half) }, { ids: part.ids.slice(half) }]
  }
  const { after, through, limit } = part
  const middle = Math.floor((after + through) / 2)
  return [
    { after, through: middle, limit },
    { after: middle, through, limit },
  ]
}

/** Only where each part ends is read: what lies between is for those who show it. */
async function neighbours(connection: Connection, listing: Listing, slice: Slice): Promise<Parts> {
  const parts: Part[] = []
  const size = sizeFor(slice.limit)
  let [found, after] = [0, await beginning(connection, listing, slice)]
  while (after !== undefined && found < slice.limit) {
    const limit = Math.min(size, slice.limit - found)
    const end = await idAt(connection, listing, { after, start: limit - 1 })
    const { count, last } =
      end === undefined
        ? await countBehind(connection, listing, { after, limit })
        : { count: limit, last: end }
    if (count > 0) parts.push({ after, through: last, limit: count })
    found += count
    after = last
    if (end === undefined) break
  }
  return { parts, found, last: after ?? 0 }
}

/** The id behind which a slice begins, where it holds anything. */
async function beginning(connection: Connection, listing: Listing, { after = 0, start }: Slice) {
  if (start === 0) return after
  const first = await idAt(connection, listing, { after, start })
  return first && first - 1
}

/** A page in parts of which the ids are known. */
export function partsOf({ isChosen }: Pick<Listing, 'isChosen'>, ids: readonly number[]): Parts {
  const parts: Part[] = []
  const size = sizeFor(ids.length)
  for (let at = 0; at < ids.length; at += size) {
    const some = ids.slice(at, at + size)
    const [first = 0, last = 0] = [some[0], some.at(-1)]
    parts.push(isChosen ? { ids: some } : { after: first - 1, through: last, limit: some.length })
  }
  return { parts, found: ids.length, last: ids.at(-1) ?? 0 }
}

import { setImmediate } from 'node:timers/promises'
import {
  type AnyEntry,
  type AssociationEntry,
  type Columns,
  type Condition,
  type FieldValue,
  filterColumns,
  formatDateTime,
  type Include,
  type ItemView,
  type Kind,
  type Shape,
  typedColumns,
} from '@tcex/model'
import type { ListMarks } from '../search/marks.ts'
import { readParts } from '../search/parts.ts'
import { findListing, type Page, readPage, toListing } from '../search/search.ts'
import { countItems, type Listing, pageItems, type Within } from '../store/items.ts'
import { findLabel } from '../store/labels.ts'
import { findTag } from '../store/tags.ts'
import { type Excerpt, type Members, membersWriter, writeAll } from './excerpts.ts'
import { type FilterOptions, readFilters } from './filters.ts'
import { getItem } from './find.ts'
import { refuse } from './refusal.ts'
import { type Reference, read, type Scope, type Work } from './scope.ts'
import { linkedWith } from './typed-associations.ts'
import { viewItems } from './views.ts'

export type { Page } from '../search/search.ts'

/** What a list may be asked for, as the query has it. */
export interface ListOptions extends FilterOptions {
  readonly page: Page
  readonly includes: ReadonlySet<Include>
  /** Unix seconds. */
  readonly modifiedSince?: number
}

/** Whose items a list is of; without one, the owner's. */
export type Source =
  | { readonly of: 'tag'; readonly name: string }
  | { readonly of: 'label'; readonly name: string }
  | { readonly of: 'item'; readonly reference: Reference }
  | { readonly of: 'typed'; readonly reference: Reference; readonly association: AssociationEntry }
  | { readonly of: 'resolvedFrom'; readonly reference: Reference }

/** A page, and on the first one how many items there are in all. */
export interface Listed<T> {
  readonly items: readonly T[]
  readonly count?: number
}

export interface Wanted {
  readonly kind: Kind
  /** One type; without it, all of the kind. */
  readonly entry?: AnyEntry
  readonly source?: Source
}

/**
 * A page of items of a kind or type: an owner's, a tag's, a label's, or those associated with an item.
 *
 * @throws Refusal for a filter that cannot be read or does not fit the list, or for an unknown item
 * @see https://docs.threatconnect.com/en/latest/rest_api/overview.html#pagination
 */
export async function listItems(
  scope: Scope,
  wanted: Wanted,
  options: ListOptions,
): Promise<Listed<ItemView>> {
  const items: ItemView[] = []
  const count = await readList(scope, wanted, options, (list) =>
    eachSlice(list, options, (views) => items.push(...views)),
  )
  return { items, ...count }
}

/** A page in JSON: how many there are in all, on the first one, and its members, which need not be read with the rest. */
export interface WrittenPage {
  readonly count?: number
  members(): Promise<WrittenMembers>
}

export interface WrittenMembers {
  readonly pieces: readonly Members[]
  /** To be called when they have been sent, if ever: what they take is used again. */
  release(): void
}

/**
 * The same page, written as an answer shows it. A long one of a file of many items is written by other threads; what is
 * changed or deleted by then shows as it is then.
 *
 * @throws Refusal as `listItems` does
 */
export async function writeItems(
  scope: Scope,
  wanted: Wanted,
  options: ListOptions,
  shape: Shape,
): Promise<WrittenPage> {
  const { excerpts: writers } = scope.platform
  const here: Members[] = []
  let excerpts: readonly Excerpt[] = []
  const count = await readList(scope, wanted, options, async (list) => {
    const { work, listing, marks } = list
    if (writers && options.page.limit > few && work.connection.holdsMany) {
      const { parts, found } = await readParts(work.connection, listing, options.page, marks)
      excerpts = parts.map((items) => ({ owner: work.owner, listing, shape, items }))
      return found
    }
    const write = membersWriter(shape)
    return eachSlice(list, options, (views) => here.push(write(views)))
  })
  const members = async () => {
    if (!writers || excerpts.length === 0) return { pieces: here, release: () => {} }
    const pieces = await writeAll(writers, excerpts)
    const release = () => {
      for (const each of pieces) writers.reuse(each)
    }
    return { pieces, release }
  }
  return { ...count, members }
}

/** So many items take less time than to have others write them. */
const few = 100

/** A list that is read within one transaction. */
interface OpenList {
  readonly work: Work
  readonly listing: Listing
  readonly marks: ListMarks
}

/** Reads a page by what gives the number of items found, and tells how many there are in all where it is the first. */
function readList(
  scope: Scope,
  wanted: Wanted,
  options: ListOptions,
  readPage: (list: OpenList) => Promise<number>,
): Promise<Pick<WrittenPage, 'count'>> {
  const { page } = options
  const condition = options.filters ? conditionOf(scope, wanted, options) : undefined
  return read(scope, async (work) => {
    const within = wanted.source && (await withinOf(work, wanted.source, wanted))
    if (within === 'nothing') return page.start === 0 ? { count: 0 } : {}
    const listing = await findListing(work.connection, {
      ownerId: work.owner.id,
      kind: wanted.kind,
      entries: work.platform.catalog.of(wanted.kind),
      now: formatDateTime(work.platform.now()),
      ...(wanted.entry ? { entry: wanted.entry } : {}),
      ...(within ? { within } : {}),
      ...(condition ? { condition } : {}),
      ...(options.modifiedSince === undefined ? {} : { modifiedSince: options.modifiedSince }),
    })
    const key = JSON.stringify(listing)
    const found = await readPage({ work, listing, marks: work.platform.marks.of(work.account.id, key) })
    if (page.start > 0) return {}
    return { count: found < page.limit ? found : await countOf(work, listing, key) }
  })
}

/** Shows a page slice by slice, so that others are answered in between, and gives the number of items found. */
async function eachSlice(
  { work, listing, marks }: OpenList,
  { page, includes }: ListOptions,
  show: (views: readonly ItemView[]) => void,
): Promise<number> {
  let found = 0
  for await (const rows of readPage(work.connection, listing, page, marks)) {
    if (found > 0) await setImmediate()
    found += rows.length
    show(await viewItems(work, rows, includes))
  }
  return found
}

const countOf = ({ connection }: Work, listing: Listing, key: string): Promise<number> =>
  connection.remembered(`count ${key}`, () => countItems(connection, listing))

const conditionOf = (scope: Scope, wanted: Wanted, options: ListOptions) =>
  readFilters(options, {
    columns: columnsOf(scope, wanted),
    prefixes: [wanted.kind, wanted.entry?.entity ?? wanted.kind],
    now: scope.platform.now(),
  })

/** A list of several types takes the filters of each, with its name before them. */
function columnsOf({ platform }: Scope, { kind, entry }: Wanted): Columns {
  const own = filterColumns(kind, entry)
  return entry ? own : { ...own, ...typedColumns(platform.catalog.of(kind)) }
}

/** Where the items come from; a tag that nobody carries gives nothing, which is no error. */
async function withinOf(work: Work, source: Source, wanted: Wanted): Promise<Within | 'nothing'> {
  if (source.of === 'tag') {
    const tag = await findTag(work.connection, work.owner.id, source.name)
    return tag ? { of: 'tag', id: tag.id } : 'nothing'
  }
  if (source.of === 'typed') return linkedWith(work, source.association, source.reference, wanted.entry)
  if (source.of === 'item' || source.of === 'resolvedFrom') {
    const { id } = await getItem(work, source.reference)
    const { kind } = source.reference.entry
    return { of: source.of === 'item' ? associated(kind, wanted.kind) : source.of, id }
  }
  const label = await findLabel(work.connection, work.owner.id, source.name)
  if (!label) throw refuse('unknownPart', { part: 'security label', id: source.name })
  return { of: 'label', id: label.id }
}

/** Victims are associated through their assets, and with indicators and other victims through groups. */
function associated(kind: Kind, wanted: Kind): Exclude<Within['of'], 'tag' | 'label' | 'typed'> {
  if (kind === 'victim') {
    if (wanted === 'victim') return 'victimPeers'
    return wanted === 'indicator' ? 'victimGroups' : 'victim'
  }
  return wanted === 'victim' ? 'itemAssets' : 'item'
}

/** One item with all that an answer shows of it. */
export function singleItem(
  scope: Scope,
  reference: Reference,
  includes: ReadonlySet<Include>,
): Promise<ItemView> {
  return read(scope, async (work) => {
    const [view] = await viewItems(work, [await getItem(work, reference)], includes)
    return view as ItemView
  })
}

/** One of the items that a list holds, by its id or value. */
export async function listedItem(
  scope: Scope,
  reference: Reference,
  source: Source,
  includes: ReadonlySet<Include>,
): Promise<ItemView> {
  const view = await singleItem(scope, reference, includes)
  const listed = await read(scope, async (work) => {
    const { kind } = reference.entry
    const within = await withinOf(work, source, { kind, entry: reference.entry })
    if (within === 'nothing') return false
    const entries = work.platform.catalog.of(kind)
    const condition = allWithId(view, entries)
    const now = formatDateTime(work.platform.now())
    const wanted = { ownerId: work.owner.id, kind, entry: reference.entry, entries, within, condition, now }
    const rows = await pageItems(work.connection, toListing(wanted), { start: 0, limit: 10_000 })
    return rows.some(({ id }) => id === view.id)
  })
  if (listed) return view
  throw refuse('unknownItem', { type: reference.entry.type, id: reference.id, owner: scope.owner.name })
}

/** Narrows a list to the items called like the one that is looked for. */
function allWithId(view: ItemView, entries: readonly AnyEntry[]): Condition<FieldValue> {
  const named: Condition<FieldValue> = { kind: 'comparison', field: 'name', operator: '=', value: view.name }
  const states = entries.some(({ fields }) => fields.active) ? [true, false] : []
  if (states.length === 0) return named
  const anyState = states.map(
    (value) => ({ kind: 'comparison', field: 'active', operator: '=', value }) as const,
  )
  return { kind: 'and', conditions: [named, { kind: 'or', conditions: anyState }] }
}

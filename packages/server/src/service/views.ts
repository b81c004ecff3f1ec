import {
  type AnyEntry,
  type AttributeEntity,
  displayedAttributes,
  displayedKey,
  formatDateTime,
  type Include,
  type ItemView,
  type Kind,
  type Reports,
  type SecurityLabelEntity,
  type TagEntity,
  type UserReference,
} from '@tcex/model'
import { findAccount, findAccountsByName } from '../store/accounts.ts'
import { attributesByItem, type ShownAttribute } from '../store/attributes.ts'
import { countFalsePositives, type ReportCount } from '../store/false-positives.ts'
import { labelsByItem } from '../store/labels.ts'
import { countObservations } from '../store/observations.ts'
import type { AccountRow, ItemRow, LabelRow, TagRow } from '../store/rows.ts'
import { tagsByItem } from '../store/tags.ts'
import type { Platform, Work } from './scope.ts'
import { valuesOf } from './values.ts'

const times = new Map<number, string>()

/** The wire form of a stored time. Many rows were written in the same second. */
export function wireTime(seconds: number): string {
  const known = times.get(seconds)
  if (known !== undefined) return known
  if (times.size >= 10_000) times.clear()
  const time = formatDateTime(new Date(seconds * 1000))
  times.set(seconds, time)
  return time
}

/** What it takes to show items: where they are read, whose they are, and the types there are. */
export interface Viewing extends Pick<Work, 'connection' | 'owner'> {
  readonly platform: Pick<Platform, 'catalog'>
}

/**
 * Items with all that an answer shows of them. The metadata of a whole page is read by one query for each sort, never
 * item by item.
 */
export async function viewItems(
  work: Viewing,
  rows: readonly ItemRow[],
  includes: ReadonlySet<Include>,
): Promise<readonly ItemView[]> {
  const ids = rows.map(({ id }) => id)
  const attributes = includes.has('attributes') ? await attributesOf(work, ids) : undefined
  const tags = includes.has('tags') ? await tagsOf(work, ids) : undefined
  const labels = includes.has('labels') ? await labelsOf(work, ids) : undefined
  const displayed = await displayedOf(work, rows, attributes)
  const users = await usersOf(work, rows)
  const reports = includes.has('additional') ? await reportsOf(work, rows) : undefined
  const creators = includes.has('additional') ? await creatorsOf(work, rows) : undefined
  const viewOf = itemViewer(work)
  return rows.map((row) => {
    const view = viewOf(row)
    view.users = users
    if (attributes) view.attributes = attributes.get(row.id) ?? none
    if (tags) view.tags = tags.get(row.id) ?? none
    if (labels) view.labels = labels.get(row.id) ?? none
    const shown = displayed.get(row.id)
    if (shown) view.displayed = shown
    const reported = reports?.get(row.id)
    if (reported) view.reports = reported
    const createdBy = creators?.get(row.createdBy ?? 0)
    if (createdBy !== undefined) view.createdBy = createdBy
    return view
  })
}

const none: readonly never[] = []

function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { [P in K]?: V }
}

/** Makes what is shown of stored items. */
function itemViewer({ platform, owner }: Viewing): (row: ItemRow) => StoredView {
  const entries = new Map<string, AnyEntry>()
  const entryOf = ({ kind, type }: ItemRow): AnyEntry => {
    const known = entries.get(type)
    if (known?.kind === kind) return known
    const entry = platform.catalog.find(kind as Kind, type) as AnyEntry
    entries.set(type, entry)
    return entry
  }
  return (row) => new StoredView(entryOf(row), owner, row)
}

/** A stored item as an answer may show it. */
class StoredView implements ItemView {
  readonly entry: AnyEntry
  readonly owner: ItemView['owner']
  readonly id: number
  readonly name: string
  readonly dateAdded: string
  readonly lastModified: string
  declare createdBy?: string
  declare users?: NonNullable<ItemView['users']>
  declare attributes?: readonly AttributeEntity[]
  declare tags?: readonly TagEntity[]
  declare labels?: readonly SecurityLabelEntity[]
  declare reports?: Reports
  declare displayed?: NonNullable<ItemView['displayed']>
  readonly #row: ItemRow
  #values: ItemView['values'] | undefined

  constructor(entry: AnyEntry, owner: ItemView['owner'], row: ItemRow) {
    this.entry = entry
    this.owner = owner
    this.id = row.id
    this.name = row.name
    this.dateAdded = wireTime(row.dateAdded)
    this.lastModified = wireTime(row.lastModified)
    this.#row = row
  }

  get kept(): ItemView['values'] {
    return this.#row.fields
  }

  /** Not every answer shows them, and taking a name apart takes its time. */
  get values(): ItemView['values'] {
    this.#values ??= valuesOf(this.entry, this.#row)
    return this.#values
  }
}

export function viewAttribute(
  row: ShownAttribute & { readonly xid?: string | null },
  additional = false,
): AttributeEntity {
  const shown = {
    type: row.type,
    dateAdded: wireTime(row.dateAdded),
    lastModified: wireTime(row.lastModified),
    displayed: row.displayed,
    value: row.value,
  }
  const { id, xid, source } = row
  const whole = additional && xid ? { id, xid, ...shown } : { id, ...shown }
  return source === null ? whole : { ...whole, source }
}

export function viewLabel(row: LabelRow): SecurityLabelEntity {
  return {
    name: row.name,
    ...optional('description', row.description ?? undefined),
    dateAdded: wireTime(row.dateAdded),
  }
}

export function viewTag(row: TagRow): TagEntity {
  return { name: row.name, ...optional('description', row.description ?? undefined) }
}

const attributesOf = (work: Viewing, itemIds: readonly number[]) =>
  attributesByItem(work.connection, { ownerId: work.owner.id, itemIds }, (row) => viewAttribute(row))

const tagsOf = (work: Viewing, ids: readonly number[]) =>
  tagsByItem(work.connection, work.owner.id, ids, viewTag)

const labelsOf = (work: Viewing, ids: readonly number[]) =>
  labelsByItem(work.connection, work.owner.id, ids, viewLabel)

const displayedTypes = displayedAttributes.map(([type]) => type)

/** Indicators show their displayed Description and Source; the newest of each counts. */
async function displayedOf(
  work: Viewing,
  rows: readonly ItemRow[],
  attributes: ReadonlyMap<number, readonly AttributeEntity[]> | undefined,
) {
  const ids = rows.filter(({ kind }) => kind === 'indicator').map(({ id }) => id)
  const displayed = new Map<number, { source?: string; description?: string }>()
  if (ids.length === 0) return displayed
  const wanted = { ownerId: work.owner.id, itemIds: ids }
  const found =
    attributes ?? (await attributesByItem(work.connection, wanted, (attribute) => attribute, displayedTypes))
  for (const [id, list] of found) {
    for (const attribute of list) {
      const key = attribute.displayed ? displayedKey(attribute.type) : undefined
      if (!key) continue
      const shown = displayed.get(id)
      if (shown) shown[key] = attribute.value
      else displayed.set(id, { [key]: attribute.value })
    }
  }
  return displayed
}

/** What was reported of indicators, by their ids. */
async function reportsOf(work: Viewing, rows: readonly ItemRow[]): Promise<ReadonlyMap<number, Reports>> {
  const ids = rows.filter(({ kind }) => kind === 'indicator').map(({ id }) => id)
  if (ids.length === 0) return new Map()
  const observed = byItem(await countObservations(work.connection, work.owner.id, ids))
  const falsePositives = byItem(await countFalsePositives(work.connection, work.owner.id, ids))
  return new Map(ids.map((id) => [id, viewReports(observed.get(id), falsePositives.get(id))]))
}

const byItem = (counts: readonly ReportCount[]): ReadonlyMap<number, ReportCount> =>
  new Map(counts.map((count) => [count.itemId, count]))

function viewReports(observed: ReportCount | undefined, falsePositive: ReportCount | undefined): Reports {
  return {
    observationCount: observed?.count ?? 0,
    ...optional('lastObserved', observed && wireTime(observed.last)),
    falsePositiveCount: falsePositive?.count ?? 0,
    ...optional('falsePositiveLastReported', falsePositive && wireTime(falsePositive.last)),
  }
}

async function usersOf(work: Viewing, rows: readonly ItemRow[]): Promise<ReadonlyMap<string, UserReference>> {
  const names = new Set<string>()
  for (const { fields } of rows) {
    for (const field in fields) {
      const value = fields[field]
      if (typeof value === 'object') for (const name of value) names.add(name)
    }
  }
  if (names.size === 0) return new Map()
  const accounts = await findAccountsByName(work.connection, [...names])
  return new Map(accounts.map((account) => [account.userName, viewUser(account)]))
}

export function viewUser({ userName, firstName, lastName }: AccountRow): UserReference {
  return {
    userName,
    ...optional('firstName', firstName ?? undefined),
    ...optional('lastName', lastName ?? undefined),
  }
}

async function creatorsOf(work: Viewing, rows: readonly ItemRow[]): Promise<ReadonlyMap<number, string>> {
  const creators = new Map<number, string>()
  for (const id of new Set(rows.map(({ createdBy }) => createdBy))) {
    const account = id === null ? undefined : await findAccount(work.connection, id)
    if (account) creators.set(account.id, [account.firstName, account.lastName].filter(Boolean).join(' '))
  }
  return creators
}

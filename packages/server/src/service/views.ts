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
import { eachAttribute } from '../store/attributes.ts'
import { countFalsePositives, type ReportCount } from '../store/false-positives.ts'
import { eachLabel } from '../store/labels.ts'
import { countObservations } from '../store/observations.ts'
import type { AccountRow, AttributeRow, ItemRow, LabelRow, TagRow } from '../store/rows.ts'
import { eachTag } from '../store/tags.ts'
import type { Work } from './scope.ts'
import { valuesOf } from './values.ts'

/** The wire form of a stored time. */
export const wireTime = (seconds: number): string => formatDateTime(new Date(seconds * 1000))

/**
 * Items with all that an answer shows of them. The metadata of a whole page is read by one query for each sort, never
 * item by item.
 */
export async function viewItems(
  work: Work,
  rows: readonly ItemRow[],
  includes: ReadonlySet<Include>,
): Promise<readonly ItemView[]> {
  const ids = rows.map(({ id }) => id)
  const attributes = includes.has('attributes') ? await attributesOf(work, ids) : undefined
  const tags = includes.has('tags') ? await tagsOf(work, ids) : undefined
  const labels = includes.has('labels') ? await labelsOf(work, ids) : undefined
  const displayed = await displayedOf(work, rows)
  const users = await usersOf(work, rows)
  const reports = includes.has('additional') ? await reportsOf(work, rows) : undefined
  const creators = includes.has('additional') ? await creatorsOf(work, rows) : undefined
  return rows.map((row) => ({
    ...viewItem(work, row),
    users,
    ...optional('attributes', attributes && (attributes.get(row.id) ?? [])),
    ...optional('tags', tags && (tags.get(row.id) ?? [])),
    ...optional('labels', labels && (labels.get(row.id) ?? [])),
    ...optional('displayed', displayed.get(row.id)),
    ...optional('reports', reports?.get(row.id)),
    ...optional('createdBy', creators?.get(row.createdBy ?? 0)),
  }))
}

function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { [P in K]?: V }
}

function viewItem({ platform, owner }: Work, row: ItemRow): ItemView {
  const entry = platform.catalog.find(row.kind as Kind, row.type) as AnyEntry
  return {
    entry,
    id: row.id,
    name: row.name,
    owner,
    dateAdded: wireTime(row.dateAdded),
    lastModified: wireTime(row.lastModified),
    values: valuesOf(entry, row),
  }
}

export function viewAttribute(row: AttributeRow, additional = false): AttributeEntity {
  return {
    id: row.id,
    ...optional('xid', (additional && row.xid) || undefined),
    type: row.type,
    dateAdded: wireTime(row.dateAdded),
    lastModified: wireTime(row.lastModified),
    displayed: row.displayed,
    value: row.value,
    ...optional('source', row.source ?? undefined),
  }
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

async function attributesOf(work: Work, ids: readonly number[]) {
  return grouped(await eachAttribute(work.connection, work.owner.id, ids), (row) => viewAttribute(row))
}

async function tagsOf(work: Work, ids: readonly number[]) {
  return grouped(await eachTag(work.connection, work.owner.id, ids), viewTag)
}

async function labelsOf(work: Work, ids: readonly number[]) {
  return grouped(await eachLabel(work.connection, work.owner.id, ids), viewLabel)
}

function grouped<R extends { readonly itemId: number }, V>(
  rows: readonly R[],
  view: (row: R) => V,
): ReadonlyMap<number, readonly V[]> {
  const groups = new Map<number, V[]>()
  for (const row of rows) {
    const group = groups.get(row.itemId)
    if (group) group.push(view(row))
    else groups.set(row.itemId, [view(row)])
  }
  return groups
}

/** Indicators show their displayed Description and Source; the newest of each counts. */
async function displayedOf(work: Work, rows: readonly ItemRow[]) {
  const ids = rows.filter(({ kind }) => kind === 'indicator').map(({ id }) => id)
  const displayed = new Map<number, { source?: string; description?: string }>()
  if (ids.length === 0) return displayed
  const types = displayedAttributes.map(([type]) => type)
  for (const { itemId, type, value } of await eachAttribute(work.connection, work.owner.id, ids, types)) {
    const key = displayedKey(type)
    if (key) displayed.set(itemId, { ...displayed.get(itemId), [key]: value })
  }
  return displayed
}

/** What was reported of indicators, by their ids. */
async function reportsOf(work: Work, rows: readonly ItemRow[]): Promise<ReadonlyMap<number, Reports>> {
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

async function usersOf(work: Work, rows: readonly ItemRow[]): Promise<ReadonlyMap<string, UserReference>> {
  const names = new Set(
    rows.flatMap(({ fields }) => Object.values(fields).filter(Array.isArray).flat() as string[]),
  )
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

async function creatorsOf(work: Work, rows: readonly ItemRow[]): Promise<ReadonlyMap<number, string>> {
  const creators = new Map<number, string>()
  for (const id of new Set(rows.map(({ createdBy }) => createdBy))) {
    const account = id === null ? undefined : await findAccount(work.connection, id)
    if (account) creators.set(account.id, [account.firstName, account.lastName].filter(Boolean).join(' '))
  }
  return creators
}

import {
  type AnyEntry,
  type AssetEntry,
  type AssetSet,
  itemLink,
  type Values,
  type VictimAssetEntity,
  validate,
  writable,
} from '@tcex/model'
import type { Page } from '../search/search.ts'
import {
  type AssetList,
  countAssets,
  deleteAsset as dropAsset,
  findAsset,
  insertAsset,
  pageAssets,
  updateAsset as storeAsset,
} from '../store/assets.ts'
import type { AssetRow } from '../store/rows.ts'
import { getItem, idIn } from './find.ts'
import type { Body } from './items.ts'
import type { Listed } from './listings.ts'
import { refuse } from './refusal.ts'
import { type Reference, read, type Scope, type Work, write } from './scope.ts'

type Json = Readonly<Record<string, unknown>>

/** The assets of an item that a path names: its own, or those associated with it. */
export interface Assets {
  readonly reference: Reference
  readonly set: AssetSet
  /** The site that links lead to. */
  readonly site: string
}

/** One kind of them. */
export interface TypedAssets extends Assets {
  readonly entry: AssetEntry
}

/** One of them. */
export interface OneAsset extends TypedAssets {
  readonly id: string
}

/**
 * Gives an item an asset.
 *
 * @throws Refusal naming every field that breaks a rule
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/victims/victims.html#create-victim-assets
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/groups/groups.html#create-adversary-assets
 */
export function addAsset(scope: Scope, assets: TypedAssets, body: Body): Promise<Json> {
  return write(scope, async (work) => {
    const { id } = await listOf(work, assets)
    const fields = checked(assets.entry, body, true)
    const row = await insertAsset(work.connection, {
      ownerId: work.owner.id,
      holderId: id,
      type: assets.entry.type,
      fields,
    })
    return viewAsset(work, assets, row)
  })
}

export function updateAsset(scope: Scope, asset: OneAsset, body: Body): Promise<Json> {
  return write(scope, async (work) => {
    const row = await getAsset(work, asset)
    const fields = withoutCleared({ ...row.fields, ...changes(asset.entry, body) })
    await storeAsset(work.connection, row, fields)
    return viewAsset(work, asset, { ...row, fields })
  })
}

export function deleteAsset(scope: Scope, asset: OneAsset): Promise<void> {
  return write(scope, async (work) => {
    const row = await getAsset(work, asset)
    await dropAsset(work.connection, row)
  })
}

export function singleAsset(scope: Scope, asset: OneAsset): Promise<Json> {
  return read(scope, async (work) => viewAsset(work, asset, await getAsset(work, asset)))
}

/** A page of assets: of one kind with all fields, or of all kinds by name. */
export function listAssets(
  scope: Scope,
  assets: Assets & { readonly entry?: AssetEntry },
  page: Page,
): Promise<Listed<Json | VictimAssetEntity>> {
  return read(scope, async (work) => {
    const list = await listOf(work, assets)
    const rows = await pageAssets(work.connection, list, page)
    const view = assets.entry ? viewAsset : nameAsset
    const items = rows.map((row) => view(work, assets, row))
    return page.start > 0 ? { items } : { items, count: await countAssets(work.connection, list) }
  })
}

const isOwn = ({ reference, set }: Assets): boolean => reference.entry.assets?.branch === set.branch

async function listOf(work: Work, assets: Assets & { readonly entry?: AssetEntry }): Promise<AssetList> {
  const { reference, set, entry } = assets
  const own = isOwn(assets)
  if (!own && !set.associated) {
    throw refuse('unknownPart', { part: `${set.branch} of a ${reference.entry.type}`, id: reference.id })
  }
  const { id } = await getItem(work, reference)
  const of = own ? 'holder' : 'associated'
  return { of, id, ownerId: work.owner.id, ...(entry ? { type: entry.type } : {}) }
}

async function getAsset(work: Work, asset: OneAsset): Promise<AssetRow> {
  const list = await listOf(work, asset)
  const number = idIn(asset.id)
  const row = number === undefined ? undefined : await findAsset(work.connection, list, number)
  if (row) return row
  throw refuse('unknownPart', { part: `${asset.entry.type} asset`, id: asset.id })
}

/** An empty text takes a field away. */
const withoutCleared = (fields: Values): Values =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''))

/** The original's clients count on a refusal where nothing was given to change. */
function changes(entry: AssetEntry, body: Body): Values {
  const given = checked(entry, body, false)
  if (Object.keys(given).length > 0) return given
  const problems = [{ field: writable(entry.fields).join('" or "'), rule: 'must be given' }]
  throw refuse('invalidFields', { type: `${entry.type} asset`, problems })
}

function checked(entry: AssetEntry, body: Body, creating: boolean): Values {
  const validated = validate(entry.fields, body, { creating })
  if (!validated.ok)
    throw refuse('invalidFields', { type: `${entry.type} asset`, problems: validated.problems })
  return validated.values
}

function viewAsset(work: Work, assets: Assets, row: AssetRow): Json {
  return { id: row.id, type: row.type, webLink: linkOf(work, assets, row), ...row.fields }
}

function nameAsset(work: Work, assets: Assets, row: AssetRow): VictimAssetEntity {
  const entry = Object.values(assets.set.types).find(({ type }) => type === row.type)
  const name = String(row.fields[entry?.nameField ?? ''] ?? '')
  return { id: row.id, name, type: row.type, webLink: linkOf(work, assets, row) }
}

/** An asset has no page of its own; its link leads to the item that has it. */
function linkOf({ platform, owner }: Work, assets: Assets, { holderId }: AssetRow): string {
  const { catalog } = platform
  const holder: AnyEntry | undefined = isOwn(assets)
    ? assets.reference.entry
    : catalog.holdersOf(assets.set.branch)[0]
  return itemLink(assets.site, holder as AnyEntry, { id: holderId, name: '' }, owner.name)
}

import { type AssetEntry, assetLink, type Values, type VictimAssetEntity, validate } from '@tcex/model'
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

/**
 * Adds an asset to a victim.
 *
 * @throws Refusal naming every field that breaks a rule
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/victims/victims.html#create-victim-assets
 */
export function addAsset(
  scope: Scope,
  reference: Reference,
  entry: AssetEntry,
  body: Body,
  site: string,
): Promise<Json> {
  return write(scope, async (work) => {
    const victim = await getItem(work, reference)
    const fields = checked(entry, body, true)
    const row = await insertAsset(work.connection, { victimId: victim.id, type: entry.type, fields })
    return viewAsset(row, site)
  })
}

export function updateAsset(
  scope: Scope,
  reference: Reference,
  asset: { readonly entry: AssetEntry; readonly id: string },
  body: Body,
  site: string,
): Promise<Json> {
  return write(scope, async (work) => {
    const row = await getAsset(work, reference, asset)
    const fields = withoutCleared({ ...row.fields, ...checked(asset.entry, body, false) })
    await storeAsset(work.connection, row.id, fields)
    return viewAsset({ ...row, fields }, site)
  })
}

export function deleteAsset(
  scope: Scope,
  reference: Reference,
  asset: { readonly entry: AssetEntry; readonly id: string },
): Promise<void> {
  return write(scope, async (work) => {
    const row = await getAsset(work, reference, asset)
    await dropAsset(work.connection, row.id)
  })
}

export function singleAsset(
  scope: Scope,
  reference: Reference,
  asset: { readonly entry: AssetEntry; readonly id: string },
  site: string,
): Promise<Json> {
  return read(scope, async (work) => viewAsset(await getAsset(work, reference, asset), site))
}

/** A victim's own assets, or those associated with an item; of one kind with all fields, or of all kinds by name. */
export function listAssets(
  scope: Scope,
  reference: Reference,
  entry: AssetEntry | undefined,
  page: Page,
  site: string,
): Promise<Listed<Json | VictimAssetEntity>> {
  return read(scope, async (work) => {
    const list = await listOf(work, reference, entry)
    const rows = await pageAssets(work.connection, list, page)
    const items = rows.map((row) => (entry ? viewAsset(row, site) : nameAsset(work, row, site)))
    return page.start > 0 ? { items } : { items, count: await countAssets(work.connection, list) }
  })
}

async function listOf(work: Work, reference: Reference, entry?: AssetEntry): Promise<AssetList> {
  const { id } = await getItem(work, reference)
  const of = reference.entry.kind === 'victim' ? 'victim' : 'item'
  return { of, id, ownerId: work.owner.id, ...(entry ? { type: entry.type } : {}) }
}

async function getAsset(
  work: Work,
  reference: Reference,
  { entry, id }: { readonly entry: AssetEntry; readonly id: string },
): Promise<AssetRow> {
  const list = await listOf(work, reference, entry)
  const number = idIn(id)
  const row = number === undefined ? undefined : await findAsset(work.connection, list, number)
  if (row) return row
  throw refuse('unknownPart', { part: `${entry.type} asset`, id })
}

const withoutCleared = (fields: Values): Values =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''))

function checked(entry: AssetEntry, body: Body, creating: boolean): Values {
  const validated = validate(entry.fields, body, { creating })
  if (!validated.ok)
    throw refuse('invalidFields', { type: `${entry.type} asset`, problems: validated.problems })
  return validated.values
}

const viewAsset = ({ id, type, victimId, fields }: AssetRow, site: string): Json => ({
  id,
  type,
  webLink: assetLink(site, victimId),
  ...fields,
})

function nameAsset(work: Work, row: AssetRow, site: string): VictimAssetEntity {
  const entry = work.platform.catalog.findAsset(row.type)
  const name = String(row.fields[entry?.nameField ?? ''] ?? '')
  return { id: row.id, name, type: row.type, webLink: assetLink(site, row.victimId) }
}

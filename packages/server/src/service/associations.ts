import { findOwnersAsset } from '../store/assets.ts'
import {
  deleteAssetAssociation,
  deleteAssociation,
  deleteVictimAssociation,
  insertAssetAssociation,
  insertAssociation,
  insertVictimAssociation,
} from '../store/associations.ts'
import type { AssetRow, ItemRow } from '../store/rows.ts'
import type { OneAsset } from './assets.ts'
import { getItem, idIn } from './find.ts'
import { refuse } from './refusal.ts'
import { type Reference, type Scope, seconds, type Work, write } from './scope.ts'

/**
 * Associates two items. A victim is associated through its assets, of which it must have one.
 *
 * @throws Refusal for an unknown item, for an item with itself, for a victim without assets
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/groups/groups.html#create-group-associations
 */
export function associate(scope: Scope, left: Reference, right: Reference): Promise<void> {
  return write(scope, async (work) => {
    const { item, other } = await pair(work, left, right)
    if (other.kind !== 'victim') {
      return insertAssociation(work.connection, work.owner.id, [item.id, other.id], seconds(work))
    }
    const assets = await insertVictimAssociation(work.connection, work.owner.id, item.id, other.id)
    if (assets === 0) throw refuse('victimWithoutAsset', { id: other.id })
  })
}

export function dissociate(scope: Scope, left: Reference, right: Reference): Promise<void> {
  return write(scope, async (work) => {
    const { item, other } = await pair(work, left, right)
    const removed =
      other.kind === 'victim'
        ? await deleteVictimAssociation(work.connection, work.owner.id, item.id, other.id)
        : await deleteAssociation(work.connection, work.owner.id, [item.id, other.id])
    if (!removed) throw refuse('unknownPart', { part: `association with ${right.entry.type}`, id: right.id })
  })
}

/** The two items, a victim always as the other one. */
async function pair(
  work: Work,
  left: Reference,
  right: Reference,
): Promise<{ readonly item: ItemRow; readonly other: ItemRow }> {
  const first = await getItem(work, left)
  const second = await getItem(work, right)
  if (first.id === second.id) throw refuse('selfAssociation', { type: left.entry.type })
  return first.kind === 'victim' ? { item: second, other: first } : { item: first, other: second }
}

/** Associates an item with one asset of another. */
export function associateAsset(scope: Scope, asset: OneAsset): Promise<void> {
  return write(scope, async (work) => {
    const item = await getItem(work, asset.reference)
    const row = await ownersAsset(work, asset)
    await insertAssetAssociation(work.connection, work.owner.id, item.id, row.id)
  })
}

export function dissociateAsset(scope: Scope, asset: OneAsset): Promise<void> {
  return write(scope, async (work) => {
    const item = await getItem(work, asset.reference)
    const row = await ownersAsset(work, asset)
    const removed = await deleteAssetAssociation(work.connection, work.owner.id, item.id, row.id)
    if (!removed) throw unknownAsset(asset)
  })
}

async function ownersAsset(work: Work, asset: OneAsset): Promise<AssetRow> {
  const number = idIn(asset.id)
  const [holder] = work.platform.catalog.holdersOf(asset.set.branch)
  if (number === undefined || !holder) throw unknownAsset(asset)
  const scope = { ownerId: work.owner.id, kind: holder.kind, type: asset.entry.type }
  const row = await findOwnersAsset(work.connection, scope, number)
  if (row) return row
  throw unknownAsset(asset)
}

const unknownAsset = ({ entry, id }: OneAsset) => refuse('unknownPart', { part: `${entry.type} asset`, id })

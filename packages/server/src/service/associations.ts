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
      return insertAssociation(work.connection, item.id, other.id, seconds(work))
    }
    const assets = await insertVictimAssociation(work.connection, item.id, other.id)
    if (assets === 0) throw refuse('victimWithoutAsset', { id: other.id })
  })
}

export function dissociate(scope: Scope, left: Reference, right: Reference): Promise<void> {
  return write(scope, async (work) => {
    const { item, other } = await pair(work, left, right)
    const remove = other.kind === 'victim' ? deleteVictimAssociation : deleteAssociation
    const removed = await remove(work.connection, item.id, other.id)
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

/** Associates an item with one asset of a victim. */
export function associateAsset(scope: Scope, reference: Reference, type: string, id: string): Promise<void> {
  return write(scope, async (work) => {
    const item = await getItem(work, reference)
    const asset = await ownersAsset(work, type, id)
    await insertAssetAssociation(work.connection, item.id, asset.id)
  })
}

export function dissociateAsset(scope: Scope, reference: Reference, type: string, id: string): Promise<void> {
  return write(scope, async (work) => {
    const item = await getItem(work, reference)
    const asset = await ownersAsset(work, type, id)
    const removed = await deleteAssetAssociation(work.connection, item.id, asset.id)
    if (!removed) throw refuse('unknownPart', { part: 'victim asset', id })
  })
}

async function ownersAsset(work: Work, type: string, id: string): Promise<AssetRow> {
  const number = idIn(id)
  const asset =
    number === undefined ? undefined : await findOwnersAsset(work.connection, work.owner.id, type, number)
  if (asset) return asset
  throw refuse('unknownPart', { part: 'victim asset', id })
}

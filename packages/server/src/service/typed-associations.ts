import { type AnyEntry, type AssociationEntry, type Kind, linksTypes } from '@tcex/model'
import type { Within } from '../store/items.ts'
import type { ItemRow } from '../store/rows.ts'
import {
  deleteTypedAssociation,
  insertTypedAssociation,
  type TypedAssociation,
} from '../store/typed-associations.ts'
import { getItem } from './find.ts'
import { refuse } from './refusal.ts'
import { type Reference, type Scope, seconds, type Work, write } from './scope.ts'

/**
 * Links two indicators by an association of a named type, or by a file action.
 *
 * @throws Refusal for two types that it does not link, for an unknown indicator, for one with itself
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/indicators/indicators.html#indicator-to-indicator-associations
 */
export function link(
  scope: Scope,
  association: AssociationEntry,
  left: Reference,
  right: Reference,
): Promise<void> {
  return write(scope, async (work) => {
    const pair = await betweenOf(work, association, left, right)
    await insertTypedAssociation(work.connection, pair, seconds(work))
  })
}

export function unlinkTyped(
  work: Work,
  association: AssociationEntry,
  left: ItemRow,
  right: ItemRow,
): Promise<boolean> {
  return deleteTypedAssociation(work.connection, typedBetween(work, association, left, right))
}

/**
 * The link between two items that are at hand; of a file action either may be the file.
 *
 * @throws Refusal for two types that it does not link
 */
export function typedBetween(
  { platform: { catalog } }: Work,
  association: AssociationEntry,
  left: ItemRow,
  right: ItemRow,
): TypedAssociation {
  const isTurned =
    !linksTypes(association, left.type, right.type) && linksTypes(association, right.type, left.type)
  const [item, other] = isTurned ? [right, left] : [left, right]
  const entryOf = ({ kind, type }: ItemRow) => catalog.find(kind as Kind, type) as AnyEntry
  refuseUnlinked(association, entryOf(item), entryOf(other))
  return between(association, item, other)
}

const between = (association: AssociationEntry, item: ItemRow, other: ItemRow): TypedAssociation => ({
  ownerId: item.ownerId,
  itemId: item.id,
  type: keyOf(association),
  otherId: other.id,
  mutual: !association.fileAction,
})

export function unlink(
  scope: Scope,
  association: AssociationEntry,
  left: Reference,
  right: Reference,
): Promise<void> {
  return write(scope, async (work) => {
    const pair = await betweenOf(work, association, left, right)
    if (await deleteTypedAssociation(work.connection, pair)) return
    throw refuse('unknownPart', { part: `${association.name} with ${right.entry.type}`, id: right.id })
  })
}

async function betweenOf(
  work: Work,
  association: AssociationEntry,
  left: Reference,
  right: Reference,
): Promise<TypedAssociation> {
  refuseUnlinked(association, left.entry, right.entry)
  const item = await getItem(work, left)
  const other = await getItem(work, right)
  if (item.id === other.id) throw refuse('selfAssociation', { type: left.entry.type })
  return between(association, item, other)
}

/** Associations and file actions are kept under their branches; two of them could be called the same. */
const keyOf = ({ branch, fileAction }: AssociationEntry): string =>
  fileAction ? `actions/${branch}` : branch

/** What an indicator is linked with: of all types, or of one. */
export async function linkedWith(
  work: Work,
  association: AssociationEntry,
  reference: Reference,
  wanted: AnyEntry | undefined,
): Promise<Within> {
  refuseUnlinked(association, reference.entry, wanted)
  const { id } = await getItem(work, reference)
  return { of: 'typed', id, type: keyOf(association) }
}

function refuseUnlinked(association: AssociationEntry, left: AnyEntry, right: AnyEntry | undefined): void {
  if (linksTypes(association, left.type, right?.type)) return
  const given = [left, right].flatMap((entry) => entry?.type ?? []).join(' and ')
  const known = association.pairs.map((pair) => pair.join(' and '))
  throw refuse('unlinkedTypes', { name: association.name, known, given })
}

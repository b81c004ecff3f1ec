import type { IndicatorEntry, Values } from '@tcex/model'
import { deleteAssociation } from '../store/associations.ts'
import { attributeTypes, eachAttribute } from '../store/attributes.ts'
import { eachItem } from '../store/items.ts'
import { eachAttributeLabel, eachLabel, insertLabel, pageLabels } from '../store/labels.ts'
import { eachOccurrence, itemsByKey, itemsByName, itemsByXid, moveParts } from '../store/many-items.ts'
import type { AttributeRow, AttributeTypeRow, ItemRow, LabelRow, TagRow } from '../store/rows.ts'
import { eachTag, tagsByName } from '../store/tags.ts'
import { removeItem } from './deletions.ts'
import { seconds, tell, type Work } from './scope.ts'

// Items by the hundred: what one statement can find for all of them, and the single steps that change one.

export type { AttributeRow, AttributeTypeRow, ItemRow, LabelRow, TagRow } from '../store/rows.ts'
export { type ItemPairs, Pending } from './pending.ts'
export { typedBetween, unlinkTyped } from './typed-associations.ts'

/** Which items are looked for, by type, value or key, external id, or id. */
export interface Wanted {
  readonly names: ReadonlyMap<IndicatorEntry, ReadonlySet<string>>
  readonly keys: ReadonlyMap<IndicatorEntry, ReadonlySet<string>>
  readonly xids: ReadonlySet<string>
  readonly ids: ReadonlySet<number>
}

/** Finds items of the owner, one statement for each type and way of naming. */
export async function findMany(work: Work, wanted: Wanted): Promise<readonly ItemRow[]> {
  const { connection, owner } = work
  const rows: ItemRow[] = []
  for (const [{ type }, names] of wanted.names) {
    rows.push(...(await itemsByName(connection, { ownerId: owner.id, type }, [...names])))
  }
  for (const [{ type }, keys] of wanted.keys) {
    rows.push(...(await itemsByKey(connection, { ownerId: owner.id, type }, [...keys])))
  }
  if (wanted.xids.size > 0) rows.push(...(await itemsByXid(connection, owner.id, [...wanted.xids])))
  if (wanted.ids.size > 0) rows.push(...(await eachItem(connection, owner.id, [...wanted.ids])))
  return rows
}

/** What hangs on items: each sort by one statement. */
export interface Hanging {
  readonly attributes: readonly AttributeRow[]
  readonly attributeLabels: readonly { readonly attributeId: number; readonly labelId: number }[]
  readonly tags: readonly (TagRow & { readonly itemId: number })[]
  readonly labels: readonly (LabelRow & { readonly itemId: number })[]
  readonly occurrences: readonly { readonly itemId: number; readonly fields: Values }[]
}

export async function findHanging({ connection, owner }: Work, ids: readonly number[]): Promise<Hanging> {
  if (ids.length === 0) return { attributes: [], attributeLabels: [], tags: [], labels: [], occurrences: [] }
  return {
    attributes: await eachAttribute(connection, owner.id, ids),
    attributeLabels: await eachAttributeLabel(connection, owner.id, ids),
    tags: await eachTag(connection, owner.id, ids),
    labels: await eachLabel(connection, owner.id, ids),
    occurrences: await eachOccurrence(connection, owner.id, ids),
  }
}

export const knownAttributeTypes = ({ connection }: Work): Promise<readonly AttributeTypeRow[]> =>
  attributeTypes(connection)

/** The owner's tags with these names, by name. */
export async function findTags(
  { connection, owner }: Work,
  names: readonly string[],
): Promise<Map<string, number>> {
  const tags = names.length === 0 ? [] : await tagsByName(connection, owner.id, names)
  return new Map(tags.map(({ name, id }) => [name, id]))
}

/** Takes ids for new rows; those that are not used are lost. */
export const takeIds = (
  { connection }: Work,
  table: 'item' | 'tag',
  count: number,
): Promise<readonly number[]> => connection.allocateIds(table, count)

/** The owner's security labels, by name. */
export async function findLabels({ connection, owner }: Work): Promise<Map<string, number>> {
  const labels = await pageLabels(connection, { ownerId: owner.id }, { start: 0, limit: 100_000 })
  return new Map(labels.map(({ name, id }) => [name, id]))
}

/** Makes a security label and gives its id. */
export async function makeLabel(
  work: Work,
  label: { readonly name: string; readonly description: string; readonly color: string },
): Promise<number | undefined> {
  await insertLabel(work.connection, work.owner.id, { ...label, dateAdded: seconds(work) })
  return (await findLabels(work)).get(label.name)
}

/** Makes one item of two: what hangs on the second goes over to the first, and the second is gone. */
export async function absorb(work: Work, into: ItemRow, other: ItemRow): Promise<void> {
  await moveParts(work.connection, other, into.id)
  await discard(work, other)
}

/** Deletes an item, with a line of its own in the audit log: among a thousand others nobody would know of it. */
export async function discard(work: Work, row: ItemRow): Promise<void> {
  await removeItem(work, row)
  await tell(work, row)
}

export const unlink = ({ connection, owner }: Work, itemId: number, otherId: number): Promise<boolean> =>
  deleteAssociation(connection, owner.id, [itemId, otherId])

/** Whether two sets of an item's values are the same, whatever their order. */
export function sameValues(left: Values, right: Values): boolean {
  const names = Object.keys(left)
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => JSON.stringify(left[name]) === JSON.stringify(right[name]))
  )
}

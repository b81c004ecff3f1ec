import type { Values } from '@tcex/model'
import {
  deleteAttributes,
  deletePairs,
  insertAssociations,
  insertAttributes,
  insertItemKeys,
  insertItems,
  insertOccurrences,
  insertPairs,
  insertTags,
  insertTypedAssociations,
  type KeyedItem,
  type Pair,
  replaceItemKeys,
  updateItems,
} from '../store/many-writes.ts'
import type { AttributeRow, ItemRow } from '../store/rows.ts'
import type { TypedAssociation } from '../store/typed-associations.ts'
import { seconds, type Work } from './scope.ts'

/**
 * Changes that a transaction has decided on and not written yet, so that each table is written by one call. Whatever
 * reads the database, or writes to it past this, writes these first.
 */
export class Pending {
  readonly #work: Work
  #newItems = new Map<number, ItemRow>()
  #changedItems = new Map<number, ItemRow>()
  #newKeys: KeyedItem[] = []
  #changedKeys = new Map<number, KeyedItem>()
  #tags = new Map<string, number>()
  #attributes = new Set<NewAttribute>()
  #attributeLabels: { readonly attribute: AttributeRow; readonly labelId: number }[] = []
  #goneAttributes = new Set<number>()
  #pairs: Readonly<Record<ItemPairs, Pairs>> = noPairs()
  #occurrences: { readonly itemId: number; readonly fields: Values }[] = []
  #associations: Pair[] = []
  #typed: TypedAssociation[] = []

  constructor(work: Work) {
    this.#work = work
  }

  add(item: ItemRow, keys: readonly string[]): void {
    this.#work.note(item)
    this.#newItems.set(item.id, item)
    if (keys.length > 0) this.#newKeys.push({ item, keys })
  }

  /** Changes an item, which then has these keys and no others. */
  change(item: ItemRow, keys: readonly string[]): void {
    this.#work.note(item)
    const items = this.#newItems.has(item.id) ? this.#newItems : this.#changedItems
    items.set(item.id, item)
    if (keys.length > 0) this.#changedKeys.set(item.id, { item, keys })
  }

  addTag(name: string, id: number): void {
    this.#tags.set(name, id)
  }

  /** The attribute has its id when it is written. */
  addAttribute(
    itemId: number,
    given: Pick<AttributeRow, 'type' | 'value' | 'displayed' | 'source'>,
  ): AttributeRow {
    const now = seconds(this.#work)
    const ownerId = this.#work.owner.id
    const attribute = { ...given, id: 0, ownerId, itemId, dateAdded: now, lastModified: now }
    this.#attributes.add(attribute)
    return attribute
  }

  dropAttribute(attribute: AttributeRow): void {
    if (!this.#attributes.delete(attribute)) this.#goneAttributes.add(attribute.id)
  }

  labelAttribute(attribute: AttributeRow, labelId: number): void {
    this.#attributeLabels.push({ attribute, labelId })
  }

  put(table: ItemPairs, on: number, what: number): void {
    const { put, taken } = this.#pairs[table]
    if (!remove(taken, on, what)) add(put, on, what)
  }

  take(table: ItemPairs, on: number, what: number): void {
    const { put, taken } = this.#pairs[table]
    if (!remove(put, on, what)) add(taken, on, what)
  }

  addOccurrence(itemId: number, fields: Values): void {
    this.#occurrences.push({ itemId, fields })
  }

  associate(left: number, right: number): void {
    this.#associations.push([left, right])
  }

  associateTyped(link: TypedAssociation): void {
    this.#typed.push(link)
  }

  /** Writes all of it: what gives way first, and nothing before what it hangs on. */
  async write(): Promise<void> {
    const { connection, owner } = this.#work
    const now = seconds(this.#work)
    await this.#numberAttributes()
    await insertTags(connection, owner.id, this.#tags, now)
    await updateItems(connection, [...this.#changedItems.values()])
    await insertItems(connection, [...this.#newItems.values()])
    await insertItemKeys(connection, this.#newKeys)
    await replaceItemKeys(connection, [...this.#changedKeys.values()])
    await deleteAttributes(connection, owner.id, [...this.#goneAttributes])
    await this.#writeAttributes()
    for (const table of itemPairs) await this.#writePairs(table)
    await insertOccurrences(connection, owner.id, this.#occurrences)
    await insertAssociations(connection, owner.id, this.#associations, now)
    await insertTypedAssociations(connection, this.#typed, now)
    this.#clear()
  }

  /** Asked before anything is handed over, so that the answer does not wait for all that. */
  async #numberAttributes(): Promise<void> {
    const ids = await this.#work.connection.allocateIds('attribute', this.#attributes.size)
    let index = 0
    for (const attribute of this.#attributes) {
      attribute.id = ids[index] as number
      index += 1
    }
  }

  async #writeAttributes(): Promise<void> {
    const { connection, owner } = this.#work
    await insertAttributes(connection, [...this.#attributes])
    const isThere = ({ id }: AttributeRow) => id > 0 && !this.#goneAttributes.has(id)
    const labelled = this.#attributeLabels.filter(({ attribute }) => isThere(attribute))
    const pairs = labelled.map(({ attribute, labelId }) => [attribute.id, labelId] as const)
    await insertPairs(connection, 'attribute_label', owner.id, pairs)
  }

  async #writePairs(table: ItemPairs): Promise<void> {
    const { connection, owner } = this.#work
    const { put, taken } = this.#pairs[table]
    await deletePairs(connection, table, owner.id, pairsOf(taken))
    await insertPairs(connection, table, owner.id, pairsOf(put))
  }

  #clear(): void {
    this.#newItems = new Map()
    this.#changedItems = new Map()
    this.#newKeys = []
    this.#changedKeys = new Map()
    this.#tags = new Map()
    this.#attributes = new Set()
    this.#attributeLabels = []
    this.#goneAttributes = new Set()
    this.#pairs = noPairs()
    this.#occurrences = []
    this.#associations = []
    this.#typed = []
  }
}

/** What hangs on each of them. */
type Hung = Map<number, number[]>

/** What is put and what is taken; to put what was taken is to leave it, and the other way round. */
interface Pairs {
  readonly put: Hung
  readonly taken: Hung
}

const itemPairs = ['item_tag', 'item_label'] as const

export type ItemPairs = (typeof itemPairs)[number]

type NewAttribute = { -readonly [K in keyof AttributeRow]: AttributeRow[K] }

const noPairs = (): Readonly<Record<ItemPairs, Pairs>> => ({
  item_tag: { put: new Map(), taken: new Map() },
  item_label: { put: new Map(), taken: new Map() },
})

function add(hung: Hung, on: number, what: number): void {
  const known = hung.get(on)
  if (known) known.push(what)
  else hung.set(on, [what])
}

function remove(hung: Hung, on: number, what: number): boolean {
  const known = hung.get(on)
  const at = known?.indexOf(what) ?? -1
  if (at >= 0) known?.splice(at, 1)
  return at >= 0
}

function pairsOf(hung: Hung): readonly Pair[] {
  const pairs: Pair[] = []
  for (const [on, all] of hung) for (const what of all) pairs.push([on, what])
  return pairs
}

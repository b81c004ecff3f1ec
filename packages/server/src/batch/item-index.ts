import type { AnyEntry, Catalog, IndicatorEntry, Kind, Values } from '@tcex/model'
import { type AttributeRow, findHanging, findMany, type ItemRow } from '../service/many.ts'
import type { Work } from '../service/scope.ts'
import { keysOf, valuesOf } from '../service/values.ts'
import type { Target } from './planned.ts'

/** An item that is there, with what hangs on it, as it is while a chunk is worked on. */
export class Held {
  row: ItemRow
  readonly entry: AnyEntry
  attributes: AttributeRow[] = []
  readonly tags = new Set<number>()
  readonly occurrences: Values[] = []
  // Most items have none, and a chunk has thousands of items.
  #attributeLabels: Map<AttributeRow, Set<number>> | undefined
  #labels: Set<number> | undefined

  constructor(entry: AnyEntry, row: ItemRow) {
    this.entry = entry
    this.row = row
  }

  /** The security labels on its attributes. */
  get attributeLabels(): Map<AttributeRow, Set<number>> {
    this.#attributeLabels ??= new Map()
    return this.#attributeLabels
  }

  get labels(): Set<number> {
    this.#labels ??= new Set()
    return this.#labels
  }
}

/** Items by their type and a text. */
class ByType {
  readonly #types = new Map<string, Map<string, Held>>()

  of(type: string): Map<string, Held> {
    const known = this.#types.get(type)
    if (known) return known
    const made = new Map<string, Held>()
    this.#types.set(type, made)
    return made
  }

  set(type: string, text: string, held: Held): void {
    this.of(type).set(text, held)
  }
}

/** Items by everything that a file may call them. */
export class ItemIndex {
  readonly #catalog: Catalog
  readonly #ids = new Map<number, Held>()
  readonly #names = new ByType()
  readonly #keys = new ByType()
  readonly #xids = new Map<string, Held>()
  readonly #fileXids: Map<string, Target>

  /** `fileXids`: which indicators a file means by xids of its own. */
  constructor(catalog: Catalog, fileXids: ReadonlyMap<string, Target> = new Map()) {
    this.#catalog = catalog
    this.#fileXids = new Map(fileXids)
  }

  /** An item that was looked up. */
  #add(row: ItemRow): Held {
    const known = this.#ids.get(row.id)
    if (known) return known
    const held = new Held(this.#catalog.find(row.kind as Kind, row.type) as AnyEntry, row)
    this.register(held)
    return held
  }

  /** An item that has just been made, with its keys. */
  addNew(entry: AnyEntry, row: ItemRow, keys: readonly string[]): Held {
    const held = new Held(entry, row)
    this.#register(held, keys)
    return held
  }

  /** Makes an item unknown, and another one known under its id. */
  replace(gone: Held, by: Held): void {
    this.forget(gone)
    this.#ids.set(gone.row.id, by)
  }

  /** Makes known which indicator a file means by an xid of its own; the first one counts. */
  name(xid: string, target: Target): void {
    if (!this.#fileXids.has(xid)) this.#fileXids.set(xid, target)
  }

  /** Makes an item known by what it is called now. */
  register(held: Held): void {
    this.#register(held, keysOf(held.entry, valuesOf(held.entry, held.row)))
  }

  #register(held: Held, keys: readonly string[]): void {
    const { row, entry } = held
    this.#ids.set(row.id, held)
    if (entry.kind === 'indicator') {
      this.#names.set(row.type, row.name, held)
      for (const key of keys) this.#keys.set(row.type, key, held)
    }
    const { xid } = row.fields
    // Of several groups with one xid the oldest counts.
    if (entry.kind === 'group' && typeof xid === 'string') {
      const known = this.#xids.get(xid)
      if (!known || known.row.id > row.id) this.#xids.set(xid, held)
    }
  }

  /** Makes an item unknown under everything that it is called now. */
  forget(held: Held): void {
    const { row, entry } = held
    drop(this.#ids, row.id, held)
    drop(this.#names.of(row.type), row.name, held)
    for (const key of keysOf(entry, valuesOf(entry, row))) drop(this.#keys.of(row.type), key, held)
    drop(this.#xids, String(row.fields.xid), held)
  }

  /** The items that a target names: one, or as many as its keys belong to. */
  find(target: Target): readonly Held[] {
    if (target.by === 'id') return fitting(this.#ids.get(target.id), target)
    if (target.by === 'xid') return fitting(this.#xids.get(target.xid), {})
    if (target.by === 'fileXid') {
      const named = this.#fileXids.get(target.xid)
      return named ? this.find(named) : []
    }
    if (target.keys.length === 0) return fitting(this.#names.of(target.type).get(target.name), {})
    const keys = this.#keys.of(target.type)
    const found = target.keys.flatMap((key) => keys.get(key) ?? nobody)
    return found.length > 1 ? [...new Set(found)] : found
  }

  /** Looks up what of some targets is not known yet. */
  async load(work: Work, targets: readonly Target[]): Promise<readonly Held[]> {
    const names = new Map<IndicatorEntry, Set<string>>()
    const keys = new Map<IndicatorEntry, Set<string>>()
    const xids = new Set<string>()
    const ids = new Set<number>()
    for (const given of targets) {
      const target = given.by === 'fileXid' ? this.#fileXids.get(given.xid) : given
      if (!target || target.by === 'fileXid') continue
      if (target.by !== 'value' && this.find(target).length > 0) continue
      if (target.by === 'id') ids.add(target.id)
      else if (target.by === 'xid') xids.add(target.xid)
      else this.#want(target, names, keys)
    }
    const rows = await findMany(work, { names, keys, xids, ids })
    return rows.map((row) => this.#add(row))
  }

  #want(
    target: Target & { by: 'value' },
    names: Map<IndicatorEntry, Set<string>>,
    keys: Map<IndicatorEntry, Set<string>>,
  ): void {
    const entry = this.#catalog.find('indicator', target.type)
    if (!entry) return
    if (target.keys.length === 0) {
      if (!this.#names.of(target.type).has(target.name)) put(names, entry, target.name)
      return
    }
    for (const key of target.keys) {
      if (!this.#keys.of(target.type).has(key)) put(keys, entry, key)
    }
  }
}

function drop<K>(map: Map<K, Held>, key: K, held: Held): void {
  if (map.get(key) === held) map.delete(key)
}

function put(map: Map<IndicatorEntry, Set<string>>, entry: IndicatorEntry, text: string): void {
  const texts = map.get(entry)
  if (texts) texts.add(text)
  else map.set(entry, new Set([text]))
}

const nobody: readonly Held[] = []

const fitting = (
  held: Held | undefined,
  { kind, type }: { readonly kind?: Kind; readonly type?: string },
): readonly Held[] =>
  held && (type ?? held.row.type) === held.row.type && (kind ?? held.row.kind) === held.row.kind
    ? [held]
    : nobody

/** Looks up what hangs on items that are there. */
export async function loadHanging(work: Work, found: readonly Held[]): Promise<void> {
  const byId = new Map(found.map((held) => [held.row.id, held]))
  const hanging = await findHanging(work, [...byId.keys()])
  const attributes = new Map(hanging.attributes.map((attribute) => [attribute.id, attribute]))
  for (const attribute of hanging.attributes) byId.get(attribute.itemId)?.attributes.push(attribute)
  for (const { attributeId, labelId } of hanging.attributeLabels) {
    const attribute = attributes.get(attributeId)
    const labels = attribute && byId.get(attribute.itemId)?.attributeLabels
    if (labels) labels.set(attribute, (labels.get(attribute) ?? new Set()).add(labelId))
  }
  for (const { itemId, id } of hanging.tags) byId.get(itemId)?.tags.add(id)
  for (const { itemId, id } of hanging.labels) byId.get(itemId)?.labels.add(id)
  for (const { itemId, fields } of hanging.occurrences) byId.get(itemId)?.occurrences.push(fields)
}

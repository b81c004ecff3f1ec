import {
  type IndicatorOutline,
  joinSummary,
  type Outline,
  parseDateTime,
  valueFields,
  valuesIn,
} from '@tcex/model'
import { hexDigest } from '../digest.ts'
import { TcexError } from '../errors.ts'
import { fieldValue } from '../fields.ts'
import { findAny } from '../find-any.ts'
import type { TypeStore } from '../type-store.ts'
import { type Body, type Entry, groupKey, hasLinks, indicatorKey } from './entry.ts'

/** Why a row is not sent, as a sentence. */
export class RefusedItem extends Error {}

/** An entry that nobody has put anywhere yet. */
type Read = Pick<Entry, 'array' | 'keys' | 'names'> & { readonly body: Body }

/** Reads rows of the input; what it learned of a type for one row serves for all that follow. */
export class ItemReader {
  readonly #types: TypeStore
  readonly #known = new Map<string, Outline>()

  constructor(types: TypeStore) {
    this.#types = types
  }

  /**
   * Reads one row. Nearly always there is nothing to wait for, and then nobody waits.
   *
   * @throws RefusedItem for what is no group, indicator or association of this instance
   */
  read(item: unknown, index: number): Entry | Promise<Entry> {
    if (typeof item !== 'object' || item === null) throw new RefusedItem('It is not an object.')
    const row = item as Body
    const read = isAssociation(row) ? this.#association(row) : this.#typed(row)
    return read instanceof Promise ? read.then((each) => entryOf(each, index)) : entryOf(read, index)
  }

  #typed(row: Body): Read | Promise<Read> {
    const name = row.type ?? row.groupType ?? row.indicatorType
    if (typeof name !== 'string') throw new RefusedItem('It has no "type".')
    const known = this.#known.get(name)
    return known ? readAs(known, row) : this.#type(name).then((entry) => readAs(entry, row))
  }

  async #type(name: string): Promise<Outline> {
    try {
      const entry = await findAny(this.#types, name)
      this.#known.set(name, entry)
      return entry
    } catch (error) {
      if (error instanceof TcexError && error.code === 'UNKNOWN_TYPE') throw new RefusedItem(error.message)
      throw error
    }
  }

  async #association(row: Body): Promise<Read> {
    const body = settled(undefined, row)
    for (const end of ['1', '2']) {
      if (body[`ref_${end}`] === undefined && body[`id_${end}`] === undefined) {
        throw new RefusedItem(`The association needs "ref_${end}" or "id_${end}".`)
      }
      const type = body[`type_${end}`]
      if (type === undefined) continue
      const entry = await this.#type(String(type))
      body[`type_${end}`] = entry.type
      if (body[`ref_${end}`] !== undefined) body[`ref_${end}`] = canonical(entry, String(body[`ref_${end}`]))
    }
    const names = [body.ref_1, body.id_1, body.ref_2, body.id_2].flatMap((name) => name ?? []).map(String)
    return { array: 'association', keys: [json(body)], names, body }
  }
}

/** The value of an indicator as it is sent; the xid of a group is one already. */
function canonical(entry: Outline, text: string): string {
  if (entry.kind !== 'indicator') return text
  const values = valuesIn(entry, text)
  return values ? joinSummary(entry, values) : text
}

const ends = ['ref_1', 'id_1', 'ref_2', 'id_2'] as const

const isAssociation = (row: Body): boolean =>
  ends.some((name) => row[name] !== undefined && row[name] !== null)

const entryOf = ({ body, ...read }: Read, index: number): Entry => ({
  ...read,
  index,
  text: json(body),
  hasLinks: read.array !== 'association' && hasLinks(body),
  state: 'waiting',
})

function readAs(entry: Outline, row: Body): Read | Promise<Read> {
  if (entry.kind === 'group') return readGroup(entry, row)
  if (entry.kind === 'indicator') return readIndicator(entry, row)
  throw new RefusedItem(`It is a ${entry.type}, and a batch takes groups, indicators and associations.`)
}

function readGroup(entry: Outline, row: Body): Read | Promise<Read> {
  const { summary, ...fields } = settled(entry, row)
  const content = { name: fields.name ?? summary, type: entry.type, ...fields }
  const read = (xid: string): Read => {
    return { array: 'group', keys: [groupKey(xid)], names: [xid], body: { ...content, xid } }
  }
  if (fields.xid !== undefined) return read(String(fields.xid))
  return hexDigest('sha256', new TextEncoder().encode(json(content))).then(read)
}

function readIndicator(entry: IndicatorOutline, row: Body): Read {
  const fields = settled(entry, row)
  const { value, parts } = readValue(entry, fields)
  const body: Record<string, unknown> = { type: entry.type, summary: value }
  for (const name of Object.keys(fields)) {
    if (name !== 'summary' && name !== 'uniqueId' && !entry.fields[name]?.value) body[name] = fields[name]
  }
  const keys = entry.identifiedBy === 'any' ? parts : [value]
  return {
    array: 'indicator',
    keys: keys.map((key) => indicatorKey(entry.type, key)),
    names: parts.length > 1 ? [value, ...parts] : [value],
    body,
  }
}

interface Value {
  readonly value: string
  readonly parts: readonly string[]
}

/** In canonical form where it has one; otherwise as it came, for the platform to refuse. */
function readValue(entry: IndicatorOutline, fields: Body): Value {
  const names = valueFields(entry).map(([name]) => name)
  const text = fields.summary ?? fields.uniqueId
  const given = names.filter((name) => fields[name] !== undefined)
  const isText = given.length === 0 && text !== undefined
  const values: Body | undefined = isText ? valuesIn(entry, String(text)) : fields
  if (!values) return { value: String(text), parts: [String(text)] }
  const found = names.filter((name) => values[name] !== undefined)
  if (found.length === 0 || (entry.identifiedBy === 'all' && found.length < names.length)) {
    throw new RefusedItem(`The ${entry.type} has no value: it needs "summary", or ${names.join(', ')}.`)
  }
  const texts = Object.fromEntries(found.map((name) => [name, String(values[name])]))
  return { value: joinSummary(entry, texts), parts: Object.values(texts) }
}

/** The fields of a row as they are sent, without those that nothing was given for, and without the type. */
function settled(entry: Outline | undefined, row: Body): Record<string, unknown> {
  const fields: Record<string, unknown> = {}
  for (const name of Object.keys(row)) {
    const value = row[name]
    if (value === undefined || value === null || (entry && typeNames.has(name))) continue
    const plain = plainValue(name, value)
    const field = entry && Object.hasOwn(entry.fields, name) ? entry.fields[name] : undefined
    fields[name] = field ? fieldValue(field, plain) : plain
  }
  return fields
}

const typeNames: ReadonlySet<string> = new Set(['type', 'groupType', 'indicatorType'])

/** Tags and labels may be given by their names, dates as such; relative ones count from now. */
function plainValue(name: string, value: unknown): unknown {
  if (value instanceof Date) return parseDateTime(value) ?? String(value)
  if (!Array.isArray(value)) return value
  if (name === 'attribute') return value.map((each) => (isObject(each) ? plain(each) : each))
  if (name !== 'tag' && name !== 'securityLabel') return value
  return value.map((each) => (typeof each === 'string' ? { name: each } : each))
}

function plain(fields: Body): Body {
  const isPlain = Object.keys(fields).every((name) => plainValue(name, fields[name]) === fields[name])
  if (isPlain) return fields
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, plainValue(name, value)]))
}

const isObject = (value: unknown): value is Body => typeof value === 'object' && value !== null

function json(body: Body): string {
  try {
    return JSON.stringify(body)
  } catch (error) {
    throw new RefusedItem(`JSON cannot hold it: ${error instanceof Error ? error.message : error}`)
  }
}

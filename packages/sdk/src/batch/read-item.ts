import {
  type IndicatorOutline,
  joinSummary,
  type Outline,
  parseDateTime,
  summarySeparator,
  valueFields,
  valuesIn,
} from '@tcex/model'
import { hexDigest } from '../digest.ts'
import { TcexError } from '../errors.ts'
import { fieldValue } from '../fields.ts'
import { findAny } from '../find-any.ts'
import type { TypeStore } from '../type-store.ts'
import { type Body, Entry, type Fresh, groupKey, hasLinks, type Identity, indicatorKey } from './entry.ts'

/** Why a row is not sent, as a sentence. */
export class RefusedItem extends Error {}

/** What a row says, and how it is known. */
type Read = Pick<Fresh, 'array' | 'keys' | 'identify'> & { readonly body: Body }

/** A type, and how what is of it is known. */
interface Type {
  readonly entry: Outline
  readonly identify: (body: Body) => Identity
}

/** Reads rows of the input; what it learned of a type for one row serves for all that follow. */
export class ItemReader {
  readonly #types: TypeStore
  readonly #known = new Map<string, Type>()

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
    return known ? readAs(known, row) : this.#type(name).then((type) => readAs(type, row))
  }

  async #type(name: string): Promise<Type> {
    try {
      const entry = await findAny(this.#types, name)
      const type = { entry, identify: identifierOf(entry) }
      this.#known.set(name, type)
      return type
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
      const { entry } = await this.#type(String(type))
      body[`type_${end}`] = entry.type
      if (body[`ref_${end}`] !== undefined) body[`ref_${end}`] = canonical(entry, String(body[`ref_${end}`]))
    }
    return { array: 'association', ...identifyAssociation(body), identify: identifyAssociation, body }
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

function entryOf({ array, keys, identify, body }: Read, index: number): Entry {
  const links = array !== 'association' && hasLinks(body)
  return new Entry({ array, index, keys, text: json(body), hasLinks: links, identify })
}

function readAs({ entry, identify }: Type, row: Body): Read | Promise<Read> {
  if (entry.kind === 'group') return readGroup(entry, identify, row)
  if (entry.kind === 'indicator') return readIndicator(entry, identify, row)
  throw new RefusedItem(`It is a ${entry.type}, and a batch takes groups, indicators and associations.`)
}

function readGroup(entry: Outline, identify: Type['identify'], row: Body): Read | Promise<Read> {
  const { summary, ...fields } = settled(entry, row)
  const content = { name: fields.name ?? summary, type: entry.type, ...fields }
  const read = (xid: string): Read => {
    return { array: 'group', keys: [groupKey(xid)], identify, body: { ...content, xid } }
  }
  if (fields.xid !== undefined) return read(String(fields.xid))
  return hexDigest('sha256', new TextEncoder().encode(json(content))).then(read)
}

function readIndicator(entry: IndicatorOutline, identify: Type['identify'], row: Body): Read {
  const { value, parts } = readValue(entry, row)
  const body: Record<string, unknown> = { type: entry.type, summary: value }
  for (const name of Object.keys(row)) {
    if (typeNames.has(name) || name === 'summary' || name === 'uniqueId' || entry.fields[name]?.value)
      continue
    const given = givenIn(entry, row, name)
    if (given !== undefined) body[name] = given
  }
  return { array: 'indicator', keys: keysOf(entry, value, parts), identify, body }
}

const keysOf = ({ type, identifiedBy }: IndicatorOutline, value: string, parts: readonly string[]) =>
  identifiedBy === 'any' ? parts.map((part) => indicatorKey(type, part)) : [indicatorKey(type, value)]

const identifyGroup = (body: Body): Identity => {
  const xid = String(body.xid)
  return { keys: [groupKey(xid)], names: [xid] }
}

const identifyAssociation = (body: Body): Identity => {
  const names = ends.flatMap((name) => body[name] ?? []).map(String)
  return { keys: [json(body)], names }
}

/** How an entry of this type is known, by what it says in a file. */
function identifierOf(entry: Outline): (body: Body) => Identity {
  if (entry.kind !== 'indicator') return identifyGroup
  return ({ summary }) => {
    const value = String(summary)
    const parts = valueFields(entry).length > 1 ? value.split(summarySeparator) : [value]
    return { keys: keysOf(entry, value, parts), names: parts.length > 1 ? [value, ...parts] : parts }
  }
}

interface Value {
  readonly value: string
  readonly parts: readonly string[]
}

/** In canonical form where it has one; otherwise as it came, for the platform to refuse. */
function readValue(entry: IndicatorOutline, row: Body): Value {
  const valued = valueFields(entry)
  const parts: string[] = []
  for (const [name] of valued) {
    const given = givenIn(entry, row, name)
    if (given !== undefined) parts.push(String(given))
  }
  const text =
    parts.length > 0 ? undefined : (givenIn(entry, row, 'summary') ?? givenIn(entry, row, 'uniqueId'))
  if (text !== undefined) {
    const values = valuesIn(entry, String(text))
    if (!values) return { value: String(text), parts: [String(text)] }
    for (const [name] of valued) if (values[name] !== undefined) parts.push(String(values[name]))
  }
  if (parts.length === 0 || (entry.identifiedBy === 'all' && parts.length < valued.length)) {
    const names = valued.map(([name]) => name).join(', ')
    throw new RefusedItem(`The ${entry.type} has no value: it needs "summary", or ${names}.`)
  }
  return { value: parts.join(summarySeparator), parts }
}

/** The fields of a row as they are sent, without those that nothing was given for, and without the type. */
function settled(entry: Outline | undefined, row: Body): Record<string, unknown> {
  const fields: Record<string, unknown> = {}
  for (const name of Object.keys(row)) {
    const given = entry && typeNames.has(name) ? undefined : givenIn(entry, row, name)
    if (given !== undefined) fields[name] = given
  }
  return fields
}

/** What a row says of a field, as it is sent. */
function givenIn(entry: Outline | undefined, row: Body, name: string): unknown {
  const value = Object.hasOwn(row, name) ? row[name] : undefined
  if (value === undefined || value === null) return undefined
  const plain = plainValue(name, value)
  const field = entry && Object.hasOwn(entry.fields, name) ? entry.fields[name] : undefined
  return field ? fieldValue(field, plain) : plain
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

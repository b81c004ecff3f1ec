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
import { settleFields } from '../fields.ts'
import { findAny } from '../find-any.ts'
import { given } from '../metadata.ts'
import type { TypeStore } from '../type-store.ts'
import { type Body, type Entry, groupKey, indicatorKey } from './entry.ts'

/** Why a row is not sent, as a sentence. */
export class RefusedItem extends Error {}

/**
 * Reads one row of the input.
 *
 * @throws RefusedItem for what is no group, indicator or association of this instance
 */
export async function readItem(types: TypeStore, item: unknown, index: number): Promise<Entry> {
  if (typeof item !== 'object' || item === null) throw new RefusedItem('It is not an object.')
  const fields = plain(given(item as Body))
  const ends = ['ref_1', 'id_1', 'ref_2', 'id_2'].filter((name) => name in fields)
  const read = ends.length > 0 ? await readAssociation(types, fields) : await readTyped(types, fields)
  return { ...read, index, state: 'waiting' }
}

type Read = Omit<Entry, 'index' | 'state'>

async function readTyped(types: TypeStore, fields: Body): Promise<Read> {
  const { groupType, indicatorType, type = groupType ?? indicatorType, ...rest } = fields
  if (typeof type !== 'string') throw new RefusedItem('It has no "type".')
  const entry = await typeOf(types, type)
  const settled = settleFields(entry, rest)
  if (entry.kind === 'group') return readGroup(entry, settled)
  if (entry.kind === 'indicator') return readIndicator(entry, settled)
  throw new RefusedItem(`It is a ${entry.type}, and a batch takes groups, indicators and associations.`)
}

async function typeOf(types: TypeStore, name: string): Promise<Outline> {
  try {
    return await findAny(types, name)
  } catch (error) {
    if (error instanceof TcexError && error.code === 'UNKNOWN_TYPE') throw new RefusedItem(error.message)
    throw error
  }
}

async function readGroup({ type }: Outline, { summary, ...fields }: Body): Promise<Read> {
  const content = { name: fields.name ?? summary, type, ...fields }
  const xid = fields.xid ?? (await hexDigest('sha256', new TextEncoder().encode(json(content))))
  const body = { ...content, xid: String(xid) }
  return { array: 'group', keys: [groupKey(body.xid)], names: [body.xid], body }
}

function readIndicator(entry: IndicatorOutline, { summary, uniqueId, ...fields }: Body): Read {
  const names = valueFields(entry).map(([name]) => name)
  const others = Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)))
  const { value, parts } = readValue(entry, names, fields, summary ?? uniqueId)
  const keys = entry.identifiedBy === 'any' ? parts : [value]
  return {
    array: 'indicator',
    keys: keys.map((key) => indicatorKey(entry.type, key)),
    names: [value, ...parts],
    body: { type: entry.type, summary: value, ...others },
  }
}

interface Value {
  readonly value: string
  readonly parts: readonly string[]
}

/** In canonical form where it has one; otherwise as it came, for the platform to refuse. */
function readValue(entry: IndicatorOutline, names: readonly string[], fields: Body, text: unknown): Value {
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

async function readAssociation(types: TypeStore, fields: Body): Promise<Read> {
  const body: Record<string, unknown> = { ...fields }
  for (const end of ['1', '2']) {
    if (body[`ref_${end}`] === undefined && body[`id_${end}`] === undefined) {
      throw new RefusedItem(`The association needs "ref_${end}" or "id_${end}".`)
    }
    const type = body[`type_${end}`]
    if (type === undefined) continue
    const entry = await typeOf(types, String(type))
    body[`type_${end}`] = entry.type
    if (body[`ref_${end}`] !== undefined) body[`ref_${end}`] = canonical(entry, String(body[`ref_${end}`]))
  }
  const names = [body.ref_1, body.id_1, body.ref_2, body.id_2].flatMap((name) => name ?? []).map(String)
  return { array: 'association', keys: [json(body)], names, body }
}

/** The value of an indicator as it is sent; the xid of a group is one already. */
function canonical(entry: Outline, text: string): string {
  if (entry.kind !== 'indicator') return text
  const values = valuesIn(entry, text)
  return values ? joinSummary(entry, values) : text
}

/** Tags and labels may be given by their names, dates as such; relative ones count from now. */
function plain(fields: Body): Body {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, plainValue(name, value)]))
}

function plainValue(name: string, value: unknown): unknown {
  if (value instanceof Date) return parseDateTime(value) ?? String(value)
  if (!Array.isArray(value)) return value
  if (name === 'attribute') return value.map((each) => (isObject(each) ? plain(each) : each))
  if (name !== 'tag' && name !== 'securityLabel') return value
  return value.map((each) => (typeof each === 'string' ? { name: each } : each))
}

const isObject = (value: unknown): value is Body => typeof value === 'object' && value !== null

function json(body: Body): string {
  try {
    return JSON.stringify(body)
  } catch (error) {
    throw new RefusedItem(`JSON cannot hold it: ${error instanceof Error ? error.message : error}`)
  }
}

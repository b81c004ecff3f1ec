import { type IndicatorOutline, joinSummary, type Outline, type Values, valueFields } from '@tcex/model'
import type { CallOptions } from './query.ts'
import type { TiResponse } from './response.ts'

/** Anything that the platform shows as an entity. */
export type AnyEntity = Readonly<Record<string, unknown>>

export interface EntitiesOptions extends CallOptions {
  /** The type of entities that do not name their own. */
  readonly type: string
  /** Whether the contents of Documents, Reports and Signatures are downloaded, a call each. Default true. */
  readonly content?: boolean | undefined
}

/** An entity in one form, whatever it was: what it is, its value or name, and whose it is, beside what it came with. */
export interface FlatEntity {
  readonly type: string
  readonly value: string
  readonly ownerName?: string
  readonly fileContent?: string
  readonly [field: string]: unknown
}

type Download = (id: unknown, owner: string | undefined, options: CallOptions) => Promise<TiResponse>

/** Brings an entity into one form; `download` gets its content, where it has one. */
export async function flatten(
  entry: Outline,
  entity: AnyEntity,
  options: CallOptions,
  download?: Download,
): Promise<FlatEntity> {
  const ownerName = ownerOf(entry, entity)
  const flat = { ...entity, type: entry.type, value: valueText(entry, entity) }
  const owned = ownerName === undefined ? flat : { ...flat, ownerName }
  const answer = await download?.(entity.id, ownerName, options)
  return answer?.ok ? { ...owned, fileContent: await answer.text() } : owned
}

function valueText(entry: Outline, entity: AnyEntity): string {
  const named = entry.kind === 'indicator' ? entity.summary : (entity.name ?? entity.summary)
  if (named !== undefined) return String(named)
  return entry.kind === 'indicator' ? joinSummary(entry, valuesOf(entry, entity)) : ''
}

function valuesOf(entry: IndicatorOutline, entity: AnyEntity): Values {
  const given = valueFields(entry).filter(([name]) => entity[name] !== undefined)
  return Object.fromEntries(given.map(([name]) => [name, String(entity[name])]))
}

/** A single entity names its owner in `owner`, a listed one in `ownerName`; of a victim it is the organization. */
function ownerOf(entry: Outline, { owner, ownerName, org }: AnyEntity): string | undefined {
  const name = typeof owner === 'object' && owner !== null && 'name' in owner ? owner.name : ownerName
  const known = name ?? (entry.kind === 'victim' ? org : undefined)
  return known === undefined ? undefined : String(known)
}

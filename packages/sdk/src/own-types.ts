import { decodeIndicatorType, type IndicatorEntry, type Outline, squash, TypeIndex } from '@tcex/model'
import { type Catalog, defineIndicator } from './catalog.ts'
import { readPage } from './entity.ts'
import type { CallOptions } from './query.ts'
import type { Send } from './transport/request.ts'

/** The custom indicator types of an instance, and a catalog that has them. */
export interface OwnTypes {
  readonly custom: readonly IndicatorEntry[]
  readonly catalog: Catalog
}

/** Asks an instance for its custom indicator types. */
export async function fetchOwnTypes(
  known: Catalog,
  send: Send,
  { params, signal, timeout }: CallOptions,
): Promise<OwnTypes> {
  const path = ['types', 'indicatorTypes']
  const query = { createActivityLog: false, ...params }
  const decode = readPage<unknown>('indicatorType')
  const response = await send({ method: 'GET', path, query, decode, signal, timeout })
  const types = response.throwForStatus().data?.items ?? []
  const facts = types.flatMap((type) => decodeIndicatorType(type) ?? []).filter(({ custom }) => custom)
  const custom: readonly IndicatorEntry[] = facts.map((type) => defineIndicator(type))
  const unknown = custom.filter(({ type, branch }) => known.find('indicator', type)?.branch !== branch)
  const catalog = replacing(known, unknown)
  const nameOf = ({ type, shorthand }: IndicatorEntry) =>
    catalog.find('indicator', type)?.shorthand ?? shorthand
  return { custom: custom.map((entry) => ({ ...entry, shorthand: nameOf(entry) })), catalog }
}

/** The catalog with types in place of those that have their name or branch: an instance knows its own best. */
function replacing(catalog: Catalog, types: readonly IndicatorEntry[]): Catalog {
  const isSame = (one: Outline, other: Outline) =>
    one.kind === other.kind && (squash(one.type) === squash(other.type) || one.branch === other.branch)
  const remaining = catalog.entries.filter((entry) => !types.some((type) => isSame(entry, type)))
  return new TypeIndex([...remaining, ...types])
}

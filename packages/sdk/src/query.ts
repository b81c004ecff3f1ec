import type { IncludedMetadata, Query } from '@tcex/model'
import { InvalidValueError } from './errors.ts'
import { Filters } from './filters.ts'

/** What every call may be given. */
export interface CallOptions {
  /** Query parameters as the platform names them. A list is sent as a repeated key. */
  readonly params?: Query | undefined
  /** Ends the call, waiting for a retry included. */
  readonly signal?: AbortSignal | undefined
  /** How long one try may take, in milliseconds, in place of the client's. */
  readonly timeout?: number | undefined
}

/** What `includes` may be given: one name or a list. */
export type Includes = string | readonly string[]

/** What a call that reads may be given. The `includes` that are asked for show in the type of what comes. */
export interface ReadOptions<I extends Includes = Includes> extends CallOptions {
  readonly params?: (Query & { readonly includes?: I | undefined }) | undefined
  readonly filters?: Filters | undefined
}

/** What a call to one page of a list may be given. */
export interface PageOptions<I extends Includes = Includes> extends ReadOptions<I> {
  /** How many items at most; the server has a limit of its own. Default 10,000. */
  readonly resultLimit?: number | undefined
  /** The index of the first item, from 0. */
  readonly resultStart?: number | undefined
}

/** Which key of an entity each of the names adds. */
interface IncludedKeys {
  readonly attributes: 'attribute'
  readonly labels: 'securityLabel'
  readonly tags: 'tag'
}

type Having<Entity, Key> = [Key] extends [never]
  ? Entity
  : Entity & Required<Pick<IncludedMetadata, Key & keyof IncludedMetadata>>

type KeysOf<Name> = IncludedKeys[Extract<Name, keyof IncludedKeys>]

/** An entity with what `includes` asked for: `tag` is there, and not optional, where `tags` is among the names. */
export type Including<Entity, I extends Includes> = [I] extends [never]
  ? Entity
  : I extends readonly (infer Name)[]
    ? number extends I['length']
      ? Entity
      : Having<Entity, KeysOf<Name>>
    : Having<Entity, KeysOf<I>>

/** How many items a page is asked to hold: the most that the platform gives. */
export const pageSize = 10_000

/**
 * The query of a call: the caller's parameters first, then the owner and the filters. Where a key is given twice it
 * keeps the caller's place; an item's own owner counts before the caller's, and that before the client's.
 */
export function readQuery(
  { params, filters }: ReadOptions,
  owner: { readonly own: string | undefined; readonly byDefault: string | undefined },
): Query {
  const chosen = owner.own ?? (params?.owner || owner.byDefault)
  return { ...params, ...(chosen ? { owner: chosen } : {}), ...filterQuery(filters) }
}

function filterQuery(filters: Filters | undefined): Query {
  if (filters === undefined) return {}
  if (!(filters instanceof Filters)) {
    throw new InvalidValueError(
      'The option "filters" must be made by tcex.filters(), so that its values are escaped.',
    )
  }
  if (filters.size === 0) return {}
  return { filters: filters.toString(), ...(filters.isOr ? { orParams: true } : {}) }
}

/** Reading is not what the activity log is for; a caller who wants it there says so. */
export function quiet(query: Query): Query {
  return { ...query, createActivityLog: query.createActivityLog ?? false }
}

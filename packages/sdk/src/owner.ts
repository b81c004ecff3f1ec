import type { MemberEntity, OwnerEntity, OwnerMetricEntity } from '@tcex/model'
import { readEntity } from './entity.ts'
import type { UniqueId } from './identity.ts'
import { idPart } from './metadata.ts'
import type { CallOptions, ReadOptions } from './query.ts'
import { type Context, Resource } from './resource.ts'
import type { TiResponse } from './response.ts'

export interface MetricOptions extends ReadOptions {
  /** Whose figures; without one those of the user's own organization. */
  readonly ownerId?: UniqueId | undefined
}

/** Names one owner. */
export interface OwnerKey extends CallOptions {
  readonly uniqueId: UniqueId
}

/**
 * Owners: the organizations, communities and sources that the user sees.
 *
 * @example for await (const { name, type } of tcex.ti.owner().many()) print(name, type)
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/owners/owners.html
 */
export class Owner extends Resource {
  constructor(context: Context) {
    // Owners belong to nobody: no call here names one.
    super({ ...context, owner: undefined }, undefined)
  }

  /**
   * All owners that the user sees.
   *
   * @example for await (const { id, name } of tcex.ti.owner().many()) print(id, name)
   * @throws HttpError or a subclass where a page is refused
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/owners/owners.html#retrieve-owners
   */
  many(options: ReadOptions = {}): AsyncIterable<OwnerEntity> {
    return this.list(options, { branch: () => ({ path: ['owners'], entity: 'owner' }) })
  }

  /**
   * One owner. Status 200.
   *
   * @example const { data } = await tcex.ti.owner().single({ uniqueId: 1 })
   * @throws InvalidValueError for an id that is no number
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/owners/owners.html
   */
  async single({ uniqueId, ...options }: OwnerKey): Promise<TiResponse<OwnerEntity>> {
    const path = ['owners', idPart('uniqueId', uniqueId)]
    return this.call({ ...options, method: 'GET', path, decode: readEntity('owner') })
  }

  /**
   * The user's own organization, as a list.
   *
   * @example for await (const { name } of tcex.ti.owner().mine()) print(name)
   * @throws HttpError or a subclass where a page is refused
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/owners/owners.html
   */
  mine(options: CallOptions = {}): AsyncIterable<OwnerEntity> {
    const branch = () => ({ path: ['owners', 'mine'], entity: 'owner' })
    return this.list(options, { branch, single: true, unpaged: true })
  }

  /**
   * The members of the user's organization. Where it is anonymous they have a `pseudonym` only.
   *
   * @example for await (const { userName } of tcex.ti.owner().members()) print(userName)
   * @throws HttpError or a subclass where a page is refused
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/owners/owners.html
   */
  members(options: ReadOptions = {}): AsyncIterable<MemberEntity> {
    const branch = () => ({ path: ['owners', 'mine', 'members'], entity: 'user' })
    return this.list(options, { branch, key: 'userName', single: true })
  }

  /**
   * An owner's figures, one entry a day for the past 30 days.
   *
   * @example for await (const { metricDate, totalIndicator } of tcex.ti.owner().metrics()) print(metricDate, totalIndicator)
   * @throws HttpError or a subclass where a page is refused
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/owners/owners.html#retrieve-owner-metrics
   */
  metrics({ ownerId, ...options }: MetricOptions = {}): AsyncIterable<OwnerMetricEntity> {
    const branch = () => {
      const path =
        ownerId === undefined ? ['owners', 'metrics'] : ['owners', idPart('ownerId', ownerId), 'metrics']
      return { path, entity: 'ownerMetric' }
    }
    return this.list(options, { branch, single: true })
  }
}

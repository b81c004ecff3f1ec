import { type OwnerEntity, parseDateTime } from '@tcex/model'
import { acknowledged, type Target, targetPath } from './associations.ts'
import { readEntity } from './entity.ts'
import type { StatusValues } from './indicator-status.ts'
import { Item } from './item.ts'
import { loadCalls } from './load-calls.ts'
import { branchOf } from './lookup.ts'
import { given, namePart } from './metadata.ts'
import type { CallOptions, Includes, Including, ReadOptions } from './query.ts'
import type { TiResponse } from './response.ts'
import type { IndicatorListOptions, ListedIndicator } from './types.ts'

/** An owner in which an indicator exists. */
export interface IndicatorOwnerEntity extends OwnerEntity {
  /** The indicator's id there, with `includes: ['additional']`. */
  readonly itemId?: number | string
}

/** How often an indicator was seen, and when last. Dates are UTC. */
export interface ObservationEntity {
  readonly count: number
  readonly dateObserved?: string
}

export interface ObservationCountEntity {
  readonly count: number
  readonly lastObserved?: string
  /** Those of the user's own organization. */
  readonly yourCount: number
  readonly yourLastObserved?: string
}

export interface FalsePositiveEntity {
  readonly count: number
  readonly lastReported?: string
}

/** An indicator that is no longer there. */
export interface DeletedIndicatorEntity {
  readonly summary: string
  readonly type: string
  readonly ownerName?: string
  readonly dateAdded?: string
}

export interface StatusOptions extends CallOptions, StatusValues {}

export interface ObservationOptions extends CallOptions {
  /** How many sightings. */
  readonly count: number
  /** When; the time of the call without it. */
  readonly dateObserved?: string | Date | undefined
}

export interface DeletedOptions extends ReadOptions {
  /** Only what was deleted since. */
  readonly deletedSince?: string | Date | undefined
}

/** Names a sort of link between indicators by its API branch: `asnToCidr`, `dnsPtrRecord`, … */
export interface AssociationType {
  readonly associationType: string
}

export interface IndicatorAssociationOptions extends CallOptions, AssociationType {
  /** The indicator at the other end. */
  readonly target: Target
}

/** What every indicator can do beside what every item can. */
export class Indicator<Entity> extends Item<Entity> {
  /**
   * Sets whether the indicator is in use, and whether CAL may change that. Status 200.
   *
   * @example await address.status({ status: 'inactive', calStatus: 'locked' })
   * @throws InvalidValueError for a status that there is not, or none
   * @throws MissingIdError where the indicator has no value
   */
  async status({ status, calStatus, ...options }: StatusOptions): Promise<TiResponse<Entity>> {
    const { statusFields } = await loadCalls()
    return this.change(statusFields({ status, calStatus }), options)
  }

  /**
   * The owners in which the indicator exists.
   *
   * @example for await (const { name } of address.owners()) print(name)
   * @throws HttpError or a subclass where a page is refused
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/indicators/indicators.html
   */
  owners(options: ReadOptions = {}): AsyncIterable<IndicatorOwnerEntity> {
    return this.below(options, () => ({ path: ['owners'], entity: 'owner' }))
  }

  /**
   * How often the indicator was seen, in all.
   *
   * @example for await (const { count, dateObserved } of address.observations()) print(count, dateObserved)
   * @throws HttpError or a subclass where a page is refused
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/indicators/indicators.html
   */
  observations(options: ReadOptions = {}): AsyncIterable<ObservationEntity> {
    return this.below(options, () => ({ path: ['observations'], entity: 'observation' }))
  }

  /**
   * Reports that the indicator was seen. Status 201.
   *
   * @example await address.addObservations({ count: 2 })
   * @throws MissingIdError where the indicator has no value
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/indicators/indicators.html#add-indicator-observations
   */
  async addObservations({ count, dateObserved, ...options }: ObservationOptions): Promise<TiResponse> {
    const json = given({ count, dateObserved: utc(dateObserved) })
    const path = [...this.path(), 'observations']
    return this.call({ ...options, method: 'POST', path, json, decode: acknowledged })
  }

  /**
   * How often the indicator was seen, in all and by the user's own organization. Status 200.
   *
   * @example const { data } = await address.observationCount()
   * @throws MissingIdError where the indicator has no value
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/indicators/indicators.html
   */
  async observationCount(options: CallOptions = {}): Promise<TiResponse<ObservationCountEntity>> {
    const path = [...this.path(), 'observationCount']
    return this.call({ ...options, method: 'GET', path, decode: readEntity('observationCount') })
  }

  /**
   * Reports that the indicator is harmless: once a day counts. Status 201.
   *
   * @example const { data } = await address.addFalsePositive()
   * @throws MissingIdError where the indicator has no value
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/indicators/indicators.html#add-indicator-false-positive
   */
  async addFalsePositive(options: CallOptions = {}): Promise<TiResponse<FalsePositiveEntity>> {
    const path = [...this.path(), 'falsePositive']
    return this.call({ ...options, method: 'POST', path, decode: readEntity('falsePositive') })
  }

  /**
   * The indicators at the other end of one sort of link, of one type where `indicatorType` names it.
   *
   * @example for await (const { summary } of asn.customAssociations({ associationType: 'asnToCidr' })) print(summary)
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/indicators/indicators.html#association
   */
  customAssociations<const N extends string = never, const I extends Includes = never>({
    associationType,
    indicatorType,
    ...options
  }: IndicatorListOptions<N, I> & AssociationType): AsyncIterable<Including<ListedIndicator<N>, I>> {
    return this.below(options, () => {
      const { path, entity } = branchOf(this.catalog, 'indicator', indicatorType)
      return { path: [...association(associationType), ...path], entity }
    })
  }

  /**
   * Links the indicator with another one. Status 201.
   *
   * @example await address.addIndicatorAssociation({ associationType: 'cidrToAddress', target: tcex.ti.cidr({ Block }) })
   * @throws MissingIdError where one of the two has no value
   */
  async addIndicatorAssociation(options: IndicatorAssociationOptions): Promise<TiResponse> {
    return this.#associate('POST', options)
  }

  /**
   * Takes such a link away. Status 200.
   *
   * @example await address.deleteIndicatorAssociation({ associationType: 'cidrToAddress', target: tcex.ti.cidr({ Block }) })
   * @throws MissingIdError where one of the two has no value
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/indicators/indicators.html#association
   */
  async deleteIndicatorAssociation(options: IndicatorAssociationOptions): Promise<TiResponse> {
    return this.#associate('DELETE', options)
  }

  /**
   * The indicators that were deleted lately, of the type or of all of them, page by page.
   *
   * @example for await (const { summary } of tcex.ti.indicator().deleted({ deletedSince: '2 days ago' })) print(summary)
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/indicators/indicators.html#viewing-recently-deleted-indicators
   */
  deleted({ deletedSince, ...options }: DeletedOptions = {}): AsyncIterable<DeletedIndicatorEntity> {
    const params = { ...options.params, ...given({ deletedSince: utc(deletedSince) }) }
    const branch = () => ({ path: [...this.collection(), 'deleted'], entity: 'indicator' })
    return this.list({ ...options, params }, { branch })
  }

  async #associate(
    method: 'POST' | 'DELETE',
    { associationType, target, ...options }: IndicatorAssociationOptions,
  ): Promise<TiResponse> {
    const path = [...this.path(), ...association(associationType), ...targetPath(target)]
    return this.call({ ...options, method, path, decode: acknowledged })
  }
}

const association = (type: string): readonly string[] => ['associations', namePart('associationType', type)]

/** A date as it is sent; what cannot be read is the server's to refuse. */
export const utc = (date: string | Date | undefined): string | undefined =>
  date === undefined ? undefined : (parseDateTime(date) ?? String(date))

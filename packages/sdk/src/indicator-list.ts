import type { AnyIndicatorEntity } from '@tcex/model'
import { readBare } from './entity.ts'
import { Indicator, utc } from './indicator.ts'
import { given } from './metadata.ts'
import type { CallOptions, ReadOptions } from './query.ts'
import type { TiResponse } from './response.ts'

/** An indicator that was seen lately, and by whom. */
export interface ObservedIndicatorEntity {
  readonly summary: string
  readonly observationCount: number
  readonly lastObserved?: string
  readonly userObservedList?: readonly {
    readonly userName: string
    readonly userLastObservedDate: string
    readonly count: number
  }[]
}

export interface ObservedOptions extends ReadOptions {
  /** Only those seen since. Without it those of the past day. */
  readonly dateObserved?: string | Date | undefined
}

/** Whether an owner has reports on all its indicators, and when the last one was made. */
export interface BulkStatusEntity {
  readonly name: string
  readonly csvEnabled: boolean
  readonly jsonEnabled: boolean
  readonly nextRun?: string
  readonly lastRun?: string
  readonly status: string
}

export interface BulkOptions extends CallOptions {
  /** Default `json`. */
  readonly format?: 'json' | 'csv' | undefined
  /** Whether the report is made anew first. Default false. */
  readonly runNow?: boolean | undefined
}

/** All indicators of an owner, whatever their type. */
export class IndicatorList extends Indicator<AnyIndicatorEntity> {
  /**
   * The indicators that were seen most since a date.
   *
   * @example for await (const { summary } of tcex.ti.indicator().observed({ dateObserved: '7 days ago' })) print(summary)
   * @throws HttpError or a subclass where a page is refused
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/indicators/indicators.html#retrieving-recent-observations
   */
  observed({ dateObserved, ...options }: ObservedOptions = {}): AsyncIterable<ObservedIndicatorEntity> {
    const params = { ...options.params, ...given({ dateObserved: utc(dateObserved) }) }
    const branch = () => ({ path: [...this.collection(), 'observed'], entity: 'indicator' })
    return this.list({ ...options, params }, { branch, key: 'summary' })
  }

  /**
   * Whether the owner has reports on all its indicators. Status 200.
   *
   * @example const { data } = await tcex.ti.indicator({ owner: 'MyOrg' }).bulkStatus()
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/indicators/indicators.html#bulk-indicator-reports
   */
  async bulkStatus(options: CallOptions = {}): Promise<TiResponse<BulkStatusEntity>> {
    const path = [...this.collection(), 'bulk']
    return this.call({ ...options, method: 'GET', path, decode: readBare('bulkStatus') })
  }

  /**
   * The report on all indicators of the owner, with tags and attributes as JSON (`data`), or short as CSV (`text()`).
   * Status 200. Large ones may need a longer `timeout`.
   *
   * @example const { data } = await tcex.ti.indicator({ owner: 'MyOrg' }).bulk({ runNow: true })
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/indicators/indicators.html#bulk-indicator-reports
   */
  async bulk({
    format = 'json',
    runNow,
    ...options
  }: BulkOptions = {}): Promise<TiResponse<readonly AnyIndicatorEntity[]>> {
    const path = [...this.collection(), 'bulk', format]
    const decode = format === 'json' ? readBare<readonly AnyIndicatorEntity[]>('indicator') : undefined
    return this.call({ ...options, method: 'GET', path, query: given({ runNow }), decode })
  }
}

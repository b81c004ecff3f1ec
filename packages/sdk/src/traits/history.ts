import type { AnyIndicatorEntity } from '@tcex/model'
import type { ReadOptions } from '../query.ts'
import type { Callable } from './traits.ts'

/** What a host's name led to at a time. */
export interface DnsResolutionEntity {
  readonly resolutionDate: string
  readonly addresses?: readonly { readonly id: number; readonly ip: string; readonly ownerName?: string }[]
}

export interface AddressHistoryCalls {
  /**
   * The addresses that the host's name led to, with the time of each.
   *
   * @example for await (const { resolutionDate, addresses } of host.dnsResolutions()) print(resolutionDate, addresses)
   * @throws HttpError or a subclass where a page is refused
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/indicators/indicators.html#retrieving-host-dns-resolutions
   */
  dnsResolutions(options?: ReadOptions): AsyncIterable<DnsResolutionEntity>
}

export interface HostHistoryCalls {
  /**
   * The hosts whose names led to the address.
   *
   * @example for await (const { resolutionDate, addresses } of host.dnsResolutions()) print(resolutionDate, addresses)
   * @throws HttpError or a subclass where a page is refused
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/indicators/indicators.html#retrieving-address-dns-resolutions
   */
  dnsResolutions(options?: ReadOptions): AsyncIterable<AnyIndicatorEntity>
}

const resolutions = <T>(item: Callable, entity: string, options: ReadOptions): AsyncIterable<T> =>
  item.below(options, () => ({ path: ['dnsResolutions'], entity }))

export const addressHistory = (item: Callable): AddressHistoryCalls => ({
  dnsResolutions: (options = {}) => resolutions(item, 'dnsResolution', options),
})

export const hostHistory = (item: Callable): HostHistoryCalls => ({
  dnsResolutions: (options = {}) => resolutions(item, 'indicator', options),
})

import {
  type AnyEntry,
  type Fields,
  type IndicatorPart,
  type ItemView,
  type Values,
  validate,
} from '@tcex/model'
import type { Page } from '../search/search.ts'
import { eachItem } from '../store/items.ts'
import {
  countResolutionTimes,
  eachResolution,
  insertResolution,
  pageResolutionTimes,
} from '../store/resolutions.ts'
import type { ItemRow } from '../store/rows.ts'
import { getItem } from './find.ts'
import { type Body, putItem } from './items.ts'
import type { Listed } from './listings.ts'
import { refuse } from './refusal.ts'
import { type Reference, read, type Scope, seconds, type Work, write } from './scope.ts'
import { viewItems, wireTime } from './views.ts'

/** What a host resolved to at a time, in wire form. */
export interface Resolution {
  readonly resolutionDate: string
  readonly addresses: readonly ItemView[]
}

/**
 * What a host resolved to, newest first. The platform looks nothing up: this is what clients reported.
 *
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/indicators/indicators.html#retrieving-host-dns-resolutions
 */
export function listResolutions(scope: Scope, reference: Reference, page: Page): Promise<Listed<Resolution>> {
  return read(scope, async (work) => {
    const host = await getItem(work, reference)
    const times = await pageResolutionTimes(work.connection, host, page)
    const items = await resolutionsAt(work, host, times)
    return page.start > 0 ? { items } : { items, count: await countResolutionTimes(work.connection, host) }
  })
}

async function resolutionsAt(
  work: Work,
  host: ItemRow,
  times: readonly number[],
): Promise<readonly Resolution[]> {
  const rows = await eachResolution(work.connection, host, times)
  const ids = [...new Set(rows.map(({ addressId }) => addressId))]
  const items = await eachItem(work.connection, work.owner.id, ids)
  const views = await viewItems(work, items, new Set())
  return times.map((time) => {
    const then = new Set(rows.filter(({ resolved }) => resolved === time).map(({ addressId }) => addressId))
    return { resolutionDate: wireTime(time), addresses: views.filter(({ id }) => then.has(id)) }
  })
}

const dateField = {
  resolutionDate: { format: 'dateTime', title: 'Date', sentence: 'When it resolved so; now by default.' },
} as const satisfies Fields

/**
 * Keeps what a client says a host resolved to, in the form in which it is read; addresses that the owner does not have
 * yet are made. The platform's documentation has no call for it, since there the platform looks names up by itself.
 *
 * @example addResolution(scope, host, { resolutionDate: '2017-01-30T20:49:05Z', addresses: [{ ip: '192.168.100.1' }] })
 * @throws Refusal for a date that is none, no addresses, or one that breaks its rule
 */
export function addResolution(scope: Scope, reference: Reference, body: Body): Promise<void> {
  return write(scope, async (work) => {
    const host = await getItem(work, reference)
    const { addresses, ...rest } = body
    const date = checked(work, rest).resolutionDate
    const resolved = date === undefined ? seconds(work) : Date.parse(String(date)) / 1000
    for (const address of addressesIn(addresses)) {
      const { id } = await putItem(work, entryWith(work, 'hostHistory'), address)
      await insertResolution(work.connection, host, { resolved, addressId: id })
    }
  })
}

function checked(work: Work, body: Body): Values {
  const validated = validate(dateField, body, { creating: true, now: work.platform.now() })
  if (!validated.ok) throw refuse('invalidFields', { type: 'DNS resolution', problems: validated.problems })
  return validated.values
}

const isObject = (value: unknown): value is Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function addressesIn(addresses: unknown): readonly Body[] {
  if (Array.isArray(addresses) && addresses.length > 0 && addresses.every(isObject)) return addresses
  const problems = [
    { field: 'addresses', rule: 'must be a list of addresses such as [{"ip": "192.168.100.1"}]' },
  ]
  throw refuse('invalidFields', { type: 'DNS resolution', problems })
}

function entryWith({ platform }: Work, part: IndicatorPart): AnyEntry {
  const entry = platform.catalog.of('indicator').find(({ parts }) => parts?.includes(part))
  if (!entry) throw new TypeError(`no type of the catalog has ${part}`)
  return entry
}

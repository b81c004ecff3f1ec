import type { Page } from '../search/search.ts'
import { countObserved, eachObserver, type ObservedRow, pageObserved } from '../store/observations.ts'
import type { Listed } from './listings.ts'
import { read, type Scope, seconds, type Work } from './scope.ts'
import { wireTime } from './views.ts'

/** The most indicators that the platform gives as recently observed. */
export const observedLimit = 20_000

/** An indicator that was observed, how often and by whom. */
export interface ObservedEntity {
  readonly summary: string
  readonly observationCount: number
  readonly lastObserved: string
  readonly userObservedList: readonly ObserverEntity[]
}

export interface ObserverEntity {
  readonly userName: string
  readonly userLastObservedDate: string
  readonly count: number
}

/**
 * The indicators of an owner with the most observations since a time in Unix seconds; without one, since yesterday
 * began (UTC).
 *
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/indicators/indicators.html#retrieving-recent-observations
 */
export function listObserved(
  scope: Scope,
  since: number | undefined,
  page: Page,
): Promise<Listed<ObservedEntity>> {
  return read(scope, async (work) => {
    const wanted = { ownerId: work.owner.id, since: since ?? yesterday(work) }
    const limit = Math.max(0, Math.min(page.limit, observedLimit - page.start))
    const rows = await pageObserved(work.connection, wanted, { start: page.start, limit })
    const items = await viewObserved(work, rows, wanted.since)
    if (page.start > 0) return { items }
    return { items, count: Math.min(await countObserved(work.connection, wanted), observedLimit) }
  })
}

const yesterday = (work: Work): number => (Math.floor(seconds(work) / 86_400) - 1) * 86_400

async function viewObserved(
  work: Work,
  rows: readonly ObservedRow[],
  since: number,
): Promise<readonly ObservedEntity[]> {
  const observers = new Map<number, ObserverEntity[]>(rows.map(({ itemId }) => [itemId, []]))
  for (const each of await eachObserver(work.connection, work.owner.id, [...observers.keys()], since)) {
    const { itemId, userName, last, count } = each
    observers.get(itemId)?.push({ userName, userLastObservedDate: wireTime(last), count })
  }
  return rows.map(({ itemId, name, count, last }) => ({
    summary: name,
    observationCount: count,
    lastObserved: wireTime(last),
    userObservedList: observers.get(itemId) ?? [],
  }))
}

import { comparison, type FieldValue, formatDateTime, type Include, type ItemView } from '@tcex/model'
import { toListing } from '../search/search.ts'
import { pageItems } from '../store/items.ts'
import type { ItemRow } from '../store/rows.ts'
import { read, type Scope, seconds, type Work } from './scope.ts'
import { viewItems, wireTime } from './views.ts'

/** Whether an owner's reports can be downloaded, and of when they are. */
export interface BulkStatus {
  readonly name: string
  readonly csvEnabled: boolean
  readonly jsonEnabled: boolean
  readonly nextRun: string
  readonly lastRun: string
  readonly status: string
}

/**
 * The state of an owner's bulk reports. They are made from what is stored whenever one is asked for, so the last run
 * is now; the next one that nobody has to ask for would be at midnight (UTC).
 *
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/indicators/indicators.html#checking-the-status-of-bulk-indicator-reports
 */
export function bulkStatus(scope: Scope): BulkStatus {
  const now = seconds(scope)
  return {
    name: scope.owner.name,
    csvEnabled: true,
    jsonEnabled: true,
    nextRun: wireTime((Math.floor(now / 86_400) + 1) * 86_400),
    lastRun: wireTime(now),
    status: 'Complete',
  }
}

/** So many indicators are read at a time; other calls get their turn in between. */
const pageSize = 500

/** Every active indicator of an owner that may be handed on, not being private, in the order in which they were made, page by page, whatever their number. */
export async function* eachIndicator(
  scope: Scope,
  includes: ReadonlySet<Include>,
): AsyncGenerator<readonly ItemView[]> {
  let last = 0
  for (;;) {
    const views = await read(scope, async (work) =>
      viewItems(work, await indicatorsAfter(work, last), includes),
    )
    if (views.length > 0) yield views
    if (views.length < pageSize) return
    last = views.at(-1)?.id ?? last
  }
}

function indicatorsAfter(work: Work, id: number): Promise<readonly ItemRow[]> {
  const listing = toListing({
    ownerId: work.owner.id,
    kind: 'indicator',
    entries: work.platform.catalog.of('indicator'),
    now: formatDateTime(work.platform.now()),
    condition: comparison<FieldValue>('privateFlag', '=', false),
  })
  const after = { kind: 'test', place: { in: 'id' }, operator: '>', value: id } as const
  const where = { kind: 'and', conditions: [listing.where, after] } as const
  return pageItems(work.connection, { ...listing, where }, { start: 0, limit: pageSize })
}

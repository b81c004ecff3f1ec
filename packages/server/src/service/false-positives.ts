import { countFalsePositives, insertFalsePositive } from '../store/false-positives.ts'
import { getItem } from './find.ts'
import { type Reference, type Scope, seconds, write } from './scope.ts'
import { wireTime } from './views.ts'

/** How often an indicator was reported as a false positive, and when last. */
export interface FalsePositiveEntity {
  readonly count: number
  readonly lastReported: string
}

/**
 * Reports an indicator as a false positive. A user can do so once a day; again on the same day changes nothing.
 *
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/indicators/indicators.html#add-indicator-false-positive
 */
export function reportFalsePositive(scope: Scope, reference: Reference): Promise<FalsePositiveEntity> {
  return write(scope, async (work) => {
    const { id, ownerId } = await getItem(work, reference)
    const reported = seconds(work)
    const report = { ownerId, itemId: id, accountId: work.account.id, reported }
    await insertFalsePositive(work.connection, report)
    const [found] = await countFalsePositives(work.connection, ownerId, [id])
    return { count: found?.count ?? 0, lastReported: wireTime(found?.last ?? reported) }
  })
}

import type { OwnerEntity, OwnerType } from '@tcex/model'
import { accessibleOwners } from '../store/owners.ts'
import type { ItemRow } from '../store/rows.ts'
import { findItemOf } from './find.ts'
import { refuse } from './refusal.ts'
import { type Reference, read, type Scope } from './scope.ts'

/** An owner that has an indicator, and the id under which it has it. */
export interface IndicatorOwner {
  readonly owner: OwnerEntity
  readonly itemId: number
}

/**
 * The owners within the account's reach that have an indicator, whichever owner the call names.
 *
 * @throws Refusal where none has it
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/indicators/indicators.html#retrieve-the-owners-in-which-an-indicator-exists
 */
export function ownersOfIndicator(scope: Scope, reference: Reference): Promise<readonly IndicatorOwner[]> {
  return read(scope, async (work) => {
    const found: IndicatorOwner[] = []
    for (const { id, name, type } of await accessibleOwners(work.connection, work.account)) {
      const owner: OwnerEntity = { id, name, type: type as OwnerType }
      const row: ItemRow | undefined = await findItemOf({ ...work, owner }, reference)
      if (row) found.push({ owner, itemId: row.id })
    }
    if (found.length > 0) return found
    throw refuse('unknownItem', { type: reference.entry.type, id: reference.id, owner: scope.owner.name })
  })
}

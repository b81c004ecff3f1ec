import { type BatchJob, deferLinks } from '../service/batch-jobs.ts'
import { typedBetween, unlink, unlinkTyped } from '../service/many.ts'
import { refuse } from '../service/refusal.ts'
import type { ItemContext } from './apply-items.ts'
import type { PlannedLink, Target } from './planned.ts'
import type { Report } from './report.ts'
import { nameOf } from './target.ts'

/**
 * Links items, as far as both are there; what is not is put aside while the file may still bring it, and refused after
 * that.
 */
export async function applyLinks(
  context: ItemContext,
  links: readonly PlannedLink[],
  { report, job, isLast }: { readonly report: Report; readonly job: BatchJob; readonly isLast: boolean },
): Promise<void> {
  const { index, work } = context
  const deferred: PlannedLink[] = []
  await index.load(
    work,
    links.flatMap(({ left, right }) => [left, right]),
  )
  for (const each of links) {
    if (report.isHalted) {
      report.leave()
      continue
    }
    try {
      const isDone = await (context.settings.action === 'Delete' ? undo : make)(context, each)
      if (isDone) report.landed('association')
      else if (isLast) throw unresolved(context, each)
      else deferred.push(each)
    } catch (error) {
      report.refused('association', each, error)
    }
  }
  await deferLinks(work, job, deferred)
}

/** Whether both ends were there. */
function make(context: ItemContext, planned: PlannedLink): boolean {
  const { work, pending } = context
  const { left, right, association } = endsOf(context, planned)
  if (!left || !right) return false
  if (association) pending.associateTyped(typedBetween(work, association, left.row, right.row))
  else pending.associate(left.row.id, right.row.id)
  return true
}

/** To undo a link of something that is gone is nothing to do. */
async function undo(context: ItemContext, planned: PlannedLink): Promise<boolean> {
  const { work } = context
  const { left, right, association } = endsOf(context, planned)
  if (!left || !right) return true
  if (association) await unlinkTyped(work, association, left.row, right.row)
  else await unlink(work, left.row.id, right.row.id)
  return true
}

/** @throws Refusal where they are one */
function endsOf({ index, work }: ItemContext, planned: PlannedLink) {
  const [left] = index.find(planned.left)
  const [right] = index.find(planned.right)
  if (left && left === right) throw refuse('selfAssociation', { type: left.row.type })
  const { associations } = work.platform.catalog
  const association = planned.association && associations.find(({ name }) => name === planned.association)
  return { left, right, association }
}

function unresolved({ index, work }: ItemContext, { left, right }: PlannedLink) {
  const missing = index.find(left).length === 0 ? left : right
  return refuse('batchReference', {
    type: typeOf(missing),
    reference: nameOf(missing),
    owner: work.owner.name,
  })
}

const typeOf = (target: Target): string =>
  target.type ?? (target.by === 'fileXid' ? 'indicator with the xid' : 'group')

import { type BatchJob, deferLink } from '../service/batch-jobs.ts'
import { link, linkTyped, unlink, unlinkTyped } from '../service/many.ts'
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
      const isDone = await applyLink(context, each)
      if (isDone) report.landed('association')
      else if (isLast) throw unresolved(context, each)
      else await deferLink(work, job, each)
    } catch (error) {
      report.refused('association', each, error)
    }
  }
}

/** Whether both ends were there. To delete a link of something that is gone is nothing to do. */
async function applyLink(context: ItemContext, planned: PlannedLink): Promise<boolean> {
  const { index, work, settings } = context
  const [left] = index.find(planned.left)
  const [right] = index.find(planned.right)
  const isDeletion = settings.action === 'Delete'
  if (!left || !right) return isDeletion
  if (left === right) throw refuse('selfAssociation', { type: left.row.type })
  const { associations } = work.platform.catalog
  const association = associations.find(({ name }) => name === planned.association)
  if (association) await (isDeletion ? unlinkTyped : linkTyped)(work, association, left.row, right.row)
  else await (isDeletion ? unlink : link)(work, left.row.id, right.row.id)
  return true
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

import { advanceJob, type BatchJob, takeLinks } from '../service/batch-jobs.ts'
import { findLabels, findTags, knownAttributeTypes, Pending, takeIds } from '../service/many.ts'
import { Refusal, refuse } from '../service/refusal.ts'
import { prepare as prepareWork, read, type Scope, type Work, write } from '../service/scope.ts'
import { makeLabels } from './apply-hanging.ts'
import { carryOut, deletePlanned, type ItemContext, makeWay, prepare, type ReadyItem } from './apply-items.ts'
import { applyLinks } from './apply-links.ts'
import { type Held, ItemIndex, loadHanging } from './item-index.ts'
import { type Element, pathOf } from './json-lists.ts'
import { listOf, Planner, sourceOf } from './plan.ts'
import type { Planned, PlannedItem, PlannedLink, Target } from './planned.ts'
import { parsed } from './read.ts'
import { type Place, Report } from './report.ts'
import { TagIds } from './tag-ids.ts'

/** An element with where it stands, what a file calls it, and what it comes to, or why it comes to nothing. */
export interface Checked extends Pick<Element, 'list' | 'index'> {
  readonly source: string
  readonly sort: NonNullable<ReturnType<typeof listOf>> | 'file'
  readonly planned: Planned | Refusal
}

/** What checks elements of a job's file by the rules of now, in no transaction, so that nobody who writes waits for it. */
export async function checkerFor(
  scope: Scope,
  { id, settings }: Pick<BatchJob, 'id' | 'settings'>,
): Promise<(element: Element) => Checked> {
  const { catalog, now } = scope.platform
  const rules = { attributeTypes: await read(scope, knownAttributeTypes), now: now() }
  const planner = new Planner(catalog, settings, rules)
  return (element) => {
    const value = parsed(element)
    const { list, index } = element
    const planned = check(planner, id, element, value)
    return { list, index, source: sourceOf(value), sort: listOf(element) ?? 'file', planned }
  }
}

/**
 * Deals with elements that were checked in one transaction, which also notes that it did. The job as it then is, and
 * whether it halted.
 *
 * @throws LostJob where the job is in other hands
 */
export function runChunk(
  scope: Scope,
  job: BatchJob,
  checked: readonly Checked[],
  meanwhile?: () => void,
): Promise<Ran> {
  const work = async (work: Work) => {
    const report = new Report(job.counts, job.settings.haltOnError)
    const context = await contextFor(work, job, checked)
    const links = await applyAll(context, checked, report)
    await applyLinks(context, links, { report, job, isLast: false })
    const done = { ...job, position: job.position + checked.length, counts: report.counts }
    // Before all that is written, since it is waited for: whether the job is still ours.
    await advanceJob(work, done, report.errors)
    await context.pending.write()
    return { job: done, isHalted: report.isHalted }
  }
  return write(scope, work, { meanwhile })
}

export interface Ran {
  readonly job: BatchJob
  readonly isHalted: boolean
}

/** Notes that something went wrong with an element that is nobody's fault but ours. */
export function failElement(scope: Scope, job: BatchJob, failed: Checked): Promise<Ran> {
  return prepareWork(scope, async (work) => {
    const report = new Report(job.counts, job.settings.haltOnError)
    report.failed(failed.sort, placeOf(failed))
    const done = { ...job, position: job.position + 1, counts: report.counts }
    await advanceJob(work, done, report.errors)
    return { job: done, isHalted: report.isHalted }
  })
}

/** Deals with the first of the links that were put aside. */
export function runLinks(
  scope: Scope,
  job: BatchJob,
  { fileXids, limit }: { readonly fileXids: ReadonlyMap<string, Target>; readonly limit: number },
): Promise<Ran> {
  return write(scope, async (work) => {
    const links = (await takeLinks(work, job, limit)) as readonly PlannedLink[]
    const report = new Report(job.counts, job.settings.haltOnError)
    const context = await contextFor(work, job, [], fileXids)
    await applyLinks(context, links, { report, job, isLast: true })
    await context.pending.write()
    const done = { ...job, counts: report.counts }
    await advanceJob(work, done, report.errors)
    return { job: done, isHalted: report.isHalted }
  })
}

const placeOf = ({ list, index, source }: Checked): Place => ({ path: pathOf(list, index), source })

function check(planner: Planner, jobId: number, element: Element, value: unknown): Planned | Refusal {
  try {
    return planner.plan(element, value)
  } catch (error) {
    if (error instanceof Refusal) return error
    warn(jobId, error)
    return refuse('batchInternal', undefined)
  }
}

/** Whoever runs the platform is to hear of it; the client is told no more than that it was not the item's fault. */
export function warn(jobId: number, error: unknown): void {
  const reason = error instanceof Error ? error.stack : String(error)
  process.emitWarning(`An element of batch job ${jobId} failed: ${reason}`, { code: 'TCEX_BATCH' })
}

/** What is there of all that the elements name, read at once. */
async function contextFor(
  work: Work,
  job: BatchJob,
  checked: readonly Checked[],
  fileXids?: ReadonlyMap<string, Target>,
): Promise<ItemContext> {
  const items = checked.flatMap(({ planned }) =>
    planned instanceof Refusal || planned.kind === 'link' ? [] : planned.items,
  )
  const index = new ItemIndex(work.platform.catalog, fileXids)
  for (const { xid, target } of items) if (xid !== undefined) index.name(xid, target)
  const found = await index.load(
    work,
    items.map(({ target }) => target),
  )
  if (items.some(isHung)) await loadHanging(work, [...new Set(found)])
  const pending = new Pending(work)
  const tags = await tagsOf(work, items, pending)
  const isNew = items.filter(({ target }) => index.find(target).length === 0)
  const ids = job.settings.action === 'Delete' ? [] : await itemIds(work, isNew.length)
  const labels = items.some(isLabelled) ? await findLabels(work) : new Map<string, number>()
  return { work, settings: job.settings, pending, index, tags, labels, ids }
}

/** In such an order that the smallest is taken first. */
const itemIds = async (work: Work, count: number): Promise<number[]> =>
  [...(await takeIds(work, 'item', count))].reverse()

async function tagsOf(work: Work, items: readonly PlannedItem[], pending: Pending): Promise<TagIds> {
  const names = new Set(items.flatMap((item) => item.tags ?? []))
  const known = await findTags(work, [...names])
  return new TagIds(known, await takeIds(work, 'tag', names.size - known.size), pending)
}

const isLabelled = ({ labels, attributes }: PlannedItem): boolean =>
  Boolean(labels || attributes?.some((each) => each.labels))

const isHung = ({ attributes, tags, labels, occurrences }: PlannedItem): boolean =>
  Boolean(attributes || tags || labels || occurrences)

/** Applies elements in order, and gives the links that they ask for. */
async function applyAll(
  context: ItemContext,
  checked: readonly Checked[],
  report: Report,
): Promise<readonly PlannedLink[]> {
  const links: PlannedLink[] = []
  for (const each of checked) {
    if (report.isHalted) {
      report.leave()
      continue
    }
    try {
      if (each.planned instanceof Refusal) throw each.planned
      if (each.planned.kind === 'link') links.push(each.planned.link)
      else {
        const asked = applyItems(context, each.planned.items, each)
        // To wait where there is nothing to wait for would take as long as the item.
        for (const link of asked instanceof Promise ? await asked : asked) links.push(link)
      }
      if (each.planned.kind === 'items' && each.sort !== 'file') report.landed(each.sort)
    } catch (error) {
      report.refused(each.sort, placeOf(each), error)
    }
  }
  return links
}

/** How many are taken where an item is made that was not foreseen. */
const moreIds = 100

/** All items of an element or none: what could refuse one is asked of all before anything is written. */
function applyItems(
  context: ItemContext,
  items: readonly PlannedItem[],
  of: Checked,
): readonly PlannedLink[] | Promise<readonly PlannedLink[]> {
  if (context.settings.action === 'Delete') return deleteItems(context, items)
  const [only] = items
  if (only && items.length === 1) return applyOne(context, prepare(context, only), of)
  const ready = items.map((item) => prepare(context, item))
  const needsMore = context.ids.length < ready.length || ready.some(needsDatabase)
  if (needsMore) return applyInSteps(context, ready, of)
  return ready.flatMap((each) => linksOf(each, carryOut(context, each), of))
}

/** Nearly every element is one item. */
function applyOne(
  context: ItemContext,
  ready: ReadyItem,
  of: Checked,
): readonly PlannedLink[] | Promise<readonly PlannedLink[]> {
  if (context.ids.length === 0 || needsDatabase(ready)) return applyInSteps(context, [ready], of)
  return linksOf(ready, carryOut(context, ready), of)
}

async function deleteItems(context: ItemContext, items: readonly PlannedItem[]): Promise<readonly []> {
  for (const item of items) await deletePlanned(context, item)
  return []
}

/** Whether something must be read or written before the item is. */
const needsDatabase = ({ planned, decision: { drop, join } }: ReadyItem): boolean =>
  isLabelled(planned) || drop.length + join.length > 0

async function applyInSteps(
  context: ItemContext,
  ready: readonly ReadyItem[],
  of: Checked,
): Promise<readonly PlannedLink[]> {
  if (context.ids.length < ready.length) context.ids.unshift(...(await itemIds(context.work, moreIds)))
  const links: PlannedLink[] = []
  for (const each of ready) {
    if (isLabelled(each.planned)) await makeLabels(context, each.planned)
    await makeWay(context, each.decision)
    links.push(...linksOf(each, carryOut(context, each), of))
  }
  return links
}

const none: readonly PlannedLink[] = []

/** What the items that came of an element are to be linked with. */
function linksOf({ planned }: ReadyItem, made: readonly Held[], of: Checked): readonly PlannedLink[] {
  if (planned.links.length === 0) return none
  return made.flatMap(({ row }) => {
    const left = { by: 'id', id: row.id, type: row.type } as const
    return planned.links.map((aim) => ({ left, ...aim, ...placeOf(of) }))
  })
}

import type { Catalog } from '@tcex/model'
import type { Body } from '../service/items.ts'
import { Refusal } from '../service/refusal.ts'
import { type Element, JsonError } from './json-lists.ts'
import { listOf } from './plan.ts'
import { entryOf, planTarget } from './plan-item.ts'
import type { PlannedLink, Target } from './planned.ts'
import { type PartElements, parsed } from './read.ts'

// An indicator's xid holds within its file and is not kept; links that wait for one have it looked up in the file.

/** The xids by which links that wait name indicators of their file. */
export async function xidsWanted(links: AsyncIterable<unknown>): Promise<ReadonlySet<string>> {
  const wanted = new Set<string>()
  for await (const link of links) {
    const { left, right } = link as PlannedLink
    for (const target of [left, right]) if (target.by === 'fileXid') wanted.add(target.xid)
  }
  return wanted
}

/** Which indicators of a file have these xids; of several with one the first counts. */
export async function readFileXids(
  elements: AsyncIterable<PartElements>,
  wanted: ReadonlySet<string>,
  catalog: Catalog,
): Promise<ReadonlyMap<string, Target>> {
  const found = new Map<string, Target>()
  try {
    for await (const part of elements) for (const element of part) note(element)
  } catch (error) {
    // The job has told of it when it came there the first time.
    if (!(error instanceof JsonError)) throw error
  }
  return found

  function note(element: Element): void {
    // Also of what is no indicator, since the job went no further than what cannot be read.
    const value = parsed(element)
    if (listOf(element) !== 'indicator' || typeof value !== 'object' || value === null) return
    const { xid } = value as Body
    if (typeof xid !== 'string' || !wanted.has(xid) || found.has(xid)) return
    const target = targetIn(catalog, value as Body)
    if (target) found.set(xid, target)
  }
}

function targetIn(catalog: Catalog, body: Body): Target | undefined {
  try {
    return planTarget(entryOf(catalog, 'indicator', body.type), body).target
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}

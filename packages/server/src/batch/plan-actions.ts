import type { AnyEntry, Catalog } from '@tcex/model'
import type { Body } from '../service/items.ts'
import { refuse } from '../service/refusal.ts'
import { listIn, objectIn } from './plan-hanging.ts'
import { fileActionIn, indicatorTarget, noAims, problem } from './plan-links.ts'
import type { Aim, Target } from './planned.ts'

/**
 * What a file does, as the original module sends it: `{"children": [{"relationship": "File Traffic", "indicatorXid":
 * "…", "children": [ … ]}]}`, where the xid is that of another indicator of the batch file. What is done may also be
 * named by `indicatorType` and `summary`, as `associatedIndicators` names it, and the list may stand without the object
 * around it.
 *
 * @throws Refusal for an action that there is not, one of what is no file, one on nothing
 */
export function actionsIn(catalog: Catalog, entry: AnyEntry, body: Body): readonly Aim[] {
  const given = listIn(body, 'fileAction')
  if (!given) return noAims
  // What goes by any of several hashes is a file, and files do something.
  if (entry.kind !== 'indicator' || entry.identifiedBy !== 'any') {
    throw refuse('invalidFields', {
      type: entry.type,
      problems: [{ field: 'fileAction', rule: 'is for files only' }],
    })
  }
  return actionsOf(catalog, given.flatMap(unwrapped), undefined)
}

/** The outermost object is no action of its own, only what holds them. */
function unwrapped(each: unknown): readonly unknown[] {
  const body = objectIn(each, 'fileAction')
  return body.relationship === undefined ? (listIn(body, 'children') ?? [each]) : [each]
}

function actionsOf(catalog: Catalog, actions: readonly unknown[], left: Target | undefined): readonly Aim[] {
  return actions.flatMap((each) => {
    const body = objectIn(each, 'fileAction')
    const { name } = fileActionIn(catalog, body.relationship)
    const right = objectOf(catalog, body)
    const within = actionsOf(catalog, listIn(body, 'children') ?? [], right)
    return [{ ...(left ? { left } : {}), right, association: name }, ...within]
  })
}

function objectOf(catalog: Catalog, body: Body): Target {
  const { indicatorXid, summary } = body
  if (summary !== undefined && summary !== null) return indicatorTarget(catalog, body)
  if (typeof indicatorXid === 'string' && indicatorXid.trim() !== '')
    return { by: 'fileXid', xid: indicatorXid }
  throw problem('indicatorXid', 'is required, or "indicatorType" and "summary"')
}

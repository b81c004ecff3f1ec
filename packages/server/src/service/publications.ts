import { checkField, type Field, type Problem } from '@tcex/model'
import { associatedRows } from '../store/items.ts'
import { eachLabel, pageLabels } from '../store/labels.ts'
import { insertPublication } from '../store/publications.ts'
import type { ItemRow } from '../store/rows.ts'
import { getItem } from './find.ts'
import type { Body } from './items.ts'
import { refuse } from './refusal.ts'
import { type Reference, type Scope, seconds, type Work, write } from './scope.ts'

/** Groups and indicators are published, victims and tasks never are. */
const publishedKinds: readonly string[] = ['group', 'indicator']

/**
 * Publishes a group with the groups and indicators that are associated with it: it is kept of each when and by whom it
 * was published last. Nothing is copied, for the call names no place to copy to. Items that have one of the security
 * labels, or none at all where that is asked for, are left out.
 *
 * @throws Refusal for an unknown group or label, and for a body of another form
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/groups/groups.html#publish-groups
 */
export function publishGroup(scope: Scope, reference: Reference, body: Body): Promise<void> {
  const { excluded, excludeUnlabeled } = optionsOf(body)
  return write(scope, async (work) => {
    const group = await getItem(work, reference)
    const associated = await associatedRows(work.connection, group, publishedKinds)
    const labels = await excludedLabels(work, excluded)
    const publishable = await withoutExcluded(work, [group, ...associated], { labels, excludeUnlabeled })
    if (!publishable.includes(group)) return
    for (const { id, ownerId } of publishable) {
      const publication = { ownerId, itemId: id, accountId: work.account.id, date: seconds(work) }
      await insertPublication(work.connection, publication)
    }
  })
}

const flag: Field = { format: 'boolean', title: 'Exclude unlabeled', sentence: '' }

function optionsOf(body: Body) {
  const problems: Problem[] = []
  const excluded = body.securityLabelList ?? []
  if (!isTexts(excluded)) {
    problems.push({ field: 'securityLabelList', rule: 'must be a list of names of security labels' })
  }
  const unlabeled = checkField(flag, body.excludeUnlabeled ?? false)
  if (!unlabeled.ok) problems.push({ field: 'excludeUnlabeled', rule: unlabeled.rule })
  if (problems.length > 0) throw refuse('invalidFields', { type: 'publication', problems })
  return {
    excluded: isTexts(excluded) ? excluded : [],
    excludeUnlabeled: unlabeled.ok && unlabeled.value === true,
  }
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string')

/** The documentation writes `TLP Green` for `TLP:GREEN`: case and what stands between words do not count. */
const plain = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[\s:_-]+/g, ' ')
    .trim()

/** A label that is misspelt must not let through what it was to hold back. */
async function excludedLabels(work: Work, names: readonly string[]): Promise<ReadonlySet<number>> {
  if (names.length === 0) return new Set()
  const all = await pageLabels(work.connection, { ownerId: work.owner.id }, { start: 0, limit: 10_000 })
  const ids = names.map((name) => {
    const label = all.find((each) => plain(each.name) === plain(name))
    if (label) return label.id
    throw refuse('unknownLabel', { name, known: all.map((each) => each.name) })
  })
  return new Set(ids)
}

async function withoutExcluded(
  work: Work,
  rows: readonly ItemRow[],
  { labels, excludeUnlabeled }: { labels: ReadonlySet<number>; excludeUnlabeled: boolean },
): Promise<readonly ItemRow[]> {
  const ids = rows.map(({ id }) => id)
  const labelled = new Set<number>()
  const held = new Set<number>()
  for (const label of await eachLabel(work.connection, work.owner.id, ids)) {
    labelled.add(label.itemId)
    if (labels.has(label.id)) held.add(label.itemId)
  }
  return rows.filter(({ id }) => !held.has(id) && (labelled.has(id) || !excludeUnlabeled))
}

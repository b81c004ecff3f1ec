import { formatDateTime, type Include, type ItemView, includeNames, type Kind, kinds } from '@tcex/model'
import { findAccount } from '../store/accounts.ts'
import { lastPublication } from '../store/publications.ts'
import { getItem } from './find.ts'
import { listItems, singleItem } from './listings.ts'
import { type Reference, read, type Scope } from './scope.ts'
import { wireTime } from './views.ts'

/** What a report says, for whoever draws it. */
export interface Report {
  readonly title: string
  readonly subtitle: string
  readonly sections: readonly Section[]
}

/** Lines of a title and a text, in order. */
export interface Section {
  readonly title: string
  readonly lines: readonly (readonly [title: string, text: string])[]
}

const everything: ReadonlySet<Include> = new Set(includeNames)

/** More associations of a kind than this are counted, not listed. */
const listed = 1_000

/**
 * All there is to say of a group: its fields, labels, tags, attributes and associations.
 *
 * @throws Refusal for an unknown group
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/groups/groups.html#create-pdf-report-for-groups
 */
export async function reportOf(scope: Scope, reference: Reference): Promise<Report> {
  const view = await singleItem(scope, reference, everything)
  const associated: Section[] = []
  for (const kind of Object.keys(kinds) as readonly Kind[]) {
    associated.push(await associationSection(scope, reference, kind))
  }
  const sections = [
    await fieldSection(scope, reference, view),
    { title: 'Security labels', lines: namesOf(view.labels ?? []) },
    { title: 'Tags', lines: namesOf(view.tags ?? []) },
    { title: 'Attributes', lines: (view.attributes ?? []).map(({ type, value }) => [type, value] as const) },
    ...associated,
  ]
  return {
    title: view.name,
    subtitle: `${view.entry.type} ${view.id} of ${view.owner.name}, ${formatDateTime(scope.platform.now())}`,
    sections: sections.filter(({ lines }) => lines.length > 0),
  }
}

const namesOf = (named: readonly { readonly name: string; readonly description?: string }[]) =>
  named.map(({ name, description = '' }) => [name, description] as const)

async function fieldSection(scope: Scope, reference: Reference, view: ItemView): Promise<Section> {
  const own = Object.entries(view.entry.fields).flatMap(([name, { title, shown }]) => {
    const value = view.values[name]
    if (value === undefined || shown === 'never') return []
    return [[title, typeof value === 'object' ? value.join(', ') : String(value)] as const]
  })
  const dates = [['Date added', view.dateAdded] as const, ['Last modified', view.lastModified] as const]
  const created = view.createdBy ? [['Created by', view.createdBy] as const] : []
  const lines = [...own, ...dates, ...created, ...(await publicationLines(scope, reference))]
  return { title: view.entry.type, lines }
}

function publicationLines(scope: Scope, reference: Reference) {
  return read(scope, async (work) => {
    const published = await lastPublication(work.connection, await getItem(work, reference))
    if (!published) return []
    const by =
      published.accountId === null ? undefined : await findAccount(work.connection, published.accountId)
    return [
      ['Published', [wireTime(published.date), by && `by ${by.userName}`].filter(Boolean).join(' ')] as const,
    ]
  })
}

async function associationSection(scope: Scope, reference: Reference, kind: Kind): Promise<Section> {
  const wanted = { kind, source: { of: 'item', reference } as const }
  const page = { start: 0, limit: listed }
  const found = await listItems(scope, wanted, { page, includes: new Set<never>() })
  const lines = found.items.map(({ entry, name }) => [entry.type, name] as const)
  const left = (found.count ?? 0) - lines.length
  const more = left > 0 ? [['…', `and ${left} more`] as const] : []
  return { title: `Associated ${kinds[kind].branch}`, lines: [...lines, ...more] }
}

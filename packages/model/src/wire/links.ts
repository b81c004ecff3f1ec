import type { Catalog } from '../catalog/catalog.ts'
import type { AnyEntry, IndicatorEntry } from '../catalog/define.ts'
import { summarySeparator } from '../catalog/summary.ts'
import { kinds } from '../catalog/type-index.ts'
import { encodeSegment } from './path.ts'

/** What a link needs to know of an item. */
export interface Linked {
  readonly id: number
  /** A group's, victim's or task's name; an indicator's value. */
  readonly name: string
}

/** A page that a link leads to: its path, and the parameter that says which one of its items is meant. */
export interface LinkedPage {
  readonly path: string
  readonly parameter: string
  /** What it shows: a type, or `Indicator` for all that go by id. */
  readonly title: string
  /** Where the API answers for what the parameter names, below `/api/v2`. */
  api(value: string): string
}

/** Blanks as `+`, as the platform writes them. Most texts are encoded as they are but for these. */
function formEncode(text: string): string {
  if (/^[\w.* -]*$/.test(text)) return text.includes(' ') ? text.replaceAll(' ', '+') : text
  // A half of a pair of UTF-16 is no character.
  if (/\p{Surrogate}/u.test(text)) return new URLSearchParams([['', text]]).toString().slice(1)
  return encodeURIComponent(text).replace(/%20|[!'()~]/g, (found) => formForms[found] as string)
}

/** What the form's encoding has otherwise than that of a URL's parts. */
const formForms: Readonly<Record<string, string>> = {
  '%20': '+',
  '!': '%21',
  "'": '%27',
  '(': '%28',
  ')': '%29',
  '~': '%7E',
}

/**
 * The address of an item's page.
 *
 * @example itemLink('https://app.threatconnect.com', incident, { id: 54321, name: '…' }, 'Example Organization')
 */
export function itemLink(site: string, entry: AnyEntry, item: Linked, owner: string): string {
  const { path, parameter } = itemPage(entry)
  if (entry.kind !== 'indicator') return `${site}${path}?${parameter}=${item.id}`
  const value = goesById(entry) ? String(item.id) : formEncode(firstPart(item.name))
  return `${site}${path}?${parameter}=${value}&owner=${encodedOwner(owner)}`
}

function encodedOwner(owner: string): string {
  if (owner !== lastOwner[0]) lastOwner = [owner, formEncode(owner)]
  return lastOwner[1]
}

/** All items of a page have the same owner. */
let lastOwner: readonly [name: string, encoded: string] = ['', '']

/** A file's page goes by one of its hashes. */
function firstPart(summary: string): string {
  const end = summary.indexOf(summarySeparator)
  return end < 0 ? summary : summary.slice(0, end)
}

const goesById = ({ page }: IndicatorEntry): boolean => page === undefined || page.by === 'id'

const pages = new WeakMap<AnyEntry, LinkedPage>()

/** Asked for with every item, and the same for all of a type. */
function itemPage(entry: AnyEntry): LinkedPage {
  const known = pages.get(entry)
  if (known) return known
  const page = pageOf(entry)
  pages.set(entry, page)
  return page
}

function pageOf(entry: AnyEntry): LinkedPage {
  if (entry.kind === 'indicator') return indicatorPage(entry)
  const { entity, type, branch } = entry
  const room = entry.kind === 'task' ? 'workflow' : entity
  const api = ['', kinds[entry.kind].branch, branch].filter((part, index) => index === 0 || part).join('/')
  return {
    path: `/auth/${room}/${encodeSegment(entity)}.xhtml`,
    parameter: formEncode(entity),
    title: type,
    api: (value) => `${api}/${encodeSegment(value)}`,
  }
}

function indicatorPage(entry: IndicatorEntry): LinkedPage {
  const { branch } = kinds.indicator
  const page = entry.page ?? { name: 'customIndicator', parameter: 'id' }
  const byId = goesById(entry)
  return {
    path: `/auth/indicators/details/${encodeSegment(page.name)}.xhtml`,
    parameter: formEncode(page.parameter),
    title: byId ? 'Indicator' : entry.type,
    api: (value) => `/${branch}${byId ? '' : `/${entry.branch}/${encodeSegment(value)}`}`,
  }
}

const tagPage: LinkedPage = {
  path: '/auth/tags/tag.xhtml',
  parameter: 'tag',
  title: 'Tag',
  api: (value) => `/tags/${encodeSegment(value)}`,
}

/** The address of a tag's page. */
export function tagLink(site: string, tag: string, owner: string): string {
  return `${site}${tagPage.path}?${tagPage.parameter}=${formEncode(tag)}&owner=${encodedOwner(owner)}`
}

/** Every page that a link may lead to, each once. */
export function linkedPages({ entries }: Catalog): readonly LinkedPage[] {
  const pages = [...entries.map(itemPage), tagPage]
  return [...new Map(pages.map((page) => [page.path, page])).values()]
}

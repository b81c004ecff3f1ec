import type { AnyEntry, IndicatorEntry } from '../catalog/define.ts'
import { summarySeparator } from '../catalog/summary.ts'

/** What a link needs to know of an item. */
export interface Linked {
  readonly id: number
  /** A group's, victim's or task's name; an indicator's value. */
  readonly name: string
}

/** Blanks as `+`, as the platform writes them. */
const formEncode = (text: string): string => new URLSearchParams([['', text]]).toString().slice(1)

/**
 * The address of an item's page.
 *
 * @example itemLink('https://app.threatconnect.com', incident, { id: 54321, name: '…' }, 'Example Organization')
 */
export function itemLink(site: string, entry: AnyEntry, item: Linked, owner: string): string {
  if (entry.kind === 'indicator') return indicatorLink(site, entry, item, owner)
  const room = entry.kind === 'task' ? 'workflow' : entry.entity
  return `${site}/auth/${room}/${entry.entity}.xhtml?${entry.entity}=${item.id}`
}

/** A file's page goes by one of its hashes. */
const firstPart = (summary: string): string => summary.split(summarySeparator)[0] ?? summary

function indicatorLink(site: string, entry: IndicatorEntry, item: Linked, owner: string): string {
  const page = entry.page ?? { name: 'customIndicator', parameter: 'id', by: 'id' }
  const value = page.by === 'id' ? String(item.id) : formEncode(firstPart(item.name))
  return `${site}/auth/indicators/details/${page.name}.xhtml?${page.parameter}=${value}&owner=${formEncode(owner)}`
}

/** The address of a tag's page. */
export function tagLink(site: string, tag: string, owner: string): string {
  return `${site}/auth/tags/tag.xhtml?tag=${formEncode(tag)}&owner=${formEncode(owner)}`
}

/** The address of the page of the victim that an asset belongs to. */
export function assetLink(site: string, victimId: number): string {
  return `${site}/auth/victim/victim.xhtml?victim=${victimId}`
}

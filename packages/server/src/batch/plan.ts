import { createHash } from 'node:crypto'
import type { BatchSettings, Catalog } from '@tcex/model'
import type { Body } from '../service/items.ts'
import { refuse } from '../service/refusal.ts'
import type { Element } from './json-lists.ts'
import { pathOf } from './json-lists.ts'
import { listIn } from './plan-hanging.ts'
import { entryOf, planItem, planTarget } from './plan-item.ts'
import { isInlineGroup, planLink } from './plan-links.ts'
import type { Planned, PlannedItem, Rules } from './planned.ts'

/** The lists of a file by the version of the batch API; in the first there are indicators alone. */
export const lists = { V1: ['indicator'], V2: ['indicator', 'group', 'association'] } as const

export const listNames = lists.V2

export type ListName = (typeof listNames)[number]

/** What a file calls an element: a group's xid, an indicator's value. */
export function sourceOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return ''
  const body = value as Body
  const name = body.summary ?? body.xid ?? body.name ?? body.ref_1 ?? body.id_1 ?? firstText(body)
  return typeof name === 'string' || typeof name === 'number' ? String(name) : ''
}

/** An indicator may be given by its own fields, of which the value comes first. */
const firstText = (body: Body): unknown =>
  Object.entries(body).find(([key, value]) => key !== 'type' && typeof value === 'string')?.[1]

/** The list that an element belongs to, or undefined where the file has a key that is none. */
export function listOf({ list }: Element): ListName | undefined {
  return list === '' ? 'indicator' : listNames.find((name) => name === list)
}

/** Checks elements of a file one by one. */
export class Planner {
  readonly #catalog: Catalog
  readonly #settings: BatchSettings
  readonly #rules: Rules

  constructor(catalog: Catalog, settings: BatchSettings, rules: Rules) {
    this.#catalog = catalog
    this.#settings = settings
    this.#rules = rules
  }

  /**
   * What an element comes to.
   *
   * @throws Refusal naming what breaks a rule
   */
  plan(element: Element, value: unknown): Planned {
    const list = this.#listOf(element)
    if (element.index < 0) throw refuse('batchNoList', { list, text: shortText(value) })
    const body = elementIn(value, list)
    if (list === 'association') {
      return { kind: 'link', link: planLink(this.#catalog, body, pathOf(element.list, element.index)) }
    }
    const entry = entryOf(this.#catalog, list, body.type)
    if (this.#settings.action === 'Delete') return { kind: 'items', items: [planTarget(entry, body)] }
    const linked = listIn(body, 'associatedGroups')
    if (!linked?.some(isInlineGroup)) {
      return { kind: 'items', items: [planItem(this.#catalog, entry, body, this.#rules)] }
    }
    const { whole, groups } = this.#inlineGroups(linked)
    const item = planItem(this.#catalog, entry, { ...body, associatedGroups: whole }, this.#rules)
    return { kind: 'items', items: [...groups, item] }
  }

  #listOf(element: Element): ListName {
    const list = listOf(element)
    const known: readonly string[] = lists[this.#settings.version]
    if (list && known.includes(list)) return list
    throw refuse('batchList', { name: element.list, known })
  }

  /** Groups that are described where they are linked become items of their own, named by xid. */
  #inlineGroups(linked: readonly unknown[]) {
    const whole = linked.map((each) => (isInlineGroup(each) ? named(each) : each))
    const groups: readonly PlannedItem[] = whole
      .filter(isInlineGroup)
      .map((each) => planItem(this.#catalog, entryOf(this.#catalog, 'group', each.type), each, this.#rules))
    return { whole, groups }
  }
}

function elementIn(value: unknown, list: ListName): Body {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Body
  throw refuse('batchElement', { list, text: shortText(value) })
}

const shortText = (value: unknown): string => JSON.stringify(value).slice(0, 100)

/** A group without an xid is given one that is the same each time, so that a file run again makes no second group. */
function named({ groupXid, ...body }: Body): Body {
  const { type, name } = body
  const xid = body.xid ?? groupXid ?? createHash('sha256').update(`${type}\n${name}`).digest('hex')
  return { ...body, xid }
}

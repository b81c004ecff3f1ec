import type { AnyEntry } from '../catalog/define.ts'
import { type Head, headOf, type Part, partsOf } from './item-parts.ts'
import { valueText, whole } from './item-text.ts'
import type { ItemView, Shape } from './item-view.ts'

/**
 * Makes a function that writes the items of one answer as JSON, each as `encodeItem` gives it. It makes no objects in
 * between, and writes what many items have in common once.
 *
 * @example const write = itemWriter(shape); const text = `[${views.map(write).join()}]`
 */
export function itemWriter(shape: Shape): (view: ItemView) => string {
  const writers = new Map<AnyEntry, Writer>()
  const members = new Map<object, string>()
  const writeMember = (member: object, { textOf }: Written, view: ItemView): string => {
    const known = members.get(member)
    if (known !== undefined) return known
    const text = textOf(member, view, shape)
    members.set(member, text)
    return text
  }
  const writePart = (part: Written, view: ItemView): string | undefined => {
    const found = part.value(view, shape)
    if (found === undefined) return undefined
    if (!part.hasMembers) return valueText(found)
    let text = '['
    for (const each of found as readonly object[]) {
      text += text.length === 1 ? writeMember(each, part, view) : `,${writeMember(each, part, view)}`
    }
    return `${text}]`
  }
  const writerFor = (entry: AnyEntry): Writer => {
    const known = writers.get(entry)
    if (known) return known
    const writer = new Writer(entry, shape)
    writers.set(entry, writer)
    return writer
  }
  return (view) => {
    const { head, parts } = writerFor(view.entry)
    let text = head ? head.text(view, shape) : ''
    for (const each of parts) {
      const value = each.text ? each.text(view, shape) : writePart(each, view)
      if (value !== undefined) text += each.beginning + value
    }
    return `${text}}`
  }
}

/** How the items of a type are written. */
class Writer {
  readonly head: Head | undefined
  readonly parts: readonly Written[]

  constructor(entry: AnyEntry, shape: Shape) {
    this.head = headOf(entry, shape)
    const after = this.head?.length ?? 0
    this.parts = partsOf(entry, shape)
      .map((each, index) => new Written(each, index === 0))
      .slice(after)
  }
}

/** A part with what stands before its value. The first one is the id, which every item has. */
class Written {
  readonly beginning: string
  readonly text: Part['text']
  readonly value: Part['value']
  readonly hasMembers: boolean
  readonly textOf: NonNullable<Part['memberText']>

  constructor({ key, text, value, member, memberText }: Part, isFirst: boolean) {
    this.beginning = whole(isFirst ? '{' : ',', JSON.stringify(key), ':')
    this.text = text
    this.value = value
    this.hasMembers = member !== undefined
    this.textOf = memberText ?? ((each, view, shape) => JSON.stringify(member?.(each, view, shape)))
  }
}

import type { AnyEntry } from '../catalog/define.ts'
import { type Part, partsOf } from './item-parts.ts'
import type { ItemView, Shape } from './item-view.ts'

/**
 * Makes a function that writes the items of one answer as JSON, each as `encodeItem` gives it. It makes no objects in
 * between, and writes what many items have in common once.
 *
 * @example const write = itemWriter(shape); const text = `[${views.map(write).join()}]`
 */
export function itemWriter(shape: Shape): (view: ItemView) => string {
  const written = new Map<AnyEntry, readonly WrittenPart[]>()
  const members = new Map<object, string>()
  const writeMember = (each: object, encode: NonNullable<Part['member']>, view: ItemView): string => {
    const known = members.get(each)
    if (known !== undefined) return known
    const text = JSON.stringify(encode(each, view, shape))
    members.set(each, text)
    return text
  }
  const writePart = ({ value, member }: Part, view: ItemView): string | number | undefined => {
    const found = value(view, shape)
    if (typeof found === 'string') return quoted(found)
    if (typeof found === 'number' || found === undefined) return found
    if (!member) return Array.isArray(found) ? listText(found) : JSON.stringify(found)
    let text = '['
    for (const each of found as readonly object[]) {
      text += (text.length === 1 ? '' : ',') + writeMember(each, member, view)
    }
    return `${text}]`
  }
  const partsFor = (entry: AnyEntry) => {
    const known = written.get(entry)
    if (known) return known
    const parts = partsOf(entry, shape).map((each) => ({
      ...each,
      beginning: `${JSON.stringify(each.key)}:`,
    }))
    written.set(entry, parts)
    return parts
  }
  return (view) => {
    let text = '{'
    for (const each of partsFor(view.entry)) {
      const value = each.text ? each.text(view, shape) : writePart(each, view)
      if (value !== undefined) text += (text.length === 1 ? '' : ',') + each.beginning + value
    }
    return `${text}}`
  }
}

/** What needs no escaping, as nearly all texts, is written faster without looking for it a character at a time. */
const quoted = (text: string): string => (/^[ !#-[\]-~]*$/.test(text) ? `"${text}"` : JSON.stringify(text))

function listText(list: readonly unknown[]): string {
  let text = '['
  for (const each of list) {
    text += text.length === 1 ? valueText(each) : `,${valueText(each)}`
  }
  return `${text}]`
}

function valueText(value: unknown): string {
  if (typeof value === 'string') return quoted(value)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return JSON.stringify(value)
  let text = '{'
  for (const key in value) {
    const found = (value as Readonly<Record<string, unknown>>)[key]
    if (found === undefined) continue
    const written = typeof found === 'number' ? found : valueText(found)
    text += `${text.length === 1 ? '' : ','}"${key}":${written}`
  }
  return `${text}}`
}

/** A part with what stands before its value. */
interface WrittenPart extends Part {
  readonly beginning: string
}

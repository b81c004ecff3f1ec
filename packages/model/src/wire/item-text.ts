import type { FieldValue } from '../catalog/field.ts'
import type { AttributeEntity } from '../catalog/metadata.ts'

// Values as JSON, as JSON.stringify writes them, where that is called too often for what it costs.

/** What needs no escaping, as nearly all texts, is written faster without looking for it a character at a time. */
export const quoted = (text: string): string =>
  /^[ !#-[\]-~]*$/.test(text) ? `"${text}"` : JSON.stringify(text)

/** A text that is used again and again, in one piece: one made with `+` is put together anew wherever it is written. */
export const whole = (...pieces: readonly string[]): string => pieces.join('')

/** A text in JSON without its last quote, of the few that come again and again. */
export function begun(text: string): string {
  const known = begunBefore.get(text)
  if (known !== undefined) return known
  if (begunBefore.size >= 100) begunBefore.clear()
  const written = JSON.stringify(text).slice(0, -1)
  begunBefore.set(text, written)
  return written
}

const begunBefore = new Map<string, string>()

/** A member of an object after others, or nothing. */
export function memberText(key: string, value: FieldValue | undefined): string {
  if (value === undefined) return ''
  return `,"${key}":${typeof value === 'number' ? value : valueText(value)}`
}

export function valueText(value: unknown): string {
  if (typeof value === 'string') return quoted(value)
  return typeof value === 'number' ? String(value) : JSON.stringify(value)
}

/** An item's attributes, as a list. */
export function attributesText(attributes: readonly AttributeEntity[]): string {
  let text = '['
  for (const each of attributes) text += text.length === 1 ? attributeText(each) : `,${attributeText(each)}`
  return `${text}]`
}

function attributeText(attribute: AttributeEntity): string {
  const { id, xid, type, dateAdded, lastModified, displayed, value, source } = attribute
  const ids = xid === undefined ? `{"id":${id}` : `{"id":${id},"xid":${quoted(xid)}`
  const end = source === undefined ? '}' : `,"source":${quoted(source)}}`
  const dates = `"dateAdded":"${dateAdded}","lastModified":"${lastModified}"`
  return `${ids},"type":${begun(type)}",${dates},"displayed":${displayed},"value":${quoted(value)}${end}`
}

import { type AnyEntry, checkField, displayedAttributes, type Field } from '@tcex/model'
import { attributeTypes, eachAttribute, insertAttribute, updateAttribute } from '../store/attributes.ts'
import type { ItemRow } from '../store/rows.ts'
import { brokenRule } from './attribute-types.ts'
import { refuse } from './refusal.ts'
import { seconds, type Work } from './scope.ts'

type Body = Readonly<Record<string, unknown>>

/** A body taken apart: its fields, and what the item is to show, by attribute type. */
export interface DisplayedBody {
  readonly fields: Body
  readonly displayed: ReadonlyMap<string, string>
}

/**
 * Takes the `description` and `source` out of an indicator's body: they are the displayed attributes of those names.
 * Empty ones count as not given.
 *
 * @throws Refusal for a value that is no text, or that the attribute type does not take
 */
export async function takeDisplayed(work: Work, entry: AnyEntry, body: Body): Promise<DisplayedBody> {
  if (entry.kind !== 'indicator') return { fields: body, displayed: new Map() }
  const keys = displayedAttributes.filter(([, key]) => Object.hasOwn(body, key))
  if (keys.length === 0) return { fields: body, displayed: new Map() }
  const types = await attributeTypes(work.connection)
  const displayed = new Map<string, string>()
  for (const [type, key] of keys) {
    const value = body[key]
    if (value === undefined || value === null || value === '') continue
    const checked = checkField(textField(key), value)
    const rule = checked.ok ? brokenRule(types, type, String(checked.value)) : checked.rule
    if (rule) throw refuse('invalidFields', { type: entry.type, problems: [{ field: key, rule }] })
    displayed.set(type, String(value))
  }
  const names = new Set<string>(keys.map(([, key]) => key))
  return { fields: Object.fromEntries(Object.entries(body).filter(([key]) => !names.has(key))), displayed }
}

const textField = (title: string): Field => ({ format: 'longText', title, sentence: 'What it says.' })

/** Makes an item show these values: the newest displayed attribute of a type says it, or a new one. */
export async function display(
  work: Work,
  item: ItemRow,
  displayed: ReadonlyMap<string, string>,
): Promise<void> {
  if (displayed.size === 0) return
  const rows = await eachAttribute(work.connection, item.ownerId, [item.id])
  const lastModified = seconds(work)
  for (const [type, value] of displayed) {
    const shown = rows.findLast((row) => row.displayed && row.type === type)
    if (shown?.value === value) continue
    const said = { type, value, displayed: true, lastModified }
    if (shown) await updateAttribute(work.connection, { ...shown, ...said })
    else
      await insertAttribute(work.connection, {
        ...{ ownerId: item.ownerId, itemId: item.id, source: null, dateAdded: lastModified },
        ...said,
      })
  }
}

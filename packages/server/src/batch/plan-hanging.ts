import {
  type AnyEntry,
  checkField,
  displayedAttributes,
  type Field,
  type Problem,
  type Values,
} from '@tcex/model'
import { type AttributeInput, checkAttribute } from '../service/attributes.ts'
import type { Body } from '../service/items.ts'
import { checkOccurrence } from '../service/occurrences.ts'
import { refuse } from '../service/refusal.ts'
import { checkTagName } from '../service/tags.ts'
import type { LabelInput, PlannedAttribute, PlannedItem, Rules } from './planned.ts'

/** Where a file says what hangs on an item. */
export const hangingKeys = ['attribute', 'tag', 'securityLabel', 'fileOccurrence'] as const

/** Attributes, tags and security labels of an element, as far as it says something of them. */
export function hangingIn(
  entry: AnyEntry,
  body: Body,
  rules: Rules,
): Pick<PlannedItem, 'attributes' | 'tags' | 'labels' | 'occurrences'> {
  const attributes = attributesIn(entry, body, rules)
  const tags = listIn(body, 'tag')?.map((each) => checkTagName(nameIn(each)))
  const labels = listIn(body, 'securityLabel')?.map(labelIn)
  const occurrences = listIn(body, 'fileOccurrence')?.map((each) => occurrenceIn(entry, each, rules.now))
  return { attributes, tags: tags && unique(tags), labels, occurrences }
}

/** Nearly every list is short, and has each name once. */
function unique(names: readonly string[]): readonly string[] {
  const isShort = names.length <= 8
  return isShort && names.every((name, at) => names.indexOf(name) === at) ? names : [...new Set(names)]
}

/** Some files have one object where others have a list of one. */
export function listIn(body: Body, key: string): readonly unknown[] | undefined {
  const value = Object.hasOwn(body, key) ? body[key] : undefined
  if (value === undefined || value === null) return undefined
  return Array.isArray(value) ? value : [value]
}

const nameIn = (each: unknown): unknown => (typeof each === 'string' ? each : objectIn(each, 'tag').name)

/**
 * One element of a list as an object.
 *
 * @throws Refusal where it is something else
 */
export function objectIn(value: unknown, field: string): Body {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Body
  throw refuse('invalidFields', { type: field, problems: [{ field, rule: 'must be a list of objects' }] })
}

function attributesIn(entry: AnyEntry, body: Body, rules: Rules): readonly PlannedAttribute[] | undefined {
  const given = listIn(body, 'attribute')?.map((each) => attributeIn(each, rules))
  const shown = entry.kind === 'indicator' ? shownIn(body, rules) : nothing
  if (shown.length === 0) return given
  const isThere = ({ type, value }: AttributeInput) =>
    given?.some((each) => each.type === type && each.value === value)
  return [...(given ?? []), ...shown.filter((each) => !isThere(each))]
}

function attributeIn(each: unknown, rules: Rules): PlannedAttribute {
  const body = objectIn(each, 'attribute')
  const labels = listIn(body, 'securityLabel')?.map(labelIn)
  const attribute = checkAttribute(body, rules.attributeTypes)
  return labels ? { ...attribute, labels } : attribute
}

const nothing: readonly AttributeInput[] = []

/** An indicator's `description` and `source` are the attributes that it shows. */
function shownIn(body: Body, rules: Rules): readonly AttributeInput[] {
  if (displayedAttributes.every(([, key]) => body[key] === undefined)) return nothing
  return displayedAttributes.flatMap(([type, key]) => {
    const value = body[key]
    if (value === undefined || value === null || value === '') return []
    return [checkAttribute({ type, value, displayed: true }, rules.attributeTypes)]
  })
}

/** An item that goes by any of several hashes is a file, and files are found somewhere. */
function occurrenceIn(entry: AnyEntry, each: unknown, now: Date): Values {
  if (entry.kind !== 'indicator' || entry.identifiedBy !== 'any') {
    const problems = [{ field: 'fileOccurrence', rule: 'is for files only' }]
    throw refuse('invalidFields', { type: entry.type, problems })
  }
  return checkOccurrence(objectIn(each, 'fileOccurrence'), now)
}

const labelFields = {
  name: { format: 'text', title: 'Name', sentence: 'What the label is called.', maxLength: 50 },
  description: { format: 'longText', title: 'Description', sentence: 'What the label means.' },
  color: { format: 'text', title: 'Colour', sentence: 'Its colour as six hexadecimal digits.' },
} as const satisfies Readonly<Record<string, Field>>

function labelIn(each: unknown): LabelInput {
  const body = objectIn(typeof each === 'string' ? { name: each } : each, 'securityLabel')
  const label: Record<string, unknown> = {}
  const problems: Problem[] = []
  for (const [name, field] of Object.entries(labelFields)) {
    const value = Object.hasOwn(body, name) ? body[name] : undefined
    if (value === undefined || value === null) continue
    const checked = checkField(field, value)
    if (checked.ok) label[name] = checked.value
    else problems.push({ field: name, rule: checked.rule })
  }
  if (label.name === undefined) problems.push({ field: 'name', rule: 'is required' })
  if (typeof label.color === 'string' && !/^#?[0-9a-f]{6}$/i.test(label.color)) {
    problems.push({ field: 'color', rule: 'must be six hexadecimal digits such as FF0000' })
  }
  if (problems.length > 0) throw refuse('invalidFields', { type: 'security label', problems })
  return label as unknown as LabelInput
}

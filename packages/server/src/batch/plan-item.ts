import {
  type AnyEntry,
  batchFieldsOf,
  type Catalog,
  type Fields,
  type IndicatorEntry,
  type Problem,
  splitSummary,
  type Values,
  validate,
  valueFields,
} from '@tcex/model'
import type { Body } from '../service/items.ts'
import { refuse } from '../service/refusal.ts'
import { actionsIn } from './plan-actions.ts'
import { hangingIn, hangingKeys } from './plan-hanging.ts'
import { aimsIn, linkKeys } from './plan-links.ts'
import type { Aim, PlannedItem, Rules, Target } from './planned.ts'
import { valueTarget } from './target.ts'

/** Keys that are read apart from an item's fields. */
const apart: ReadonlySet<string> = new Set([...hangingKeys, ...linkKeys, 'fileAction', 'summary', 'type'])

/** The parts of a custom type's value by their number. */
const numbered = ['value1', 'value2', 'value3'] as const

const none: readonly Problem[] = []

/** An indicator's xid serves the file's own purposes; its description and source are attributes. */
const apartOfIndicators = [...numbered, 'xid', 'description', 'source'] as const

/** What is looked up of an entry again and again. */
interface Known {
  readonly valueNames: readonly string[]
  /** Keys of an element that are no field of the item's own. */
  readonly apart: ReadonlySet<string>
  /** Every field but those of the value. */
  readonly fields: Fields
  /** What a file calls a field besides, by that name. */
  readonly aliases: ReadonlyMap<string, string>
}

const known = new WeakMap<AnyEntry, Known>()

function knownOf(entry: AnyEntry): Known {
  const found = known.get(entry)
  if (found) return found
  const valueNames = entry.kind === 'indicator' ? valueFields(entry).map(([name]) => name) : []
  const fields = Object.entries(batchFieldsOf(entry))
  const made: Known = {
    valueNames,
    apart: new Set([...apart, ...valueNames, ...(entry.kind === 'indicator' ? apartOfIndicators : [])]),
    fields: Object.fromEntries(fields.filter(([name]) => !valueNames.includes(name))),
    aliases: new Map(fields.flatMap(([name, { batchName }]) => (batchName ? [[batchName, name]] : []))),
  }
  known.set(entry, made)
  return made
}

/**
 * The type that an element of a list names.
 *
 * @throws Refusal where it names none
 */
export function entryOf(catalog: Catalog, kind: 'indicator' | 'group', type: unknown): AnyEntry {
  const entry = typeof type === 'string' ? catalog.find(kind, type) : undefined
  if (entry) return entry
  const types = catalog.of(kind).map((each) => each.type)
  throw refuse('invalidFields', {
    type: kind,
    problems: [{ field: 'type', rule: `must be one of: ${types.join(', ')}` }],
  })
}

/**
 * An indicator or group of a file, checked: every field, and everything that hangs on it.
 *
 * @throws Refusal naming what breaks a rule
 */
export function planItem(catalog: Catalog, entry: AnyEntry, body: Body, rules: Rules): PlannedItem {
  const { values, problems } = valueIn(entry, body)
  const validated = validate(knownOf(entry).fields, ownBody(entry, body), { creating: true, now: rules.now })
  const ofXid = xidProblems(entry, body)
  if (!validated.ok || problems.length + ofXid.length > 0) {
    const all = [...problems, ...(validated.ok ? [] : validated.problems), ...ofXid]
    throw refuse('invalidFields', { type: entry.type, problems: all })
  }
  const { attributes, tags, labels, occurrences } = hangingIn(entry, body, rules)
  return {
    entry,
    target: targetOf(entry, values, body),
    values: { ...values, ...validated.values },
    attributes,
    tags,
    labels,
    occurrences,
    links: joined(aimsIn(catalog, body), actionsIn(catalog, entry, body)),
    xid: entry.kind === 'indicator' && typeof body.xid === 'string' ? body.xid : undefined,
  }
}

const joined = (aims: readonly Aim[], actions: readonly Aim[]): readonly Aim[] =>
  actions.length === 0 ? aims : [...aims, ...actions]

/**
 * What an element names, where nothing else of it counts because it is to be deleted.
 *
 * @throws Refusal where it names nothing
 */
export function planTarget(entry: AnyEntry, body: Body): PlannedItem {
  const { values, problems } = valueIn(entry, body)
  const all = [...problems, ...xidProblems(entry, body)]
  if (all.length > 0) throw refuse('invalidFields', { type: entry.type, problems: all })
  return { entry, target: targetOf(entry, values, body), values, links: [] }
}

function targetOf(entry: AnyEntry, values: Values, body: Body): Target {
  if (entry.kind !== 'indicator') return { by: 'xid', xid: String(body.xid), type: entry.type }
  return valueTarget(entry, values)
}

/** A group goes by its xid; an indicator by its value, so that its xid says nothing here. */
function xidProblems(entry: AnyEntry, { xid }: Body): readonly Problem[] {
  if (entry.kind === 'indicator' || (typeof xid === 'string' && xid.trim() !== '')) return none
  return [{ field: 'xid', rule: 'is required' }]
}

/** The fields of an element without what is read apart, under their own names. */
function ownBody(entry: AnyEntry, body: Body): Body {
  const { aliases, apart: isApart, fields } = knownOf(entry)
  const own: Record<string, unknown> = {}
  for (const key of Object.keys(body)) {
    if (isApart.has(key)) continue
    const value = body[key]
    // The original says `"password": false` of every document that it kept on disk and that has none.
    if (value === false && fields[key]?.format === 'text') continue
    own[aliases.get(key) ?? key] = value
  }
  return own
}

/** An indicator's value: by its own fields, which count for more, by its summary, or by numbered parts. */
function valueIn(entry: AnyEntry, body: Body): { values: Values; problems: readonly Problem[] } {
  if (entry.kind !== 'indicator') return { values: {}, problems: [] }
  const { valueNames } = knownOf(entry)
  const isGiven = (name: string) => body[name] !== undefined && body[name] !== null
  if (valueNames.some(isGiven)) return partsIn(entry, body)
  if (isGiven('summary')) return summaryIn(entry, body.summary)
  if (entry.custom && isGiven('value1')) {
    const parts = valueNames.map((name, index) => [name, body[numbered[index] ?? ''] ?? undefined])
    return partsIn(entry, Object.fromEntries(parts))
  }
  return { values: {}, problems: [{ field: 'summary', rule: 'is required' }] }
}

function partsIn(entry: IndicatorEntry, body: Body): { values: Values; problems: readonly Problem[] } {
  const fields = Object.fromEntries(valueFields(entry))
  const given = valueFields(entry).map(([name, field]) => [name, body[name] ?? field.none])
  const validated = validate(fields, Object.fromEntries(given), { creating: true })
  return validated.ok
    ? { values: validated.values, problems: [] }
    : { values: {}, problems: validated.problems }
}

/** The value's own name is not in the file, so that the summary is what breaks a rule. */
function summaryIn(entry: IndicatorEntry, summary: unknown) {
  const isText = typeof summary === 'string' || typeof summary === 'number'
  if (!isText) return { values: {}, problems: [{ field: 'summary', rule: 'must be a text' }] }
  const split = splitSummary(entry, String(summary))
  if (split.ok) return { values: split.values, problems: none }
  const isOne = valueFields(entry).length === 1 || entry.identifiedBy === 'any'
  const problems = split.problems.map(({ field, rule }) => ({ field: isOne ? 'summary' : field, rule }))
  return { values: {}, problems }
}

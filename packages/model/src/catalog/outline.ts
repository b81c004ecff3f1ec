import type {
  AnyEntry,
  AssetEntry,
  AssetSet,
  GroupEntry,
  IndicatorEntry,
  ItemEntry,
  TaskEntry,
  VictimEntry,
} from './define.ts'
import type { Field, Fields } from './field.ts'

/** What a client has to know of a field: how its value is sent, and the calls that it stands for. */
export type FieldOutline = Partial<
  Pick<Field, 'format' | 'value' | 'none' | 'choices' | 'aliases' | 'setter' | 'readOnly' | 'branch'>
>

/** What a client has to know of a kind of asset. */
export type AssetOutline = Pick<AssetEntry, 'type' | 'branch' | 'entity' | 'shorthand'>

interface AssetSetOutline extends Omit<AssetSet, 'types'> {
  readonly types: Readonly<Record<string, AssetOutline>>
}

type OutlineOf<E extends ItemEntry, K extends keyof E = never> = Pick<
  E,
  'kind' | 'type' | 'branch' | 'entity' | 'shorthand' | 'traits' | K
> & {
  readonly fields: Readonly<Record<string, FieldOutline>>
  readonly assets?: AssetSetOutline
}

export type GroupOutline = OutlineOf<GroupEntry, 'pdf'>
export type IndicatorOutline = OutlineOf<IndicatorEntry, 'identifiedBy' | 'parts'>
export type VictimOutline = OutlineOf<VictimEntry>
export type TaskOutline = OutlineOf<TaskEntry>

/** What a client has to know of a type to make calls on it. A whole entry is an outline too. */
export type Outline = GroupOutline | IndicatorOutline | VictimOutline | TaskOutline

/**
 * The outline of an entry: without sentences and titles, and without what only the platform checks. It is plain data,
 * so that a build can write it down in place of the entry.
 */
export function outlineOf(entry: AnyEntry): Outline {
  const { kind, type, branch, entity, shorthand, traits, assets } = entry
  const names = { kind, type, branch, entity, shorthand, traits, fields: outlineFields(entry.fields) }
  const own = entry.kind === 'indicator' ? partsOf(entry) : entry.kind === 'group' ? reportOf(entry) : {}
  return { ...names, ...own, ...(assets ? { assets: outlineAssets(assets) } : {}) } as Outline
}

const partsOf = ({ identifiedBy, parts }: IndicatorEntry) => ({ identifiedBy, ...(parts ? { parts } : {}) })

const reportOf = ({ pdf }: GroupEntry) => (pdf === false ? { pdf } : {})

const outlineAssets = ({ types, ...set }: AssetSet): AssetSetOutline => ({
  ...set,
  types: mapValues(types, ({ type, branch, entity, shorthand }) => ({ type, branch, entity, shorthand })),
})

/** The outlines of the fields that a client has something to do for; any other is sent as it comes. */
export function outlineFields(fields: Fields): Readonly<Record<string, FieldOutline>> {
  const outlines = mapValues(fields, outlineField)
  return Object.fromEntries(Object.entries(outlines).filter(([, outline]) => Object.keys(outline).length > 0))
}

const sentAsTexts: readonly Field['format'][] = ['dateTime', 'booleanText']

function outlineField({
  format,
  value,
  none,
  choices,
  aliases,
  setter,
  readOnly,
  branch,
}: Field): FieldOutline {
  return {
    ...(value || sentAsTexts.includes(format) ? { format } : {}),
    ...(value
      ? { value, ...(none ? { none } : {}), ...(choices ? { choices } : {}), ...(aliases ? { aliases } : {}) }
      : {}),
    ...(setter && !readOnly ? { setter } : {}),
    ...(branch ? { branch } : {}),
  }
}

const mapValues = <A, B>(record: Readonly<Record<string, A>>, map: (value: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]))

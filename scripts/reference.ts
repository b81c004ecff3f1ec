// The pages of docs/reference, made from the catalog and the error table.

import {
  type AnyEntry,
  type AssetEntry,
  type Catalog,
  type ErrorRow,
  errorTable,
  type Field,
  type Fields,
  initialAttributeTypes,
  initialSecurityLabels,
  type Kind,
  kinds,
} from '@tcex/model'

const notice = '<!-- Made by `npm run check -- --fix` from the catalog; do not edit. -->'

const formats: Readonly<Record<string, string>> = {
  text: 'text, one line',
  longText: 'text',
  dateTime: 'date (UTC, `2019-04-02T00:00:00Z`)',
  integer: 'whole number',
  decimal: 'number',
  boolean: 'true or false',
  booleanText: '`"true"` or `"false"`',
  choice: 'one of a list',
  users: 'users (`[{"userName": …}]`)',
  ipAddress: 'IPv4 or IPv6 address',
  cidrBlock: 'range, `10.0.0.0/24`',
  hostName: 'host name, ASCII or Punycode',
  url: 'URL with its scheme',
  emailAddress: 'e-mail address',
  md5: '32 hexadecimal digits',
  sha1: '40 hexadecimal digits',
  sha256: '64 hexadecimal digits',
  asNumber: '`ASN12345`',
  registryKeyName: 'registry key from its hive on',
  registryValueName: 'text, or one space for none',
}

const shown: Readonly<Record<NonNullable<Field['shown']>, string>> = {
  always: '',
  single: 'shown on a single item',
  detail: 'shown on a single item, and in lists with `includes=additional`',
  additional: 'shown with `includes=additional`',
  never: 'not shown',
}

function notes(field: Field): string {
  const said = [
    field.value ? 'part of the value' : '',
    field.required ? 'required' : '',
    field.readOnly ? 'set by the platform' : '',
    shown[field.shown ?? 'always'],
    field.filter ? `filter: ${field.filter.map((operator) => `\`${operator}\``).join(' ')}` : '',
    field.choices ? field.choices.map((choice) => `\`${choice}\``).join(', ') : '',
    field.minimum !== undefined && field.maximum !== undefined ? `${field.minimum} to ${field.maximum}` : '',
  ]
  return said.filter(Boolean).join('; ')
}

const fieldRows = (fields: Fields): readonly string[] => [
  '| field | what | format | notes |',
  '| --- | --- | --- | --- |',
  ...Object.entries(fields).map(
    ([name, field]) =>
      `| \`${name}\` | ${field.sentence} | ${formats[field.format] ?? field.format} | ${notes(field)} |`,
  ),
]

const path = (entry: AnyEntry): string =>
  `/v2/${[kinds[entry.kind].branch, entry.branch].filter(Boolean).join('/')}`

const entrySection = (entry: AnyEntry): readonly string[] => [
  `### ${entry.type}`,
  '',
  `${entry.sentence} \`${path(entry)}\`, key \`${entry.entity}\`, \`tcex.ti.${entry.shorthand}({ … })\``,
  '',
  ...fieldRows(entry.fields),
  '',
]

const assetSection = (base: string, asset: AssetEntry): readonly string[] => [
  `### ${asset.type}`,
  '',
  `${asset.sentence} \`${base}/${asset.branch}\`, key \`${asset.entity}\``,
  '',
  ...fieldRows(asset.fields),
  '',
]

/** The kinds of asset that a type's items have, under a heading of their own. */
const assetSections = (entry: AnyEntry): readonly string[] => {
  const { assets, type } = entry
  if (!assets) return []
  const base = `${path(entry)}/{id}/${assets.branch}`
  const sections = Object.values(assets.types).flatMap((asset) => assetSection(base, asset))
  return [`## ${type} assets`, '', ...sections]
}

const kindTitles: Readonly<Record<Kind, string>> = {
  group: 'Groups',
  indicator: 'Indicators',
  victim: 'Victims',
  task: 'Tasks',
}

const kindSection = (catalog: Catalog, kind: Kind): readonly string[] => [
  `## ${kindTitles[kind]}`,
  '',
  ...catalog.of(kind).flatMap(entrySection),
]

/** The page of types: every entry of a catalog with its fields. */
export const typesPage = (catalog: Catalog): readonly string[] => [
  '# Types',
  '',
  notice,
  '',
  'Every type of the catalog with its fields. A name of a type may be written in any case, with or without the space.',
  '',
  ...(Object.keys(kindTitles) as readonly Kind[]).flatMap((kind) => kindSection(catalog, kind)),
  ...catalog.entries.flatMap(assetSections),
  '## What a new owner has',
  '',
  `Security labels: ${initialSecurityLabels.map(({ name }) => `\`${name}\``).join(', ')}.`,
  '',
  `Attribute types: ${initialAttributeTypes.map((name) => `\`${name}\``).join(', ')}.`,
]

/** A payload that fills every sentence with the names of what it is filled with. */
const placeholders = new Proxy(
  {},
  {
    get: (_target, name) => {
      if (name === 'problems') return [{ field: '{field}', rule: '{rule}' }]
      if (name === 'known') return ['{known}']
      return name === 'position' ? 0 : `{${String(name)}}`
    },
  },
)

/** The page of refusals: every row of the error table. */
export const errorsPage = (): readonly string[] => [
  '# Refusals',
  '',
  notice,
  '',
  'What the platform answers when it refuses a call: `{"status": "Failure", "message": …}` with this status.',
  '',
  '| status | code | message |',
  '| --- | --- | --- |',
  ...Object.entries(errorTable).map(([code, row]) => {
    const sentence = (row as ErrorRow<unknown>).sentence(placeholders).replaceAll('|', '\\|')
    return `| ${row.status} | \`${code}\` | ${sentence.replaceAll('<', '&lt;')} |`
  }),
]

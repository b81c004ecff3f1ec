// Writes docs/reference from the catalog and the error table; with --check it only says whether it is up to date.

import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type AnyEntry,
  type AssetEntry,
  catalog,
  type ErrorRow,
  errorTable,
  type Field,
  type Fields,
  initialAttributeTypes,
  initialSecurityLabels,
  type Kind,
  kinds,
} from '@tcex/model'
import { contentRoutes, routes } from '../packages/server/src/http/routes.ts'
import { documentedEndpoints, isServed, testOf } from '../tests/conformance/documented-endpoints.ts'
import { root } from './tool.ts'

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

const kindSection = (kind: Kind): readonly string[] => [
  `## ${kindTitles[kind]}`,
  '',
  ...catalog.of(kind).flatMap(entrySection),
]

const typesPage = (): readonly string[] => [
  '# Types',
  '',
  notice,
  '',
  'Every type of the catalog with its fields. A name of a type may be written in any case, with or without the space.',
  '',
  ...(Object.keys(kindTitles) as readonly Kind[]).flatMap(kindSection),
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

const errorsPage = (): readonly string[] => [
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

const urlSegments = catalog.branches()
const docs = 'https://docs.threatconnect.com/en/latest/rest_api'

/** The published page that holds a source page of the documentation. */
const pageLink = (page: string): string => {
  const [room = ''] = page.split('/')
  const address = page.includes('/') ? `v2/${room}/${room}.html` : page.replace('.rst', '.html')
  return `[${page}](${docs}/${address})`
}

const byPath = [...documentedEndpoints].sort((left, right) =>
  left.path < right.path ? -1 : Number(left.path > right.path),
)

const endpointsPage = (): readonly string[] => {
  const rows = byPath.map((endpoint) => {
    const here = isServed(endpoint, [...routes, ...contentRoutes], urlSegments)
    const test = testOf(endpoint)
    const tested = here ? `[${test.split('/').at(-1)}](../../${test})` : ''
    return `| ${endpoint.method} | \`/v2${endpoint.path}\` | ${here ? 'yes' : 'not yet'} | ${tested} | ${pageLink(endpoint.page)} |`
  })
  const missing = rows.filter((row) => row.includes('| not yet |')).length
  return [
    '# Endpoints',
    '',
    notice.replace('the catalog', 'the routes and tests/conformance/documented-endpoints.ts'),
    '',
    `Every endpoint and method of the v2 API that the public documentation has: ${rows.length}, of which ${rows.length - missing} are here.`,
    'Each that is here is called by tests/conformance/documented-endpoints.test.ts; the test that is named shows in detail',
    'what it answers. Custom metrics, notifications and playbooks are out of scope and answer 404. Security labels can be',
    'made and changed by POST and PUT too, which the documentation has for batches only.',
    '',
    '| method | path | here | test | documented in |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ]
}

const pages: Readonly<Record<string, readonly string[]>> = {
  'types.md': typesPage(),
  'refusals.md': errorsPage(),
  'endpoints.md': endpointsPage(),
}

const folder = join(root, 'docs/reference')
const check = process.argv.includes('--check')
const stale: string[] = []
await mkdir(folder, { recursive: true })
for (const [name, lines] of Object.entries(pages)) {
  const text = `${lines.join('\n').trimEnd()}\n`
  const file = join(folder, name)
  const before = await readFile(file, 'utf8').catch(() => '')
  if (before === text) continue
  if (check) stale.push(`docs/reference/${name}`)
  else await writeFile(file, text)
}
if (stale.length > 0) {
  console.error(`Out of date: ${stale.join(', ')}. Run: npm run check -- --fix`)
  process.exitCode = 1
}

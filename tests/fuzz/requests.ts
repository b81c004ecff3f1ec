import { batchFieldsOf, catalog } from '@tcex/model'
import fc from 'fast-check'
import { json, text } from './values.ts'

/** A request as it goes over the wire. */
export interface FuzzRequest {
  readonly method: string
  /** Path and query. */
  readonly target: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string
}

/** A route as it is registered: method and path with parameters. */
export type Template = readonly [method: string, path: string, ...unknown[]]

/** Items that are there: what leads to them, so that paths lead somewhere most of the time. */
const present: readonly string[] = [
  'groups/threats/1',
  'groups/documents/2',
  'groups/adversaries/3',
  'groups/signatures/4',
  'indicators/addresses/1.2.3.4',
  'indicators/hosts/fuzz.example.com',
]

/** What a parameter of a path may be, so that it leads somewhere most of the time. */
const known: Readonly<Record<string, readonly string[]>> = {
  type: catalog.entries.map(({ branch }) => branch),
  otherType: catalog.entries.map(({ branch }) => branch),
  id: ['1', '2', '3'],
  otherId: ['1', '2', '3'],
  attributeId: ['1', '2'],
  assetType: ['emailAddresses', 'handles', 'phoneNumbers', 'networkAccounts', 'socialNetworks', 'webSites'],
  assetId: ['1', '2'],
  tag: ['fuzz', 'other'],
  label: ['TLP:RED', 'TLP:GREEN'],
  format: ['json', 'csv'],
  association: catalog.associations.map(({ branch }) => branch),
  action: catalog.associations.map(({ branch }) => branch),
  name: ['Description', 'Source'],
  user: ['1'],
  occurrenceId: ['1'],
}

const encoded = (value: string): string =>
  encodeURIComponent(value.replaceAll(/\p{Surrogate}/gu, '\ufffd')).replaceAll("'", '%27')

const segment = (name: string): fc.Arbitrary<string> =>
  fc.oneof(
    { arbitrary: fc.constantFrom(...(known[name] ?? ['1'])).map(encoded), weight: 6 },
    { arbitrary: text.map(encoded), weight: 2 },
    { arbitrary: fc.constantFrom('%', '%zz', '%c0%af', '%ff', '..%2f', '%2e%2e', '', '%00'), weight: 1 },
  )

function pathOf(template: string): fc.Arbitrary<string> {
  const parts = template
    .split('/')
    .map((part) => (part.startsWith(':') ? segment(part.slice(1)) : fc.constant(part)))
  const any = fc.tuple(...parts).map((segments) => segments.join('/'))
  const [, kind, type, id, ...rest] = template.split('/')
  const items = present.filter((item) => item.startsWith(`${kind}/`))
  if (!type?.startsWith(':') || items.length === 0) return any
  const typed = fc.constantFrom(...items)
  if (!id)
    return fc.oneof(
      { arbitrary: typed.map((item) => `/${item.slice(0, item.lastIndexOf('/'))}`), weight: 3 },
      any,
    )
  const more = fc.tuple(
    ...rest.map((part) => (part.startsWith(':') ? segment(part.slice(1)) : fc.constant(part))),
  )
  const whole = fc.tuple(typed, more).map(([item, segments]) => [`/${item}`, ...segments].join('/'))
  return fc.oneof({ arbitrary: whole, weight: 3 }, any)
}

const fields = [...new Set(catalog.entries.flatMap((entry) => Object.keys(entry.fields)))]

/** A filter, or what looks like one. */
export const filter: fc.Arbitrary<string> = fc.oneof(
  fc
    .array(
      fc.tuple(
        fc.oneof(fc.constantFrom(...fields, 'summary', 'dateAdded', 'tag', 'rating', 'name', 'active'), text),
        fc.constantFrom('=', '<', '>', '^', '!', '==', '=>', ''),
        fc.oneof(text, fc.constantFrom('1', '2017-01-01', '5 days ago', 'true')),
      ),
      { maxLength: 5 },
    )
    .map((rules) => rules.map((rule) => rule.join('')).join(',')),
  fc
    .array(fc.constantFrom(...'=<>^!,\\ "\'()', 'name', 'x'), { maxLength: 30 })
    .map((parts) => parts.join('')),
)

const parameters: readonly (readonly [name: string, value: fc.Arbitrary<string>])[] = [
  ['filters', filter],
  ['owner', fc.oneof({ arbitrary: fc.constant('MyOrg'), weight: 9 }, text)],
  ['resultStart', fc.oneof(fc.constantFrom('0', '5', '-1', '1e3', '999999999999999'), text)],
  ['resultLimit', fc.oneof(fc.constantFrom('1', '10', '0', '99999999'), text)],
  ['modifiedSince', fc.oneof(fc.constantFrom('2017-01-01', '0000-00-00', '275760-09-13T00:00:01Z'), text)],
  ['includes', fc.oneof(fc.constantFrom('tags', 'attributes,labels', 'additional', ',,,'), text)],
  ['orParams', fc.constantFrom('true', 'TRUE', 'false', '')],
  ['expiredToken', text],
  ['code', text],
  ['severity', text],
  ['contains', text],
  ['dateObserved', text],
  ['includeAdditional', fc.constantFrom('true', 'x')],
  ['updateIfExists', fc.constantFrom('true', 'x')],
]

const pair = fc.oneof(
  {
    arbitrary: fc.oneof(...parameters.map(([name, value]) => value.map((each) => [name, encoded(each)]))),
    weight: 5,
  },
  { arbitrary: fc.tuple(text, text).map((both) => both.map(encoded)), weight: 1 },
  {
    arbitrary: fc.constantFrom(['%', '%'], ['', ''], ['a%', 'b'], ['filters', '%zz'], ['__proto__', 'x']),
    weight: 1,
  },
)

const query: fc.Arbitrary<string> = fc
  .array(pair, { maxLength: 3 })
  .map((pairs) => (pairs.length > 0 ? `?${pairs.map((each) => each.join('=')).join('&')}` : ''))

const batchNames = [...new Set(catalog.entries.flatMap((entry) => Object.keys(batchFieldsOf(entry))))]

/** Bodies that some route takes. */
const right: readonly string[] = [
  '{"name":"made"}',
  '{"ip":"9.9.9.9","rating":3}',
  '{"hostName":"made.example.com"}',
  '{"type":"Description","value":"made"}',
  '{"count":2}',
  '{"name":"made","fileName":"m","fileType":"Snort","fileText":"t"}',
  '{"address":"a@example.com","addressType":"work"}',
]

/** A JSON object with fields that there are and that there are not. */
const body: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: fc.constantFrom(...right), weight: 4 },
  {
    arbitrary: fc
      .tuple(fc.constantFrom(...right), fc.constantFrom(...fields, '__proto__'), json)
      .map(([object, name, value]) => `${object.slice(0, -1)},${JSON.stringify(name)}:${value}}`),
    weight: 4,
  },
  {
    arbitrary: fc
      .array(
        fc.tuple(fc.oneof(fc.constantFrom(...fields, ...batchNames, 'name', 'type', 'value'), text), json),
        {
          maxLength: 8,
        },
      )
      .map((pairs) => `{${pairs.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`),
    weight: 6,
  },
  { arbitrary: json, weight: 2 },
  { arbitrary: fc.string({ unit: 'binary', maxLength: 200 }), weight: 1 },
  { arbitrary: fc.constant(''), weight: 1 },
)

const latin = text.map((each) => each.replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, '?'))

const header: fc.Arbitrary<readonly [string, string]> = fc.oneof(
  fc.tuple(
    fc.constantFrom(
      'Content-Type',
      'Accept',
      'Accept-Encoding',
      'Content-Encoding',
      'Timestamp',
      'Range',
      'If-None-Match',
      'X-Forwarded-For',
      'X-Forwarded-Host',
      'Cookie',
      'Origin',
      'Access-Control-Request-Method',
      'Expect',
      'Upgrade',
      'TE',
      'X-HTTP-Method-Override',
    ),
    latin,
  ),
  fc.constantFrom<readonly [string, string]>(
    ['Content-Type', 'application/json; charset=utf-16'],
    ['Content-Type', 'application/json; charset=utf-7'],
    ['Content-Type', 'multipart/form-data; boundary=x'],
    ['Content-Type', 'multipart/form-data'],
    ['Content-Type', ';;;'],
    ['Content-Encoding', 'gzip'],
    ['Accept-Encoding', 'gzip, deflate, br'],
    ['Authorization', 'TC a:b'],
    ['Authorization', 'TC-Token x'],
    ['Host', 'other.example'],
  ),
)

/** Requests to these routes; nearly all of them are let in. */
export function requests(templates: readonly Template[], prefix: string): fc.Arbitrary<FuzzRequest> {
  const route = fc.constantFrom(...templates).chain(([method, path]) =>
    fc.record({
      method: fc.oneof(
        { arbitrary: fc.constant(method), weight: 8 },
        { arbitrary: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'), weight: 1 },
      ),
      path: pathOf(path),
    }),
  )
  return fc
    .tuple(
      route,
      query,
      fc.oneof({ arbitrary: fc.constant([]), weight: 2 }, fc.array(header, { maxLength: 3 })),
      body,
    )
    .map(([{ method, path }, search, headers, content]) => ({
      method,
      target: prefix + path + search,
      headers,
      body: content,
    }))
}

/** Files of batch jobs, from such that are nearly right to such that are no JSON. */
export const batchFile: fc.Arbitrary<string> = fc.oneof(
  fc
    .array(
      fc.tuple(
        fc.constantFrom('indicator', 'group', 'association', 'indicatorToGroup', 'file', '__proto__', 'x'),
        fc.array(
          fc
            .array(
              fc.tuple(
                fc.oneof(
                  fc.constantFrom('type', 'summary', 'name', 'xid', 'ref_1', 'ref_2', ...batchNames),
                  text,
                ),
                fc.oneof(json, fc.constantFrom('"Host"', '"Threat"', '"File"', '"a.example.com"', '"x"')),
              ),
              { maxLength: 8 },
            )
            .map(
              (pairs) => `{${pairs.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`,
            ),
          { maxLength: 4 },
        ),
      ),
      { maxLength: 4 },
    )
    .map(
      (lists) =>
        `{${lists.map(([name, items]) => `${JSON.stringify(name)}:[${items.join(',')}]`).join(',')}}`,
    ),
  json,
  fc.string({ unit: 'binary', maxLength: 200 }),
)

import { Catalog, catalog } from '@tcex/model'
import { including, type Shape } from '@tcex/testkit'
import type { Difference } from '../decisions.ts'
import type { Rule } from '../replay.ts'
import * as stage from '../stage.ts'
import { list, single } from './associations.ts'

const community = { owners: [{ name: 'Common Community', type: 'Community' }] } as const

/** The indicator types that the samples list, in their order. */
const sampled = [
  'Address',
  'EmailAddress',
  'File',
  'Host',
  'URL',
  'ASN',
  'CIDR',
  'Mutex',
  'Registry Key',
  'User Agent',
]
const sampledTypes = new Catalog(
  [
    ...catalog.entries.filter(({ kind }) => kind !== 'indicator'),
    ...catalog.of('indicator').filter(({ type }) => sampled.includes(type)),
  ],
  [],
)

/** An attribute with what `includes=additional` adds. */
const attribute: Shape = {
  id: 'id',
  xid: 'text',
  type: '="Source"',
  dateAdded: 'date',
  lastModified: 'date',
  displayed: 'flag',
  value: 'text',
}

const unlabelled = (place: string): Difference => [
  `${place}.value2Label`,
  'absent',
  'what is not there is left out, as in the sample of a single type',
]

const registryKey = catalog.of('indicator').find(({ type }) => type === 'Registry Key')
const registryKeyLabels = [
  ['value3Label', 'Value Type'],
  ['value3Type', 'selectone'],
  ['value3Option', registryKey?.fields['Value Type']?.choices?.join(';')],
] as const

/** What can be found in a text has regexes. */
const withRegexes = (answer: unknown): readonly Shape[] => {
  const { indicator } = (answer as { readonly data: { readonly indicator: readonly object[] } }).data
  const regexes = new Map(catalog.of('indicator').map((entry) => [entry.branch, entry.regexes]))
  return indicator.map((type): Shape => {
    const found = regexes.get(JSON.parse((type as { apiBranch: string }).apiBranch.slice(1)))
    return { ...type, ...(found ? { regexes: found.map(() => 'text') } : {}) }
  })
}

/** The first day that a sample shows, for each day of the past thirty. */
const thirtyDays = (answer: unknown): readonly Shape[] => {
  const { ownerMetric } = (answer as { readonly data: { readonly ownerMetric: readonly Shape[] } }).data
  return Array.from({ length: 30 }, () => ownerMetric[0] as Shape)
}

export const ownerAndTypeRules: readonly Rule[] = [
  { calls: /^GET \/v2\/owners$/, replay: { options: community } },
  {
    calls: /^GET \/v2\/owners\/2$/,
    replay: { options: community },
  },
  { calls: /^GET \/v2\/owners\/mine$/, replay: {} },
  {
    calls: /^GET \/v2\/owners\/mine\/members$/,
    // One call with two answers, as the organization wants it.
    replay: (_, { answer }) => ({
      prepare: stage.withUsers([
        { userName: '12345678901234567891', firstName: 'John', lastName: 'Doe', pseudonym: 'test' },
      ]),
      options: { owners: [{ name: 'Example Organization', anonymous: 'anonymous' in (answer as object) }] },
    }),
  },
  { calls: /^GET \/v2\/whoami$/, replay: {} },
  {
    calls: /^GET \/v2\/owners\/1\/metrics$/,
    replay: (_, { answer }) => ({
      differs: [['data.ownerMetric', thirtyDays(answer), 'the sample leaves out most of the thirty days']],
    }),
  },
  {
    calls: /^GET \/v2\/types\/indicatorTypes$/,
    replay: (_, { answer }) => ({
      options: { catalog: sampledTypes },
      ...(answer
        ? {
            differs: [
              ...[5, 6, 7, 9].map((type) => unlabelled(`data.indicatorType.${type}`)),
              ...registryKeyLabels.map(
                ([field, label]) =>
                  [
                    `data.indicatorType.8.${field}`,
                    `=${JSON.stringify(label)}`,
                    'the other samples have it',
                  ] as const,
              ),
            ],
          }
        : { step: { json: { data: { resultCount: 10 } } } }),
    }),
  },
  {
    calls: /^GET \/v2\/types\/indicatorTypes\?includeAdditional=true$/,
    replay: (_, { answer }) => ({
      options: { catalog: sampledTypes },
      differs: [
        ['data.indicator', 'absent', 'the key is "indicatorType" in the other samples of the list'],
        [
          'data.indicatorType',
          withRegexes(answer),
          'the sample of a single type has regexes, this one has keys: both are shown',
        ],
      ],
    }),
  },
  { calls: /^GET \/v2\/types\/indicatorTypes\/mutex$/, replay: {} },
  {
    calls: /^GET \/v2\/types\/indicatorTypes\/(file|address)\?includeAdditional=true$/,
    replay: ([, type]) =>
      type === 'file'
        ? {
            differs: [
              [
                'data.indicatorType.keys',
                { key1: '="md5"', key2: '="sha1"', key3: '="sha256"' },
                'the sample of the list has keys, this one has regexes: both are shown',
              ],
            ],
          }
        : { step: { json: { data: { indicatorType: { keys: { key1: 'ip' } } } } } },
  },
  {
    calls: /^GET \/v2\/types\/associationTypes\/$/,
    replay: {
      step: { json: { data: { associationType: including({ name: 'Adversary', custom: 'false' }) } } },
    },
  },
  { calls: /^GET \/v2\/types\/associationTypes\/Adversary\/$/, replay: {} },
  {
    calls: /^GET \/v2\/types\/attributeTypes\/$/,
    replay: { step: { json: { data: { attributeType: including({ name: 'Source' }) } } } },
  },
  {
    calls: /^GET \/v2\/types\/attributeTypes\/Source\/$/,
    replay: { step: { json: { data: { attributeType: { name: 'Source' } } } } },
  },
  {
    calls: /^GET \/v2\/indicators\/hosts\/bad\.com\/attributes(\/3)?\?includes=additional$/,
    replay: ([, one]) => ({
      given: [
        stage.make('/indicators/hosts', 'host', { hostName: 'bad.com' }),
        stage.make('/indicators/hosts/bad.com/attributes', 'attribute', { type: 'Source', value: 'x' }, '3'),
      ],
      shape: one ? single('attribute', attribute) : list('attribute', attribute),
    }),
  },
  {
    calls: /^GET \/v2\/indicators\/hosts\?includeTags=true&includeAttributes=true$/,
    replay: {
      given: [
        stage.make('/indicators/hosts', 'host', {
          hostName: 'example.org',
          rating: 4,
          confidence: 85,
          dnsActive: 'true',
          whoisActive: 'true',
        }),
        { call: 'POST /tags', body: { name: 'Nation State', description: 'x' }, status: 201 },
        stage.add('/indicators/hosts/example.org/tags/Nation%20State'),
        // The sample shows the source, but not the attribute that holds it.
        stage.add('/indicators/hosts/example.org/attributes', {
          type: 'Description',
          value: 'x',
          displayed: true,
        }),
      ],
      differs: [
        ['data.host.0.owner', 'absent', 'a list says who the owner is in ownerName, as all other samples do'],
        [
          'data.host.0.ownerName',
          'text',
          'a list says who the owner is in ownerName, as all other samples do',
        ],
        ['data.host.0.source', 'absent', 'the sample has it, but not the attribute that it comes from'],
      ],
    },
  },
  // Out of scope: there is nothing of it here, and the answer says so.
  {
    calls: /^(GET|POST) \/v2\/(customMetrics|notifications|playbooks)/,
    replay: { status: 404, refused: ['not found'] },
  },
]

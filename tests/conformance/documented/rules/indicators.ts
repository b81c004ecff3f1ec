import type { Step } from '@tcex/testkit'
import type { Difference } from '../decisions.ts'
import type { Rule } from '../replay.ts'
import * as stage from '../stage.ts'
import { address, list } from './associations.ts'

const md5 = 'a'.repeat(32)
const file = stage.make('/indicators/files', 'file', { md5 })
const host = stage.make('/indicators/hosts', 'host', { hostName: 'example.com' })
const url = (owner = ''): Step =>
  stage.make(`/indicators/urls${owner && `?owner=${owner}`}`, 'url', { text: 'http://example.com/' })
const community = { options: { owners: [{ name: 'Common Community', type: 'Community' }] } } as const
const occurrence = stage.make(
  `/indicators/files/${md5}/fileOccurrences`,
  'fileOccurrence',
  { fileName: 'win999301.dll', path: 'C:\\Windows\\System', date: '2017-07-13T00:00:00-05:00' },
  '54321',
)

const countryOf = (owner: string): Step => ({
  call: `POST /indicators/hosts/example.com/dnsResolutions${owner}` as Step['call'],
  body: { resolutionDate: '2017-01-30T20:49:05Z', addresses: [{ ip: '192.168.0.1' }] },
  status: 201,
})

/** The example sends neither rating nor confidence, and other flags. */
const unrated: readonly Difference[] = [
  ['data.host.rating', 'absent', 'the example does not send it'],
  ['data.host.confidence', 'absent', 'the example does not send it'],
  ['data.host.hostName', '="example.org"', 'what the example sends'],
  ['data.host.whoisActive', '="false"', 'the example does not send it'],
]

/** One of the two samples of `includeAdditional=true` is older and lacks what the other one has. */
const sinceThen: readonly Difference[] = (
  [
    ['active', 'flag'],
    ['activeLocked', 'flag'],
    ['communityOrSource', 'flag'],
    ['additionalOwners', []],
  ] as const
).map(([field, shape]) => [`data.host.${field}`, shape, 'the newer sample of the same call has it'])

export const indicatorRules: readonly Rule[] = [
  {
    calls: /^GET \/v2\/indicators$/,
    replay: {
      given: [
        stage.make('/indicators/urls', 'url', { text: 'http://example.com/login.php' }),
        stage.make('/indicators/emailAddresses', 'emailAddress', { address: 'bad@gmail.com' }),
      ],
    },
  },
  {
    calls: /^GET \/v2\/indicators\/emailAddresses$/,
    replay: {
      given: ['phish@example.com', 'bad@gmail.com'].map((each) =>
        stage.make('/indicators/emailAddresses', 'emailAddress', { address: each }),
      ),
    },
  },
  { calls: /^GET \/v2\/indicators\/urls\/http%3A%2F%2Fexample\.com%2F$/, replay: { given: [url()] } },
  {
    calls: /^GET \/v2\/indicators\/mutexes\/8F6F00C4-B901-45fd-08CF-72FDEFF$/,
    replay: {
      given: [
        stage.make('/indicators/mutexes', 'mutex', {
          Mutex: '8F6F00C4-B901-45fd-08CF-72FDEFF',
          rating: 4,
          confidence: 85,
        }),
        ...['Source', 'Description'].map((type) =>
          stage.add('/indicators/mutexes/8F6F00C4-B901-45fd-08CF-72FDEFF/attributes', {
            type,
            value: 'x',
            displayed: true,
          }),
        ),
      ],
    },
  },
  {
    calls: /^GET \/v2\/indicators\/urls\/http%3A%2F%2Fexample\.com%2F\/owners/,
    replay: {
      options: {
        owners: [
          { name: 'Common Community', type: 'Community' },
          { name: 'Example Community', type: 'Community' },
        ],
      },
      given: [url(), url('Common%20Community'), url('Example%20Community')],
    },
  },
  {
    calls: /^GET \/v2\/indicators\/hosts\/example\.com\?includeAdditional=true$/,
    replay: {
      given: [
        stage.make('/indicators/hosts', 'host', {
          hostName: 'example.com',
          dnsActive: 'false',
          whoisActive: 'false',
        }),
        stage.add('/indicators/hosts/example.com/observations', { count: 5 }),
        stage.falsePositive('/indicators/hosts/example.com'),
      ],
    },
  },
  {
    calls: /^GET \/v2\/indicators\/observed/,
    replay: {
      given: [
        host,
        stage.make('/indicators/addresses', 'address', { ip: '192.168.0.1' }),
        {
          ...stage.add('/indicators/hosts/example.com/observations', { count: 2 }),
          at: '2022-04-05T06:17:06Z',
        },
        {
          ...stage.add('/indicators/addresses/192.168.0.1/observations', { count: 12 }),
          at: '2022-04-05T07:44:13Z',
        },
      ],
      like: ['GET /v2/indicators/observed?dateObserved=2022-04-05', 2],
    },
  },
  {
    calls: /^GET \/v2\/indicators\/hosts\/example\.com\/observation(s|Count)$/,
    replay: { given: [host, stage.add('/indicators/hosts/example.com/observations', { count: 5 })] },
  },
  {
    calls: /^GET \/v2\/indicators\/emailAddresses\/bad@example\.com\/indicators(\/addresses)?$/,
    replay: ([, typed]) => ({
      given: [
        stage.email,
        ...(stage.others.indicators ?? []),
        stage.associated('/indicators/emailAddresses/bad@example.com', 'indicators/addresses/0.0.0.0'),
      ],
      ...(typed ? { shape: list('address', address) } : {}),
    }),
  },
  { calls: /^POST \/v2\/indicators\/(addresses|emailAddresses|files|urls)$/, replay: {} },
  {
    calls: /^POST \/v2\/indicators\/hosts$/,
    replay: (_, { answer }) => (answer ? {} : { like: ['POST /v2/indicators/hosts'], differs: unrated }),
  },
  {
    calls: /^POST \/v2\/indicators\/registryKeys$/,
    replay: (_, { answer }) => ({
      like: ['POST /v2/indicators/registryKeys'],
      differs: [
        [
          'data.registryKey.owner.type',
          '="Organization"',
          'a call without an owner works in the organization',
        ],
        ...(answer ? [] : ([['data.registryKey.Value Name', '=" "', 'what the example sends']] as const)),
      ],
    }),
  },
  {
    calls: /^POST \/v2\/indicators\/hosts\/example\.com\/falsePositive$/,
    replay: { given: [host], status: 200 },
  },
  {
    calls: /^POST \/v2\/indicators\/files\/a{32}\/(observations|fileOccurrences)$/,
    replay: { given: [file] },
  },
  {
    calls: /^(PUT|DELETE) \/v2\/indicators\/files\/a{32}\/fileOccurrences\/54321$/,
    replay: { given: [file, occurrence] },
  },
  {
    calls: /^GET \/v2\/indicators\/files\/a{32}\/fileOccurrences$/,
    replay: {
      given: [file, occurrence],
      differs: [
        [
          'data.resultCount',
          'number',
          'the sample shows one occurrence in place of the list; all lists are lists',
        ],
        [
          'data.fileOccurrence',
          [{ id: 'id', fileName: 'text', path: 'text', date: 'date' }],
          'the sample shows one occurrence in place of the list; all lists are lists',
        ],
      ],
    },
  },
  { calls: /^PUT \/v2\/indicators\/emailAddresses\/bad@example\.com$/, replay: { given: [stage.email] } },
  {
    calls: /^DELETE \/v2\/indicators\/emailAddresses\/bad@example\.com\?owner=Example%20Community$/,
    replay: {
      options: { owners: [{ name: 'Example Community', type: 'Community' }] },
      given: [{ ...stage.email, call: 'POST /indicators/emailAddresses?owner=Example%20Community' }],
    },
  },
  {
    calls: /^GET \/v2\/indicators\/deleted(\?owner=Example%20Community)?$/,
    replay: ([, owner = '']) => ({
      options: { owners: [{ name: 'Example Community', type: 'Community' }] },
      given: [
        { ...file, call: `POST /indicators/files${owner}` as Step['call'] },
        { call: `DELETE /indicators/files/${md5}${owner}` as Step['call'], status: 200 },
      ],
      like: ['GET /v2/indicators/deleted'],
    }),
  },
  {
    calls: /^DELETE \/v2\/indicators\/emailAddresses\/bad@example\.com\/indicators\/addresses\/0\.0\.0\.0$/,
    replay: {
      given: [
        stage.email,
        ...(stage.others.indicators ?? []),
        stage.associated('/indicators/emailAddresses/bad@example.com', 'indicators/addresses/0.0.0.0'),
      ],
    },
  },
  {
    calls:
      /^GET \/v2\/indicators\/(addresses\/192\.168\.0\.1|hosts\/example\.com)\/dnsResolutions(\?owner=Common%20Community)?$/,
    replay: ([, of = '', owner = '']) => ({
      ...community,
      given: [
        {
          ...stage.make('/indicators/hosts', 'host', { hostName: 'example.com', rating: 5, confidence: 85 }),
          call: `POST /indicators/hosts${owner}` as Step['call'],
        },
        {
          call: `POST /indicators/hosts/example.com/attributes${owner}` as Step['call'],
          body: { type: 'Description', value: 'x', displayed: true },
          status: 201,
        },
        countryOf(owner),
      ],
      like: [`GET /v2/indicators/${of}/dnsResolutions?owner=Common%20Community`],
    }),
  },
  {
    calls: /^GET \/v2\/indicators\/asns\/ASN12345\/associations\/asnToCidr\/indicators$/,
    replay: {
      given: [
        stage.make('/indicators/asns', 'asn', { 'AS Number': 'ASN12345' }),
        stage.make('/indicators/cidrBlocks', 'cidrBlock', {
          Block: '192.168.0.1/24',
          rating: 1,
          confidence: 100,
        }),
        stage.add('/indicators/asns/ASN12345/associations/asnToCidr/indicators/cidrBlocks/192.168.0.1%2F24'),
      ],
    },
  },
  {
    calls: /^POST \/v2\/indicators\/addresses\/192\.168\.0\.1\/associations\/cidrToAddress\//,
    replay: {
      given: [
        stage.make('/indicators/addresses', 'address', { ip: '192.168.0.1' }),
        stage.make('/indicators/cidrBlocks', 'cidrBlock', { Block: '192.168.0.0/24' }),
      ],
    },
  },
  {
    calls: /^GET \/v2\/indicators\/files\/8743b52063cd84097a65d1633f5c74f5\/actions\/mutex\/indicators$/,
    replay: {
      given: [
        stage.make('/indicators/files', 'file', { md5: '8743b52063cd84097a65d1633f5c74f5' }),
        ...['50F163F13C2FF8FDB5262A672EB39B19', 'CTF.TimListCache'].flatMap((Mutex) => [
          stage.make('/indicators/mutexes', 'mutex', { Mutex }),
          stage.add(`/indicators/mutexes/${Mutex}/attributes`, {
            type: 'Description',
            value: 'x',
            displayed: true,
          }),
          stage.add(
            `/indicators/files/8743b52063cd84097a65d1633f5c74f5/actions/mutex/indicators/mutexes/${Mutex}`,
          ),
        ]),
      ],
    },
  },
  {
    calls: /^GET \/v2\/indicators\/hosts\/example\.org\?includeAdditional=true$/,
    replay: {
      given: [
        stage.make('/indicators/hosts', 'host', {
          hostName: 'example.org',
          privateFlag: 'true',
          rating: 4,
          confidence: 85,
          dnsActive: 'true',
          whoisActive: 'true',
        }),
        ...['Source', 'Description'].map((type) =>
          stage.add('/indicators/hosts/example.org/attributes', { type, value: 'x', displayed: true }),
        ),
      ],
      differs: sinceThen,
    },
  },
]

// How indicators are linked with each other: by associations of a named type, by file actions, by DNS.

import { anId, aText, type Scenario, type Step } from '@tcex/testkit'

const done = { status: 'Success' }
const hash = '8743b52063cd84097a65d1633f5c74f5'
const otherHash = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'

/** An indicator of each type that can be linked: where it is made, its body, and its path segment. */
const values = {
  Address: ['addresses', { ip: '192.168.0.1' }, '192.168.0.1'],
  EmailAddress: ['emailAddresses', { address: 'bad@example.com' }, 'bad@example.com'],
  File: ['files', { md5: hash }, hash],
  OtherFile: ['files', { md5: otherHash }, otherHash],
  Host: ['hosts', { hostName: 'example.com' }, 'example.com'],
  URL: ['urls', { text: 'http://example.com/' }, 'http%3A%2F%2Fexample.com%2F'],
  ASN: ['asns', { 'AS Number': 'ASN12345' }, 'ASN12345'],
  CIDR: ['cidrBlocks', { Block: '192.168.0.1/24' }, '192.168.0.1%2F24'],
  Mutex: ['mutexes', { Mutex: '50F163F13C2FF8FDB5262A672EB39B19' }, '50F163F13C2FF8FDB5262A672EB39B19'],
  RegistryKey: [
    'registryKeys',
    { 'Key Name': 'HKEY_LOCAL_MACHINE\\Software', 'Value Name': 'v', 'Value Type': 'REG_SZ' },
    encodeURIComponent('HKEY_LOCAL_MACHINE\\Software : v : REG_SZ'),
  ],
  UserAgent: ['userAgents', { 'User Agent String': 'bad/1.0' }, 'bad%2F1.0'],
} as const

type Name = keyof typeof values

const pathOf = (name: Name): string => `/indicators/${values[name][0]}/${values[name][2]}`
const listOf = (name: Name): string => `/indicators/${values[name][0]}`
const typeOf = (name: Name): string =>
  ({ RegistryKey: 'Registry Key', UserAgent: 'User Agent', OtherFile: 'File' })[name as string] ?? name

const make = (...names: readonly Name[]): readonly Step[] =>
  names.map((name) => ({
    call: `POST ${listOf(name)}`,
    body: values[name][1],
    status: 201,
    capture: {},
  }))

const listed = (path: string, names: readonly Name[]): Step => ({
  call: `GET ${path}`,
  status: 200,
  json: {
    data: {
      resultCount: names.length,
      indicator: names.map((name) => ({ id: anId, type: typeOf(name), summary: aText, webLink: aText })),
    },
  },
})

/** The associations of the documentation's table. */
const associations: readonly (readonly [branch: string, left: Name, right: Name])[] = [
  ['addressToUserAgent', 'Address', 'UserAgent'],
  ['asnToAddress', 'ASN', 'Address'],
  ['asnToCidr', 'ASN', 'CIDR'],
  ['cidrToAddress', 'CIDR', 'Address'],
  ['dnsPtrRecord', 'Address', 'Host'],
  ['domainRegistrant', 'Host', 'EmailAddress'],
  ['fileDownload', 'URL', 'File'],
  ['urlHost', 'URL', 'Address'],
  ['urlHost', 'URL', 'Host'],
]

const associationScenario = ([branch, left, right]: (typeof associations)[number]): Scenario => {
  const [from, to] = [`${pathOf(left)}/associations/${branch}`, `${pathOf(right)}/associations/${branch}`]
  return {
    name: `${left} and ${right} are linked by ${branch}, both ways`,
    steps: [
      ...make(left, right),
      listed(`${from}/indicators`, []),
      { call: `GET ${from}${pathOf(right)}`, status: 404 },
      { call: `POST ${from}${pathOf(right)}`, status: 201, exactly: done },
      { call: `POST ${to}${pathOf(left)}`, status: 201, exactly: done },
      listed(`${from}/indicators`, [right]),
      listed(`${from}/indicators/`, [right]),
      listed(`${to}/indicators`, [left]),
      { call: `GET ${from}${listOf(right)}`, status: 200, json: { data: { resultCount: 1 } } },
      { call: `GET ${to}${pathOf(left)}`, status: 200 },
      listed(`${pathOf(left)}/indicators`, [right]),
      listed(`${pathOf(right)}/indicators`, [left]),
      { call: `DELETE ${to}${pathOf(left)}`, status: 200, exactly: done },
      { call: `DELETE ${from}${pathOf(right)}`, status: 404 },
      listed(`${from}/indicators`, []),
      listed(`${pathOf(left)}/indicators`, []),
    ],
  }
}

/** The file actions of the documentation's table. */
const actions: readonly (readonly [branch: string, ...targets: readonly Name[]])[] = [
  ['archive', 'OtherFile'],
  ['drop', 'OtherFile'],
  ['traffic', 'Address', 'Host', 'URL'],
  ['mutex', 'Mutex'],
  ['registryKey', 'RegistryKey'],
  ['userAgent', 'UserAgent'],
  ['dnsQuery', 'Host'],
]

const actionScenario = ([branch, ...targets]: (typeof actions)[number]): Scenario => {
  const path = `${pathOf('File')}/actions/${branch}`
  return {
    name: `a file is linked by the action ${branch} with what it does`,
    steps: [
      ...make('File', ...targets),
      listed(`${path}/indicators`, []),
      ...targets.flatMap((target): readonly Step[] => [
        { call: `GET ${path}${pathOf(target)}`, status: 404 },
        { call: `POST ${path}${pathOf(target)}`, body: {}, status: 201, exactly: done },
        { call: `GET ${path}${pathOf(target)}`, status: 200 },
        { call: `GET ${path}${listOf(target)}`, status: 200, json: { data: { resultCount: 1 } } },
      ]),
      listed(`${path}/indicators`, targets),
      listed(`${pathOf('File')}/indicators`, []),
      ...targets.map((target): Step => ({ call: `DELETE ${path}${pathOf(target)}`, status: 200 })),
      ...targets.map((target): Step => ({ call: `DELETE ${path}${pathOf(target)}`, status: 404 })),
      listed(`${path}/indicators`, []),
    ],
  }
}

/** What the documentation's sample shows of a linked indicator that was given neither rating nor confidence. */
const linkedKeys = ['id', 'ownerName', 'type', 'dateAdded', 'lastModified', 'webLink', 'summary']

const samples: readonly Scenario[] = [
  {
    name: "the documentation's sample: the ranges of an autonomous system",
    steps: [
      ...make('ASN'),
      {
        call: 'POST /indicators/cidrBlocks',
        body: { Block: '192.168.0.1/24', rating: 1, confidence: 100 },
        status: 201,
      },
      { call: `POST ${pathOf('ASN')}/associations/asnToCidr${pathOf('CIDR')}`, status: 201 },
      {
        call: 'GET /indicators/asns/ASN12345/associations/asnToCidr/indicators',
        status: 200,
        json: {
          status: 'Success',
          data: {
            resultCount: 1,
            indicator: [
              {
                id: anId,
                ownerName: 'MyOrg',
                type: 'CIDR',
                rating: 1,
                confidence: 100,
                webLink: /\/auth\/indicators\/details\/customIndicator\.xhtml\?id=\d+&owner=MyOrg$/,
                summary: '192.168.0.1/24',
              },
            ],
          },
        },
        keys: { 'data.indicator.0': [...linkedKeys, 'rating', 'confidence'] },
      },
    ],
  },
  {
    name: "the documentation's sample: an address and its range",
    steps: [
      ...make('Address'),
      { call: 'POST /indicators/cidrBlocks', body: { Block: '192.168.0.0/24' }, status: 201 },
      {
        call: 'POST /indicators/addresses/192.168.0.1/associations/cidrToAddress/indicators/cidrBlocks/192.168.0.0%2F24',
        status: 201,
        exactly: done,
      },
    ],
  },
  {
    name: "the documentation's sample: the mutexes of a file",
    steps: [
      ...make('File', 'Mutex'),
      {
        call: `POST ${pathOf('Mutex')}/attributes`,
        body: {
          type: 'Description',
          value: 'Mutex for file with hash **8743b52063cd84097a65d1633f5c74f5**.',
          displayed: true,
        },
        status: 201,
      },
      { call: `POST ${pathOf('File')}/actions/mutex${pathOf('Mutex')}`, status: 201 },
      {
        call: `GET /indicators/files/${hash}/actions/mutex/indicators`,
        status: 200,
        json: {
          data: {
            resultCount: 1,
            indicator: [
              {
                type: 'Mutex',
                description: 'Mutex for file with hash **8743b52063cd84097a65d1633f5c74f5**.',
                summary: '50F163F13C2FF8FDB5262A672EB39B19',
              },
            ],
          },
        },
        keys: { 'data.indicator.0': [...linkedKeys, 'description'] },
      },
    ],
  },
]

const refusals: readonly Scenario[] = [
  {
    name: 'a pair of types that an association does not link is refused',
    steps: [
      ...make('ASN', 'Address', 'CIDR', 'File', 'Mutex', 'Host'),
      {
        call: `POST ${pathOf('ASN')}/associations/asnToCidr${pathOf('Address')}`,
        status: 400,
        says: ['"ASN to CIDR"', 'ASN and CIDR', 'ASN and Address'],
      },
      {
        call: `DELETE ${pathOf('ASN')}/associations/asnToCidr${pathOf('Address')}`,
        status: 400,
        says: ['ASN and CIDR'],
      },
      {
        call: `GET ${pathOf('Address')}/associations/asnToCidr/indicators`,
        status: 400,
        says: ['ASN and CIDR'],
      },
      {
        call: `GET ${pathOf('ASN')}/associations/asnToCidr/indicators/mutexes`,
        status: 400,
        says: ['ASN and CIDR'],
      },
      {
        call: `POST ${pathOf('Host')}/associations/urlHost${pathOf('Address')}`,
        status: 400,
        says: ['URL and Address, or URL and Host'],
      },
      {
        call: `POST ${pathOf('File')}/actions/drop${pathOf('Mutex')}`,
        status: 400,
        says: ['"File Drop"', 'File and File'],
      },
      {
        call: `POST ${pathOf('Mutex')}/actions/mutex${pathOf('File')}`,
        status: 400,
        says: ['File and Mutex'],
      },
      { call: `GET ${pathOf('Mutex')}/actions/mutex/indicators`, status: 400, says: ['File and Mutex'] },
    ],
  },
  {
    name: 'unknown associations, actions, types and indicators are named',
    steps: [
      ...make('ASN', 'File'),
      {
        call: `GET ${pathOf('ASN')}/associations/asnToBalloon/indicators`,
        status: 404,
        says: ['asnToBalloon', 'asnToCidr', 'urlHost'],
      },
      { call: `GET ${pathOf('ASN')}/associations/mutex/indicators`, status: 404, says: ['"mutex"'] },
      {
        call: `GET ${pathOf('File')}/actions/inflate/indicators`,
        status: 404,
        says: ['"inflate"', 'archive', 'dnsQuery'],
      },
      { call: `GET ${pathOf('File')}/actions/asnToCidr/indicators`, status: 404 },
      { call: `GET ${pathOf('File')}/actions/mutex/indicators/balloons`, status: 404, says: ['balloons'] },
      {
        call: `POST ${pathOf('File')}/actions/mutex${pathOf('Mutex')}`,
        status: 404,
        says: ['50F163F13C2FF8FDB5262A672EB39B19'],
      },
      {
        call: `POST ${pathOf('OtherFile')}/actions/drop${pathOf('File')}`,
        status: 404,
        says: [otherHash],
      },
      { call: `POST ${pathOf('File')}/actions/drop${pathOf('File')}`, status: 400, says: ['itself'] },
      {
        call: `POST ${pathOf('ASN')}/associations/asnToCidr/indicators/cidrBlocks/nonsense`,
        status: 400,
        says: ['"Block"'],
      },
    ],
  },
]

const lives: readonly Scenario[] = [
  {
    name: 'what a file does to another is not what the other does to it',
    steps: [
      ...make('File', 'OtherFile'),
      { call: `POST ${pathOf('File')}/actions/drop${pathOf('OtherFile')}`, status: 201 },
      listed(`${pathOf('File')}/actions/drop/indicators`, ['OtherFile']),
      listed(`${pathOf('OtherFile')}/actions/drop/indicators`, []),
      listed(`${pathOf('File')}/actions/archive/indicators`, []),
    ],
  },
  {
    name: 'a link ends with either indicator',
    steps: [
      ...make('ASN', 'CIDR', 'Address'),
      { call: `POST ${pathOf('ASN')}/associations/asnToCidr${pathOf('CIDR')}`, status: 201 },
      { call: `POST ${pathOf('ASN')}/associations/asnToAddress${pathOf('Address')}`, status: 201 },
      { call: `DELETE ${pathOf('CIDR')}`, status: 200 },
      listed(`${pathOf('ASN')}/associations/asnToCidr/indicators`, []),
      listed(`${pathOf('ASN')}/indicators`, ['Address']),
    ],
  },
  {
    name: 'two indicators linked twice are listed once, and taken apart at once',
    steps: [
      ...make('URL', 'Host'),
      { call: `POST ${pathOf('URL')}/associations/urlHost${pathOf('Host')}`, status: 201 },
      { call: `POST ${pathOf('URL')}${pathOf('Host')}`, status: 201 },
      listed(`${pathOf('URL')}/indicators`, ['Host']),
      { call: `GET ${pathOf('URL')}${pathOf('Host')}`, status: 200 },
      { call: `DELETE ${pathOf('Host')}${pathOf('URL')}`, status: 200 },
      listed(`${pathOf('URL')}/indicators`, []),
      listed(`${pathOf('URL')}/associations/urlHost/indicators`, []),
      { call: `DELETE ${pathOf('Host')}${pathOf('URL')}`, status: 404 },
    ],
  },
  {
    name: 'linked indicators come in pages and can be filtered',
    steps: [
      ...make('File', 'Address', 'Host', 'URL'),
      ...(['Address', 'Host', 'URL'] as const).map(
        (target): Step => ({ call: `POST ${pathOf('File')}/actions/traffic${pathOf(target)}`, status: 201 }),
      ),
      {
        call: `GET ${pathOf('File')}/actions/traffic/indicators?resultLimit=2`,
        status: 200,
        json: { data: { resultCount: 3, indicator: [{ type: 'Address' }, { type: 'Host' }] } },
      },
      {
        call: `GET ${pathOf('File')}/actions/traffic/indicators?filters=summary%3Dexample.com`,
        status: 200,
        json: { data: { resultCount: 1, indicator: [{ type: 'Host' }] } },
      },
      {
        call: `GET ${pathOf('File')}/actions/traffic/indicators/hosts?includes=additional`,
        status: 200,
        json: { data: { resultCount: 1, host: [{ hostName: 'example.com', falsePositiveCount: 0 }] } },
      },
    ],
  },
]

const resolutions: readonly Scenario[] = [
  {
    name: 'what a host resolved to is what clients reported, seen from the host and from the address',
    steps: [
      ...make('Host'),
      {
        call: 'GET /indicators/hosts/example.com/dnsResolutions',
        status: 200,
        exactly: { status: 'Success', data: { resultCount: 0, dnsResolution: [] } },
      },
      {
        call: 'POST /indicators/hosts/example.com/dnsResolutions',
        body: { resolutionDate: '2017-01-30T20:49:05Z', addresses: [{ ip: '192.168.100.1' }] },
        status: 201,
        exactly: done,
      },
      {
        call: 'POST /indicators/hosts/example.com/dnsResolutions',
        body: {
          resolutionDate: '2017-02-01',
          addresses: [{ ip: '192.168.100.001' }, { ip: '192.168.100.2' }],
        },
        status: 201,
      },
      {
        call: 'GET /indicators/hosts/example.com/dnsResolutions',
        status: 200,
        json: {
          status: 'Success',
          data: {
            resultCount: 2,
            dnsResolution: [
              {
                resolutionDate: '2017-02-01T00:00:00Z',
                addresses: [{ ip: '192.168.100.1' }, { ip: '192.168.100.2' }],
              },
              {
                resolutionDate: '2017-01-30T20:49:05Z',
                addresses: [
                  {
                    id: anId,
                    ownerName: 'MyOrg',
                    webLink: /\/address\.xhtml\?address=192\.168\.100\.1&owner=MyOrg$/,
                    ip: '192.168.100.1',
                  },
                ],
              },
            ],
          },
        },
        keys: {
          'data.dnsResolution.1': ['resolutionDate', 'addresses'],
          'data.dnsResolution.1.addresses.0': [
            'id',
            'ownerName',
            'dateAdded',
            'lastModified',
            'webLink',
            'ip',
          ],
        },
      },
      {
        call: 'GET /indicators/addresses/192.168.100.1/dnsResolutions?owner=MyOrg',
        status: 200,
        json: {
          data: {
            resultCount: 1,
            indicator: [{ id: anId, ownerName: 'MyOrg', type: 'Host', summary: 'example.com' }],
          },
        },
        keys: { 'data.indicator.0': linkedKeys },
      },
      {
        call: 'GET /indicators/hosts/example.com/dnsResolution?resultStart=1&resultLimit=1',
        status: 200,
        json: { data: { dnsResolution: [{ resolutionDate: '2017-01-30T20:49:05Z' }] } },
        absent: ['data.resultCount'],
      },
      { call: 'DELETE /indicators/addresses/192.168.100.1', status: 200 },
      {
        call: 'GET /indicators/hosts/example.com/dnsResolutions',
        status: 200,
        json: { data: { resultCount: 1, dnsResolution: [{ addresses: [{ ip: '192.168.100.2' }] }] } },
      },
    ],
  },
  {
    name: 'a resolution that is none is refused whole',
    steps: [
      ...make('Host', 'Mutex'),
      ...(
        [
          [{ addresses: [] }, '"addresses"'],
          [{ addresses: ['192.168.0.1'] }, '"addresses"'],
          [{ resolutionDate: 'once', addresses: [{ ip: '192.168.0.1' }] }, '"resolutionDate"'],
          [{ addresses: [{ ip: '192.168.0.1' }, { ip: 'nonsense' }] }, '"ip"'],
          [{ addresses: [{ ip: '192.168.0.1' }], server: 'x' }, '"server"'],
        ] as const
      ).map(
        ([body, says]): Step => ({
          call: 'POST /indicators/hosts/example.com/dnsResolutions',
          body,
          status: 400,
          says: [says],
        }),
      ),
      { call: 'GET /indicators/addresses/192.168.0.1', status: 404 },
      { call: 'GET /indicators/hosts/other.com/dnsResolutions', status: 404, says: ['other.com'] },
      { call: `GET ${pathOf('Mutex')}/dnsResolutions`, status: 404, says: ['Mutex'] },
      ...make('Address'),
      {
        call: `POST ${pathOf('Address')}/dnsResolutions`,
        body: { addresses: [{ ip: '192.168.0.1' }] },
        status: 404,
        says: ['Address'],
      },
    ],
  },
]

export const linkScenarios: readonly Scenario[] = [
  ...associations.map(associationScenario),
  ...actions.map(actionScenario),
  ...samples,
  ...refusals,
  ...lives,
  ...resolutions,
]

// Filters, field by field and operator by operator as the documentation's tables have them.

import type { Scenario, Step } from '@tcex/testkit'
import { filter, finds, refusesOthers } from './filter-steps.ts'

const group = (name: string, at?: string): Step => ({
  ...(at ? { at } : {}),
  call: 'POST /groups/threats',
  body: { name },
  status: 201,
})

const groups: Scenario = {
  name: 'filters of groups: name and dateAdded',
  steps: [
    group('Fancy', '2017-07-12T10:00:00Z'),
    group('Fancy Bear', '2017-07-13T00:00:00Z'),
    group('Unfancy', '2017-07-14T10:00:00Z'),
    group('fancy', '2017-07-14T10:00:01Z'),
    finds('/groups', 'name^Fancy', ['Fancy', 'Fancy Bear']),
    finds('/groups', 'name=Fancy', ['Fancy']),
    finds('/groups', 'name=Nobody', []),
    finds('/groups', 'dateAdded>2017-07-13', ['Unfancy', 'fancy']),
    finds('/groups', 'dateAdded<2017-07-13', ['Fancy']),
    finds('/groups', 'dateAdded>20170713', ['Unfancy', 'fancy']),
    finds('/groups', 'dateAdded>2017-07-12T10:00:00Z,dateAdded<2017-07-14T10:00:01Z', [
      'Fancy Bear',
      'Unfancy',
    ]),
    finds('/groups', 'name^Fancy,dateAdded>2017-07-12T12:00', ['Fancy Bear']),
    finds('/groups', 'name=fancy,dateAdded<2017-07-13', ['Fancy', 'fancy'], '&orParams=true'),
    finds('/groups', 'name=Fancy,name=fancy', [], '&orParams=false'),
    ...refusesOthers('/groups', 'name', '=^', 'x'),
    ...refusesOthers('/groups', 'dateAdded', '<>', '2017-07-13'),
    { call: filter('/groups', 'dateAdded>yesterdayish'), status: 400, says: ['dateAdded', 'date'] },
    {
      call: filter('/groups', 'eventDate>2017-07-13'),
      status: 400,
      says: ['eventDate', 'name', 'dateAdded'],
    },
    { call: filter('/groups', 'xid=1'), status: 400, says: ['xid'] },
    { call: filter('/groups', 'name'), status: 400, says: ['name', 'operator'] },
    { call: filter('/groups', '=Fancy'), status: 400, says: ['field'] },
    { call: filter('/groups', 'name=Fancy,'), status: 400, says: ['comma'] },
    { call: 'GET /groups?filters=', status: 200, json: { data: { resultCount: 4 } } },
    { call: 'GET /groups?filters=name=Fancy', status: 200, json: { data: { resultCount: 1 } } },
    { call: 'GET /groups?filters=name%3dFancy', status: 200, json: { data: { resultCount: 1 } } },
    {
      call: 'GET /groups?filters=name%5EFancy&filters=dateAdded%3E2017-07-12T12:00',
      status: 200,
      json: { data: { resultCount: 1 } },
    },
  ],
}

const typedGroups: Scenario = {
  name: 'filters of campaigns, documents and incidents',
  steps: [
    ...[
      ['camp-1', '2017-07-12'],
      ['camp-2', '2017-07-13'],
      ['camp-3', '2017-07-14'],
    ].map(
      ([name, firstSeen]): Step => ({
        call: 'POST /groups/campaigns',
        body: { name, firstSeen },
        status: 201,
      }),
    ),
    { call: 'POST /groups/campaigns', body: { name: 'camp-0' }, status: 201 },
    finds('/groups/campaigns', 'firstSeen>2017-07-13T00:00', ['camp-3']),
    finds('/groups/campaigns', 'firstSeen<2017-07-13T00:00', ['camp-1']),
    finds('/groups/campaigns', 'name=camp-0,firstSeen>2017-07-13', ['camp-3', 'camp-0'], '&orParams=true'),
    ...refusesOthers('/groups/campaigns', 'firstSeen', '<>', '2017-07-13'),
    ...['report.pdf', 'report.PDF', 'sample.zip'].flatMap((fileName): Step[] => [
      {
        call: 'POST /groups/documents',
        body: { name: fileName, fileName },
        status: 201,
        capture: { id: 'data.document.id' },
      },
      {
        call: 'POST /groups/documents/{id}/upload',
        body: 'content',
        headers: { 'content-type': 'application/octet-stream' },
        status: 200,
      },
    ]),
    finds('/groups/documents', 'fileType=PDF', ['report.pdf', 'report.PDF']),
    ...refusesOthers('/groups/documents', 'fileType', '=', 'PDF'),
    ...['2017-07-12', '2017-07-14'].map(
      (eventDate): Step => ({
        call: 'POST /groups/incidents',
        body: { name: eventDate, eventDate },
        status: 201,
      }),
    ),
    finds('/groups/incidents', 'eventDate>2017-07-13T00:00', ['2017-07-14']),
    finds('/groups/incidents', 'eventDate<2017-07-13T00:00', ['2017-07-12']),
    ...refusesOthers('/groups/incidents', 'eventDate', '<>', '2017-07-13'),
    finds('/groups/incidents', 'incident.eventDate>2017-07-13', ['2017-07-14']),
    finds('/groups', 'incident.eventDate>2017-07-13', ['2017-07-14']),
    finds('/groups', 'document.fileType=PDF', ['report.pdf', 'report.PDF']),
    finds(
      '/groups',
      'document.fileType=PDF,name=camp-3',
      ['camp-3', 'report.pdf', 'report.PDF'],
      '&orParams=true',
    ),
    {
      call: filter('/groups', 'threat.fileType=PDF'),
      status: 400,
      says: ['threat.fileType', 'document.fileType'],
    },
    { call: filter('/groups', 'document.fileType>PDF'), status: 400, says: ['document.fileType', '='] },
    { call: filter('/groups/documents', 'firstSeen>2017-07-13'), status: 400, says: ['firstSeen'] },
  ],
}

const hosts: readonly (readonly [hostName: string, more: Readonly<Record<string, unknown>>])[] = [
  ['a.example', { rating: 1, confidence: 10 }],
  ['b.example', { rating: 3, confidence: 50, dnsActive: true }],
  ['c.example', { rating: 4.5, confidence: 100, whoisActive: 'true' }],
  ['d.example', {}],
  ['off.example', { active: false, rating: 5, confidence: 50 }],
]

const indicators: Scenario = {
  name: 'filters of indicators: active, summary, dateAdded, rating, confidence and the assessments',
  steps: [
    ...hosts.map(
      ([hostName, more], index): Step => ({
        at: `2015-10-1${index}T12:00:00Z`,
        call: 'POST /indicators/hosts',
        body: { hostName, ...more },
        status: 201,
      }),
    ),
    { call: 'GET /indicators', status: 200, json: { data: { resultCount: 4 } } },
    finds('/indicators', 'active=true', ['a.example', 'b.example', 'c.example', 'd.example']),
    finds('/indicators', 'active=false', ['off.example']),
    finds(
      '/indicators',
      'active=true,active=false',
      ['a.example', 'b.example', 'c.example', 'd.example', 'off.example'],
      '&orParams=true',
    ),
    finds('/indicators', 'host.dnsActive=true', ['b.example']),
    finds(
      '/indicators',
      'host.dnsActive=true,host.whoisActive=true',
      ['b.example', 'c.example'],
      '&orParams=true',
    ),
    finds('/indicators', 'summary=a.example', ['a.example']),
    finds('/indicators', 'summary=A.EXAMPLE', ['a.example']),
    finds('/indicators', 'summary^b.', ['b.example']),
    finds('/indicators', 'summary=off.example', []),
    finds('/indicators', 'summary=off.example,active=false', ['off.example']),
    finds('/indicators', 'dateAdded<2015-10-12', ['a.example', 'b.example']),
    finds('/indicators', 'dateAdded>2015-10-12', ['c.example', 'd.example']),
    finds('/indicators', 'summary=a.example,dateAdded<2015-10-15', ['a.example']),
    finds(
      '/indicators',
      'summary=a.example,dateAdded>2015-10-12',
      ['a.example', 'c.example', 'd.example'],
      '&orParams=true',
    ),
    finds('/indicators', 'rating>3', ['c.example']),
    finds('/indicators', 'rating<3', ['a.example']),
    finds('/indicators', 'rating>2.99', ['b.example', 'c.example']),
    finds('/indicators', 'confidence=50', ['b.example']),
    finds('/indicators', 'confidence<50', ['a.example']),
    finds('/indicators', 'confidence>10', ['b.example', 'c.example']),
    finds('/indicators', 'threatAssessScore>450', []),
    finds('/indicators', 'threatAssessScore=0', []),
    finds('/indicators', 'threatAssessRating>1', []),
    finds('/indicators', 'threatAssessConfidence<50', []),
    finds('/indicators', 'falsePositive>10', []),
    finds('/indicators/hosts', 'dnsActive=true', ['b.example']),
    finds('/indicators/hosts', 'dnsActive=false', ['a.example', 'c.example', 'd.example']),
    finds('/indicators/hosts', 'whoisActive=true', ['c.example']),
    finds('/indicators/hosts', 'host.dnsActive=true', ['b.example']),
    finds('/indicators/hosts', 'indicator.confidence>10,host.whoisActive=true', ['c.example']),
    ...refusesOthers('/indicators', 'active', '=', 'true'),
    ...refusesOthers('/indicators', 'summary', '=^', 'x'),
    ...refusesOthers('/indicators', 'dateAdded', '<>', '2017-07-13'),
    ...refusesOthers('/indicators', 'rating', '<>', '3'),
    ...refusesOthers('/indicators', 'confidence', '=<>', '3'),
    ...refusesOthers('/indicators', 'threatAssessScore', '=<>', '3'),
    ...refusesOthers('/indicators', 'threatAssessRating', '<>', '3'),
    ...refusesOthers('/indicators', 'threatAssessConfidence', '<>', '3'),
    ...refusesOthers('/indicators', 'falsePositive', '=<>', '3'),
    ...refusesOthers('/indicators/hosts', 'dnsActive', '=', 'true'),
    ...refusesOthers('/indicators/hosts', 'whoisActive', '=', 'true'),
    { call: filter('/indicators', 'dnsActive=true'), status: 400, says: ['dnsActive'] },
    { call: filter('/indicators', 'rating>high'), status: 400, says: ['rating', 'number'] },
    { call: filter('/indicators', 'confidence=1.5'), status: 400, says: ['confidence'] },
    { call: filter('/indicators', 'active=maybe'), status: 400, says: ['active', 'true or false'] },
    {
      call: filter('/indicators', 'constructor=1,toString=2'),
      status: 400,
      says: ['constructor', 'toString'],
    },
    { call: filter('/indicators', '__proto__=1'), status: 400 },
    { call: filter('/indicators', 'address.ip=1'), status: 400, says: ['address.ip'] },
  ],
}

const addresses: Scenario = {
  name: 'filters of addresses, and values by any spelling',
  steps: [
    { call: 'POST /indicators/addresses', body: { ip: '2001:db8::1' }, status: 201 },
    { call: 'POST /indicators/urls', body: { text: 'http://xn--sterreich-z7a.example/' }, status: 201 },
    { call: 'POST /indicators/asns', body: { 'AS Number': '12345' }, status: 201 },
    finds('/indicators/addresses', 'summary=2001:DB8:0::1', ['2001:db8:0:0:0:0:0:1']),
    finds('/indicators', 'summary=2001:0db8::0001', ['2001:db8:0:0:0:0:0:1']),
    finds('/indicators', 'summary=AS12345', ['ASN12345']),
    finds('/indicators', 'summary^http://xn--', ['http://xn--sterreich-z7a.example/']),
    finds('/indicators/urls', 'summary=HTTP://österreich.example/', ['http://xn--sterreich-z7a.example/']),
    ...['city', 'countryCode', 'countryName', 'organization', 'state', 'timezone'].flatMap(
      (field): Step[] => [
        finds('/indicators/addresses', `${field}=mosso hosting`, []),
        ...refusesOthers('/indicators/addresses', field, '=', 'x'),
      ],
    ),
    finds('/indicators/addresses', 'asn=12345', []),
    ...refusesOthers('/indicators/addresses', 'asn', '=', '1'),
    { call: filter('/indicators/urls', 'city=x'), status: 400, says: ['city'] },
  ],
}

const modifiedSince: Scenario = {
  name: 'modifiedSince gives what was modified on or after a date',
  steps: [
    {
      at: '2017-08-20T00:00:00Z',
      call: 'POST /indicators/hosts',
      body: { hostName: 'a.example' },
      status: 201,
    },
    {
      at: '2017-08-21T12:00:00Z',
      call: 'POST /indicators/hosts',
      body: { hostName: 'b.example' },
      status: 201,
    },
    {
      call: 'GET /indicators?modifiedSince=2017-08-21T12:00:00Z',
      status: 200,
      json: { data: { resultCount: 1, indicator: [{ summary: 'b.example' }] } },
    },
    {
      call: 'GET /indicators?modifiedSince=2017-08-21T14:00:00+02:00',
      status: 200,
      json: { data: { resultCount: 1 } },
    },
    {
      call: 'GET /indicators?modifiedSince=2017-08-21T12:00:01Z',
      status: 200,
      json: { data: { resultCount: 0 } },
    },
    { at: '2017-08-22T00:00:00Z', call: 'PUT /indicators/hosts/a.example', body: { rating: 4 }, status: 200 },
    {
      call: 'GET /indicators/hosts?modifiedSince=2017-08-21T12:00:01Z&owner=MyOrg',
      status: 200,
      json: {
        data: {
          resultCount: 1,
          host: [
            {
              hostName: 'a.example',
              dateAdded: '2017-08-20T00:00:00Z',
              lastModified: '2017-08-22T00:00:00Z',
            },
          ],
        },
      },
    },
    { call: 'GET /indicators?modifiedSince=nonsense', status: 400, says: ['modifiedSince', 'date'] },
  ],
}

const awkward: Scenario = {
  name: 'values in filters may hold commas, operators, wildcards and blanks',
  steps: [
    ...[
      'Foo, Inc.',
      'a,b=c',
      'a=b',
      '100%',
      'a_b',
      'axb',
      'x\\',
      "O'Hara",
      '  two  ',
      'a\\,b',
      'ö🦊',
      '<=>^!',
    ].map((name) => group(name)),
    finds('/groups', 'name=Foo, Inc.', ['Foo, Inc.']),
    finds('/groups', 'name=Foo\\, Inc.', ['Foo, Inc.']),
    finds('/groups', 'name=a\\,b=c', ['a,b=c']),
    finds('/groups', 'name=Foo, Inc.,name=a=b', ['Foo, Inc.', 'a=b'], '&orParams=true'),
    finds('/groups', 'name=a=b', ['a=b']),
    finds('/groups', 'name=100%', ['100%']),
    finds('/groups', 'name^a_', ['a_b']),
    finds('/groups', 'name^%', []),
    finds('/groups', 'name^_', []),
    finds('/groups', 'name=x\\', ['x\\']),
    finds('/groups', "name=O'Hara", ["O'Hara"]),
    finds('/groups', "name=' or '1'='1", []),
    finds('/groups', 'name=  two  ', ['  two  ']),
    finds('/groups', 'name=a\\\\\\,b', ['a\\,b']),
    finds('/groups', 'name^ö', ['ö🦊']),
    finds('/groups', 'name=ö🦊', ['ö🦊']),
    finds('/groups', 'name=<=>^!', ['<=>^!']),
    { call: 'GET /groups?filters=name%3DFoo%2C+Inc.', status: 200, json: { data: { resultCount: 1 } } },
    { call: 'GET /groups?filters=name%3DFoo,%20Inc.', status: 200, json: { data: { resultCount: 1 } } },
  ],
}

export const filterScenarios: readonly Scenario[] = [
  groups,
  typedGroups,
  indicators,
  addresses,
  modifiedSince,
  awkward,
]

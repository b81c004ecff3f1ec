// Bad input: each is refused with a sentence that names the field and the rule, and changes nothing.

import type { Scenario, Step } from '@tcex/testkit'
import { pathOf, samples } from './samples.ts'

type Body = Readonly<Record<string, unknown>>

const refuses = (path: string, body: unknown, ...says: readonly (string | RegExp)[]): Step => ({
  call: `POST ${path}` as Step['call'],
  body,
  status: 400,
  says,
})

const nothingThere: readonly Step[] = [
  { call: 'GET /groups', status: 200, json: { data: { resultCount: 0 } } },
  {
    call: 'GET /indicators?filters=active%3Dtrue,active%3Dfalse&orParams=true',
    status: 200,
    json: { data: { resultCount: 0 } },
  },
  { call: 'GET /tasks', status: 200, json: { data: { resultCount: 0 } } },
  { call: 'GET /victims', status: 200, json: { data: { resultCount: 0 } } },
]

/** Required for creation, by the documentation's tables, but for the date of an event or incident (decision 022). */
const required: readonly (readonly [path: string, ...fields: string[]])[] = [
  ...[
    ...[
      'adversaries',
      'attackPatterns',
      'campaigns',
      'coursesOfAction',
      'intrusionSets',
      'malware',
      'tactics',
    ],
    ...['threats', 'tools', 'vulnerabilities'],
  ].map((branch) => [`/groups/${branch}`, 'name'] as const),
  ['/groups/documents', 'name', 'fileName'],
  ['/groups/emails', 'name', 'subject', 'header', 'body'],
  ['/groups/events', 'name'],
  ['/groups/incidents', 'name'],
  ['/groups/reports', 'name', 'fileName'],
  ['/groups/signatures', 'name', 'fileName', 'fileType', 'fileText'],
  ['/indicators/addresses', 'ip'],
  ['/indicators/emailAddresses', 'address'],
  ['/indicators/files', 'md5', 'sha1', 'sha256'],
  ['/indicators/hosts', 'hostName'],
  ['/indicators/urls', 'text'],
  ['/indicators/asns', 'AS Number'],
  ['/indicators/cidrBlocks', 'Block'],
  ['/indicators/emailSubjects', 'Subject'],
  ['/indicators/hashtags', 'Hashtag'],
  ['/indicators/mutexes', 'Mutex'],
  ['/indicators/registryKeys', 'Key Name', 'Value Name', 'Value Type'],
  ['/indicators/userAgents', 'User Agent String'],
  ['/tasks', 'name'],
  ['/victims', 'name'],
]

const bodyAt = (path: string): Body => samples.find((sample) => sample.path === path)?.body ?? {}

const without = (body: Body, fields: readonly string[]): Body =>
  Object.fromEntries(Object.entries(body).filter(([field]) => !fields.includes(field)))

const missing: Scenario = {
  name: 'a missing required field is refused by name, alone and all together',
  steps: [
    ...required.flatMap(([path, ...fields]): Step[] => {
      if (path === '/indicators/files') return [refuses(path, { rating: 1 }, /md5.*sha1.*sha256/)]
      return [
        ...fields.map((field) => refuses(path, without(bodyAt(path), [field]), `"${field}"`, 'required')),
        ...fields.map((field) => refuses(path, { ...bodyAt(path), [field]: null }, `"${field}"`, 'required')),
        refuses(path, {}, ...fields.map((field) => `"${field}"`)),
      ]
    }),
    ...nothingThere,
  ],
}

const bad = (
  path: string,
  field: string,
  values: readonly unknown[],
  ...says: readonly (string | RegExp)[]
): readonly Step[] =>
  values.map((value) => refuses(path, { ...bodyAt(path), [field]: value }, `"${field}"`, ...says))

/** What breaks the rule of every format, wherever a text is expected. */
const noText = [1, true, {}, [], ['x'], '', ' ', 'a\u0000b', 'a\r\nX-Header: b', '\ud800']
const noDate = ['nonsense', '2017-02-30', '2017-13-01', '', 1_500_000_000, {}, '2017-07-13T25:00:00Z', true]
const noWholeNumber = ['x', '', 1.5, '1.5', {}, [], true, '0x10', 1e300, 'NaN', '١']
const noNumber = ['x', '', {}, [], true, 'Infinity', 'NaN', '1e400']
const noFlag: readonly unknown[] = ['yes', '', 2, {}, [], [true], 'truee', { toString: 1, valueOf: 1 }]

const values: Scenario = {
  name: 'a bad value is refused by field and rule, for every format',
  steps: [
    ...bad('/groups/threats', 'name', noText, 'must'),
    ...bad('/groups/emails', 'body', [1, {}, 'a\u0000b', '\udc00'], 'must'),
    ...bad('/groups/incidents', 'eventDate', noDate, 'date'),
    ...bad('/groups/campaigns', 'firstSeen', noDate, 'date'),
    ...bad('/groups/incidents', 'status', ['Lost', 1, '', {}], 'Open', 'Closed'),
    ...bad('/groups/events', 'status', ['Open'], 'Needs Review'),
    ...bad('/groups/signatures', 'fileType', ['Perl', ''], 'Snort', 'YARA'),
    ...bad('/groups/documents', 'malware', noFlag, 'true or false'),
    ...bad('/indicators/files', 'size', [...noWholeNumber, -1], 'must'),
    ...bad('/indicators/hosts', 'rating', [...noNumber, -1, 5.1, '6'], 'must'),
    ...bad('/indicators/hosts', 'confidence', [...noWholeNumber, -1, 101], 'must'),
    ...bad('/indicators/hosts', 'active', noFlag, 'true or false'),
    ...bad('/indicators/hosts', 'dnsActive', noFlag, 'true or false'),
    ...bad('/indicators/addresses', 'ip', [
      ...noText,
      '256.1.1.1',
      '1.1.1',
      'example.com',
      '1.1.1.1/24',
      '1[.]1.1.1',
    ]),
    ...bad('/indicators/hosts', 'hostName', [
      ...noText,
      '1.1.1.1',
      'a..b',
      'http://example.com',
      '-a.example',
    ]),
    ...bad('/indicators/urls', 'text', [...noText, 'example.com', 'hxxp://example.com', 'http://']),
    ...bad('/indicators/emailAddresses', 'address', [...noText, 'nobody', '@example.com', 'a@b@example.com']),
    ...bad('/indicators/files', 'md5', ['A'.repeat(31), 'G'.repeat(32), 'A'.repeat(40)], 'hexadecimal'),
    ...bad('/indicators/files', 'md5', noText, 'must'),
    ...bad('/indicators/files', 'sha1', ['A'.repeat(32)], 'MD5'),
    ...bad('/indicators/files', 'sha256', ['A'.repeat(63)], '64'),
    ...bad('/indicators/asns', 'AS Number', [...noText, 'ASX', '4294967296', 'AS1.10']),
    ...bad('/indicators/cidrBlocks', 'Block', [...noText, '10.0.0.0', '10.0.0.0/33', '::/129']),
    ...bad('/indicators/mutexes', 'Mutex', noText),
    ...bad('/indicators/registryKeys', 'Key Name', [...noText, 'Software\\X', 'HKEY_NOWHERE\\X'], 'must'),
    ...bad('/indicators/registryKeys', 'Value Name', ['', 1, 'a\u0000b'], 'must'),
    ...bad('/indicators/registryKeys', 'Value Type', ['REG_TEXT', '', 1], 'REG_SZ'),
    ...bad('/tasks', 'dueDate', noDate, 'date'),
    ...bad('/tasks', 'status', ['Lost'], 'Not Started'),
    ...bad('/tasks', 'assignee', [1, [1], { userName: 1 }, [{ name: 'x' }], [''], {}, [null]], 'users'),
    ...bad(
      '/tasks',
      'assignee',
      ['nobody', ['nobody'], [{ userName: 'nobody' }], { userName: ['nobody'] }],
      'nobody',
    ),
    ...bad('/victims', 'org', [1, {}, 'a\u0000b'], 'must'),
    refuses(
      '/indicators/hosts',
      { hostName: 'a..b', rating: 9, confidence: 'x' },
      '"hostName"',
      '"rating"',
      '"confidence"',
    ),
    ...nothingThere,
  ],
}

const unknownFields: Scenario = {
  name: 'a field of another type is refused by name',
  steps: [
    refuses('/groups/adversaries', { name: 'x', firstSeen: '2019-04-02' }, '"firstSeen"', 'Adversary'),
    refuses('/groups/campaigns', { name: 'x', eventDate: '2019-04-02' }, '"eventDate"', 'firstSeen'),
    refuses('/indicators/hosts', { hostName: 'a.example', ip: '1.1.1.1' }, '"ip"'),
    refuses('/indicators/addresses', { ip: '1.1.1.1', dnsActive: 'true' }, '"dnsActive"'),
    refuses('/tasks', { name: 'x', rating: 1 }, '"rating"'),
    refuses('/victims', { name: 'x', status: 'New' }, '"status"'),
    refuses('/groups/threats', '{"name":"x","__proto__":{"a":1}}', '"__proto__"'),
    refuses('/groups/threats', '{"name":"x","constructor":{"prototype":{"a":1}}}', '"constructor"'),
    refuses(
      '/groups/threats',
      '{"name":"x","toString":"y","hasOwnProperty":1}',
      '"toString"',
      '"hasOwnProperty"',
    ),
    refuses('/groups/threats', { name: 'x', Name: 'y' }, '"Name"'),
    ...nothingThere,
  ],
}

const unknownTypes: Scenario = {
  name: 'an unknown type is 404 and names the types there are',
  steps: [
    ...['nothings', 'Threats', 'threat', '__proto__', 'constructor', '%20', '..%2f', 'a%00b'].flatMap(
      (branch): Step[] => [
        { call: `GET /groups/${branch}`, status: 404, says: ['group type', 'threats', 'vulnerabilities'] },
        { call: `POST /groups/${branch}`, body: { name: 'x' }, status: 404, says: ['group type'] },
        { call: `GET /groups/${branch}/1`, status: 404, says: ['group type'] },
        { call: `DELETE /groups/${branch}/1`, status: 404, says: ['group type'] },
        { call: `GET /indicators/${branch}/1`, status: 404, says: ['indicator type', 'hosts', 'userAgents'] },
        { call: `POST /indicators/${branch}`, body: {}, status: 404, says: ['indicator type'] },
      ],
    ),
    ...nothingThere,
  ],
}

const routes: Scenario = {
  name: 'an unknown route is 404 as JSON and says which',
  steps: [
    ...[
      'GET /',
      'GET /nothing',
      'GET /groups/threats/1/nothing',
      'GET /groups/threats/1/attributes/1/2',
      'POST /groups',
      'PUT /groups/threats',
      'DELETE /groups/threats',
      'PATCH /groups/threats/1',
      'POST /owners',
      'DELETE /owners/1',
      'POST /types/indicatorTypes',
      'GET /groups/threats/1/../2/nothing',
    ].map(
      (call): Step => ({ call: call as Step['call'], status: 404, says: [call.split(' ')[0] as string] }),
    ),
    { call: 'GET /nothing', auth: 'none', status: 404 },
  ],
}

const bodies: Scenario = {
  name: 'a body that is not one JSON object is refused',
  steps: [
    ...[
      '{',
      '{"name":}',
      'name=x',
      '<a/>',
      "{'name':'x'}",
      '{"name":"x"} trailing',
      '\ufeff{"name":"x"',
      '[]',
      '[{"name":"x"}]',
      'null',
      '"x"',
      '1',
      'true',
    ].map((body): Step => ({ call: 'POST /groups/threats', body, status: 400, says: ['JSON'] })),
    { call: 'POST /groups/threats', status: 400, says: ['body'] },
    {
      call: 'POST /groups/threats',
      body: '',
      headers: { 'content-type': 'application/json' },
      status: 400,
      says: ['body'],
    },
    {
      call: 'POST /groups/threats',
      body: '  \n',
      headers: { 'content-type': 'application/json' },
      status: 400,
      says: ['body'],
    },
    refuses('/tasks', `{"name":"x","assignee":${'['.repeat(200_000)}${']'.repeat(200_000)}}`, '"assignee"'),
    refuses(
      '/indicators/hosts',
      `{"hostName":"a.example","active":${'['.repeat(200_000)}${']'.repeat(200_000)}}`,
      '"active"',
    ),
    refuses('/groups/threats', `${'{"name":'.repeat(100_000)}1${'}'.repeat(100_000)}`, '"name"'),
    ...nothingThere,
  ],
}

const oversized: Scenario = {
  name: 'an oversized body is 413 and changes nothing',
  options: { bodyLimit: 2048 },
  steps: [
    {
      call: 'POST /groups/threats',
      body: { name: 'before' },
      status: 201,
      capture: { id: 'data.threat.id' },
    },
    { call: 'POST /groups/threats', body: { name: 'x'.repeat(2048) }, status: 413, says: ['2048'] },
    { call: 'PUT /groups/threats/{id}', body: { name: 'x'.repeat(20_480) }, status: 413, says: ['2048'] },
    {
      call: 'POST /groups/threats/{id}/attributes',
      body: { type: 'Source', value: 'x'.repeat(2048) },
      status: 413,
    },
    { call: 'POST /groups/threats/{id}/tags/t', body: 'x'.repeat(4096), status: 413 },
    {
      call: 'GET /groups/threats',
      status: 200,
      json: { data: { resultCount: 1, threat: [{ name: 'before' }] } },
    },
    { call: 'GET /groups/threats/{id}/tags', status: 200, json: { data: { resultCount: 0 } } },
    { call: 'POST /groups/threats', body: { name: 'x'.repeat(1900) }, status: 201 },
  ],
}

/** A refused update leaves the item as it was, to the last field. */
const updates: Scenario = {
  name: 'a refused update changes nothing',
  steps: samples.flatMap((sample): Step[] => [
    {
      call: `POST ${sample.path}`,
      body: sample.body,
      status: 201,
      capture: { id: `data.${sample.entity}.id` },
    },
    {
      call: `PUT ${pathOf(sample)}`,
      body: { ...sample.change, nonsense: 1 },
      status: 400,
      says: ['"nonsense"'],
    },
    { call: `PUT ${pathOf(sample)}`, body: '{', status: 400, says: ['JSON'] },
    { call: `PUT ${pathOf(sample)}`, status: 400, says: ['body'] },
    { call: `GET ${pathOf(sample)}`, status: 200, json: { data: { [sample.entity]: sample.shows } } },
  ]),
}

const valueStays: Scenario = {
  name: 'an update cannot change the value of an indicator',
  steps: [
    { call: 'POST /indicators/hosts', body: { hostName: 'a.example' }, status: 201 },
    {
      call: 'PUT /indicators/hosts/a.example',
      body: { hostName: 'b.example' },
      status: 400,
      says: ['"hostName"', 'Host'],
    },
    {
      call: 'PUT /indicators/hosts/a.example',
      body: { hostName: 'A.EXAMPLE', rating: 2 },
      status: 200,
      json: { data: { host: { hostName: 'a.example', rating: 2 } } },
    },
    {
      call: 'POST /indicators/registryKeys',
      body: { 'Key Name': 'HKLM\\A', 'Value Name': 'v', 'Value Type': 'REG_SZ' },
      status: 201,
    },
    {
      call: 'PUT /indicators/registryKeys/HKLM%5CA%20%3A%20v%20%3A%20REG_SZ',
      body: { 'Value Type': 'REG_DWORD' },
      status: 400,
      says: ['"Value Type"'],
    },
    { call: 'GET /indicators', status: 200, json: { data: { resultCount: 2 } } },
  ],
}

export const refusalScenarios: readonly Scenario[] = [
  missing,
  values,
  unknownFields,
  unknownTypes,
  routes,
  bodies,
  oversized,
  updates,
  valueStays,
]

// Owners, members, metrics and indicator types.

import { anId, aText, including, Matcher, type Scenario, type Step } from '@tcex/testkit'
import { groupSamples, indicatorSamples, taskSample } from './samples.ts'

const me = { id: anId, name: 'MyOrg', type: 'Organization' }

const owners: Scenario = {
  name: 'owners, mine and members',
  steps: [
    {
      call: 'GET /owners',
      status: 200,
      json: { data: { resultCount: 1, owner: [me] } },
      keys: { 'data.owner.0': ['id', 'name', 'type'] },
      capture: { id: 'data.owner.0.id' },
    },
    {
      call: 'GET /owners/{id}',
      status: 200,
      exactly: { status: 'Success', data: { resultCount: 1, owner: { ...me, id: '{id}' } } },
    },
    {
      call: 'GET /owners/mine',
      status: 200,
      exactly: { status: 'Success', data: { resultCount: 1, owner: { ...me, id: '{id}' } } },
    },
    {
      call: 'GET /owners/mine/members',
      status: 200,
      json: { data: { user: [{ userName: aText, firstName: aText, lastName: aText }] } },
      keys: { 'data.user.0': ['userName', 'firstName', 'lastName'] },
    },
    { call: 'GET /owners/999', status: 404, says: ['owner', '999'] },
    { call: 'GET /owners/999/metrics', status: 404 },
    { call: 'GET /owners/yours', status: 404 },
    {
      call: 'GET /owners?resultStart=1',
      status: 200,
      json: { data: { owner: [] } },
      absent: ['data.resultCount'],
    },
    { call: 'GET /owners?resultLimit=0', status: 400, says: ['resultLimit'] },
  ],
}

const whoami: Scenario = {
  name: 'who the caller is',
  steps: [
    {
      call: 'GET /whoami',
      status: 200,
      json: { status: 'Success', data: { user: { userName: aText, role: 'Api User' } } },
      keys: { 'data.user': ['userName', 'firstName', 'lastName', 'pseudonym', 'role'] },
    },
    { call: 'GET /whoami?owner=MyOrg', status: 200 },
    { call: 'POST /whoami', status: 404 },
  ],
}

const ownerParameter: Scenario = {
  name: 'an owner that does not exist is forbidden, on every kind of call',
  steps: [
    { call: 'POST /groups/threats', body: { name: 'x' }, status: 201, capture: { id: 'data.threat.id' } },
    { call: 'GET /groups/threats/{id}?owner=MyOrg', status: 200 },
    { call: 'GET /groups/threats/{id}?owner=', status: 200 },
    ...[
      'GET /groups',
      'GET /groups/threats/{id}',
      'GET /indicators/hosts/example.com',
      'GET /tags/x/groups',
      'GET /owners',
      'GET /types/indicatorTypes',
      'DELETE /groups/threats/{id}',
    ].map(
      (call): Step => ({ call: `${call}?owner=Nobody%27s` as Step['call'], status: 403, says: ["Nobody's"] }),
    ),
    { call: 'POST /groups/threats?owner=Nobody', body: { name: 'y' }, status: 403 },
    { call: 'PUT /groups/threats/{id}?owner=Nobody', body: { name: 'y' }, status: 403 },
    { call: 'POST /groups/threats/{id}/tags/t?owner=myorg', status: 403, says: ['myorg'] },
    { call: 'GET /groups/threats', status: 200, json: { data: { resultCount: 1, threat: [{ name: 'x' }] } } },
    { call: 'GET /tags', status: 200, json: { data: { resultCount: 0 } } },
  ],
}

/** Keys of the documentation's sample of an owner's metrics. */
const metricKeys = [
  'metricDate',
  ...['totalIndicator', 'totalHost', 'totalAddress', 'totalEmailAddress', 'totalFile', 'totalUrl'],
  ...['totalGroup', 'totalThreat', 'totalIncident', 'totalEmail', 'totalCampaign', 'totalAdversary'],
  ...['totalSignature', 'totalTask', 'totalDocument', 'totalTag', 'totalTrack', 'totalResult'],
  ...[
    'totalIndicatorAttribute',
    'totalGroupAttribute',
    'averageIndicatorRating',
    'averageIndicatorConfidence',
  ],
  ...['totalEnrichedIndicator', 'totalGroupIndicator', 'totalObservationDaily', 'totalObservationIndicator'],
  ...[
    'totalObservationAddress',
    'totalObservationEmailAddress',
    'totalObservationFile',
    'totalObservationHost',
  ],
  ...['totalObservationUrl', 'totalFalsePositiveDaily', 'totalFalsePositive'],
]

/** Thirty days up to one, the last of them with these figures. */
const untilDay = (date: string, figures: Readonly<Record<string, number>>): Matcher =>
  new Matcher(`30 days until ${date} ending with ${JSON.stringify(figures)}`, (value) => {
    const days = value as readonly Readonly<Record<string, unknown>>[]
    const last = days.at(-1) ?? {}
    const dates = days.map(({ metricDate }) => metricDate)
    const inOrder = new Set(dates).size === 30 && [...dates].sort().join() === dates.join()
    return (
      inOrder &&
      last.metricDate === date &&
      Object.entries(figures).every(([key, each]) => last[key] === each)
    )
  })

const onDay = (date: string, figures: Readonly<Record<string, number>>): Matcher =>
  including({ metricDate: date, ...figures })

const metrics: Scenario = {
  name: 'metrics are computed from what is stored, day by day',
  steps: [
    {
      at: '2024-03-01T10:00:00Z',
      call: 'GET /owners/metrics',
      status: 200,
      json: {
        data: {
          ownerMetric: untilDay('2024-03-01', Object.fromEntries(metricKeys.slice(1).map((key) => [key, 0]))),
        },
      },
      keys: { 'data.ownerMetric.0': metricKeys },
    },
    { call: 'POST /groups/threats', body: { name: 'T' }, status: 201, capture: { threat: 'data.threat.id' } },
    {
      call: 'POST /groups/incidents',
      body: { name: 'I', eventDate: 'now' },
      status: 201,
      capture: { incident: 'data.incident.id' },
    },
    { call: 'POST /groups/tools', body: { name: 'no figure of its own' }, status: 201 },
    {
      call: 'POST /indicators/hosts',
      body: { hostName: 'a.example', rating: 5, confidence: 100 },
      status: 201,
    },
    { call: 'POST /indicators/addresses', body: { ip: '1.1.1.1', rating: 2, confidence: 50 }, status: 201 },
    { call: 'POST /indicators/urls', body: { text: 'http://a.example/' }, status: 201 },
    { call: 'POST /indicators/mutexes', body: { Mutex: 'm' }, status: 201 },
    { call: 'POST /tasks', body: { name: 'K' }, status: 201 },
    { call: 'POST /victims', body: { name: 'V' }, status: 201 },
    {
      call: 'GET /owners/metrics',
      status: 200,
      json: {
        data: {
          ownerMetric: untilDay('2024-03-01', {
            totalIndicator: 4,
            totalHost: 1,
            totalAddress: 1,
            totalUrl: 1,
            totalFile: 0,
            totalGroup: 3,
            totalThreat: 1,
            totalIncident: 1,
            totalTask: 1,
            averageIndicatorRating: 3.5,
            averageIndicatorConfidence: 75,
          }),
        },
      },
    },
    { at: '2024-03-02T10:00:00Z', call: 'POST /groups/threats', body: { name: 'T2' }, status: 201 },
    { call: 'POST /groups/threats/{threat}/indicators/hosts/a.example', status: 201 },
    { call: 'POST /groups/threats/{threat}/tags/one', status: 201 },
    { call: 'POST /indicators/hosts/a.example/tags/one', status: 201 },
    { call: 'POST /indicators/hosts/a.example/tags/two', status: 201 },
    { call: 'POST /groups/threats/{threat}/attributes', body: { type: 'Source', value: 'v' }, status: 201 },
    {
      call: 'POST /indicators/hosts/a.example/attributes',
      body: { type: 'Source', value: 'v' },
      status: 201,
    },
    {
      call: 'POST /indicators/hosts/a.example/attributes',
      body: { type: 'Source', value: 'w' },
      status: 201,
    },
    {
      call: 'GET /owners/metrics',
      status: 200,
      json: {
        data: {
          ownerMetric: untilDay('2024-03-02', {
            totalThreat: 2,
            totalGroup: 4,
            totalTag: 2,
            totalGroupAttribute: 1,
            totalIndicatorAttribute: 2,
            totalGroupIndicator: 1,
          }),
        },
      },
    },
    {
      call: 'GET /owners/metrics',
      status: 200,
      json: { data: { ownerMetric: onDay('2024-03-01', { totalThreat: 1, totalGroup: 3, totalTag: 0 }) } },
    },
    {
      call: 'GET /owners/metrics',
      status: 200,
      json: { data: { ownerMetric: onDay('2024-02-29', { totalGroup: 0, totalIndicator: 0 }) } },
    },
    { call: 'PUT /indicators/addresses/1.1.1.1', body: { rating: 4 }, status: 200 },
    { call: 'DELETE /groups/threats/{threat}', status: 200 },
    {
      call: 'GET /owners/metrics',
      status: 200,
      json: {
        data: {
          ownerMetric: untilDay('2024-03-02', {
            totalThreat: 1,
            totalGroupAttribute: 0,
            averageIndicatorRating: 4.5,
          }),
        },
      },
    },
    { call: 'GET /owners', status: 200, capture: { owner: 'data.owner.0.id' } },
    {
      call: 'GET /owners/{owner}/metrics',
      status: 200,
      json: { data: { ownerMetric: untilDay('2024-03-02', { totalThreat: 1 }) } },
    },
  ],
}

/** Every type that the platform counts. */
const counted: Scenario = {
  name: 'metrics count every type that the documentation lists',
  steps: [
    ...[...groupSamples, ...indicatorSamples, taskSample].map(
      ({ path, body }): Step => ({ call: `POST ${path}`, body, status: 201 }),
    ),
    {
      call: 'GET /owners/metrics',
      status: 200,
      json: {
        data: {
          ownerMetric: new Matcher('one of each type', (value) => {
            const last = (value as readonly Readonly<Record<string, unknown>>[]).at(-1) ?? {}
            const ones = [
              'Host',
              'Address',
              'EmailAddress',
              'File',
              'Url',
              'Threat',
              'Incident',
              'Email',
              'Campaign',
            ]
            const more = ['Adversary', 'Signature', 'Task', 'Document']
            return (
              [...ones, ...more].every((type) => last[`total${type}`] === 1) &&
              last.totalIndicator === indicatorSamples.length &&
              last.totalGroup === groupSamples.length
            )
          }),
        },
      },
    },
  ],
}

const registryOptions =
  'REG_NONE;REG_BINARY;REG_DWORD;REG_DWORD_LITTLE_ENDIAN;REG_DWORD_BIG_ENDIAN;REG_EXPAND_SZ;REG_LINK;REG_MULTI_SZ;REG_QWORD;REG_QWORD_LITTLE_ENDIAN;REG_SZ'

const builtIn = (name: string, apiBranch: string, apiEntity: string) => ({
  name,
  custom: 'false',
  parsable: 'true',
  apiBranch,
  apiEntity,
})

const registryKey = {
  name: 'Registry Key',
  custom: 'true',
  parsable: 'false',
  apiBranch: 'registryKeys',
  apiEntity: 'registryKey',
  casePreference: 'sensitive',
  value1Label: 'Key Name',
  value1Type: 'text',
  value2Label: 'Value Name',
  value2Type: 'text',
  value3Label: 'Value Type',
  value3Type: 'selectone',
  value3Option: registryOptions,
}

const mutex = {
  name: 'Mutex',
  custom: 'true',
  parsable: 'false',
  apiBranch: 'mutexes',
  apiEntity: 'mutex',
  casePreference: 'sensitive',
  value1Label: 'Mutex',
  value1Type: 'text',
}

const types: Scenario = {
  name: 'indicator types as the documentation shows them',
  steps: [
    {
      call: 'GET /types/indicatorTypes',
      status: 200,
      json: {
        data: {
          resultCount: 12,
          indicatorType: including(
            builtIn('Address', 'addresses', 'address'),
            builtIn('EmailAddress', 'emailAddresses', 'emailAddress'),
            builtIn('File', 'files', 'file'),
            builtIn('Host', 'hosts', 'host'),
            builtIn('URL', 'urls', 'url'),
            {
              name: 'ASN',
              parsable: 'true',
              apiBranch: 'asns',
              casePreference: 'upper',
              value1Label: 'AS Number',
            },
            {
              name: 'CIDR',
              parsable: 'true',
              apiBranch: 'cidrBlocks',
              casePreference: 'lower',
              value1Label: 'Block',
            },
            {
              name: 'User Agent',
              apiBranch: 'userAgents',
              apiEntity: 'userAgent',
              value1Label: 'User Agent String',
            },
            mutex,
            registryKey,
          ),
        },
      },
    },
    {
      call: 'GET /types/indicatorTypes/mutex',
      status: 200,
      exactly: { status: 'Success', data: { indicatorType: mutex } },
    },
    {
      call: 'GET /types/indicatorTypes/Registry%20Key',
      status: 200,
      json: { data: { indicatorType: registryKey } },
    },
    {
      call: 'GET /types/indicatorTypes/registryKeys',
      status: 200,
      json: { data: { indicatorType: registryKey } },
    },
    {
      call: 'GET /types/indicatorTypes/file',
      status: 200,
      exactly: { status: 'Success', data: { indicatorType: builtIn('File', 'files', 'file') } },
    },
    {
      call: 'GET /types/indicatorTypes/file?includeAdditional=true',
      status: 200,
      json: {
        data: {
          indicatorType: {
            value1Label: 'MD5',
            value1Type: 'text',
            value2Label: 'SHA-1',
            value3Label: 'SHA-256',
            keys: { key1: 'md5', key2: 'sha1', key3: 'sha256' },
          },
        },
      },
    },
    {
      call: 'GET /types/indicatorTypes?includes=additional',
      status: 200,
      json: {
        data: {
          indicatorType: including(
            { name: 'Address', keys: { key1: 'ip' } },
            { name: 'Host', keys: { key1: 'hostName' } },
            { name: 'URL', keys: { key1: 'text' } },
            { name: 'CIDR', keys: { key1: 'Block' } },
            { name: 'Registry Key', keys: { key1: 'Key Name', key2: 'Value Name', key3: 'Value Type' } },
          ),
        },
      },
    },
    { call: 'GET /types/indicatorTypes/nonsense', status: 404, says: ['nonsense'] },
    { call: 'GET /types/indicatorTypes/__proto__', status: 404 },
  ],
}

export const ownerScenarios: readonly Scenario[] = [owners, whoami, ownerParameter, metrics, counted, types]

// False positives and observations: reported, counted, filtered by, and in an owner's metrics.

import { aDate, anId, aText, type Scenario, type Step } from '@tcex/testkit'

const done = { status: 'Success' }
const host = '/indicators/hosts/example.com'

const makeHost: Step = { call: 'POST /indicators/hosts', body: { hostName: 'example.com' }, status: 201 }
const makeAddress: Step = { call: 'POST /indicators/addresses', body: { ip: '192.168.0.1' }, status: 201 }

const falsePositive = (count: number, lastReported: string): unknown => ({
  status: 'Success',
  data: { falsePositive: { count, lastReported } },
})

/** Every key that the documentation shows of a host with `includeAdditional=true`, but for the platform's own assessments. */
const additionalKeys = [
  'id',
  'owner',
  'dateAdded',
  'lastModified',
  'webLink',
  'observationCount',
  'lastObserved',
  'falsePositiveCount',
  'falsePositiveLastReported',
  'privateFlag',
  'active',
  'activeLocked',
  'communityOrSource',
  'additionalOwners',
  'hostName',
  'dnsActive',
  'whoisActive',
]

export const reportScenarios: readonly Scenario[] = [
  {
    name: 'a false positive counts once for each user, indicator and day',
    steps: [
      { ...makeHost, at: '2017-07-13T17:00:00Z' },
      {
        call: `POST ${host}/falsePositive`,
        at: '2017-07-13T17:04:54Z',
        status: 200,
        exactly: falsePositive(1, '2017-07-13T17:04:54Z'),
      },
      {
        call: `POST ${host}/falsePositive`,
        body: {},
        at: '2017-07-13T23:59:59Z',
        status: 200,
        exactly: falsePositive(1, '2017-07-13T17:04:54Z'),
      },
      {
        call: `POST ${host}/falsePositive`,
        at: '2017-07-14T00:00:00Z',
        status: 200,
        exactly: falsePositive(2, '2017-07-14T00:00:00Z'),
      },
      { call: 'POST /indicators/hosts/other.com/falsePositive', status: 404, says: ['other.com'] },
      { call: 'POST /indicators/balloons/x/falsePositive', status: 404, says: ['balloons'] },
      { call: 'POST /indicators/addresses/bad/falsePositive', status: 400, says: ['"ip"'] },
    ],
  },
  {
    name: 'reporting does not change when an indicator was last modified',
    steps: [
      { ...makeHost, at: '2017-07-13T17:00:00Z' },
      { call: `POST ${host}/falsePositive`, at: '2017-07-15T00:00:00Z', status: 200 },
      { call: `POST ${host}/observations`, body: { count: 1 }, status: 201 },
      {
        call: `GET ${host}`,
        status: 200,
        json: { data: { host: { lastModified: '2017-07-13T17:00:00Z' } } },
      },
    ],
  },
  {
    name: 'lists can be filtered by how often indicators were reported as false positives',
    steps: [
      { ...makeHost, at: '2017-07-13T17:00:00Z' },
      makeAddress,
      { call: `POST ${host}/falsePositive`, status: 200 },
      { call: `POST ${host}/falsePositive`, at: '2017-07-14T17:00:00Z', status: 200 },
      ...(
        [
          ['falsePositive%3E1', ['example.com']],
          ['falsePositive%3E2', []],
          ['falsePositive%3D0', ['192.168.0.1']],
          ['falsePositive%3D2', ['example.com']],
          ['falsePositive%3C2', ['192.168.0.1']],
          ['falsePositive%3C2,falsePositive%3D2&orParams=true', ['example.com', '192.168.0.1']],
          ['indicator.falsePositive%3E1', ['example.com']],
        ] as const
      ).map(
        ([filters, found]): Step => ({
          call: `GET /indicators?filters=${filters}`,
          status: 200,
          json: { data: { resultCount: found.length, indicator: found.map((summary) => ({ summary })) } },
        }),
      ),
      { call: 'GET /indicators?filters=falsePositive%5E1', status: 400, says: ['falsePositive'] },
      { call: 'GET /indicators?filters=falsePositive%3Dmany', status: 400, says: ['falsePositive'] },
    ],
  },
  {
    name: 'observations add up, whoever asks and whenever they were made',
    steps: [
      { ...makeHost, at: '2016-07-01T00:00:00Z' },
      {
        call: `GET ${host}/observations`,
        status: 200,
        exactly: { status: 'Success', data: { resultCount: 0, observation: [] } },
      },
      {
        call: `GET ${host}/observationCount`,
        status: 200,
        exactly: { status: 'Success', data: { observationCount: { count: 0, yourCount: 0 } } },
      },
      {
        call: `POST ${host}/observations`,
        at: '2016-07-13T22:50:25Z',
        body: { count: 2 },
        status: 201,
        exactly: done,
      },
      { call: `POST ${host}/observations`, body: { count: '1' }, status: 201, exactly: done },
      {
        call: `POST ${host}/observations`,
        body: { count: 2, dateObserved: '2016-07-10T10:00:00+02:00' },
        status: 201,
        exactly: done,
      },
      {
        call: `GET ${host}/observations`,
        status: 200,
        exactly: {
          status: 'Success',
          data: { resultCount: 1, observation: [{ count: 5, dateObserved: '2016-07-13T22:50:25Z' }] },
        },
      },
      {
        call: `GET ${host}/observationCount`,
        status: 200,
        exactly: {
          status: 'Success',
          data: {
            observationCount: {
              count: 5,
              lastObserved: '2016-07-13T22:50:25Z',
              yourCount: 5,
              yourLastObserved: '2016-07-13T22:50:25Z',
            },
          },
        },
      },
    ],
  },
  {
    name: 'observations that are none are refused and count nothing',
    steps: [
      makeHost,
      ...(
        [
          [{ count: 0 }, '"count"'],
          [{ count: -1 }, '"count"'],
          [{ count: 1.5 }, '"count"'],
          [{ count: 'many' }, '"count"'],
          [{ count: 1e12 }, '"count"'],
          [{}, '"count" is required'],
          [{ count: 1, dateObserved: 'some day' }, '"dateObserved"'],
          [{ count: 1, dateObserved: '9999-01-01' }, '"dateObserved" must not lie in the future'],
          [{ count: 1, colour: 'red' }, '"colour"'],
        ] as const
      ).map(([body, says]): Step => ({ call: `POST ${host}/observations`, body, status: 400, says: [says] })),
      { call: `POST ${host}/observations`, status: 400, says: ['body'] },
      { call: 'POST /indicators/hosts/other.com/observations', body: { count: 1 }, status: 404 },
      { call: 'GET /indicators/hosts/other.com/observations', status: 404 },
      { call: 'GET /indicators/hosts/other.com/observationCount', status: 404 },
      { call: `GET ${host}/observations`, status: 200, json: { data: { resultCount: 0 } } },
    ],
  },
  {
    name: 'an indicator shows its reports with includes=additional, as documented',
    steps: [
      makeHost,
      {
        call: `GET ${host}?includeAdditional=true`,
        status: 200,
        json: { data: { host: { observationCount: 0, falsePositiveCount: 0 } } },
        absent: ['data.host.lastObserved', 'data.host.falsePositiveLastReported'],
      },
      { call: `POST ${host}/observations`, body: { count: 5 }, status: 201 },
      { call: `POST ${host}/falsePositive`, status: 200 },
      {
        call: `GET ${host}?includeAdditional=true`,
        status: 200,
        json: {
          data: {
            host: {
              id: anId,
              owner: { id: anId, name: 'MyOrg', type: 'Organization' },
              dateAdded: aDate,
              lastModified: aDate,
              webLink: aText,
              observationCount: 5,
              lastObserved: aDate,
              falsePositiveCount: 1,
              falsePositiveLastReported: aDate,
              privateFlag: false,
              active: true,
              activeLocked: false,
              communityOrSource: false,
              additionalOwners: [],
              hostName: 'example.com',
              dnsActive: 'false',
              whoisActive: 'false',
            },
          },
        },
        keys: { 'data.host': additionalKeys },
      },
      {
        call: 'GET /indicators?includes=additional',
        status: 200,
        json: { data: { indicator: [{ observationCount: 5, falsePositiveCount: 1 }] } },
      },
      { call: `GET ${host}`, status: 200, absent: ['data.host.observationCount', 'data.host.lastObserved'] },
    ],
  },
  {
    name: 'what was shown can be sent back',
    steps: [
      makeHost,
      { call: `POST ${host}/observations`, body: { count: 5 }, status: 201 },
      {
        call: `PUT ${host}`,
        body: { lastObserved: '2016-07-13T22:50:25Z', falsePositiveLastReported: 'x', observationCount: 9 },
        status: 200,
      },
      { call: `GET ${host}/observations`, status: 200, json: { data: { observation: [{ count: 5 }] } } },
    ],
  },
  {
    name: 'recently observed indicators come with who observed them, most often first',
    steps: [
      { ...makeHost, at: '2022-04-01T00:00:00Z' },
      makeAddress,
      { call: 'POST /indicators/mutexes', body: { Mutex: 'long ago' }, status: 201 },
      { call: 'POST /indicators/mutexes/long%20ago/observations', body: { count: 100 }, status: 201 },
      { call: `POST ${host}/observations`, at: '2022-04-04T21:17:06Z', body: { count: 2 }, status: 201 },
      {
        call: 'POST /indicators/addresses/192.168.0.1/observations',
        at: '2022-04-05T07:44:13Z',
        body: { count: 12 },
        status: 201,
      },
      {
        call: 'GET /indicators/observed',
        status: 200,
        json: {
          data: {
            resultCount: 2,
            indicator: [
              {
                summary: '192.168.0.1',
                observationCount: 12,
                lastObserved: '2022-04-05T07:44:13Z',
                userObservedList: [
                  { userName: aText, userLastObservedDate: '2022-04-05T07:44:13Z', count: 12 },
                ],
              },
              {
                summary: 'example.com',
                observationCount: 2,
                lastObserved: '2022-04-04T21:17:06Z',
                userObservedList: [
                  { userName: aText, userLastObservedDate: '2022-04-04T21:17:06Z', count: 2 },
                ],
              },
            ],
          },
        },
        keys: {
          'data.indicator.0': ['summary', 'observationCount', 'lastObserved', 'userObservedList'],
          'data.indicator.0.userObservedList.0': ['userName', 'userLastObservedDate', 'count'],
        },
      },
      {
        call: 'GET /indicators/observed?dateObserved=2022-04-05',
        status: 200,
        json: { data: { resultCount: 1, indicator: [{ summary: '192.168.0.1' }] } },
      },
      {
        call: 'GET /indicators/observed?dateObserved=2022-03-01',
        status: 200,
        json: {
          data: {
            resultCount: 3,
            indicator: [{ summary: 'long ago' }, { summary: '192.168.0.1' }, { summary: 'example.com' }],
          },
        },
      },
      {
        call: 'GET /indicators/observed?dateObserved=2022-03-01&resultStart=1&resultLimit=1',
        status: 200,
        json: { data: { indicator: [{ summary: '192.168.0.1' }] } },
        absent: ['data.resultCount'],
      },
      { call: 'GET /indicators/observed?dateObserved=lately', status: 400, says: ['"dateObserved"'] },
      {
        call: 'GET /indicators/observed',
        at: '2022-05-05T00:00:00Z',
        status: 200,
        exactly: { status: 'Success', data: { resultCount: 0, indicator: [] } },
      },
    ],
  },
  {
    name: "an owner's metrics count observations and false positives by day",
    steps: [
      { ...makeHost, at: '2017-07-16T12:00:00Z' },
      { call: 'POST /indicators/mutexes', body: { Mutex: 'm' }, status: 201 },
      { call: `POST ${host}/observations`, body: { count: 3 }, status: 201 },
      { call: `POST ${host}/falsePositive`, status: 200 },
      {
        call: 'POST /indicators/mutexes/m/observations',
        at: '2017-07-18T12:00:00Z',
        body: { count: 4 },
        status: 201,
      },
      { call: `POST ${host}/falsePositive`, status: 200 },
      {
        call: 'GET /owners/metrics',
        status: 200,
        json: {
          data: {
            ownerMetric: {
              26: metric('2017-07-15', [0, 0, 0], [0, 0]),
              27: metric('2017-07-16', [3, 3, 3], [1, 1]),
              28: metric('2017-07-17', [0, 3, 3], [0, 1]),
              29: metric('2017-07-18', [4, 7, 3], [1, 2]),
            },
          },
        },
      },
    ],
  },
]

function metric(
  metricDate: string,
  [daily, all, hosts]: readonly number[],
  [falseDaily, falseAll]: readonly number[],
): unknown {
  return {
    metricDate,
    totalObservationDaily: daily,
    totalObservationIndicator: all,
    totalObservationHost: hosts,
    totalObservationAddress: 0,
    totalFalsePositiveDaily: falseDaily,
    totalFalsePositive: falseAll,
  }
}

// Pages: resultStart, resultLimit and resultCount.

import type { Scenario, Step } from '@tcex/testkit'

const names = (from: number, to: number): readonly { readonly name: string }[] =>
  Array.from({ length: to - from }, (_, index) => ({ name: `t-${from + index}` }))

const refused = (query: string, field: string): Step => ({
  call: `GET /groups/threats?${query}` as Step['call'],
  status: 400,
  says: [field, 'whole number'],
})

const threats: Scenario = {
  name: 'pages of 100 by default, with resultCount on the first only',
  steps: [
    ...names(0, 103).map((body): Step => ({ call: 'POST /groups/threats', body, status: 201 })),
    { call: 'GET /groups/threats', status: 200, json: { data: { resultCount: 103, threat: names(0, 100) } } },
    {
      call: 'GET /groups/threats?resultStart=0&resultLimit=2',
      status: 200,
      json: { data: { resultCount: 103, threat: names(0, 2) } },
    },
    {
      call: 'GET /groups/threats?resultStart=100',
      status: 200,
      json: { data: { threat: names(100, 103) } },
      absent: ['data.resultCount'],
    },
    {
      call: 'GET /groups/threats?resultStart=50&resultLimit=3',
      status: 200,
      json: { data: { threat: names(50, 53) } },
    },
    {
      call: 'GET /groups/threats?resultStart=103',
      status: 200,
      exactly: { status: 'Success', data: { threat: [] } },
    },
    {
      call: 'GET /groups/threats?resultStart=999999999',
      status: 200,
      exactly: { status: 'Success', data: { threat: [] } },
    },
    {
      call: 'GET /groups?resultLimit=10000',
      status: 200,
      json: { data: { resultCount: 103, group: names(0, 103) } },
    },
    {
      call: 'GET /groups?resultLimit=103',
      status: 200,
      json: { data: { resultCount: 103, group: names(0, 103) } },
    },
    { call: 'GET /groups?resultLimit=50000', status: 200, json: { data: { resultCount: 103 } } },
    {
      call: 'GET /groups?resultLimit=&resultStart=',
      status: 200,
      json: { data: { resultCount: 103, group: names(0, 100) } },
    },
    {
      call: 'GET /groups?resultLimit=1&filters=name%5Et-10',
      status: 200,
      json: { data: { resultCount: 4, group: [{ name: 't-10' }] } },
    },
    {
      call: 'GET /groups?resultLimit=2&createActivityLog=false',
      status: 200,
      json: { data: { group: names(0, 2) } },
    },
    refused('resultLimit=0', 'resultLimit'),
    refused('resultLimit=-1', 'resultLimit'),
    refused('resultLimit=ten', 'resultLimit'),
    refused('resultLimit=1.5', 'resultLimit'),
    refused('resultLimit=1e3', 'resultLimit'),
    refused('resultLimit=99999999999999999999', 'resultLimit'),
    refused('resultStart=-1', 'resultStart'),
    refused('resultStart=x', 'resultStart'),
    refused('resultStart=0%20or%201%3D1', 'resultStart'),
    refused('resultStart=%00', 'resultStart'),
  ],
}

/** The pages of everything else that comes in lists. */
const others: Scenario = {
  name: 'every list has pages',
  steps: [
    { call: 'POST /groups/threats', body: { name: 'x' }, status: 201, capture: { id: 'data.threat.id' } },
    { call: 'POST /victims', body: { name: 'v' }, status: 201, capture: { victim: 'data.victim.id' } },
    ...['a', 'b', 'c'].flatMap((name): Step[] => [
      { call: `POST /groups/threats/{id}/tags/${name}`, status: 201 },
      { call: 'POST /groups/threats/{id}/attributes', body: { type: 'Source', value: name }, status: 201 },
      { call: 'POST /victims/{victim}/victimAssets/webSites', body: { webSite: name }, status: 201 },
    ]),
    ...['TLP%3ARED', 'TLP%3AGREEN', 'TLP%3AAMBER'].map(
      (name): Step => ({ call: `POST /groups/threats/{id}/securityLabels/${name}`, status: 201 }),
    ),
    ...[
      ['/tags', 'tag', 'b'],
      ['/groups/threats/{id}/tags', 'tag', 'b'],
      ['/groups/threats/{id}/attributes', 'attribute', 'b'],
      ['/groups/threats/{id}/securityLabels', 'securityLabel', 'TLP:GREEN'],
      ['/victims/{victim}/victimAssets', 'victimAsset', 'b'],
      ['/victims/{victim}/victimAssets/webSites', 'victimWebSite', 'b'],
    ].flatMap(([path, entity = '', second]): Step[] => [
      {
        call: `GET ${path}?resultLimit=2`,
        status: 200,
        json: { data: { resultCount: 3 } },
        absent: [`data.${entity}.2`],
      },
      {
        call: `GET ${path}?resultStart=1&resultLimit=1`,
        status: 200,
        json: {
          data: {
            [entity]: [
              entity === 'attribute'
                ? { value: second }
                : entity === 'victimWebSite'
                  ? { webSite: second }
                  : { name: second },
            ],
          },
        },
        absent: ['data.resultCount'],
      },
      {
        call: `GET ${path}?resultStart=3`,
        status: 200,
        exactly: { status: 'Success', data: { [entity]: [] } },
      },
      { call: `GET ${path}?resultLimit=none`, status: 400, says: ['resultLimit'] },
    ]),
  ],
}

export const pagingScenarios: readonly Scenario[] = [threats, others]

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { InvalidValueError, MissingIdError, type TcEx } from './index.ts'
import { answer, clientOf, collect, done, page, success } from './testing/recorder.ts'

const own = 'owner=O&createActivityLog=false'
const paging = 'owner=O&resultLimit=10000&resultStart=0&createActivityLog=false'
const address = (tcex: TcEx) => tcex.ti.address({ ip: '1.1.1.1', owner: 'O' })
const place = '/v2/indicators/addresses/1.1.1.1'
const cidr = (tcex: TcEx) => tcex.ti.cidr({ uniqueId: '1.1.1.0/24' })

type Row = readonly [name: string, call: (tcex: TcEx) => Promise<unknown>, expected: string, body?: unknown]

const rows: readonly Row[] = [
  ['owners', (tcex) => collect(address(tcex).owners()), `GET ${place}/owners?${paging}`],
  [
    'observations (defect 1)',
    (tcex) => collect(address(tcex).observations()),
    `GET ${place}/observations?${paging}`,
  ],
  [
    'addObservations',
    (tcex) => address(tcex).addObservations({ count: 2, dateObserved: new Date(0) }),
    `POST ${place}/observations?${own}`,
    { count: 2, dateObserved: '1970-01-01T00:00:00Z' },
  ],
  ['observationCount', (tcex) => address(tcex).observationCount(), `GET ${place}/observationCount?${own}`],
  ['addFalsePositive', (tcex) => address(tcex).addFalsePositive(), `POST ${place}/falsePositive?${own}`],
  [
    'customAssociations',
    (tcex) => collect(address(tcex).customAssociations({ associationType: 'cidrToAddress' })),
    `GET ${place}/associations/cidrToAddress/indicators?${paging}`,
  ],
  [
    'customAssociations of a type',
    (tcex) =>
      collect(address(tcex).customAssociations({ associationType: 'cidrToAddress', indicatorType: 'CIDR' })),
    `GET ${place}/associations/cidrToAddress/indicators/cidrBlocks?${paging}`,
  ],
  [
    'addIndicatorAssociation (defect 24)',
    (tcex) => address(tcex).addIndicatorAssociation({ associationType: 'cidrToAddress', target: cidr(tcex) }),
    `POST ${place}/associations/cidrToAddress/indicators/cidrBlocks/1.1.1.0%2F24?${own}`,
  ],
  [
    'deleteIndicatorAssociation',
    (tcex) =>
      address(tcex).deleteIndicatorAssociation({ associationType: 'cidrToAddress', target: cidr(tcex) }),
    `DELETE ${place}/associations/cidrToAddress/indicators/cidrBlocks/1.1.1.0%2F24?${own}`,
  ],
  [
    'deleted, of a type',
    (tcex) => collect(tcex.ti.host({ owner: 'O' }).deleted()),
    `GET /v2/indicators/hosts/deleted?${paging}`,
  ],
  [
    'deleted, of all types, since',
    (tcex) => collect(tcex.ti.indicator({ owner: 'O' }).deleted({ deletedSince: '2019-04-02' })),
    `GET /v2/indicators/deleted?deletedSince=2019-04-02T00%3A00%3A00Z&${paging}`,
  ],
  [
    'observed',
    (tcex) => collect(tcex.ti.indicator({ owner: 'O' }).observed({ dateObserved: '2022-04-05' })),
    `GET /v2/indicators/observed?dateObserved=2022-04-05T00%3A00%3A00Z&${paging}`,
  ],
  ['bulkStatus', (tcex) => tcex.ti.indicator({ owner: 'O' }).bulkStatus(), `GET /v2/indicators/bulk?${own}`],
  [
    'bulk',
    (tcex) => tcex.ti.indicator({ owner: 'O' }).bulk({ format: 'csv', runNow: true }),
    'GET /v2/indicators/bulk/csv?owner=O&runNow=true&createActivityLog=false',
  ],
  [
    'the label of an attribute',
    (tcex) => address(tcex).addAttributeLabel({ attributeId: 3, label: 'TLP:RED' }),
    `POST ${place}/attributes/3/securityLabels/TLP%3ARED?${own}`,
  ],
  [
    'the labels of an attribute',
    (tcex) => collect(address(tcex).attributeLabels({ attributeId: 3 })),
    `GET ${place}/attributes/3/securityLabels?${paging}`,
  ],
  [
    'deleteAttributeLabel',
    (tcex) => address(tcex).deleteAttributeLabel({ attributeId: 3, label: 'TLP:RED' }),
    `DELETE ${place}/attributes/3/securityLabels/TLP%3ARED?${own}`,
  ],
  [
    'attributeLabel',
    (tcex) => address(tcex).attributeLabel({ attributeId: 3, label: 'TLP:RED' }),
    `GET ${place}/attributes/3/securityLabels/TLP%3ARED?${own}`,
  ],
  [
    'association',
    (tcex) => address(tcex).association({ target: tcex.ti.incident({ uniqueId: 4 }) }),
    `GET ${place}/groups/incidents/4?${own}`,
  ],
  [
    'association with a victim’s asset',
    (tcex) =>
      address(tcex).addAssociation({ target: tcex.ti.victimAsset({ assetType: 'Phone', uniqueId: 9 }) }),
    `POST ${place}/victimAssets/phoneNumbers/9?${own}`,
  ],
]

describe('what every indicator can do', () => {
  for (const [name, call, expected, body] of rows) {
    it(name, async () => {
      const { tcex, requests } = clientOf(() => answer(200, { status: 'Success', data: { resultCount: 0 } }))
      await call(tcex)
      assert.equal(requests.length, 1)
      const [request] = requests
      assert.equal(`${request?.method} ${request?.path}?${request?.query}`, expected)
      assert.deepEqual(request?.body === null ? undefined : JSON.parse(String(request?.body)), body)
    })
  }

  const statuses = [
    [{ status: 'active' }, { active: true }],
    [{ status: '2' }, { active: true }],
    [
      { status: 1, calStatus: 'locked' },
      { active: true, activeLocked: true },
    ],
    [{ status: 0 }, { active: false }],
    [{ status: -1 }, { active: false }],
    [
      { status: '-2', calStatus: 0 },
      { active: false, activeLocked: false },
    ],
    [{ calStatus: 'unlock' }, { activeLocked: false }],
  ] as const
  for (const [given, body] of statuses) {
    it(`status(${JSON.stringify(given)}) (defect 13)`, async () => {
      const { tcex, requests } = clientOf(() => done())
      await address(tcex).status(given)
      assert.equal(`${requests[0]?.method} ${requests[0]?.path}`, `PUT ${place}`)
      assert.deepEqual(JSON.parse(String(requests[0]?.body)), body)
    })
  }

  it('a status that there is not, or none, is an error before any request', async () => {
    const { tcex, requests } = clientOf(() => done())
    await assert.rejects(
      address(tcex).status({ status: 'on' }),
      /"status" must be one of: active.*it is "on"/,
    )
    await assert.rejects(address(tcex).status({}), InvalidValueError)
    await assert.rejects(
      address(tcex).addIndicatorAssociation({ associationType: '', target: cidr(tcex) }),
      MissingIdError,
    )
    assert.equal(requests.length, 0)
  })

  it('figures come unwrapped', async () => {
    const counts = { count: 5, lastObserved: '2016-07-13T17:50:25Z', yourCount: 2 }
    const { tcex } = clientOf(() => success('observationCount', counts))
    assert.deepEqual((await address(tcex).observationCount()).data, counts)
    const reported = clientOf(() => success('falsePositive', { count: 1 }, 201))
    assert.deepEqual((await address(reported.tcex).addFalsePositive()).data, { count: 1 })
  })
})

describe('deleted indicators', () => {
  it('are read page by page', async () => {
    const all = Array.from({ length: 5 }, (_, index) => ({ summary: `1.1.1.${index}`, type: 'Address' }))
    const { tcex, requests } = clientOf(({ query }) => {
      const start = Number(new URLSearchParams(query).get('resultStart'))
      return page('indicator', all.slice(start, start + 2), start === 0 ? 5 : undefined)
    })
    const found = await collect(tcex.ti.indicator().deleted({ params: { resultLimit: 2 } }))
    assert.deepEqual(found, all)
    assert.equal(requests.length, 3)
  })

  it('of a type are found under its own key too (defect 17)', async () => {
    const { tcex } = clientOf(() => page('host', [{ summary: 'bad.example.com', type: 'Host' }], 1))
    assert.equal((await collect(tcex.ti.host().deleted())).length, 1)
  })
})

describe('bulk reports', () => {
  it('come without an envelope', async () => {
    const { tcex } = clientOf(() => answer(200, { indicator: [{ id: 1, summary: 'example.com' }] }))
    assert.deepEqual((await tcex.ti.indicator().bulk()).data, [{ id: 1, summary: 'example.com' }])
    const status = { name: 'O', csvEnabled: true, jsonEnabled: true, status: 'Complete' }
    const asked = clientOf(() => answer(200, { bulkStatus: status }))
    assert.deepEqual((await asked.tcex.ti.indicator().bulkStatus()).data, status)
  })

  it('may be CSV', async () => {
    const { tcex } = clientOf(() => new Response('Type,Value,Rating,Confidence\n'))
    const response = await tcex.ti.indicator().bulk({ format: 'csv' })
    assert.deepEqual([response.ok, await response.text()], [true, 'Type,Value,Rating,Confidence\n'])
  })
})

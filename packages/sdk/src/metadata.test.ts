import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type TcEx, UnknownTypeError } from './index.ts'
import { answer, clientOf, collect, done, page, success } from './testing/recorder.ts'

const own = 'owner=O&createActivityLog=false'
const paging = 'owner=O&resultLimit=10000&resultStart=0&createActivityLog=false'
const threat = (tcex: TcEx) => tcex.ti.threat({ uniqueId: 5, owner: 'O' })

type Row = readonly [name: string, call: (tcex: TcEx) => Promise<unknown>, expected: string, body?: unknown]

const rows: readonly Row[] = [
  [
    'attribute',
    (tcex) => threat(tcex).attribute({ attributeId: 3 }),
    `GET /v2/groups/threats/5/attributes/3?${own}`,
  ],
  [
    'addAttribute',
    (tcex) =>
      threat(tcex).addAttribute({
        attributeType: 'Source',
        attributeValue: 'x',
        displayed: true,
        source: 'me',
      }),
    `POST /v2/groups/threats/5/attributes?${own}`,
    { type: 'Source', value: 'x', source: 'me', displayed: true },
  ],
  [
    'addAttribute, not displayed (defect 12)',
    (tcex) =>
      threat(tcex).addAttribute({
        attributeType: 'Source',
        attributeValue: 'x',
        displayed: false,
      }),
    `POST /v2/groups/threats/5/attributes?${own}`,
    { type: 'Source', value: 'x', displayed: false },
  ],
  [
    'updateAttribute, display switched off (defect 12)',
    (tcex) =>
      threat(tcex).updateAttribute({
        attributeId: 3,
        attributeValue: 'y',
        displayed: false,
      }),
    `PUT /v2/groups/threats/5/attributes/3?${own}`,
    { value: 'y', displayed: false },
  ],
  [
    'deleteAttribute',
    (tcex) => threat(tcex).deleteAttribute({ attributeId: '3' }),
    `DELETE /v2/groups/threats/5/attributes/3?${own}`,
  ],
  ['tag', (tcex) => threat(tcex).tag({ name: 'a/b' }), `GET /v2/groups/threats/5/tags/a%2Fb?${own}`],
  [
    'deleteTag',
    (tcex) => threat(tcex).deleteTag({ name: 'a/b' }),
    `DELETE /v2/groups/threats/5/tags/a%2Fb?${own}`,
  ],
  [
    'label',
    (tcex) => threat(tcex).label({ label: 'TLP:RED' }),
    `GET /v2/groups/threats/5/securityLabels/TLP%3ARED?${own}`,
  ],
  [
    'deleteLabel',
    (tcex) => threat(tcex).deleteLabel({ label: 'TLP:AMBER+STRICT' }),
    `DELETE /v2/groups/threats/5/securityLabels/TLP%3AAMBER%2BSTRICT?${own}`,
  ],
  [
    'addAssociation with an indicator',
    (tcex) => threat(tcex).addAssociation({ target: tcex.ti.address({ ip: '1.1.1.1' }) }),
    `POST /v2/groups/threats/5/indicators/addresses/1.1.1.1?${own}`,
  ],
  [
    'addAssociation with a victim',
    (tcex) => threat(tcex).addAssociation({ target: tcex.ti.victim({ uniqueId: 6 }) }),
    `POST /v2/groups/threats/5/victims/6?${own}`,
  ],
  [
    'addAssociation with a task',
    (tcex) => threat(tcex).addAssociation({ target: tcex.ti.task({ uniqueId: 6 }) }),
    `POST /v2/groups/threats/5/tasks/6?${own}`,
  ],
  [
    'addAssociation of a victim',
    (tcex) => tcex.ti.victim({ uniqueId: 6, owner: 'O' }).addAssociation({ target: threat(tcex) }),
    `POST /v2/victims/6/groups/threats/5?${own}`,
  ],
  [
    'deleteAssociation',
    (tcex) => threat(tcex).deleteAssociation({ target: tcex.ti.cidr({ uniqueId: '10.0.0.0/24' }) }),
    `DELETE /v2/groups/threats/5/indicators/cidrBlocks/10.0.0.0%2F24?${own}`,
  ],
  [
    'groupAssociations of a type',
    (tcex) => collect(threat(tcex).groupAssociations({ groupType: 'intrusionSet' })),
    `GET /v2/groups/threats/5/groups/intrusionSets?${paging}`,
  ],
  [
    'indicatorAssociations of a type',
    (tcex) => collect(threat(tcex).indicatorAssociations({ indicatorType: 'CIDR' })),
    `GET /v2/groups/threats/5/indicators/cidrBlocks?${paging}`,
  ],
  [
    'victimAssetAssociations of a kind',
    (tcex) => collect(threat(tcex).victimAssetAssociations({ assetType: 'Phone' })),
    `GET /v2/groups/threats/5/victimAssets/phoneNumbers?${paging}`,
  ],
  [
    'victimAssociations',
    (tcex) => collect(threat(tcex).victimAssociations()),
    `GET /v2/groups/threats/5/victims?${paging}`,
  ],
  [
    'taskAssociations',
    (tcex) => collect(threat(tcex).taskAssociations()),
    `GET /v2/groups/threats/5/tasks?${paging}`,
  ],
  [
    'attributes, with parameters',
    (tcex) => collect(threat(tcex).attributes({ params: { includes: ['additional'] } })),
    `GET /v2/groups/threats/5/attributes?includes=additional&${paging}`,
  ],
  [
    'tags, filtered',
    (tcex) => collect(threat(tcex).tags({ filters: tcex.filters().add('name', '^', 'x') })),
    `GET /v2/groups/threats/5/tags?owner=O&filters=name%5Ex&resultLimit=10000&resultStart=0&createActivityLog=false`,
  ],
]

describe('attributes, tags, labels, associations', () => {
  for (const [name, call, expected, body] of rows) {
    it(name, async () => {
      const { tcex, requests } = clientOf(() => answer(200, { status: 'Success', data: { resultCount: 0 } }))
      await call(tcex)
      const [request] = requests
      assert.ok(request)
      assert.equal(`${request.method} ${request.path}?${request.query}`, expected)
      assert.deepEqual(request.body === null ? undefined : JSON.parse(String(request.body)), body)
    })
  }

  it('an added attribute is the data of its response', async () => {
    const attribute = { id: 3, type: 'Description', value: 'x', displayed: true }
    const { tcex } = clientOf(() => success('attribute', attribute, 201))
    const { data, status } = await threat(tcex).addAttribute({
      attributeType: 'Description',
      attributeValue: 'x',
    })
    assert.deepEqual([status, data], [201, attribute])
  })

  it('an acknowledgement has no data', async () => {
    const { tcex } = clientOf(() => done(201))
    const response = await threat(tcex).addTag({ name: 'x' })
    assert.deepEqual([response.ok, response.data], [true, undefined])
  })

  it('typed lists are read under the type’s own key', async () => {
    const { tcex } = clientOf(() => page('victimPhone', [{ id: 1, type: 'Phone', phoneType: '1' }], 1))
    const assets = await collect(threat(tcex).victimAssetAssociations({ assetType: 'Phone' }))
    assert.deepEqual(
      assets.map(({ phoneType }) => phoneType),
      ['1'],
    )
  })

  it('an unknown type shows when the list is read', async () => {
    const { tcex, requests } = clientOf(() => done())
    const list = threat(tcex).groupAssociations({ groupType: 'Nope' as string })
    await assert.rejects(collect(list), UnknownTypeError)
    assert.equal(requests.length, 0)
  })
})

describe('the lists of a tag', () => {
  const lists: readonly Row[] = [
    [
      'groups of a type',
      (tcex) => collect(tcex.ti.tag('a/b?#').groups({ groupType: 'Threat' })),
      '/v2/tags/a%2Fb%3F%23/groups/threats',
    ],
    [
      'indicators of a type',
      (tcex) => collect(tcex.ti.tag('x').indicators({ indicatorType: 'url' })),
      '/v2/tags/x/indicators/urls',
    ],
    ['tasks', (tcex) => collect(tcex.ti.tag('x').tasks()), '/v2/tags/x/tasks'],
    ['victims', (tcex) => collect(tcex.ti.tag('x').victims()), '/v2/tags/x/victims'],
  ]
  for (const [name, call, expected] of lists) {
    it(name, async () => {
      const { tcex, requests } = clientOf(() => answer(200, { status: 'Success', data: { resultCount: 0 } }))
      await call(tcex)
      assert.equal(requests[0]?.path, expected)
    })
  }
})

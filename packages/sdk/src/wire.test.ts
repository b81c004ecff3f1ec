import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { TcEx } from './index.ts'
import { answer, clientOf, collect, type Recorded } from './testing/recorder.ts'

// What the original sends for every example of the module, recorded from it. Where it is right, ours is the same.

const parameters = { includes: ['additional', 'attributes', 'labels', 'tags'] } as const
const includes = 'includes=additional&includes=attributes&includes=labels&includes=tags'
const paging = 'resultLimit=10000&resultStart=0&createActivityLog=false'
const own = 'owner=MyOrg&createActivityLog=false'

type Row = readonly [name: string, call: (tcex: TcEx) => Promise<unknown>, expected: string, body?: unknown]

const adversary = (tcex: TcEx) => tcex.ti.group({ groupType: 'Adversary', owner: 'MyOrg', uniqueId: 416 })
const address = (tcex: TcEx) =>
  tcex.ti.indicator({ indicatorType: 'Address', owner: 'MyOrg', uniqueId: '1.1.1.1' })
const camp = { groupType: 'Campaign', name: 'camp-3', owner: 'MyOrg', firstSeen: '2019-04-02' } as const
const created = { name: 'camp-3', firstSeen: '2019-04-02T00:00:00Z' }
const description = { attributeType: 'Description', attributeValue: 'Example Description.' } as const
const note = { type: 'Description', value: 'Example Description.' }
const target = (tcex: TcEx) => ({
  target: tcex.ti.group({ groupType: 'Adversary', owner: 'MyOrg', uniqueId: 417 }),
})

const campaign = async (tcex: TcEx) => {
  const item = tcex.ti.group(camp)
  await item.create()
  return item
}

const newAddress = (tcex: TcEx) =>
  tcex.ti.indicator({ indicatorType: 'Address', owner: 'MyOrg', ip: '12.13.14.15' })

const rows: readonly Row[] = [
  [
    'groups by type',
    (tcex) => collect(tcex.ti.group({ groupType: 'Adversary', owner: 'MyOrg' }).many({ params: parameters })),
    `GET /v2/groups/adversaries?${includes}&owner=MyOrg&${paging}`,
  ],
  [
    'groups by tag, without the slash at the end',
    (tcex) => collect(tcex.ti.tag('Crimeware').groups({ params: parameters })),
    `GET /v2/tags/Crimeware/groups?${includes}&${paging}`,
  ],
  [
    'groups by filter',
    (tcex) =>
      collect(
        tcex.ti.group({ owner: 'MyOrg' }).many({
          filters: tcex.filters().add('name', '=', 'my_name_filter'),
          params: parameters,
        }),
      ),
    `GET /v2/groups?${includes}&owner=MyOrg&filters=name%3Dmy_name_filter&${paging}`,
  ],
  [
    'group by id',
    (tcex) => adversary(tcex).single({ params: parameters }),
    `GET /v2/groups/adversaries/416?${includes}&${own}`,
  ],
  [
    'group associations',
    (tcex) => collect(adversary(tcex).groupAssociations()),
    `GET /v2/groups/adversaries/416/groups?owner=MyOrg&${paging}`,
  ],
  [
    'indicator associations',
    (tcex) => collect(adversary(tcex).indicatorAssociations()),
    `GET /v2/groups/adversaries/416/indicators?owner=MyOrg&${paging}`,
  ],
  [
    'victim asset associations',
    (tcex) => collect(adversary(tcex).victimAssetAssociations()),
    `GET /v2/groups/adversaries/416/victimAssets?owner=MyOrg&${paging}`,
  ],
  [
    'attributes',
    (tcex) => collect(adversary(tcex).attributes()),
    `GET /v2/groups/adversaries/416/attributes?owner=MyOrg&${paging}`,
  ],
  [
    'tags',
    (tcex) => collect(adversary(tcex).tags()),
    `GET /v2/groups/adversaries/416/tags?owner=MyOrg&${paging}`,
  ],
  [
    'labels',
    (tcex) => collect(adversary(tcex).labels()),
    `GET /v2/groups/adversaries/416/securityLabels?owner=MyOrg&${paging}`,
  ],

  ['create a group', (tcex) => tcex.ti.group(camp).create(), `POST /v2/groups/campaigns?${own}`, created],
  [
    'add an association',
    async (tcex) => (await campaign(tcex)).addAssociation(target(tcex)),
    `POST /v2/groups/campaigns/5001/groups/adversaries/417?${own}`,
  ],
  [
    'add an attribute',
    async (tcex) => (await campaign(tcex)).addAttribute(description),
    `POST /v2/groups/campaigns/5001/attributes?${own}`,
    note,
  ],
  [
    'add a label',
    async (tcex) => (await campaign(tcex)).addLabel({ label: 'TLP:GREEN' }),
    `POST /v2/groups/campaigns/5001/securityLabels/TLP%3AGREEN?${own}`,
  ],
  [
    'add a tag',
    async (tcex) => (await campaign(tcex)).addTag({ name: 'Crimeware' }),
    `POST /v2/groups/campaigns/5001/tags/Crimeware?${own}`,
  ],
  [
    'update a group',
    (tcex) => tcex.ti.group({ ...camp, uniqueId: 4127 }).update(),
    `PUT /v2/groups/campaigns/4127?${own}`,
    created,
  ],
  [
    'delete a group',
    (tcex) => tcex.ti.group({ groupType: 'Campaign', uniqueId: 4127 }).delete(),
    'DELETE /v2/groups/campaigns/4127?createActivityLog=false',
  ],

  [
    'indicators by type',
    (tcex) =>
      collect(tcex.ti.indicator({ indicatorType: 'Address', owner: 'MyOrg' }).many({ params: parameters })),
    `GET /v2/indicators/addresses?${includes}&owner=MyOrg&${paging}`,
  ],
  [
    'indicators by tag',
    (tcex) => collect(tcex.ti.tag('Crimeware').indicators({ params: parameters })),
    `GET /v2/tags/Crimeware/indicators?${includes}&${paging}`,
  ],
  [
    'indicators by filter',
    (tcex) =>
      collect(
        tcex.ti.indicator({ owner: 'MyOrg' }).many({
          filters: tcex.filters().add('summary', '=', 'my_name_filter'),
          params: parameters,
        }),
      ),
    `GET /v2/indicators?${includes}&owner=MyOrg&filters=summary%3Dmy_name_filter&${paging}`,
  ],
  [
    'indicator by value',
    (tcex) => address(tcex).single({ params: parameters }),
    `GET /v2/indicators/addresses/1.1.1.1?${includes}&${own}`,
  ],
  [
    'indicator to indicators',
    (tcex) => collect(address(tcex).indicatorAssociations()),
    `GET /v2/indicators/addresses/1.1.1.1/indicators?owner=MyOrg&${paging}`,
  ],
  [
    'indicator to groups',
    (tcex) => collect(address(tcex).groupAssociations()),
    `GET /v2/indicators/addresses/1.1.1.1/groups?owner=MyOrg&${paging}`,
  ],
  [
    'attributes of an indicator',
    (tcex) => collect(address(tcex).attributes()),
    `GET /v2/indicators/addresses/1.1.1.1/attributes?owner=MyOrg&${paging}`,
  ],
  [
    'tags of an indicator',
    (tcex) => collect(address(tcex).tags()),
    `GET /v2/indicators/addresses/1.1.1.1/tags?owner=MyOrg&${paging}`,
  ],
  [
    'labels of an indicator',
    (tcex) => collect(address(tcex).labels()),
    `GET /v2/indicators/addresses/1.1.1.1/securityLabels?owner=MyOrg&${paging}`,
  ],
  [
    'create an indicator',
    (tcex) => newAddress(tcex).create(),
    `POST /v2/indicators/addresses?${own}`,
    { ip: '12.13.14.15' },
  ],
  [
    'associate an indicator',
    (tcex) => newAddress(tcex).addAssociation(target(tcex)),
    `POST /v2/indicators/addresses/12.13.14.15/groups/adversaries/417?${own}`,
  ],
  [
    'add an attribute to an indicator',
    (tcex) => newAddress(tcex).addAttribute(description),
    `POST /v2/indicators/addresses/12.13.14.15/attributes?${own}`,
    note,
  ],
  [
    'add a label to an indicator',
    (tcex) => newAddress(tcex).addLabel({ label: 'TLP:GREEN' }),
    `POST /v2/indicators/addresses/12.13.14.15/securityLabels/TLP%3AGREEN?${own}`,
  ],
  [
    'add a tag to an indicator',
    (tcex) => newAddress(tcex).addTag({ name: 'Crimeware' }),
    `POST /v2/indicators/addresses/12.13.14.15/tags/Crimeware?${own}`,
  ],
  [
    'update an indicator',
    (tcex) => newAddress(tcex).update(),
    `PUT /v2/indicators/addresses/12.13.14.15?${own}`,
    { ip: '12.13.14.15' },
  ],
  [
    'delete an indicator',
    (tcex) => newAddress(tcex).delete(),
    `DELETE /v2/indicators/addresses/12.13.14.15?${own}`,
  ],

  ['owners', (tcex) => collect(tcex.ti.owner().many()), `GET /v2/owners?${paging}`],
  ['my owners', (tcex) => collect(tcex.ti.owner().mine()), 'GET /v2/owners/mine?createActivityLog=false'],
  ['members', (tcex) => collect(tcex.ti.owner().members()), `GET /v2/owners/mine/members?${paging}`],
  ['metrics', (tcex) => collect(tcex.ti.owner().metrics()), `GET /v2/owners/metrics?${paging}`],
  [
    'one owner',
    (tcex) => tcex.ti.owner().single({ uniqueId: 2 }),
    'GET /v2/owners/2?createActivityLog=false',
  ],
]

const reply = ({ method, path }: Recorded): Response =>
  path === '/v2/groups/campaigns' && method === 'POST'
    ? answer(201, { status: 'Success', data: { campaign: { id: 5001, ...created } } })
    : answer(200, { status: 'Success', data: { resultCount: 0 } })

describe('the wire of every example', () => {
  for (const [name, call, expected, body] of rows) {
    it(name, async () => {
      const { tcex, requests } = clientOf(reply)
      await call(tcex)
      const last = requests.at(-1)
      assert.ok(last)
      assert.equal(`${last.method} ${last.path}?${last.query}`, expected)
      assert.deepEqual(last.body === null ? undefined : JSON.parse(String(last.body)), body)
      assert.equal(last.headers['content-type'], body === undefined ? undefined : 'application/json')
      const creates = ['add an association', 'add an attribute', 'add a label', 'add a tag'].includes(name)
      assert.equal(requests.length, creates ? 2 : 1)
    })
  }

  it('keeps the order: the caller’s parameters, owner, filters, page, activity log', async () => {
    const { tcex, requests } = clientOf(reply)
    const filters = tcex.filters({ or: true }).add('name', '^', 'a')
    await collect(tcex.ti.campaign({ owner: 'MyOrg' }).many({ params: { b: 1, a: [true, 'x y'] }, filters }))
    assert.equal(
      requests[0]?.query,
      `b=1&a=true&a=x%20y&owner=MyOrg&filters=name%5Ea&orParams=true&${paging}`,
    )
  })

  it('leaves the activity log to a caller who asks for it', async () => {
    const { tcex, requests } = clientOf(reply)
    await tcex.ti.campaign({ uniqueId: 1 }).single({ params: { createActivityLog: true } })
    assert.equal(requests[0]?.query, 'createActivityLog=true')
  })
})

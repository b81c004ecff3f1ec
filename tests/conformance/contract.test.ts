// The contract, line by line: what users write, against the platform, as a function and over HTTP.

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { createServer, type Server } from '@tcex/server'
import { NotFoundError, TcEx, TcexError } from 'tcex'

const parameters = { includes: ['additional', 'attributes', 'labels', 'tags'] } as const

const ways: readonly (readonly [string, (server: Server) => Promise<TcEx>])[] = [
  ['in one process', async (server) => new TcEx({ fetch: server.fetch, ...server.credentials })],
  [
    'over HTTP with a signature',
    async (server) => {
      const { accessId, secretKey } = server.credentials
      return new TcEx({ apiUrl: (await server.listen({ port: 0 })).url, accessId, secretKey })
    },
  ],
]

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const item of items) list.push(item)
  return list
}

for (const [way, connect] of ways) {
  describe(`the contract ${way}`, () => {
    let server: Server
    let tcex: TcEx
    before(async () => {
      server = await createServer({ database: ':memory:', owner: 'MyOrg' })
      tcex = await connect(server)
    })
    after(() => server.close())

    it('credentials never hold an apiUrl', () => {
      assert.deepEqual(Object.keys(server.credentials).sort(), ['accessId', 'secretKey', 'token'])
    })

    it('create, update and single give the whole entity, unwrapped, its id a number', async () => {
      const campaign = tcex.ti.group({
        groupType: 'Campaign',
        name: 'camp-3',
        owner: 'MyOrg',
        firstSeen: '2019-04-02',
      })
      const created = await campaign.create()
      assert.equal(created.status, 201)
      assert.equal(typeof created.data?.id, 'number')
      assert.equal(created.data?.firstSeen, '2019-04-02T00:00:00Z')
      assert.deepEqual((await campaign.single()).data, created.data)
      const uniqueId = created.data?.id
      const updated = await tcex.ti.group({ groupType: 'campaign', uniqueId, name: 'camp-4' }).update()
      assert.deepEqual(
        [updated.status, updated.data?.name, updated.data?.firstSeen],
        [200, 'camp-4', created.data?.firstSeen],
      )
      assert.equal((await campaign.delete()).status, 200)
      assert.equal((await campaign.single()).status, 404)
    })

    it('a response can be read as often as you like, and is of JSON', async () => {
      const response = await tcex.ti.adversary({ name: 'a' }).create()
      assert.equal(response.headers.get('content-type'), 'application/json')
      assert.equal(await response.text(), await response.text())
      assert.deepEqual(await response.json(), JSON.parse(await response.text()))
    })

    it('what includes names stands under the wire’s keys, as arrays', async () => {
      const incident = tcex.ti.incident({ name: 'i', eventDate: '2020-01-01', status: 'Open' })
      await incident.create()
      await incident.addAttribute({ attributeType: 'Description', attributeValue: 'd' })
      await incident.addTag({ name: 'a/b #?%' })
      await incident.addLabel({ label: 'TLP:AMBER+STRICT' })
      const { data } = await incident.single({ params: parameters })
      assert.deepEqual(
        data?.attribute?.map(({ type, value }) => [type, value]),
        [['Description', 'd']],
      )
      assert.deepEqual(
        data?.tag?.map(({ name }) => name),
        ['a/b #?%'],
      )
      assert.deepEqual(
        data?.securityLabel?.map(({ name }) => name),
        ['TLP:AMBER+STRICT'],
      )
      const bare = (await incident.single()).data ?? {}
      for (const key of ['attribute', 'tag', 'securityLabel']) assert.equal(key in bare, false)
    })

    it('adding is 201, taking away is 200, and the object knows its id after create', async () => {
      const threat = tcex.ti.threat({ name: 't' })
      await threat.create()
      const target = tcex.ti.host({ hostName: 'x.example.com' })
      await target.create()
      const statuses = [
        (await threat.addAssociation({ target })).status,
        (await threat.addTag({ name: 'n' })).status,
        (await threat.addLabel({ label: 'TLP:RED' })).status,
        (await threat.addAttribute({ attributeType: 'Source', attributeValue: 's' })).status,
        (await threat.deleteAssociation({ target })).status,
        (await threat.deleteTag({ name: 'n' })).status,
        (await threat.deleteLabel({ label: 'TLP:RED' })).status,
      ]
      assert.deepEqual(statuses, [201, 201, 201, 201, 200, 200, 200])
    })

    it('posting an indicator that is there updates it and answers 201 with it as it now is', async () => {
      const first = await tcex.ti.address({ ip: '9.9.9.9', rating: 1, confidence: 20 }).create()
      const second = await tcex.ti.address({ ip: '9.9.9.9', rating: 4 }).create()
      const { id, rating, confidence } = second.data ?? {}
      assert.deepEqual([second.status, id, rating, confidence], [201, first.data?.id, 4, 20])
    })

    it('groups are made anew each time', async () => {
      const ids = [
        await tcex.ti.tool({ name: 'same' }).create(),
        await tcex.ti.tool({ name: 'same' }).create(),
      ]
      assert.notEqual(ids[0]?.data?.id, ids[1]?.data?.id)
    })

    for (const [shorthand, fields, uniqueIds] of [
      ['address', { ip: '2001:DB8::1' }, ['2001:db8::1', '2001:0db8:0:0:0:0:0:1']],
      ['emailAddress', { address: 'a/b#c@D.com' }, ['a/b#c@d.com']],
      [
        'file',
        { md5: 'a'.repeat(32), sha1: 'b'.repeat(40) },
        ['B'.repeat(40), `${'a'.repeat(32)} : ${'b'.repeat(40)}`],
      ],
      [
        'host',
        { hostName: 'ÖSTERREICH.icom.museum' },
        ['xn--sterreich-z7a.icom.museum', 'österreich.icom.museum'],
      ],
      ['url', { text: 'http://x/%2520?a=b,c' }, ['http://X/%2520?a=b,c']],
      ['asn', { 'AS Number': 'AS123' }, ['123', 'ASN123']],
      ['cidr', { Block: '10.0.0.0/24' }, ['10.0.0.0/24']],
      ['emailSubject', { Subject: 'Invoice #42 / 100%?' }, ['Invoice #42 / 100%?']],
      ['hashtag', { Hashtag: '#bad' }, ['#bad']],
      ['mutex', { Mutex: 'Global\\{1}' }, ['Global\\{1}']],
      [
        'registryKey',
        { 'Key Name': 'HKLM\\Software\\X', 'Value Name': 'Run', 'Value Type': 'REG_SZ' },
        ['HKEY_LOCAL_MACHINE\\Software\\X : Run : REG_SZ'],
      ],
      [
        'userAgent',
        { 'User Agent String': 'Mozilla/5.0 (X; +http://bot)' },
        ['Mozilla/5.0 (X; +http://bot)'],
      ],
    ] as const) {
      it(`a value of ${shorthand} is found by every way to write it`, async () => {
        const make = tcex.ti[shorthand] as (options: object) => ReturnType<typeof tcex.ti.mutex>
        const created = await make(fields).create()
        assert.equal(created.status, 201, created.message)
        for (const uniqueId of uniqueIds) {
          assert.equal((await make({ uniqueId }).single()).data?.id, created.data?.id, uniqueId)
        }
        assert.equal((await make(fields).update()).status, 200)
        assert.equal((await make(fields).delete()).status, 200)
      })
    }

    it('a fresh owner has its labels, one member, and no error for a tag that nobody carries', async () => {
      const labels = (await all(tcex.ti.owner().members())).length
      assert.equal(labels, 1)
      for (const label of [
        'TLP:RED',
        'TLP:AMBER',
        'TLP:AMBER+STRICT',
        'TLP:GREEN',
        'TLP:CLEAR',
        'TLP:WHITE',
      ]) {
        const tactic = tcex.ti.tactic({ name: label })
        await tactic.create()
        assert.equal((await tactic.addLabel({ label })).status, 201, label)
      }
      const tag = tcex.ti.tag('nobody/carries #this?')
      for (const list of [tag.groups(), tag.indicators(), tag.tasks(), tag.victims()]) {
        assert.deepEqual(await all<unknown>(list), [])
      }
    })

    it('attribute types work for every kind', async () => {
      for (const item of [
        tcex.ti.malware({ name: 'm' }),
        tcex.ti.mutex({ Mutex: 'm' }),
        tcex.ti.task({ name: 't' }),
        tcex.ti.victim({ name: 'v' }),
      ]) {
        await item.create()
        const added = await item.addAttribute({
          attributeType: 'Description',
          attributeValue: 'd',
          displayed: true,
        })
        assert.deepEqual([added.status, added.data?.displayed], [201, true])
      }
    })

    it('tasks and victims: create, single, many, update, delete', async () => {
      for (const [item, change] of [
        [tcex.ti.task({ name: 'Block it', dueDate: '3 days ago' }), { status: 'Completed' }],
        [tcex.ti.victim({ name: 'Jane', org: 'Bank' }), { nationality: 'British' }],
      ] as const) {
        assert.equal((await item.create()).status, 201)
        assert.equal((await item.single()).status, 200)
        assert.ok((await all(item.many())).some(({ id }) => id === item.uniqueId))
        const { uniqueId } = item
        const changed =
          item.kind === 'task'
            ? tcex.ti.task({ uniqueId, ...change })
            : tcex.ti.victim({ uniqueId, ...change })
        assert.equal((await changed.update()).status, 200)
        assert.equal((await item.delete()).status, 200)
      }
    })

    it('owners: many, mine, members, metrics', async () => {
      const owner = tcex.ti.owner()
      assert.deepEqual(
        (await all(owner.many())).map(({ name }) => name),
        ['MyOrg'],
      )
      assert.deepEqual(
        (await all(owner.mine())).map(({ name }) => name),
        ['MyOrg'],
      )
      assert.equal((await all(owner.members())).length, 1)
      assert.equal((await all(owner.metrics())).length, 30)
    })

    it('a refusal is a response; as an exception it carries code, status, request and response', async () => {
      const response = await tcex.ti.campaign({ uniqueId: 999_999 }).single()
      assert.deepEqual([response.ok, response.status, response.data], [false, 404, undefined])
      assert.throws(
        () => response.throwForStatus(),
        (error) =>
          error instanceof NotFoundError &&
          error instanceof TcexError &&
          error.code === 'NOT_FOUND' &&
          error.status === 404 &&
          error.request?.method === 'GET' &&
          error.response === response,
      )
    })

    it('an owner out of reach is 403, a bad field value 400, and nothing is changed', async () => {
      assert.equal((await tcex.ti.tool({ name: 'x', owner: 'Nobody' }).create()).status, 403)
      const before = (await all(tcex.ti.campaign().many())).length
      const bad = await tcex.ti.campaign({ name: 'x', firstSeen: 'soon' }).create()
      assert.equal(bad.status, 400)
      assert.match(bad.message ?? '', /"firstSeen" must be a date/)
      assert.equal((await all(tcex.ti.campaign().many())).length, before)
    })

    it('what cannot be one segment of a path, has no id or no type never leaves the client', async () => {
      await assert.rejects(tcex.ti.mutex({ Mutex: '..' }).single(), { code: 'INVALID_VALUE' })
      await assert.rejects(tcex.ti.cidr({}).delete(), { code: 'MISSING_ID' })
      assert.throws(() => tcex.ti.group({ groupType: 'Nonsense' as string }), { code: 'UNKNOWN_TYPE' })
    })
  })
}

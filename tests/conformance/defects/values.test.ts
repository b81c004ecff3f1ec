import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { collect, type Watched, watch } from './watched.ts'

let platform: Watched

before(async () => {
  platform = await watch()
})

after(() => platform.close())

const owner = 'MyOrg'

/** Values that mean something in a URL, by the shorthand of their type. */
const values = [
  ['cidr', '10.0.0.0/24'],
  ['hashtag', '#bad'],
  ['emailAddress', 'a/b#c@d.com'],
  ['address', '2001:db8:0:0:0:0:0:1'],
  ['url', 'http://bad.com/%2520x'],
  ['url', 'http://bad.com/a/b?c=d&e=f,g+h#i'],
  ['emailSubject', 'Sale: 100% off? #1 / now + then'],
  ['mutex', '..\\x/../%2e'],
  ['userAgent', 'Mozilla/5.0 (X; ü) ?x=%41'],
  ['registryKey', 'HKEY_USERS\\a/b#c : d?e : REG_SZ'],
] as const

describe('defect 5: what has a meaning in a URL', () => {
  for (const [shorthand, uniqueId] of values) {
    it(`${shorthand} ${uniqueId}: is one segment of every call, and all of them find it`, async () => {
      const item = platform.tcex.ti[shorthand]({ uniqueId, owner })
      const statuses = [
        await item.create(),
        await item.single(),
        await item.update(),
        await item.addTag({ name: 'x' }),
        await item.addAttribute({ attributeType: 'Source', attributeValue: 'y' }),
        await item.delete(),
        await item.single(),
      ].map(({ status }) => status)
      assert.deepEqual(statuses, [201, 200, 200, 201, 201, 200, 404])
      for (const { method, path } of platform.sent.slice(-6)) {
        const [, , , segment = ''] = path.split('/')
        assert.equal(decodeURIComponent(segment), uniqueId, `${method} ${path}`)
      }
    })
  }

  for (const [shorthand, uniqueId, segment] of [
    ['url', 'http://bad.com/a b', 'http%3A%2F%2Fbad.com%2Fa%20b'],
    ['host', 'bad host/x#y', 'bad%20host%2Fx%23y'],
    ['address', '1.1.1.1/x#y', '1.1.1.1%2Fx%23y'],
  ] as const) {
    it(`${shorthand} ${uniqueId}: a blank is %20, and no value, good or bad, leads elsewhere`, async () => {
      await platform.tcex.ti[shorthand]({ uniqueId, owner }).delete()
      const { method, path } = platform.sent.at(-1) ?? {}
      assert.equal(`${method} ${path}`.split('/').at(-1), segment)
    })
  }

  const tags = ['a/b', 'what?', '#1', '50% off', 'a+b c', 'ü/漢', '%2F']
  for (const name of tags) {
    it(`tag ${name}: is attached, found and taken off under its own name`, async () => {
      const threat = platform.tcex.ti.threat({ name: 'tagged', owner })
      await threat.create()
      assert.equal((await threat.addTag({ name })).status, 201)
      assert.equal((await threat.tag({ name })).data?.name, name)
      const groups = await collect(platform.tcex.ti.tag(name).groups({ owner }))
      assert.deepEqual(
        groups.map(({ id }) => id),
        [threat.uniqueId],
      )
      assert.equal((await threat.deleteTag({ name })).status, 200)
      assert.deepEqual(await collect(threat.tags()), [])
    })
  }

  it('an assignee may be called anything', async () => {
    const { server, tcex } = await watch()
    const userName = 'jane/doe #1?'
    await server.administration.addUser({ userName })
    const task = tcex.ti.task({ name: 't', owner })
    await task.create()
    assert.equal((await task.addAssignee({ userName })).status, 200)
    assert.equal((await task.assignee({ userName })).data?.userName, userName)
    assert.equal((await task.deleteAssignee({ userName })).status, 200)
    await server.close()
  })
})

describe('defect 6: percent signs of a value', () => {
  it('are kept: what was created is what is read, updated and deleted, and its neighbour is another', async () => {
    const encoded = platform.tcex.ti.url({ text: 'http://bad.com/%2520y', owner, rating: 1 })
    const neighbour = platform.tcex.ti.url({ text: 'http://bad.com/%20y', owner, rating: 2 })
    await encoded.create()
    await neighbour.create()
    assert.equal((await encoded.single()).data?.text, 'http://bad.com/%2520y')
    const again = platform.tcex.ti.url({ uniqueId: 'http://bad.com/%2520y', owner, rating: 5 })
    assert.equal((await again.update()).data?.text, 'http://bad.com/%2520y')
    await again.delete()
    assert.equal((await encoded.single()).status, 404)
    assert.equal((await neighbour.single()).data?.rating, 2)
  })

  it('of a uniqueId are part of the value too: it is sent as text as it was given', async () => {
    const text = 'http://bad.com/?next=http%3A%2F%2Fother.com'
    const url = platform.tcex.ti.url({ uniqueId: text, owner })
    const made = await url.create()
    assert.deepEqual(platform.sent.at(-1)?.json, { text })
    assert.equal(made.data?.text, text)
    assert.equal((await url.single()).data?.text, text)
  })
})

describe('defect 7: the history of a host or an address', () => {
  it('is asked for as documented, /dnsResolutions, and comes', async () => {
    const host = platform.tcex.ti.host({ hostName: 'x.example.com', owner })
    const address = platform.tcex.ti.address({ ip: '9.9.9.9', owner })
    await host.create()
    await address.create()
    platform.calls()
    assert.deepEqual(await collect(host.dnsResolutions()), [])
    assert.deepEqual(await collect(address.dnsResolutions()), [])
    assert.deepEqual(platform.calls(), [
      'GET /indicators/hosts/x.example.com/dnsResolutions',
      'GET /indicators/addresses/9.9.9.9/dnsResolutions',
    ])
  })
})

describe('defect 8: what was not given', () => {
  it('a name is not sent, so that an update without one keeps it', async () => {
    const made = platform.tcex.ti.campaign({ name: 'camp-3', owner })
    await made.create()
    const update = await platform.tcex.ti
      .campaign({ uniqueId: made.uniqueId, owner, firstSeen: '2019-04-02' })
      .update()
    assert.deepEqual(platform.sent.at(-1)?.json, { firstSeen: '2019-04-02T00:00:00Z' })
    assert.equal(update.data?.name, 'camp-3')
  })

  it('is not sent either where it is given as undefined or null', async () => {
    const options = { name: null, firstSeen: undefined, owner } as unknown as { owner: string }
    await platform.tcex.ti.campaign({ uniqueId: 1, ...options }).update()
    assert.deepEqual(platform.sent.at(-1)?.json, {})
  })

  it('hashes that are not known and a size are not sent, so that the stored ones stay', async () => {
    const md5 = 'A'.repeat(32)
    const sha1 = 'B'.repeat(40)
    await platform.tcex.ti.file({ md5, sha1, owner, size: 42 }).create()
    await platform.tcex.ti.file({ md5, owner }).create()
    assert.deepEqual(platform.sent.at(-1)?.json, { md5 })
    const update = await platform.tcex.ti.file({ md5, owner, rating: 3 }).update()
    assert.equal(JSON.stringify(platform.sent.at(-1)?.json).includes('size'), false)
    assert.deepEqual([update.data?.size, update.data?.sha1], [42, sha1])
  })
})

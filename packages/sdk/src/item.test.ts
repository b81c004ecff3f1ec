import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { MissingIdError, type TcEx } from './index.ts'
import { answer, clientOf, collect, done, freeze, page, refusal, success } from './testing/recorder.ts'

const body = (text: unknown): unknown => JSON.parse(String(text))

describe('create', () => {
  it('gives the whole entity, and the object knows its id from then on', async () => {
    const entity = { id: 5001, name: 'camp-3', owner: { id: 1, name: 'MyOrg', type: 'Organization' } }
    const { tcex, requests } = clientOf(({ method }) =>
      method === 'POST' ? success('campaign', entity, 201) : done(),
    )
    const campaign = tcex.ti.campaign({ name: 'camp-3' })
    assert.equal(campaign.uniqueId, undefined)
    const response = await campaign.create()
    assert.deepEqual([response.status, response.data, campaign.uniqueId], [201, entity, 5001])
    await campaign.update()
    await campaign.delete()
    assert.deepEqual(
      requests.slice(1).map(({ path }) => path),
      Array(2).fill('/v2/groups/campaigns/5001'),
    )
  })

  it('a list that was made before it finds the item after it', async () => {
    const script = ({ method }: { method: string }) =>
      method === 'POST' ? success('campaign', { id: 1 }, 201) : page('tag', [])
    const { tcex, requests } = clientOf(script)
    const campaign = tcex.ti.campaign({ name: 'camp-3' })
    const tags = campaign.tags()
    await campaign.create()
    await collect(tags)
    assert.equal(requests[1]?.path, '/v2/groups/campaigns/1/tags')
  })

  it('a refusal is a response, and teaches no id', async () => {
    const { tcex } = clientOf(() => refusal(400, '"name" is required'))
    const campaign = tcex.ti.campaign({})
    const response = await campaign.create()
    assert.deepEqual([response.ok, response.data, response.message], [false, undefined, '"name" is required'])
    await assert.rejects(campaign.addTag({ name: 'x' }), MissingIdError)
  })

  it('an indicator goes by the value that the platform answers', async () => {
    const key = { 'Key Name': 'HKEY_USERS\\x', 'Value Name': 'a', 'Value Type': 'REG_SZ' }
    const { tcex, requests } = clientOf(() => success('registryKey', { id: 9, ...key }, 201))
    const item = tcex.ti.registryKey({ ...key, 'Value Name': ' a ' })
    await item.create()
    await item.addTag({ name: 'x' })
    assert.equal(item.uniqueId, 'HKEY_USERS\\x : a : REG_SZ')
    assert.equal(
      requests[1]?.path,
      '/v2/indicators/registryKeys/HKEY_USERS%5Cx%20%3A%20a%20%3A%20REG_SZ/tags/x',
    )
  })

  it('an indicator goes by its own value where the answer has none', async () => {
    const { tcex, requests } = clientOf(() => done(201))
    const item = tcex.ti.address({ ip: '1.1.1.1' })
    await item.create()
    await item.delete()
    assert.equal(requests[1]?.path, '/v2/indicators/addresses/1.1.1.1')
  })

  it('an indicator’s uniqueId is enough', async () => {
    const { tcex, requests } = clientOf(() => done(201))
    await tcex.ti.file({ uniqueId: `${'a'.repeat(32)} : ${'b'.repeat(64)}`, size: 3 }).create()
    await tcex.ti.address({ uniqueId: '1.1.1.1', rating: 3 }).create()
    assert.deepEqual(body(requests[0]?.body), { md5: 'A'.repeat(32), sha256: 'B'.repeat(64), size: 3 })
    assert.deepEqual(body(requests[1]?.body), { ip: '1.1.1.1', rating: 3 })
  })

  it('an indicator without a value is an error before any request (defect 2)', async () => {
    const { tcex, requests } = clientOf(() => done())
    for (const item of [
      tcex.ti.cidr(),
      tcex.ti.hashtag({ Hashtag: '' }),
      tcex.ti.registryKey(),
      tcex.ti.file({ size: 1 }),
    ]) {
      await assert.rejects(item.create(), MissingIdError)
    }
    assert.equal(requests.length, 0)
  })

  it('each kind has its own place', async () => {
    const { tcex, requests } = clientOf(() => done(201))
    await tcex.ti.task({ name: 'Block it', owner: 'MyOrg' }).create()
    await tcex.ti.victim({ name: 'Jane', owner: 'MyOrg' }).create()
    assert.deepEqual(
      requests.map(({ path }) => path),
      ['/v2/tasks', '/v2/victims'],
    )
    assert.deepEqual(
      requests.map(({ body: text }) => body(text)),
      [{ name: 'Block it' }, { name: 'Jane' }],
    )
  })
})

describe('every value in every call, encoded once, as one segment (defect 5)', () => {
  const values: readonly (readonly [
    shorthand: 'cidr' | 'hashtag' | 'emailAddress' | 'url' | 'userAgent',
    value: string,
  ])[] = [
    ['cidr', '10.0.0.0/24'],
    ['hashtag', '#bad'],
    ['emailAddress', 'a/b#c@d.com'],
    ['url', 'http://x/%2520?a=b,c'],
    ['userAgent', 'Mozilla/5.0 (a; b) ?x=%41+é'],
  ]
  for (const [shorthand, value] of values) {
    it(`${shorthand} ${value}`, async () => {
      const { tcex, requests } = clientOf(() => done())
      const item = tcex.ti[shorthand]({ uniqueId: value })
      await item.create()
      await item.single()
      await item.update()
      await item.delete()
      await item.addTag({ name: 'a/b?#%' })
      await item.addAttribute({ attributeType: 'Source', attributeValue: value })
      await tcex.ti.threat({ uniqueId: 1 }).addAssociation({ target: item })
      const [, ...others] = requests
      for (const { path } of others) assert.ok(path.split('/').map(decodeURIComponent).includes(value), path)
      assert.ok(others[3]?.path.endsWith('/tags/a%2Fb%3F%23%25'))
      assert.deepEqual(Object.values(body(requests[0]?.body) as object), [value])
    })
  }
})

describe('owners of calls (defect 9)', () => {
  const calls: readonly (readonly [string, (tcex: TcEx) => Promise<unknown>])[] = [
    ['create', (tcex) => tcex.ti.event({ owner: 'O', status: 'Escalated' }).create()],
    ['update', (tcex) => tcex.ti.event({ owner: 'O', uniqueId: 1, status: 'Escalated' }).update()],
    ['addTag', (tcex) => tcex.ti.event({ owner: 'O', uniqueId: 1 }).addTag({ name: 'x' })],
    ['upload', (tcex) => tcex.ti.document({ owner: 'O', uniqueId: 1 }).upload({ content: 'x' })],
    ['download', (tcex) => tcex.ti.document({ owner: 'O', uniqueId: 1 }).download()],
    ['assets', (tcex) => collect(tcex.ti.victim({ owner: 'O', uniqueId: 1 }).assets())],
    [
      'addPhoneAsset',
      (tcex) => tcex.ti.victim({ owner: 'O', uniqueId: 1 }).addPhoneAsset({ phoneType: '1' }),
    ],
    ['a list of a tag', (tcex) => collect(tcex.ti.tag('x').victims({ owner: 'O' }))],
  ]
  for (const [name, call] of calls) {
    it(`${name} names the owner`, async () => {
      const { tcex, requests } = clientOf(() => answer(200, { status: 'Success', data: { resultCount: 0 } }))
      await call(tcex)
      assert.equal(new URLSearchParams(requests[0]?.query).get('owner'), 'O')
    })
  }

  it('the item’s own, then the call’s, then the client’s', async () => {
    const { tcex, requests } = clientOf(() => done(), { owner: 'client' })
    await tcex.ti.task({ uniqueId: 1, owner: 'item' }).single({ params: { owner: 'call' } })
    await tcex.ti.task({ uniqueId: 1 }).single({ params: { owner: 'call' } })
    await tcex.ti.task({ uniqueId: 1 }).single()
    await tcex.ti.owner().single({ uniqueId: 1 })
    const owners = requests.map(({ query }) => new URLSearchParams(query).get('owner'))
    assert.deepEqual(owners, ['item', 'call', 'client', null])
  })

  it('an owner that was used once does not stick to another item (defect 3)', async () => {
    const { tcex, requests } = clientOf(() => done())
    const params = {}
    await tcex.ti.task({ uniqueId: 1, owner: 'A' }).single({ params })
    await tcex.ti.task({ uniqueId: 1 }).single({ params })
    assert.deepEqual(
      requests.map(({ query }) => query),
      ['owner=A&createActivityLog=false', 'createActivityLog=false'],
    )
  })
})

describe('the caller’s objects', () => {
  it('are never written to, however deep they are frozen (defect 3)', async () => {
    const { tcex } = clientOf(({ method }) =>
      method === 'POST'
        ? success('task', { id: 1 }, 201)
        : answer(200, { status: 'Success', data: { resultCount: 0 } }),
    )
    const options = freeze({ name: 'a', owner: 'O', assignee: [{ userName: 'u' }], dueDate: new Date() })
    const params = freeze({ includes: ['tags', 'labels'], resultLimit: 10 })
    const task = tcex.ti.task(options)
    await task.create(freeze({ params }))
    await task.update(freeze({ params }))
    await task.single(freeze({ params }))
    await collect(tcex.ti.task(options).many(freeze({ params })))
    await collect(tcex.ti.task(options).many(freeze({ params })))
    await collect(task.tags(freeze({ params })))
    await task.addAttribute(freeze({ attributeType: 'a', attributeValue: 'b', params }))
    await task.addAssociation(freeze({ target: task, params }))
    await collect(tcex.ti.tag('x').groups(freeze({ groupType: 'Threat', owner: 'O', params })))
    await tcex.ti.victim({ uniqueId: 1 }).addEmailAsset(freeze({ address: 'a@b.c', params }))
  })

  it('are taken as they were when the item was made', async () => {
    const { tcex, requests } = clientOf(() => done(201))
    const options = { name: 'before' }
    const task = tcex.ti.task(options)
    options.name = 'after'
    await task.create()
    assert.deepEqual(body(requests[0]?.body), { name: 'before' })
  })

  it('filters may be changed after a call without changing it', async () => {
    const { tcex, requests } = clientOf(() => page('group', []))
    const filters = tcex.filters().add('name', '=', 'a')
    const many = tcex.ti.group().many({ filters })
    filters.add('name', '=', 'b')
    await collect(many)
    await collect(tcex.ti.group().many({ filters }))
    const sent = requests.map(({ query }) => new URLSearchParams(query).get('filters'))
    assert.deepEqual(sent, ['name=a', 'name=a,name=b'])
  })
})

describe('one page', () => {
  it('is a response with a list of entities', async () => {
    const { tcex, requests } = clientOf(() => page('group', [{ id: '7', name: 'a' }], 1))
    const response = await tcex.ti.group({ owner: 'O' }).request({ resultLimit: 50, resultStart: 100 })
    assert.deepEqual(response.data, [{ id: 7, name: 'a' }])
    assert.equal(requests[0]?.query, 'owner=O&resultLimit=50&resultStart=100&createActivityLog=false')
  })
})

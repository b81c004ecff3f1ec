import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { make, newItems, startPlatform, type TestPlatform } from '../../testing/platform.ts'

const done = { status: 'Success' }

describe('security labels', () => {
  let platform: TestPlatform

  before(async () => {
    platform = await startPlatform()
  })
  after(() => platform.server.close())

  for (const item of newItems) {
    it(`are put on an attribute of a ${item.kind}, read and taken off`, async () => {
      const { call, data } = platform
      const path = `${await make(platform, item)}/attributes`
      const { attribute } = await data('POST', path, { type: 'Description', value: 'x' })
      const labels = `${path}/${attribute.id}/securityLabels`

      assert.deepEqual(await data('GET', labels), { resultCount: 0, securityLabel: [] })
      const added = await call('POST', `${labels}/TLP%3AAMBER`)
      assert.deepEqual([added.status, added.json], [201, done])
      assert.equal((await call('POST', `${labels}/TLP%3AAMBER`)).status, 201, 'a second time is no harm')
      const listed = await data('GET', labels)
      assert.equal(listed.resultCount, 1)
      assert.deepEqual(Object.keys(listed.securityLabel[0]), ['name', 'description', 'dateAdded'])
      const { securityLabel } = await data('GET', `${labels}/TLP%3AAMBER`)
      assert.deepEqual([securityLabel], listed.securityLabel)

      const removed = await call('DELETE', `${labels}/TLP%3AAMBER`)
      assert.deepEqual([removed.status, removed.json], [200, done])
      assert.equal((await call('DELETE', `${labels}/TLP%3AAMBER`)).status, 404)
      assert.equal((await call('GET', `${labels}/TLP%3AAMBER`)).status, 404)
    })
  }

  it('on an attribute are not on the item, nor on another attribute', async () => {
    const { data } = platform
    const path = await make(platform, newItems[0])
    const one = (await data('POST', `${path}/attributes`, { type: 'Description', value: 'x' })).attribute
    const two = (await data('POST', `${path}/attributes`, { type: 'Source', value: 'y' })).attribute
    await data('POST', `${path}/attributes/${one.id}/securityLabels/TLP%3ARED`)
    assert.equal((await data('GET', `${path}/securityLabels`)).resultCount, 0)
    assert.equal((await data('GET', `${path}/attributes/${two.id}/securityLabels`)).resultCount, 0)
  })

  it('that the owner does not have, and attributes of another item, are refused', async () => {
    const { call, data } = platform
    const path = await make(platform, newItems[0])
    const other = await make(platform, newItems[0])
    const { attribute } = await data('POST', `${path}/attributes`, { type: 'Description', value: 'x' })
    const unknown = await call('POST', `${path}/attributes/${attribute.id}/securityLabels/TLP%3APUCE`)
    assert.equal(unknown.status, 404)
    assert.match(unknown.json.message, /"TLP:PUCE" does not exist.*TLP:AMBER/)
    const foreign = await call('POST', `${other}/attributes/${attribute.id}/securityLabels/TLP%3ARED`)
    assert.equal(foreign.status, 404)
    assert.equal((await call('GET', `${path}/attributes/x/securityLabels`)).status, 404)
  })

  it('go with the attribute and the item', async () => {
    const { call, data } = platform
    const path = await make(platform, newItems[3])
    const { attribute } = await data('POST', `${path}/attributes`, { type: 'Description', value: 'x' })
    await data('POST', `${path}/attributes/${attribute.id}/securityLabels/TLP%3ARED`)
    assert.equal((await call('DELETE', `${path}/attributes/${attribute.id}`)).status, 200)
    assert.equal((await call('GET', `${path}/attributes/${attribute.id}/securityLabels`)).status, 404)
  })

  it('are listed by name, and found by the filters = and ^', async () => {
    const { data } = platform
    const named = async (filters: string) =>
      (await data('GET', `/securityLabels/?filters=${encodeURIComponent(filters)}`)).securityLabel.map(
        ({ name }: { name: string }) => name,
      )
    assert.equal((await data('GET', '/securityLabels/')).resultCount, 6)
    assert.deepEqual(await named('name=TLP:GREEN'), ['TLP:GREEN'])
    assert.deepEqual(await named('name^TLP:A'), ['TLP:AMBER', 'TLP:AMBER+STRICT'])
    const single = await data('GET', '/securityLabels/TLP%3AAMBER%2BSTRICT')
    assert.equal(single.securityLabel.name, 'TLP:AMBER+STRICT')
  })

  it('are made, changed and dropped; what has one keeps it through a new name and loses it with the label', async () => {
    const { call, data } = platform
    const path = await make(platform, newItems[1])
    const made = await call('POST', '/securityLabels', {
      name: 'MyCustomLabel',
      description: 'A security label I just made up.',
      color: '33FF00',
    })
    assert.equal(made.status, 201)
    assert.deepEqual(Object.keys(made.json.data.securityLabel), ['name', 'description', 'dateAdded'])
    await data('POST', `${path}/securityLabels/MyCustomLabel`)
    const changed = await data('PUT', '/securityLabels/MyCustomLabel', { name: 'Ours', description: 'd' })
    assert.deepEqual([changed.securityLabel.name, changed.securityLabel.description], ['Ours', 'd'])
    assert.equal((await data('GET', '/securityLabels/Ours/indicators')).resultCount, 1)
    assert.equal((await data('GET', `/securityLabels/Ours${path}`)).address.ip, '12.13.14.15')
    assert.deepEqual((await call('DELETE', '/securityLabels/Ours')).json, done)
    assert.equal((await data('GET', `${path}/securityLabels`)).resultCount, 0)
    assert.equal((await call('GET', '/securityLabels/Ours')).status, 404)
    assert.equal((await call('DELETE', '/securityLabels/Ours')).status, 404)
  })

  it('are reached in lower case too, as the original module writes the path', async () => {
    const { call, data } = platform
    assert.equal((await call('POST', '/securitylabels', { name: 'lower' })).status, 201)
    assert.equal(
      (await data('PUT', '/securitylabels/lower', { color: '33FF00' })).securityLabel.name,
      'lower',
    )
    assert.equal((await data('GET', '/securitylabels?filters=name%3Dlower')).resultCount, 1)
    assert.equal((await data('GET', '/securitylabels/lower')).securityLabel.name, 'lower')
    assert.equal((await call('DELETE', '/securitylabels/lower')).status, 200)
  })

  it('are refused without a name, with fields that are none, and under a name that is taken', async () => {
    const { call } = platform
    for (const body of [{}, { name: '' }, { name: 7 }, { name: 'x', colour: '1' }]) {
      const refused = await call('POST', '/securityLabels', body)
      assert.equal(refused.status, 400, JSON.stringify(body))
      assert.match(refused.json.message, /security label/)
    }
    const taken = await call('PUT', '/securityLabels/TLP%3ARED', { name: 'TLP:GREEN' })
    assert.equal(taken.status, 400)
    assert.match(taken.json.message, /"name" is taken/)
  })
})

for (const item of newItems) {
  it(`the ${item.kind}s that have a label are listed, typed, filtered and one by one`, async () => {
    const platform = await startPlatform()
    try {
      const { call, data } = platform
      const path = await make(platform, item)
      await data('POST', `${path}/securityLabels/TLP%3AAMBER`)
      const base = '/securityLabels/TLP%3AAMBER'
      const root = `/${path.split('/')[1]}`
      assert.equal((await data('GET', `${base}${root}`)).resultCount, 1)
      assert.equal((await data('GET', `${base}${item.path}`))[item.entity].length, 1)
      assert.ok((await data('GET', `${base}${path}`))[item.entity].id)
      const field = item.kind === 'indicator' ? 'summary' : 'name'
      assert.equal((await data('GET', `${base}${root}?filters=${field}%3Dnone`)).resultCount, 0)
      assert.equal((await call('GET', `/securityLabels/TLP%3ARED${path}`)).status, 404)
      assert.equal((await call('GET', `/securityLabels/none${root}`)).status, 404)
    } finally {
      await platform.server.close()
    }
  })
}

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { make, newItems, startPlatform, type TestPlatform } from '../../testing/platform.ts'

describe('attribute types', () => {
  let platform: TestPlatform

  before(async () => {
    platform = await startPlatform()
  })
  after(() => platform.server.close())

  const filtered = async (filters: string): Promise<number> =>
    (await platform.data('GET', `/types/attributeTypes?filters=${encodeURIComponent(filters)}`)).resultCount

  it('are listed by name, page by page, and read one by one', async () => {
    const { data } = platform
    const all = await data('GET', '/types/attributeTypes/?resultLimit=1000')
    assert.ok(all.resultCount >= 22)
    assert.equal(all.attributeType.length, all.resultCount)
    const page = await data('GET', '/types/attributeTypes?resultStart=3&resultLimit=2')
    assert.deepEqual(page, { attributeType: all.attributeType.slice(3, 5) })
    const { attributeType } = await data('GET', '/types/attributeTypes/Source/')
    assert.deepEqual(attributeType, {
      name: 'Source',
      description: 'Where the intelligence comes from.',
      maxSize: 65_535,
      allowMarkdown: true,
      errorMessage: 'Please enter a valid Source.',
    })
    assert.equal((await platform.call('GET', '/types/attributeTypes/source')).status, 404)
  })

  it('are filtered by owner, system, allowMarkdown, maxLength and the type of item', async () => {
    const all = (await platform.data('GET', '/types/attributeTypes')).resultCount
    assert.equal(await filtered('system=true'), all)
    assert.equal(await filtered('system=false'), 0)
    assert.equal(await filtered('owner=MyOrg'), 0)
    assert.ok((await filtered('allowMarkdown=false')) < all)
    assert.equal((await filtered('allowMarkdown=true')) + (await filtered('allowMarkdown=false')), all)
    assert.equal(await filtered('maxLength>100'), all)
    assert.equal(await filtered('maxLength<100'), 0)
    assert.equal(await filtered('type=Address'), all)
    assert.equal(await filtered('name=Source'), 1)
    const refused = await platform.call('GET', '/types/attributeTypes?filters=maxLength%3Dlong')
    assert.equal(refused.status, 400)
    assert.match(refused.json.message, /"maxLength" must be a whole number/)
  })

  it('show which values they take with includes=validationRule, and hold to it', async () => {
    const { call, data } = platform
    const name = 'Phase of Intrusion'
    const path = `/types/attributeTypes/${encodeURIComponent(name)}`
    assert.equal((await data('GET', path)).attributeType.validationRule, undefined)
    const { attributeType } = await data('GET', `${path}?includes=validationRule`)
    assert.equal(attributeType.validationRule.type, 'SelectOne')
    const [first] = attributeType.validationRule.text.split(';')
    const listed = await data('GET', '/types/attributeTypes?includes=validationRule')
    assert.equal(listed.attributeType.filter((each: object) => 'validationRule' in each).length, 1)

    const item = `${await make(platform, newItems[0])}/attributes`
    assert.equal((await call('POST', item, { type: name, value: first })).status, 201)
    const refused = await call('POST', item, { type: name, value: 'Lunch' })
    assert.equal(refused.status, 400)
    assert.match(refused.json.message, /"value" must be one of: Reconnaissance/)
    const { attribute } = await data('POST', item, { type: name, value: first })
    assert.equal((await call('PUT', `${item}/${attribute.id}`, { value: 'Lunch' })).status, 400)
  })

  it('limit how long a value may be', async () => {
    const item = `${await make(platform, newItems[0])}/attributes`
    const longest = { type: 'Description', value: 'x'.repeat(65_535) }
    assert.equal((await platform.call('POST', item, longest)).status, 201)
    const refused = await platform.call('POST', item, { ...longest, value: `${longest.value}x` })
    assert.equal(refused.status, 400)
    assert.match(refused.json.message, /"value" must not be longer than 65535 characters for Description/)
  })

  for (const item of newItems) {
    it(`of a ${item.kind}: an attribute shows its external id only with includes=additional`, async () => {
      const { data } = platform
      const path = `${await make(platform, item)}/attributes`
      const { attribute } = await data('POST', path, { type: 'Description', value: 'x' })
      assert.equal(attribute.xid, undefined)
      const all = async (query: string) => (await data('GET', path + query)).attribute[0]
      const one = async (query: string) => (await data('GET', `${path}/${attribute.id}${query}`)).attribute
      for (const read of [all, one]) {
        assert.deepEqual(await read(''), attribute)
        const { xid, ...others } = await read('?includes=additional')
        assert.match(xid, /^[0-9a-f-]{36}$/)
        assert.deepEqual(others, attribute)
        assert.equal((await read('?includeAdditional=True')).xid, xid)
      }
    })
  }
})

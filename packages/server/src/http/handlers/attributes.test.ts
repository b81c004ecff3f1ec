import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { make, newItems, startPlatform, type TestPlatform } from '../../testing/platform.ts'

describe('an attribute', () => {
  let platform: TestPlatform
  let path: string

  before(async () => {
    platform = await startPlatform()
    path = `${await make(platform, newItems[0])}/attributes`
  })
  after(() => platform.server.close())

  const add = async (body: object) => (await platform.data('POST', path, body)).attribute

  it('with a key that is no field of it is refused, and the fields are named', async () => {
    const before = (await platform.data('GET', path)).resultCount
    const reply = await platform.call('POST', path, { type: 'Description', value: 'x', shown: true })
    assert.equal(reply.status, 400)
    assert.match(
      reply.json.message,
      /"shown" is not a field here; the fields are: type, value, displayed, source/,
    )
    assert.equal((await platform.data('GET', path)).resultCount, before)
  })

  it('sent back as it was given is no harm', async () => {
    const given = await add({ type: 'Description', value: 'x', source: 'a report' })
    const { attribute } = await platform.data('PUT', `${path}/${given.id}`, { ...given, value: 'y' })
    assert.deepEqual({ ...attribute, lastModified: '' }, { ...given, value: 'y', lastModified: '' })
  })

  for (const value of ['', ' \n\t']) {
    it(`is not made blank: ${JSON.stringify(value)}`, async () => {
      const made = await platform.call('POST', path, { type: 'Description', value })
      assert.equal(made.status, 400)
      assert.match(made.json.message, /"value" must not be blank/)
      const given = await add({ type: 'Description', value: 'kept' })
      assert.equal((await platform.call('PUT', `${path}/${given.id}`, { value })).status, 400)
      assert.equal((await platform.data('GET', `${path}/${given.id}`)).attribute.value, 'kept')
    })
  }

  it('keeps its value where only something else changes', async () => {
    const given = await add({ type: 'Description', value: 'kept', displayed: true })
    const { attribute } = await platform.data('PUT', `${path}/${given.id}`, { displayed: false })
    assert.deepEqual([attribute.value, attribute.displayed], ['kept', false])
  })
})

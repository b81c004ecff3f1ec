import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { catalog } from '@tcex/model'
import { startPlatform, type TestPlatform } from '../../testing/platform.ts'

const done = { status: 'Success' }

/** Each kind of asset, a value for it, and the item that has it. */
const kinds = catalog.entries.flatMap((entry) =>
  Object.values(entry.assets?.types ?? {}).map((asset) => ({
    holder: entry,
    path: entry.kind === 'group' ? `/groups/${entry.branch}` : '/victims',
    set: entry.assets?.branch ?? '',
    all: entry.assets?.entity ?? '',
    asset,
  })),
)

describe('assets', () => {
  let platform: TestPlatform

  before(async () => {
    platform = await startPlatform()
  })
  after(() => platform.server.close())

  it('are of eight kinds: three of adversaries and five of victims', () => {
    assert.deepEqual(
      kinds.map(({ set, asset }) => `${set}/${asset.branch} ${asset.entity}`),
      [
        'adversaryAssets/handles adversaryHandle',
        'adversaryAssets/phoneNumbers adversaryPhoneNumber',
        'adversaryAssets/urls adversaryUrl',
        'victimAssets/emailAddresses victimEmailAddress',
        'victimAssets/networkAccounts victimNetworkAccount',
        'victimAssets/phoneNumbers victimPhone',
        'victimAssets/socialNetworks victimSocialNetwork',
        'victimAssets/webSites victimWebSite',
      ],
    )
  })

  for (const { holder, path, set, all, asset } of kinds) {
    it(`${asset.entity}: made, read, listed, changed, dropped`, async () => {
      const { call, data } = platform
      const { id } = (await data('POST', path, { name: 'Bad Guy' }))[holder.entity]
      const base = `${path}/${id}/${set}`
      const webLink = `http://localhost/auth/${holder.entity}/${holder.entity}.xhtml?${holder.entity}=${id}`
      assert.deepEqual(await data('GET', base), { resultCount: 0, [all]: [] })

      const made = await call('POST', `${base}/${asset.branch}`, { [asset.nameField]: 'http://x/ö' })
      assert.equal(made.status, 201, made.text)
      const entity = made.json.data[asset.entity]
      const { id: assetId } = entity
      assert.deepEqual(entity, { id: assetId, type: asset.type, webLink, [asset.nameField]: 'http://x/ö' })
      assert.deepEqual(await data('GET', base), {
        resultCount: 1,
        [all]: [{ id: assetId, name: 'http://x/ö', type: asset.type, webLink }],
      })
      assert.deepEqual(await data('GET', `${base}/${asset.branch}`), {
        resultCount: 1,
        [asset.entity]: [entity],
      })
      assert.deepEqual(await data('GET', `${base}/${asset.branch}/${assetId}`), { [asset.entity]: entity })

      const one = `${base}/${asset.branch}/${assetId}`
      const changed = await call('PUT', one, { [asset.nameField]: 'new' })
      assert.deepEqual(changed.json.data[asset.entity], { ...entity, [asset.nameField]: 'new' })
      assert.deepEqual((await call('DELETE', one)).json, done)
      assert.equal((await call('GET', one)).status, 404)
      assert.equal((await call('PUT', one, { [asset.nameField]: 'x' })).status, 404)
      assert.equal((await call('DELETE', one)).status, 404)
    })

    it(`${asset.entity}: a missing or unknown field is named, and nothing is kept`, async () => {
      const { call, data } = platform
      const { id } = (await data('POST', path, { name: 'Bad Guy' }))[holder.entity]
      const base = `${path}/${id}/${set}/${asset.branch}`
      for (const body of [{}, { [asset.nameField]: 7 }, { [asset.nameField]: 'x', other: 'y' }]) {
        const refused = await call('POST', base, body)
        assert.equal(refused.status, 400, JSON.stringify(body))
        assert.match(refused.json.message, new RegExp(`"(${asset.nameField}|other)"`))
      }
      assert.equal((await data('GET', base)).resultCount, 0)
    })

    it(`${asset.entity}: a change of nothing is refused, and names what may be changed`, async () => {
      const { call, data } = platform
      const { id } = (await data('POST', path, { name: 'Bad Guy' }))[holder.entity]
      const base = `${path}/${id}/${set}/${asset.branch}`
      const made = (await data('POST', base, { [asset.nameField]: 'old' }))[asset.entity]
      const refused = await call('PUT', `${base}/${made.id}`, {})
      assert.equal(refused.status, 400)
      assert.match(refused.json.message, new RegExp(`"${asset.nameField}".* must be given`))
      assert.deepEqual((await data('GET', `${base}/${made.id}`))[asset.entity], made)
    })
  }

  it('of adversaries are not those of other groups, nor can anything be associated with them', async () => {
    const { call, data } = platform
    const { threat } = await data('POST', '/groups/threats', { name: 'x' })
    const refused = await call('GET', `/groups/threats/${threat.id}/adversaryAssets`)
    assert.equal(refused.status, 404)
    assert.match(refused.json.message, /no adversaryAssets of a Threat/)
    const added = await call('POST', `/groups/threats/${threat.id}/adversaryAssets/handles`, { handle: 'x' })
    assert.equal(added.status, 404)
    const unknown = await call('GET', `/groups/adversaries/${threat.id}/adversaryAssets/faces`)
    assert.equal(unknown.status, 404)
    assert.match(unknown.json.message, /handles, phoneNumbers, urls/)
  })

  it('of an adversary are not taken for those of a victim that has the same kind and id', async () => {
    const { call, data } = platform
    const { adversary } = await data('POST', '/groups/adversaries', { name: 'x' })
    const path = `/groups/adversaries/${adversary.id}`
    const phone = await data('POST', `${path}/adversaryAssets/phoneNumbers`, { phoneNumber: '1' })
    const id = phone.adversaryPhoneNumber.id
    assert.equal((await call('POST', `${path}/victimAssets/phoneNumbers/${id}`)).status, 404)
    assert.equal((await data('GET', `${path}/victimAssets`)).resultCount, 0)
  })

  it('of an adversary go with it, and are another one’s never', async () => {
    const { call, data } = platform
    const one = (await data('POST', '/groups/adversaries', { name: '1' })).adversary
    const two = (await data('POST', '/groups/adversaries', { name: '2' })).adversary
    const path = `/groups/adversaries/${one.id}/adversaryAssets/handles`
    const { adversaryHandle } = await data('POST', path, { handle: 'x' })
    const foreign = `/groups/adversaries/${two.id}/adversaryAssets/handles/${adversaryHandle.id}`
    assert.equal((await call('GET', foreign)).status, 404)
    assert.equal((await call('DELETE', foreign)).status, 404)
    assert.equal((await call('DELETE', `/groups/adversaries/${one.id}`)).status, 200)
    assert.equal((await call('GET', path)).status, 404)
  })
})

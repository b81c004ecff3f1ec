import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { make, newItems, startPlatform, type TestPlatform } from '../../testing/platform.ts'

const done = { status: 'Success' }

const withPlatform = (work: (platform: TestPlatform) => Promise<void>) => async () => {
  const platform = await startPlatform()
  try {
    await work(platform)
  } finally {
    await platform.server.close()
  }
}

describe('tags', () => {
  it(
    'are made with what they are for, as the documentation shows it',
    withPlatform(async ({ call, data }) => {
      const body = {
        name: 'Ransomware',
        description: 'Apply this Tag to objects related to ransomware attacks.',
      }
      const made = await call('POST', '/tags', body)
      assert.equal(made.status, 201)
      assert.deepEqual(made.json, {
        status: 'Success',
        data: {
          tag: {
            ...body,
            webLink: 'http://localhost/auth/tags/tag.xhtml?tag=Ransomware&owner=MyOrg',
          },
        },
      })
      assert.deepEqual(Object.keys((await data('GET', '/tags')).tag[0]), ['name', 'webLink'])
      assert.deepEqual((await data('GET', '/tags?detailed=true')).tag, [made.json.data.tag])
      assert.deepEqual((await data('GET', '/tags/Ransomware')).tag, made.json.data.tag)
    }),
  )

  it(
    'that are there are described by making them again',
    withPlatform(async (platform) => {
      const { call, data } = platform
      const path = await make(platform, newItems[0])
      await data('POST', `${path}/tags/Nation%20State`)
      const again = await call('POST', '/tags', { name: 'Nation State', description: 'd' })
      assert.equal(again.status, 201)
      assert.deepEqual((await data('GET', '/tags?detailed=true')).resultCount, 1)
      assert.equal((await data('GET', `${path}?includes=tags`)).threat.tag[0].description, 'd')
      assert.equal((await data('GET', `${path}/tags`)).tag[0].description, undefined)
      assert.equal((await data('GET', `${path}/tags?detailed=true`)).tag[0].description, 'd')
    }),
  )

  it(
    'keep who carries them through a new name',
    withPlatform(async (platform) => {
      const { call, data } = platform
      const path = await make(platform, newItems[0])
      await data('POST', `${path}/tags/Ransomware`)
      const changed = await call('PUT', '/tags/Ransomware', { name: 'a/b #?%', description: 'd' })
      assert.deepEqual([changed.status, changed.json.data.tag.name], [200, 'a/b #?%'])
      assert.equal((await call('GET', '/tags/Ransomware')).status, 404)
      assert.equal((await data('GET', '/tags/a%2Fb%20%23%3F%25/groups')).resultCount, 1)
      const described = await data('PUT', '/tags/a%2Fb%20%23%3F%25', { description: 'e' })
      assert.deepEqual([described.tag.name, described.tag.description], ['a/b #?%', 'e'])
    }),
  )

  it(
    'are taken off everything when they are dropped',
    withPlatform(async (platform) => {
      const { call, data } = platform
      const paths = []
      for (const item of newItems) paths.push(await make(platform, item))
      for (const path of paths) await data('POST', `${path}/tags/Gone`)
      assert.deepEqual((await call('DELETE', '/tags/Gone')).json, done)
      for (const path of paths) assert.equal((await data('GET', `${path}/tags`)).resultCount, 0)
      assert.equal((await call('DELETE', '/tags/Gone')).status, 404)
    }),
  )

  it(
    'are found by name and by how often they are used',
    withPlatform(async (platform) => {
      const { data } = platform
      const paths = []
      for (const item of newItems) paths.push(await make(platform, item))
      for (const path of paths) await data('POST', `${path}/tags/Bad`)
      await data('POST', `${paths[0]}/tags/Badly`)
      await data('POST', '/tags', { name: 'Unused' })
      const named = async (filters: string) =>
        (await data('GET', `/tags/?filters=${encodeURIComponent(filters)}`)).tag.map(
          ({ name }: { name: string }) => name,
        )
      assert.deepEqual(await named('name^Bad'), ['Bad', 'Badly'])
      assert.deepEqual(await named('name=Bad'), ['Bad'])
      assert.deepEqual(await named('weight>2'), ['Bad'])
      assert.deepEqual(await named('weight=1'), ['Badly'])
      assert.deepEqual(await named('weight<1'), ['Unused'])
    }),
  )

  it(
    'are refused without a name, with one that is too long, and under one that is taken',
    withPlatform(async ({ call, data }) => {
      for (const body of [{}, { description: 'x' }, { name: 'x'.repeat(129) }, { name: 'x', color: 'red' }]) {
        const refused = await call('POST', '/tags', body)
        assert.equal(refused.status, 400, JSON.stringify(body))
        assert.match(refused.json.message, /^The tag was not accepted: "/)
      }
      await data('POST', '/tags', { name: 'x'.repeat(128) })
      await data('POST', '/tags', { name: 'one' })
      await data('POST', '/tags', { name: 'two' })
      assert.match((await call('PUT', '/tags/one', { name: 'two' })).json.message, /"name" is taken/)
      assert.equal((await call('PUT', '/tags/three', { name: 'four' })).status, 404)
      assert.equal((await call('POST', '/tags')).status, 400)
    }),
  )

  for (const item of newItems) {
    it(
      `lead to ${item.kind}s: all, of one type, filtered, one by one`,
      withPlatform(async (platform) => {
        const { call, data } = platform
        const path = await make(platform, item)
        await data('POST', `${path}/tags/Nation%20State`)
        const base = '/tags/Nation%20State'
        const root = `/${path.split('/')[1]}`
        assert.equal((await data('GET', `${base}${root}`)).resultCount, 1)
        assert.equal((await data('GET', `${base}${item.path}`))[item.entity].length, 1)
        assert.ok((await data('GET', `${base}${path}`))[item.entity].id)
        const field = item.kind === 'indicator' ? 'summary' : 'name'
        assert.equal((await data('GET', `${base}${root}?filters=${field}%5Enone`)).resultCount, 0)
        await data('POST', '/tags', { name: 'Other' })
        assert.equal((await call('GET', `/tags/Other${path}`)).status, 404)
      }),
    )
  }
})

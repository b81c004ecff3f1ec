import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { catalog } from '@tcex/model'
import { type Item, MissingIdError } from 'tcex'
import { collect, type Watched, watch } from './watched.ts'

let platform: Watched

before(async () => {
  platform = await watch()
})

after(() => platform.close())

const any = (factory: string, options: object = {}): Item<unknown> =>
  (platform.tcex.ti as unknown as Record<string, (options: object) => Item<unknown>>)[factory]?.(
    options,
  ) as Item<unknown>

describe('defect 1: the observations of an indicator', () => {
  it('are asked for at the place of its type, and come', async () => {
    const address = platform.tcex.ti.address({ ip: '1.1.1.1', owner: 'MyOrg' })
    await address.create()
    await address.addObservations({ count: 3, dateObserved: '2020-01-02T03:04:05Z' })
    platform.calls()
    const found = await collect(address.observations())
    assert.deepEqual(
      found.map(({ count }) => count),
      [3],
    )
    assert.deepEqual(platform.calls(), ['GET /indicators/addresses/1.1.1.1/observations'])
  })
})

describe('defect 2: an indicator without a value', () => {
  for (const { type, shorthand } of catalog.of('indicator')) {
    it(`${type}: is neither deleted, updated, read nor created, and nothing is sent`, async () => {
      platform.calls()
      for (const call of ['delete', 'update', 'single', 'create'] as const) {
        await assert.rejects(any(shorthand, { owner: 'MyOrg' })[call](), MissingIdError)
      }
      assert.deepEqual(platform.calls(), [])
    })
  }
})

describe('defect 3: the caller’s parameters', () => {
  const names = ['a', 'b', 'c']

  before(async () => {
    for (const name of names) await platform.tcex.ti.threat({ name, owner: 'MyOrg' }).create()
  })

  it('give the same when they are used again after a list of several pages', async () => {
    const params = { resultLimit: 2, includes: ['tags'] } as const
    const read = async () =>
      (await collect(platform.tcex.ti.threat({ owner: 'MyOrg' }).many({ params }))).map(({ name }) => name)
    assert.deepEqual([await read(), await read()], [names, names])
    assert.deepEqual(params, { resultLimit: 2, includes: ['tags'] })
  })

  it('keep no owner for an object that has none', async () => {
    const params = {}
    await collect(platform.tcex.ti.threat({ owner: 'Feed' }).many({ params }))
    const found = await collect(platform.tcex.ti.threat().many({ params }))
    assert.deepEqual(
      found.map(({ ownerName }) => ownerName),
      names.map(() => 'MyOrg'),
    )
    assert.equal(platform.sent.at(-1)?.query.get('owner'), null)
  })
})

describe('defect 4: a list of several pages', () => {
  const create = async (count: number) => {
    for (let index = 1; index <= count; index += 1) {
      await platform.tcex.ti.campaign({ name: `camp-${index}`, owner: 'Feed' }).create()
    }
  }
  const read = async (params = {}) => {
    platform.calls()
    const found = await collect(platform.tcex.ti.campaign({ owner: 'Feed' }).many({ params }))
    return [found.length, platform.calls().length]
  }

  it('that is empty is one request', async () => assert.deepEqual(await read(), [0, 1]))

  it('is read to its end from a server that gives fewer at a time than asked for', async () => {
    await create(6)
    platform.through((url, init, pass) => pass(url.replace('resultLimit=10000', 'resultLimit=2'), init))
    assert.deepEqual(await read(), [6, 3])
    platform.through((url, init, pass) => pass(url, init))
  })

  it('that ends with a full page asks for nothing more: the announced count says so', async () =>
    assert.deepEqual(await read({ resultLimit: 3 }), [6, 2]))
})

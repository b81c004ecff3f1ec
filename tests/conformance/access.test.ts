// Who may do what: every route with every role, in and out of reach.

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { at, checkEnvelope, type Reply, type StartedServer, startInProcess } from '@tcex/testkit'
import { leastRole } from '../../packages/server/src/http/roles.ts'
import { contentRoutes, type Route, routes } from '../../packages/server/src/http/routes.ts'
import { roles } from '../../packages/server/src/service/roles.ts'

const all: readonly Route[] = [...routes, ...contentRoutes]

/** What stands for a part of a path, such that it leads to something where it can. */
const parts: Readonly<Record<string, string>> = {
  type: 'threats',
  otherType: 'incidents',
  assetType: 'emailAddresses',
  tag: 'seen',
  label: 'TLP:GREEN',
}

const targetOf = ([, path]: Route): string =>
  path
    .replace('/indicators/:type/:id', '/indicators/hosts/a.example')
    .replace('/indicators/:type', '/indicators/hosts')
    .replace('/indicators/:otherType/:otherId', '/indicators/addresses/1.1.1.1')
    .replace('/indicators/:otherType', '/indicators/addresses')
    .replaceAll(/:(\w+)/g, (_, name: string) => parts[name] ?? '1')

const nameOf = ([method, path]: Route): string => `${method} ${path}`

/** Besides reading, what says in its body which owner it works in; its role there is tests/batch/access.test.ts's. */
const mayReaders = ([method, path]: Route): boolean => leastRole(method, path) === 'read-only'

const denied =
  /The API user does not have access to the specified resource or permissions to perform the operation/

describe('roles', () => {
  let server: StartedServer
  const tokens = new Map<string, string>()

  before(async () => {
    server = await startInProcess({ owners: [{ name: 'Sharing', type: 'Community' }, { name: 'Elsewhere' }] })
    const { administration } = server.server
    for (const role of roles) {
      await administration.addUser({ userName: role, role })
      await administration.setRole({ userName: role, owner: 'Sharing', role: 'read-only' })
      tokens.set(role, (await administration.addToken({ userName: role })).token)
    }
    await server.call('POST', '/v2/groups/threats', { body: { name: 'x' } })
    await server.call('POST', '/v2/indicators/hosts', { body: { hostName: 'a.example' } })
  })
  after(() => server.close())

  const callAs = (who: string, [method, path]: readonly [string, string], query = {}): Promise<Reply> => {
    const body = method === 'POST' || method === 'PUT' ? { body: '{ no JSON' } : {}
    const headers = { authorization: `TC-Token ${tokens.get(who) ?? 'nobody-at-all'}` }
    return server.call(method, `/v2${path}`, { auth: 'none', headers, query, ...body })
  }

  const call = (who: string, route: Route, query = {}) => callAs(who, [route[0], targetOf(route)], query)

  it('of a reader read everything and write nothing, on every route', async () => {
    for (const route of all) {
      const reply = await call('read-only', route)
      if (mayReaders(route)) {
        assert.ok(![401, 403].includes(reply.status) && reply.status < 500, `${nameOf(route)}: ${reply.text}`)
        continue
      }
      assert.equal(reply.status, 401, `${nameOf(route)}: ${reply.text}`)
      assert.match(String(at(reply.json, 'message')), denied)
      checkEnvelope(reply)
    }
    assert.equal(at((await callAs('read-only', ['GET', '/groups'])).json, 'data.resultCount'), 1)
    assert.equal(at((await callAs('read-only', ['GET', '/tags'])).json, 'data.resultCount'), 0)
  })

  it('of a user and an administrator are held against the one table, on every route', async () => {
    for (const role of ['user', 'administrator'] as const) {
      for (const route of all) {
        const reply = await call(role, route)
        const isAllowed = roles.indexOf(role) >= roles.indexOf(leastRole(route[0], route[1]))
        assert.equal(reply.status !== 401, isAllowed, `${role} ${nameOf(route)}: ${reply.text}`)
      }
    }
  })

  it('count in the owner that a call works in', async () => {
    const writes = all.filter((route) => !mayReaders(route))
    for (const route of writes) {
      const reply = await call('administrator', route, { owner: 'Sharing' })
      assert.equal(reply.status, 401, nameOf(route))
      assert.match(reply.text, /owner \\"Sharing\\" is read-only/)
    }
    assert.equal((await callAs('administrator', ['GET', '/groups'], { owner: 'Sharing' })).status, 200)
  })

  it('reach no owner that they were not given, on any route, and say the same of one that does not exist', async () => {
    for (const route of all) {
      for (const owner of ['Elsewhere', 'Nowhere']) {
        const reply = await call('administrator', route, { owner })
        assert.equal(reply.status, 403, `${nameOf(route)} ${owner}`)
        assert.match(String(at(reply.json, 'message')), new RegExp(`owner "${owner}" does not exist or`))
      }
    }
  })

  it('are nothing to whoever cannot say who it is, on any route', async () => {
    for (const route of all) assert.equal((await call('nobody', route)).status, 401, nameOf(route))
  })

  it('are looked at before a body is read', async () => {
    const body = new ReadableStream<Uint8Array>(
      {
        pull: () => assert.fail('the body was read'),
      },
      { highWaterMark: 0 },
    )
    const headers = { authorization: `TC-Token ${tokens.get('read-only')}` }
    const reply = await server.call('POST', '/v2/groups/documents/1/upload', { auth: 'none', headers, body })
    assert.equal(reply.status, 401)
  })

  it('show in the list of owners, and change with the next call', async () => {
    const names = async () => {
      const { json } = await callAs('user', ['GET', '/owners'])
      return (at(json, 'data.owner') as { name: string }[]).map(({ name }) => name)
    }
    const { administration } = server.server
    assert.deepEqual(await names(), ['MyOrg', 'Sharing'])
    await administration.setRole({ userName: 'user', owner: 'Elsewhere', role: 'user' })
    assert.deepEqual(await names(), ['MyOrg', 'Sharing', 'Elsewhere'])
    await administration.setRole({ userName: 'user', owner: 'Elsewhere', role: 'none' })
    await administration.setRole({ userName: 'user', owner: 'Sharing', role: 'none' })
    assert.deepEqual(await names(), ['MyOrg'])
    await administration.setRole({ userName: 'user', owner: 'MyOrg', role: 'none' })
    const reply = await callAs('user', ['GET', '/owners'])
    assert.deepEqual([reply.status, /"MyOrg\\"/.test(reply.text)], [403, true])
  })
})

describe('owners of every type', () => {
  let server: StartedServer
  before(async () => {
    server = await startInProcess({
      owners: [
        { name: 'Common Community', type: 'Community' },
        { name: 'Feed', type: 'Source' },
        { name: 'MyOrg' },
      ],
    })
  })
  after(() => server.close())

  it('start with the labels of a new owner, and keep their items apart', async () => {
    const { json } = await server.call('GET', '/v2/owners')
    const types = (at(json, 'data.owner') as { name: string; type: string }[]).map(({ name, type }) => [
      name,
      type,
    ])
    assert.deepEqual(types, [
      ['MyOrg', 'Organization'],
      ['Common Community', 'Community'],
      ['Feed', 'Source'],
    ])
    const query = { owner: 'Common Community' }
    const labels = await server.call('GET', '/v2/securityLabels', { query })
    assert.equal(at(labels.json, 'data.resultCount'), 6)
    await server.call('POST', '/v2/indicators/hosts', { body: { hostName: 'a.example' }, query })
    const single = await server.call('GET', '/v2/indicators/hosts/a.example', {
      query: { ...query, includes: 'additional' },
    })
    assert.equal(at(single.json, 'data.host.owner.type'), 'Community')
    assert.equal(at(single.json, 'data.host.communityOrSource'), true)
    assert.equal((await server.call('GET', '/v2/indicators/hosts/a.example')).status, 404)
  })

  it('list the members of the caller’s organization, by pseudonym where it wants it so', async () => {
    const { administration } = server.server
    await administration.addOwner({ name: 'Quiet', anonymous: true })
    for (const userName of ['ann', 'bob']) {
      await administration.addUser({
        userName,
        owner: 'Quiet',
        pseudonym: `the ${userName}`,
        firstName: userName,
      })
    }
    const { token } = await administration.addToken({ userName: 'ann' })
    const headers = { authorization: `TC-Token ${token}` }
    const members = await server.call('GET', '/v2/owners/mine/members', { auth: 'none', headers })
    assert.deepEqual(members.json, {
      anonymous: true,
      status: 'Success',
      resultCount: 2,
      members: [{ pseudonym: 'the ann' }, { pseudonym: 'the bob' }],
    })
    const whoami = await server.call('GET', '/v2/whoami', { auth: 'none', headers })
    assert.deepEqual(whoami.json, {
      status: 'Success',
      data: { user: { userName: 'ann', firstName: 'ann', pseudonym: 'the ann', role: 'Api User' } },
    })
    const mine = await server.call('GET', '/v2/owners/mine', { auth: 'none', headers })
    assert.equal(at(mine.json, 'data.owner.name'), 'Quiet')
    const ours = await server.call('GET', '/v2/owners/mine/members')
    assert.equal((at(ours.json, 'data.user') as unknown[]).length, 1)
  })
})

// Ids are the same in every owner, so that clients may leave the owner out where a path names an item by its id, as
// ThreatConnect's own SDKs do.

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { at, type Reply, type StartedServer, startInProcess } from '@tcex/testkit'

describe('an item named by its id, with no owner said', () => {
  let server: StartedServer
  const tokens = new Map<string, string>()
  const sharing = { query: { owner: 'Sharing' } }

  before(async () => {
    server = await startInProcess({
      owners: [{ name: 'Sharing', type: 'Community' }, { name: 'Elsewhere' }],
    })
    const { administration } = server.server
    for (const userName of ['reader', 'stranger']) {
      await administration.addUser({ userName, role: 'user' })
      tokens.set(userName, (await administration.addToken({ userName })).token)
    }
    await administration.setRole({ userName: 'reader', owner: 'Sharing', role: 'read-only' })
  })
  after(() => server.close())

  const make = async (path: string, body: object): Promise<number> => {
    const made = await server.call('POST', path, { body, ...sharing })
    assert.equal(made.status, 201, made.text)
    return Object.values(at(made.json, 'data') as Record<string, { id: number }>)[0]?.id ?? 0
  }

  const callAs = (userName: string, method: string, path: string): Promise<Reply> =>
    server.call(method, path, {
      auth: 'none',
      headers: { authorization: `TC-Token ${tokens.get(userName)}` },
    })

  it('is found in the owner that has it, for every call on it', async () => {
    const victim = await make('/v2/victims', { name: 'Jane' })
    const task = await make('/v2/tasks', { name: 'Call Jane' })
    const signature = await make('/v2/groups/signatures', {
      ...{ name: 's', fileName: 's.yara', fileType: 'YARA', fileText: 'rule s { condition: true }' },
    })
    const steps: readonly (readonly [string, string, number, object?])[] = [
      ['POST', `/v2/victims/${victim}/victimAssets/phoneNumbers`, 201, { phoneType: '555' }],
      ['GET', `/v2/victims/${victim}/victimAssets`, 200],
      ['POST', `/v2/victims/${victim}/groups/signatures/${signature}`, 201],
      ['GET', `/v2/victims/${victim}/groups`, 200],
      ['GET', `/v2/groups/signatures/${signature}/download`, 200],
      ['POST', `/v2/groups/signatures/${signature}/securityLabels/TLP%3AGREEN`, 201],
      ['GET', `/v2/groups/signatures/${signature}/tags`, 200],
      ['PUT', `/v2/tasks/${task}/`, 200, { name: 'Called' }],
      ['DELETE', `/v2/tasks/${task}`, 200],
      ['GET', `/v2/tasks/${task}`, 404],
    ]
    for (const [method, path, status, body] of steps) {
      const reply = await server.call(method, path, body ? { body } : {})
      assert.equal(reply.status, status, `${method} ${path}: ${reply.text}`)
    }
    const groups = await server.call('GET', `/v2/victims/${victim}/groups`)
    assert.equal(at(groups.json, 'data.group.0.ownerName'), 'Sharing')
  })

  it('is held against the role in that owner, and does not exist for who has no access there', async () => {
    const id = await make('/v2/groups/threats', { name: 'shared' })
    assert.equal((await callAs('reader', 'GET', `/v2/groups/threats/${id}`)).status, 200)
    assert.equal((await callAs('reader', 'DELETE', `/v2/groups/threats/${id}`)).status, 401)
    for (const path of [`/v2/groups/threats/${id}`, `/v2/groups/threats/${id}/tags`]) {
      const reply = await callAs('stranger', 'GET', path)
      assert.equal(reply.status, 404)
      assert.match(String(at(reply.json, 'message')), /"MyOrg"/)
    }
  })

  it('is looked for only in the owner that is said, where one is', async () => {
    const id = await make('/v2/groups/threats', { name: 'shared' })
    for (const owner of ['Elsewhere', 'MyOrg']) {
      const reply = await server.call('GET', `/v2/groups/threats/${id}`, { query: { owner } })
      assert.equal(reply.status, 404)
      assert.match(String(at(reply.json, 'message')), new RegExp(owner))
    }
  })

  it('gives way to what the own organization has: an indicator, or a group with that external id', async () => {
    const id = await make('/v2/groups/threats', { name: 'theirs' })
    const own = await server.call('POST', '/v2/groups/threats', { body: { name: 'mine', xid: String(id) } })
    assert.equal(own.status, 201, own.text)
    const found = await server.call('GET', `/v2/groups/threats/${id}`)
    assert.equal(at(found.json, 'data.threat.name'), 'mine')
    await make('/v2/indicators/hosts', { hostName: 'a.example' })
    assert.equal((await server.call('GET', '/v2/indicators/hosts/a.example')).status, 404)
  })
})

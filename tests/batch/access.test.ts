// Who may make and feed a batch job, what the audit log tells of it, and what other rooms show of what it did.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, before, describe, it } from 'node:test'
import { roles } from '../../packages/server/src/service/roles.ts'
import { inFolder } from '../conformance/folder.ts'
import { type BatchPlatform, batchPlatform, defaults, names } from './platform.ts'

const file = { indicator: [{ type: 'Host', summary: 'access.example.com' }] }
const denied =
  /Unable to perform the requested operation due to the following error\(s\): You do not have permission to create Indicators; Groups; Attributes; Tags; Security Labels;/

describe('a batch job', () => {
  let platform: BatchPlatform
  const tokens = new Map<string, string>()

  before(async () => {
    platform = await batchPlatform({
      owners: [{ name: 'Sharing', type: 'Community' }, { name: 'Elsewhere' }],
    })
    const { administration } = platform.server
    for (const role of roles) {
      await administration.addUser({ userName: role, role })
      tokens.set(role, (await administration.addToken({ userName: role })).token)
    }
    await administration.setRole({ userName: 'read-only', owner: 'Sharing', role: 'user' })
    await administration.setRole({ userName: 'user', owner: 'Sharing', role: 'read-only' })
  })
  after(() => platform.close())

  const callAs = (role: string, path: string, body: unknown) =>
    platform.call('POST', path, body, { authorization: `TC-Token ${tokens.get(role)}` })

  const jobOf = async (role: string, owner: string): Promise<number> => {
    const { status, body } = await callAs(role, '/batch', { ...defaults, owner })
    assert.equal(status, 201, JSON.stringify(body))
    return (body.data as { batchId: number }).batchId
  }

  const rows: readonly (readonly [role: string, owner: string, status: number])[] = [
    ['read-only', 'MyOrg', 401],
    ['user', 'MyOrg', 201],
    ['administrator', 'MyOrg', 201],
    ['read-only', 'Sharing', 201],
    ['user', 'Sharing', 401],
    ['user', 'Elsewhere', 403],
    ['user', 'Nowhere', 403],
  ]

  for (const [role, owner, status] of rows) {
    it(`for ${owner} is answered with ${status} when a ${role} of MyOrg asks`, async () => {
      const answer = await callAs(role, '/batch', { ...defaults, owner })
      assert.equal(answer.status, status, JSON.stringify(answer.body))
      if (status === 401) assert.match(String(answer.body.message), denied)
    })
  }

  it('in one call is held to the same', async () => {
    const form = new FormData()
    form.append('config', JSON.stringify(defaults))
    form.append('content', JSON.stringify(file))
    const answer = await callAs('read-only', '/batch/createAndUpload', form)
    assert.equal(answer.status, 401, JSON.stringify(answer.body))
  })

  it('takes no file from a reader, and is as it was', async () => {
    const id = await jobOf('user', 'MyOrg')
    assert.equal((await callAs('read-only', `/batch/${id}`, file)).status, 401)
    assert.equal((await callAs('user', `/batch/${id}`, file)).status, 202)
    assert.equal((await platform.ended(id)).successCount, 1)
  })

  it('takes no file from somebody who may write no more', async () => {
    const { administration } = platform.server
    const id = await jobOf('read-only', 'Sharing')
    await administration.setRole({ userName: 'read-only', owner: 'Sharing', role: 'read-only' })
    assert.equal((await callAs('read-only', `/batch/${id}`, file)).status, 401)
  })
})

describe('a security label that a batch file describes', () => {
  const labelled = (name: string) => ({
    indicator: [
      {
        type: 'Host',
        summary: `${name}.example.com`.toLowerCase(),
        securityLabel: [{ name, description: 'Made up.', color: '#33FF00' }],
      },
    ],
  })

  it('is made by an administrator, with its description and colour', () =>
    inFolder(async (folder) => {
      const database = join(folder, 'tcex.db')
      const platform = await batchPlatform({ database })
      try {
        assert.deepEqual((await platform.run(labelled('Ours'))).errors, [])
      } finally {
        await platform.close()
      }
      const rows = new DatabaseSync(database, { readOnly: true })
      const label = rows.prepare("select description, color from label where name = 'Ours'").get()
      rows.close()
      assert.deepEqual({ ...label }, { description: 'Made up.', color: '33FF00' })
    }))

  it('is not made by others, in a file or by itself; its item is refused', async () => {
    const platform = await batchPlatform()
    try {
      const { administration } = platform.server
      await administration.addUser({ userName: 'writer', role: 'user' })
      const { token } = await administration.addToken({ userName: 'writer' })
      const as = { authorization: `TC-Token ${token}` }
      for (const path of ['/securityLabels', '/securitylabels']) {
        assert.equal((await platform.call('POST', path, { name: 'Theirs' }, as)).status, 401, path)
      }
      const { body } = await platform.call('POST', '/batch', defaults, as)
      const { batchId } = body.data as { batchId: number }
      await platform.call('POST', `/batch/${batchId}`, labelled('Theirs'), as)
      assert.equal((await platform.ended(batchId)).errorCount, 1)
      const errors = (await platform.call('GET', `/batch/${batchId}/errors`)).body as unknown
      const [error] = errors as [Record<string, unknown>]
      assert.equal(error.code, '0x1002')
      assert.match(String(error.errorReason), /needs the role administrator/)
      assert.equal((await platform.call('GET', '/securityLabels/Theirs')).status, 404)
    } finally {
      await platform.close()
    }
  })
})

describe('the audit log', () => {
  it('tells of the job, its file and each chunk, with who and from where', async () => {
    const platform = await batchPlatform({ accessId: 'me' })
    try {
      const { id } = await platform.run(file)
      const lines: unknown[] = []
      for await (const { who, method, path, owner, item } of platform.server.administration.audit({})) {
        lines.push([who, method, path, owner, item?.name])
      }
      assert.deepEqual(lines, [
        ['me', 'POST', '/api/v2/batch', 'MyOrg', undefined],
        ['me', 'POST', `/api/v2/batch/${id}`, 'MyOrg', undefined],
        ['me', 'POST', `/api/v2/batch/${id}`, 'MyOrg', 'access.example.com'],
      ])
    } finally {
      await platform.close()
    }
  })

  it('and the list of deleted indicators has what a batch deleted', async () => {
    const platform = await batchPlatform()
    try {
      await platform.run(file)
      await platform.run(file, { action: 'Delete' })
      const { body } = await platform.call('GET', '/indicators/hosts/deleted')
      assert.match(JSON.stringify(body), /access\.example\.com/)
    } finally {
      await platform.close()
    }
  })
})

describe('an attribute of a batch file', () => {
  it('has the security labels that the file puts on it, once', async () => {
    const platform = await batchPlatform()
    try {
      const attribute = [{ type: 'Description', value: 'd', securityLabel: [{ name: 'TLP:RED' }] }]
      const labelled = { indicator: [{ ...file.indicator[0], attribute }] }
      for (let times = 0; times < 2; times += 1) assert.deepEqual((await platform.run(labelled)).errors, [])
      const host = '/indicators/hosts/access.example.com/attributes'
      const { attribute: list } = (await platform.call('GET', host)).body.data as {
        attribute: { id: number }[]
      }
      assert.equal(list.length, 1)
      const { body } = await platform.call('GET', `${host}/${list[0]?.id}/securityLabels`)
      const { securityLabel } = body.data as { securityLabel: unknown }
      assert.deepEqual(names(securityLabel), ['TLP:RED'])
    } finally {
      await platform.close()
    }
  })

  it('with a label that nobody knows refuses its item', async () => {
    const platform = await batchPlatform()
    try {
      const attribute = [{ type: 'Description', value: 'd', securityLabel: [{ name: 'NEW' }] }]
      const { errors } = await platform.run({ indicator: [{ ...file.indicator[0], attribute }] })
      assert.equal(errors.length, 1)
    } finally {
      await platform.close()
    }
  })
})

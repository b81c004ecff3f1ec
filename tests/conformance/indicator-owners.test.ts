// What reaches across owners: where an indicator exists, and what each owner knows of it by itself.

import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { createServer, type Server } from '@tcex/server'

let folder: string
let server: Server

const call = async (method: string, path: string, body?: unknown) => {
  const response = await server.fetch(`http://localhost/api/v2${path}`, {
    method,
    headers: { authorization: `TC-Token ${server.credentials.token}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: response.status, json: (await response.json()) as { data: Record<string, unknown> } }
}

/** A user of several owners: each opening of the file with another owner makes it one that the user reaches. */
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tcex-'))
  const database = join(folder, 'owners.db')
  for (const owner of ['First', 'Second', 'Third']) {
    const opened = await createServer({ database, owner })
    await opened.close()
  }
  server = await createServer({ database, owner: 'First' })
})

after(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})

const url = { text: 'http://example.com/' }
const path = '/indicators/urls/http%3A%2F%2Fexample.com%2F'

describe('an indicator in several owners', () => {
  let ids: readonly unknown[]

  it('is one of its own in each', async () => {
    const first = await call('POST', '/indicators/urls?owner=First', url)
    const third = await call('POST', '/indicators/urls?owner=Third', url)
    ids = [first, third].map(({ json }) => (json.data.url as { id: number }).id)
    assert.notEqual(ids[0], ids[1])
  })

  it('says in which owners it exists, whichever one is asked', async () => {
    const expected = [
      { id: 1, name: 'First', type: 'Organization' },
      { id: 3, name: 'Third', type: 'Organization' },
    ]
    for (const owner of ['First', 'Second']) {
      const { status, json } = await call('GET', `${path}/owners?owner=${owner}`)
      assert.equal(status, 200)
      assert.deepEqual(json, { status: 'Success', data: { owner: expected } })
    }
  })

  it('adds its id in each with includes=additional', async () => {
    const { json } = await call('GET', `${path}/owners?includes=additional`)
    const owners = json.data.owner as readonly Record<string, unknown>[]
    assert.deepEqual(
      owners.map(({ name, itemId }) => [name, itemId]),
      [
        ['First', ids[0]],
        ['Third', ids[1]],
      ],
    )
  })

  it('is not found where no owner has it, and refused where its value is none', async () => {
    assert.equal((await call('GET', '/indicators/urls/http%3A%2F%2Fother.com%2F/owners')).status, 404)
    assert.equal((await call('GET', '/indicators/urls/nonsense/owners')).status, 400)
  })

  it('is reported, deleted and downloaded in one owner alone', async () => {
    await call('POST', `${path}/observations?owner=Third`, { count: 2 })
    await call('POST', `${path}/falsePositive?owner=Third`)
    const { json: first } = await call('GET', `${path}?includeAdditional=true`)
    assert.equal((first.data.url as Record<string, unknown>).observationCount, 0)
    const { json: observed } = await call('GET', '/indicators/observed')
    assert.equal(observed.data.resultCount, 0)
    await call('DELETE', `${path}?owner=Third`)
    assert.equal((await call('GET', '/indicators/deleted')).json.data.resultCount, 0)
    assert.equal((await call('GET', '/indicators/deleted?owner=Third')).json.data.resultCount, 1)
    assert.equal((await call('GET', `${path}`)).status, 200)
  })

  it('is not linked across owners', async () => {
    await call('POST', '/indicators/hosts?owner=Second', { hostName: 'example.com' })
    const linked = await call('POST', `${path}/associations/urlHost/indicators/hosts/example.com`)
    assert.equal(linked.status, 404)
  })
})

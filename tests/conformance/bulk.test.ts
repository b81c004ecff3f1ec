// Bulk reports: everything an owner has as one download, however much that is.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createServer, type Server } from '@tcex/server'

const get = (server: Server, path: string) =>
  server.fetch(`http://localhost/api/v2${path}`, {
    headers: { authorization: `TC-Token ${server.credentials.token}` },
  })

async function post(server: Server, path: string, body?: unknown): Promise<void> {
  const response = await server.fetch(`http://localhost/api/v2${path}`, {
    method: 'POST',
    headers: { authorization: `TC-Token ${server.credentials.token}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  assert.equal(response.status, 201, await response.text())
}

describe('the JSON report', () => {
  it('has every indicator with its attributes and tags where there are any, as documented', async () => {
    const server = await createServer({ publicUrl: 'https://tc.example' })
    await post(server, '/indicators/hosts', { hostName: 'example.com', rating: 5, confidence: 73 })
    const host = '/indicators/hosts/example.com'
    await post(server, `${host}/attributes`, { type: 'Source', value: 'Enrichment' })
    const description = { type: 'Description', value: 'This is probably a bad domain.', displayed: true }
    await post(server, `${host}/attributes`, description)
    await post(server, `${host}/tags/China`)
    await post(server, '/indicators/mutexes', { Mutex: 'm' })
    const response = await get(server, '/indicators/bulk/json?owner=MyOrg&runNow=true')
    assert.equal(response.status, 200)
    assert.equal(response.headers.get('content-type'), 'application/json')
    const { indicator } = (await response.json()) as { indicator: readonly Record<string, unknown>[] }
    const shape = (value: unknown): readonly string[] => Object.keys(value as object).sort()
    const plain = ['dateAdded', 'id', 'lastModified', 'ownerName', 'summary', 'type', 'webLink']
    const [first = {}, second = {}] = indicator
    assert.deepEqual(
      shape(first),
      [...plain, 'attribute', 'confidence', 'description', 'rating', 'tag'].sort(),
    )
    assert.deepEqual(shape(second), plain)
    const attributeKeys = ['dateAdded', 'displayed', 'id', 'lastModified', 'type', 'value']
    assert.deepEqual((first.attribute as readonly unknown[]).map(shape), [attributeKeys, attributeKeys])
    assert.deepEqual(first.tag, [
      { name: 'China', webLink: 'https://tc.example/auth/tags/tag.xhtml?tag=China&owner=MyOrg' },
    ])
    assert.equal(first.description, 'This is probably a bad domain.')
    await server.close()
  })

  it('is sent while it is read, page by page, and misses nothing', async () => {
    const server = await createServer()
    for (let number = 0; number < 1_203; number += 1) {
      await post(server, '/indicators/mutexes', { Mutex: `m${number}` })
    }
    const { url } = await server.listen()
    const headers = { authorization: `TC-Token ${server.credentials.token}` }
    const response = await fetch(`${url}/v2/indicators/bulk/json`, { headers })
    assert.equal(response.headers.get('content-length'), null)
    const { indicator } = (await response.json()) as { indicator: readonly { summary: string }[] }
    assert.deepEqual(
      indicator.map(({ summary }) => summary),
      Array.from({ length: 1_203 }, (_, number) => `m${number}`),
    )
    const csv = await (await get(server, '/indicators/bulk/csv')).text()
    assert.equal(csv.split('\n').length, 1_203 + 2)
    await server.close()
  })

  it('lets other calls have their turn, and ends where the reader leaves', async () => {
    const server = await createServer()
    for (let number = 0; number < 600; number += 1) {
      await post(server, '/indicators/mutexes', { Mutex: `m${number}` })
    }
    const response = await get(server, '/indicators/bulk/json')
    const reader = response.body?.getReader()
    await reader?.read()
    await post(server, '/indicators/mutexes', { Mutex: 'in between' })
    await reader?.cancel()
    assert.equal((await get(server, '/indicators/mutexes/in%20between')).status, 200)
    await server.close()
  })
})

describe('the CSV report', () => {
  it('is text/csv', async () => {
    const server = await createServer()
    const response = await get(server, '/indicators/bulk/csv')
    assert.equal(response.headers.get('content-type'), 'text/csv')
    await server.close()
  })
})

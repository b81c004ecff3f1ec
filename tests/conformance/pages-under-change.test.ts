// What a reader gets of a list that changes from one page to the next.

import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { type StartedServer, startInProcess } from '@tcex/testkit'

interface Named {
  readonly id: number
  readonly name: string
}

describe('a list that is changed while it is read', () => {
  let server: StartedServer
  let groups: readonly Named[]

  beforeEach(async () => {
    server = await startInProcess()
    groups = []
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) groups = [...groups, await add(name)]
  })
  afterEach(() => server.close())

  async function add(name: string): Promise<Named> {
    const { json } = await server.call('POST', '/v2/groups/threats', { body: { name } })
    return (json as { data: { threat: Named } }).data.threat
  }

  const remove = (name: string) =>
    server.call('DELETE', `/v2/groups/threats/${groups.find((each) => each.name === name)?.id}`)

  async function page(start: number, limit = 2, more: Record<string, string> = {}): Promise<string> {
    const query = { resultStart: String(start), resultLimit: String(limit), ...more }
    const { json } = await server.call('GET', '/v2/groups/threats', { query })
    return (json as { data: { threat: readonly Named[] } }).data.threat.map(({ name }) => name).join('')
  }

  it('gives every item that was there all the time, though some before it are gone', async () => {
    assert.equal(await page(0), 'ab')
    await remove('a')
    assert.equal(await page(2), 'cd')
    await remove('d')
    await remove('b')
    assert.equal(await page(4), 'ef')
  })

  it('gives what was added at its end, and nothing twice', async () => {
    assert.equal(await page(0, 4), 'abcd')
    await add('g')
    assert.equal(await page(4, 4), 'efg')
    await add('h')
    assert.equal(await page(7, 4), 'h')
  })

  it('leaves out what is gone before it was reached', async () => {
    assert.equal(await page(0), 'ab')
    await remove('c')
    assert.equal(await page(2), 'de')
  })

  it('counts from its beginning for whom has not read what comes before', async () => {
    assert.equal(await page(3), 'de')
    await remove('a')
    assert.equal(await page(2), 'de')
    assert.equal(await page(1, 3), 'cde')
  })

  it('begins anew where the reader does', async () => {
    assert.equal(await page(0), 'ab')
    await remove('a')
    assert.equal(await page(0), 'bc')
    assert.equal(await page(2), 'de')
  })

  it('is another list with another filter', async () => {
    assert.equal(await page(0), 'ab')
    await remove('a')
    assert.equal(await page(2, 2, { filters: 'name^e' }), '')
    assert.equal(await page(0, 2, { filters: 'name^e' }), 'e')
  })

  it('is at its end behind its last item', async () => {
    assert.equal(await page(4), 'ef')
    assert.equal(await page(6), '')
    assert.equal(await page(100), '')
  })
})

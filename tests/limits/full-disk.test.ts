// No room left on the disk of the database, and room again.

import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { at, isCompleted, until } from '@tcex/testkit'
import { hasSmallDisks, type SmallDisk, startOnSmallDisk } from './full-disk.ts'

const skip = hasSmallDisks() ? false : 'this machine does not let a process mount a disk of its own'

const job = {
  owner: 'MyOrg',
  action: 'Create',
  attributeWriteType: 'Append',
  haltOnError: false,
  version: 'V2',
}

describe('a full disk', { skip }, () => {
  let disk: SmallDisk
  beforeEach(async () => {
    disk = await startOnSmallDisk(48 << 20)
  })
  afterEach(() => disk.close())

  const status = async (...call: Parameters<SmallDisk['call']>): Promise<number> => {
    const response = await disk.call(...call)
    const text = await response.text()
    assert.ok([200, 201, 202, 404, 507].includes(response.status), text)
    if (response.status !== 507) return response.status
    assert.equal(response.headers.get('retry-after'), '60')
    assert.equal(JSON.parse(text).status, 'Failure')
    assert.match(text, /no room left on the disk .* nothing was changed/)
    return 507
  }

  const countOf = async (path: string): Promise<unknown> =>
    at(await (await disk.call('GET', path)).json(), 'data.resultCount')

  const create = (number: number) =>
    status('POST', '/groups/emails', {
      name: `e${number}`,
      subject: 's',
      header: 'h',
      body: 'x'.repeat(9000),
    })

  it('refuses what writes, answers what reads, and takes everything when there is room again', async () => {
    assert.equal(await create(0), 201)
    assert.equal(await status('POST', '/groups/documents', { name: 'd', fileName: 'd' }), 201)
    const id = at(await (await disk.call('POST', '/batch', job)).json(), 'data.batchId')
    const file = { indicator: [{ type: 'Host', summary: 'a.example.com', tag: [{ name: 'x'.repeat(90) }] }] }

    disk.fill(200_000)
    let made = 1
    while ((await create(made)) === 201) made += 1
    assert.equal(await create(-1), 507)
    assert.equal(await countOf('/groups/emails'), made)
    const content = new Uint8Array(3 << 20).fill(65)
    assert.equal(await status('POST', '/groups/documents/2/upload', content), 507)
    assert.equal(await status('GET', '/groups/documents/2/download'), 404)
    assert.equal(await status('POST', `/batch/${id}`, { ...file, padding: 'x'.repeat(2 << 20) }), 507)

    disk.free()
    assert.equal(await create(made), 201)
    assert.equal(await countOf('/groups/emails'), made + 1)
    assert.equal(await status('POST', '/groups/documents/2/upload', content), 200)
    const down = new Uint8Array(await (await disk.call('GET', '/groups/documents/2/download')).arrayBuffer())
    assert.deepEqual(down, content)
    assert.equal(await status('POST', `/batch/${id}`, file), 202)
    assert.equal((await completed(id)).successCount, 1)
  })

  const completed = async (id: unknown): Promise<Record<string, unknown>> => {
    const status = async () => at(await (await disk.call('GET', `/batch/${id}`)).json(), 'data.batchStatus')
    return until(status as () => Promise<Record<string, unknown>>, isCompleted)
  }

  it('interrupts a batch job, which is gone on with when there is room again', async () => {
    const id = at(await (await disk.call('POST', '/batch', job)).json(), 'data.batchId')
    const indicator = Array.from({ length: 4000 }, (_, number) => ({
      type: 'Host',
      summary: `h${number}.example.com`,
      attribute: [{ type: 'Description', value: `${number} ${'x'.repeat(1000)}` }],
    }))
    disk.fill(9 << 20)
    assert.equal(await status('POST', `/batch/${id}`, { indicator }), 202)
    await until(
      async () => {
        const json = await (await disk.call('GET', `/batch/${id}`)).json()
        assert.notEqual(at(json, 'data.batchStatus.status'), 'Completed')
        return disk.log()
      },
      (log) => log.includes('Batch jobs were interrupted'),
    )
    const json = await (await disk.call('GET', `/batch/${id}`)).json()
    assert.equal(at(json, 'data.batchStatus.status'), 'Running')

    disk.free()
    const { successCount, errorCount, unprocessCount } = await completed(id)
    assert.deepEqual([successCount, errorCount, unprocessCount], [4000, 0, 0])
    assert.equal(await countOf('/indicators/hosts'), 4000)
  })
})

// What becomes of calls that run while the platform is closed.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createServer } from '@tcex/server'
import { checkEnvelope, type StartedServer, transports } from '@tcex/testkit'
import { inFolder } from './folder.ts'

for (const [transport, start] of transports) {
  describe(`closing ${transport}`, () => {
    for (const where of ['in memory', 'in a file'] as const) {
      it(`answers what runs, and loses nothing that it acknowledged (${where})`, () =>
        inFolder(async (folder) => {
          const database = where === 'in memory' ? ':memory:' : `${folder}/tcex.db`
          const server = await start({ database })
          const calls = Array.from({ length: 30 }, (_, index) =>
            server.call('POST', '/v2/groups/threats', { body: { name: `t${index}` } }),
          )
          await Promise.race(calls)
          const closed = server.close()
          const ended = await Promise.allSettled(calls)
          await closed
          const replies = ended.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
          if (transport === 'through server.fetch') assert.equal(replies.length, calls.length)
          for (const reply of replies) {
            assert.ok([201, 503].includes(reply.status), reply.text)
            checkEnvelope(reply)
          }
          if (where === 'in memory') return
          const made = replies.filter(({ status }) => status === 201).length
          assert.ok(made > 0)
          assert.ok((await countOf(database)) >= made)
        }))
    }

    it('may be asked for twice, also at once', async () => {
      const server = await start()
      await Promise.all([server.close(), server.close()])
      await server.close()
    })

    it('waits for an upload that has begun', () =>
      inFolder(async (folder) => {
        const server = await start({ database: `${folder}/tcex.db` })
        await server.call('POST', '/v2/groups/documents', { body: { name: 'd', fileName: 'd' } })
        const { body, begun, end } = heldUpload()
        const upload = server.call('POST', '/v2/groups/documents/1/upload', { body })
        await begun
        const closed = server.close()
        await new Promise((resolve) => setImmediate(resolve))
        end()
        assert.equal((await upload).status, 200)
        await closed
      }))

    it('lets a download that has begun come to its end', async () => {
      const server = await start()
      const bytes = new Uint8Array(3_000_000).fill(7)
      await server.call('POST', '/v2/groups/documents', { body: { name: 'd', fileName: 'd' } })
      await server.call('POST', '/v2/groups/documents/1/upload', { body: bytes })
      const response = await server.send('GET', '/v2/groups/documents/1/download')
      const closed = server.close()
      assert.deepEqual(new Uint8Array(await response.arrayBuffer()), bytes)
      await closed
    })
  })
}

/** A body of more megabytes than any buffer on the way holds, kept back before its end. */
function heldUpload() {
  const [begun, begin] = gate()
  const [held, end] = gate()
  let megabytes = 0
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      megabytes += 1
      if (megabytes < 24) return controller.enqueue(new Uint8Array(1 << 20))
      begin()
      await held
      controller.close()
    },
  })
  return { body, begun, end }
}

function gate(): readonly [opened: Promise<void>, open: () => void] {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return [opened, () => open()]
}

async function countOf(database: string): Promise<number> {
  const server = await createServer({ database })
  try {
    const headers = { authorization: `TC-Token ${server.credentials.token}` }
    const response = await server.fetch('http://localhost/api/v2/groups', { headers })
    return ((await response.json()) as { data: { resultCount: number } }).data.resultCount
  } finally {
    await server.close()
  }
}

describe('a function that is called after closing', () => {
  it('answers that the platform is stopping', async () => {
    const server: StartedServer = await (transports[0] as (typeof transports)[number])[1]()
    await server.close()
    const reply = await server.call('GET', '/v2/owners')
    assert.equal(reply.status, 503)
    checkEnvelope(reply)
    assert.match(reply.text, /stopping/)
  })
})

describe('listening', () => {
  it('can be tried again after a port that was taken', async () => {
    const [first, second] = [await createServer(), await createServer()]
    try {
      const { url } = await first.listen()
      await assert.rejects(second.listen({ port: Number(new URL(url).port) }), /another program uses it/)
      const { url: other } = await second.listen()
      assert.notEqual(other, url)
      await assert.rejects(second.listen(), /cannot be opened/)
    } finally {
      await Promise.all([first.close(), second.close()])
    }
  })
})

// Contents whose way up or down is disturbed: what is there is whole, always.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, it } from 'node:test'
import { at, type Start, type StartedServer, startOverHttp, transports, until } from '@tcex/testkit'
import { inFolder } from './folder.ts'

const megabyte = 1 << 20

const filled = (letter: string, megabytes: number): Uint8Array =>
  new Uint8Array(megabytes * megabyte).fill(letter.charCodeAt(0))

/** Which letters a content holds: one where it is whole. */
const lettersOf = (bytes: Uint8Array): string =>
  [...new Set(bytes)].map((byte) => String.fromCharCode(byte)).join('')

const upload = '/v2/groups/documents/1/upload'
const download = '/v2/groups/documents/1/download'

/** Runs something on a document with a content of three megabytes, then looks at what the file keeps. */
function withDocument(start: Start, work: (server: StartedServer) => Promise<void>): Promise<void> {
  return inFolder(async (folder) => {
    const database = join(folder, 'tcex.db')
    const server = await start({ database })
    try {
      await server.call('POST', '/v2/groups/documents', { body: { name: 'd', fileName: 'd' } })
      assert.equal((await server.call('POST', upload, { body: filled('A', 3) })).status, 200)
      await work(server)
      await nothingIsLeft(database)
    } finally {
      await server.close()
    }
  })
}

/** What did not arrive whole is dropped as soon as that is known. */
async function nothingIsLeft(database: string): Promise<void> {
  const sqlite = new DatabaseSync(database, { readOnly: true })
  const incomplete = sqlite.prepare('select count(*) as count from upload where complete = 0')
  const orphaned = sqlite.prepare(
    'select count(*) as count from upload_part where upload_id not in (select id from upload)',
  )
  try {
    await until(
      () => incomplete.get()?.count,
      (count) => count === 0,
      20,
    )
    assert.equal(orphaned.get()?.count, 0)
  } finally {
    sqlite.close()
  }
}

async function holds(server: StartedServer, letters: RegExp, size: number): Promise<void> {
  const response = await server.send('GET', download)
  const bytes = new Uint8Array(await response.arrayBuffer())
  assert.match(lettersOf(bytes), letters)
  assert.equal(bytes.length, size)
  const { json } = await server.call('GET', '/v2/groups/documents/1')
  assert.equal(at(json, 'data.document.fileSize'), size)
}

for (const [transport, start] of transports) {
  describe(`a content ${transport}`, () => {
    it('is as it was before an upload that the client breaks off', () =>
      withDocument(start, async (server) => {
        let megabytes = 0
        const body = new ReadableStream<Uint8Array>({
          pull(controller) {
            megabytes += 1
            if (megabytes < 8) controller.enqueue(filled('B', 1))
            else controller.error(new Error('broken on purpose'))
          },
        })
        const outcome = await server.call('PUT', upload, { body }).catch((error: unknown) => error)
        if (!(outcome instanceof Error)) assert.ok((outcome as { status: number }).status >= 400)
        await holds(server, /^A$/, 3 * megabyte)
      }))

    it('is as it was after a refused replacement', () =>
      withDocument(start, async (server) => {
        assert.equal((await server.call('POST', upload, { body: filled('B', 2) })).status, 401)
        assert.equal((await server.call('PUT', upload, { body: filled('B', 2), auth: 'none' })).status, 401)
        await holds(server, /^A$/, 3 * megabyte)
      }))

    it('comes down whole or not at all where it is replaced meanwhile', () =>
      withDocument(start, async (server) => {
        assert.equal((await server.call('PUT', upload, { body: filled('A', 16) })).status, 200)
        const response = await server.send('GET', download)
        const reader = (response.body as ReadableStream<Uint8Array>).getReader()
        const first = await reader.read()
        assert.equal((await server.call('PUT', upload, { body: filled('B', 16) })).status, 200)
        const chunks = [first.value ?? new Uint8Array()]
        const read = async (): Promise<void> => {
          for (let next = await reader.read(); !next.done; next = await reader.read()) chunks.push(next.value)
        }
        const ended = await read().then(
          () => 'whole',
          () => 'broken',
        )
        assert.equal(lettersOf(Buffer.concat(chunks)), 'A')
        const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0)
        if (ended === 'whole') assert.equal(length, 16 * megabyte)
        await holds(server, /^B$/, 16 * megabyte)
      }))

    it('is one or the other where two go up at once', () =>
      withDocument(start, async (server) => {
        const replies = await Promise.all(
          ['B', 'C'].map((letter) => server.call('PUT', upload, { body: filled(letter, 4) })),
        )
        for (const { status } of replies) assert.equal(status, 200)
        await holds(server, /^[BC]$/, 4 * megabyte)
      }))

    it('is the first one of two that are created at once', () =>
      withDocument(start, async (server) => {
        await server.call('POST', '/v2/groups/reports', { body: { name: 'r', fileName: 'r' } })
        const replies = await Promise.all(
          ['B', 'C'].map((letter) =>
            server.call('POST', '/v2/groups/reports/2/upload', { body: filled(letter, 4) }),
          ),
        )
        assert.deepEqual(replies.map(({ status }) => status).sort(), [200, 401])
        const winner = replies[0]?.status === 200 ? 'B' : 'C'
        const { text } = await server.call('GET', '/v2/groups/reports/2/download')
        assert.ok(text === winner.repeat(4 * megabyte))
      }))

    it('does not mind a reader that goes away', () =>
      withDocument(start, async (server) => {
        await server.call('PUT', upload, { body: filled('A', 16) })
        const response = await server.send('GET', download)
        await response.body?.cancel()
        await holds(server, /^A$/, 16 * megabyte)
      }))

    it('does not outlive its document', () =>
      withDocument(start, async (server) => {
        assert.equal((await server.call('DELETE', '/v2/groups/documents/1')).status, 200)
        assert.equal((await server.call('GET', download)).status, 404)
      }))
  })
}

describe('a connection that is cut', () => {
  for (const framing of ['length', 'chunks'] as const) {
    it(`in the middle of an upload leaves the content as it was (${framing})`, () =>
      withDocument(startOverHttp, async (server) => {
        const { hostname, port } = new URL(server.url)
        const socket = connect(Number(port), hostname)
        const length = framing === 'length' ? `Content-Length: ${8 * megabyte}` : 'Transfer-Encoding: chunked'
        const token = `Authorization: TC-Token ${server.server.credentials.token}`
        socket.write(`PUT /api${upload} HTTP/1.1\r\nHost: x\r\n${token}\r\n${length}\r\n\r\n`)
        if (framing === 'chunks') socket.write(`${(2 * megabyte).toString(16)}\r\n`)
        await new Promise((resolve) => socket.write(filled('B', 2), resolve))
        socket.destroy()
        await once(socket, 'close')
        await holds(server, /^A$/, 3 * megabyte)
      }))
  }
})

describe('a call that is aborted', () => {
  const [, startInProcess] = transports[0] as (typeof transports)[number]

  it('ends for the caller at once, and does no harm', () =>
    withDocument(startInProcess, async ({ server, url, ...rest }) => {
      const headers = { authorization: `TC-Token ${server.credentials.token}` }
      const aborted = AbortSignal.abort(new Error('enough'))
      await assert.rejects(server.fetch(`${url}/v2/groups`, { headers, signal: aborted }), /enough/)
      const controller = new AbortController()
      const body = new ReadableStream<Uint8Array>({
        pull(stream) {
          stream.enqueue(filled('B', 1))
          controller.abort(new Error('changed my mind'))
        },
      })
      const options = { method: 'PUT', headers, body, signal: controller.signal, duplex: 'half' }
      await assert.rejects(server.fetch(`${url}${upload}`, options as RequestInit), /changed my mind/)
      const late = new AbortController()
      const response = await server.fetch(`${url}${download}`, { headers, signal: late.signal })
      late.abort(new Error('seen enough'))
      await assert.rejects(response.arrayBuffer(), /seen enough/)
      await holds({ server, url, ...rest }, /^A$/, 3 * megabyte)
    }))
})

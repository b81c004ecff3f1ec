// Clients that send or take slowly, or not at all: they are waited for in bounds, and hold up nobody.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { text as readText } from 'node:stream/consumers'
import { describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { ServerOptions } from '@tcex/server'
import { at, type StartedServer, startOverHttp, until } from '@tcex/testkit'
import { inFolder } from '../conformance/folder.ts'

const stallTimeout = 300

function withServer(
  limits: ServerOptions['limits'],
  work: (server: StartedServer, database: string) => Promise<void>,
): Promise<void> {
  return inFolder(async (folder) => {
    const database = join(folder, 'tcex.db')
    const server = await startOverHttp({ database, limits: { stallTimeout, leastRate: 10_000, ...limits } })
    try {
      await server.call('POST', '/v2/groups/documents', { body: { name: 'd', fileName: 'd' } })
      await work(server, database)
    } finally {
      await server.close()
    }
  })
}

function open({ url }: StartedServer): Socket {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.on('error', () => undefined)
  return socket
}

function head({ server }: StartedServer, first: string, ...headers: readonly string[]): string {
  const lines = [first, 'Host: x', `Authorization: TC-Token ${server.credentials.token}`, ...headers]
  return `${lines.join('\r\n')}\r\n\r\n`
}

const upload = '/api/v2/groups/documents/1/upload'

/** What a client sees that sends a beginning and then a byte now and then, or nothing at all. */
async function sendSlowly(socket: Socket, beginning: string, pace: 'stalled' | 'dripping'): Promise<string> {
  socket.write(beginning)
  const drip = pace === 'dripping' ? setInterval(() => socket.write('x'), 20) : undefined
  try {
    return await readText(socket)
  } finally {
    clearInterval(drip)
  }
}

function tooSlow(answer: string): void {
  assert.match(answer, /^HTTP\/1\.1 408 /)
  assert.match(answer, /\{"status":"Failure","message":"The request did not arrive in time\."\}$/)
}

describe('a slow sender', () => {
  it('of headers is given up', () =>
    withServer({ headersTimeout: 200 }, async (server) => {
      tooSlow(await sendSlowly(open(server), 'GET /api/v2/owners HTTP/1.1\r\nHost: x\r\n', 'stalled'))
      tooSlow(await sendSlowly(open(server), 'GET /api/v2/owners HTTP/1.1\r\nX: ', 'dripping'))
    }))

  for (const pace of ['stalled', 'dripping'] as const) {
    it(`of a JSON body is given up, and holds up nobody meanwhile (${pace})`, () =>
      withServer({ calls: 1 }, async (server) => {
        const beginning = head(server, 'POST /api/v2/groups/threats HTTP/1.1', 'Content-Length: 5000')
        const slow = sendSlowly(open(server), `${beginning}{"name":`, pace)
        for (let count = 0; count < 10; count += 1) {
          assert.equal((await server.call('POST', '/v2/groups/threats', { body: { name: 'x' } })).status, 201)
        }
        tooSlow(await slow)
      }))

    it(`of a content is given up, and the content is as it was (${pace})`, () =>
      withServer({ transfers: 1 }, async (server) => {
        await server.call('POST', '/v2/groups/documents/1/upload', { body: 'before' })
        const beginning = head(server, `PUT ${upload} HTTP/1.1`, 'Content-Length: 5000000')
        tooSlow(await sendSlowly(open(server), `${beginning}after`, pace))
        const down = () => server.call('GET', '/v2/groups/documents/1/download')
        await until(down, ({ status }) => status !== 503)
        assert.equal((await down()).text, 'before')
        assert.equal((await server.call('PUT', '/v2/groups/documents/1/upload', { body: 'new' })).status, 200)
      }))
  }

  it('of a JSON body that keeps the pace has a time for all of it', () =>
    withServer({ leastRate: 0, bodyTimeout: 600 }, async (server) => {
      const beginning = head(server, 'POST /api/v2/groups/threats HTTP/1.1', 'Content-Length: 5000')
      tooSlow(await sendSlowly(open(server), beginning, 'dripping'))
    }))

  it('that keeps the pace may take as long as it needs', () =>
    withServer({}, async (server) => {
      const pieces = 2 * Math.ceil((2 * stallTimeout) / 50)
      const socket = open(server)
      const answer = readText(socket)
      socket.write(
        head(server, `PUT ${upload} HTTP/1.1`, `Content-Length: ${1000 * pieces}`, 'Connection: close'),
      )
      for (let count = 0; count < pieces; count += 1) {
        socket.write('x'.repeat(1000))
        await pause(50)
      }
      assert.match(await answer, /^HTTP\/1\.1 200 /)
    }))
})

describe('a slow reader', () => {
  /** Asks for what is larger than the buffers on the way, and reads none of it. */
  async function readNothing(server: StartedServer, path: string): Promise<Socket> {
    const socket = open(server)
    await once(socket, 'connect')
    socket.pause()
    socket.write(head(server, `GET ${path} HTTP/1.1`))
    return socket
  }

  async function isCutOff(socket: Socket): Promise<void> {
    const closed = once(socket, 'close')
    // Only one who reads learns of the end; this one reads after having been given up.
    await pause(4 * stallTimeout)
    socket.resume()
    await closed
  }

  it('of a content is cut off, and its place is free again', () =>
    withServer({ transfers: 1 }, async (server) => {
      const content = new Uint8Array(24 << 20)
      await server.call('POST', '/v2/groups/documents/1/upload', { body: content })
      const socket = await readNothing(server, '/api/v2/groups/documents/1/download')
      await isCutOff(socket)
      assert.ok(socket.bytesRead < content.length)
      const again = await server.send('GET', '/v2/groups/documents/1/download')
      assert.equal((await again.arrayBuffer()).byteLength, content.length)
    }))

  it('of a page is cut off, and holds up nobody meanwhile', () =>
    withServer({ calls: 1 }, async (server) => {
      await fill(server, 24 << 20)
      const path = '/api/v2/groups/threats?includes=attributes'
      const socket = await readNothing(server, path)
      // Its call is the only one that may be, until the page is on its way.
      await once(socket, 'readable')
      for (let count = 0; count < 10; count += 1)
        assert.equal((await server.call('GET', '/v2/owners')).status, 200)
      await isCutOff(socket)
      const whole = await server.call('GET', path.slice('/api'.length))
      assert.ok(whole.text.length > 24 << 20)
      assert.ok(socket.bytesRead > 64 << 10, 'it was answered')
      assert.ok(socket.bytesRead < whole.text.length)
    }))

  it('is the first to be cut off where unread answers fill the memory', () =>
    withServer({ stallTimeout: 60_000, memory: 40 << 20 }, async (server) => {
      await fill(server, 24 << 20)
      const path = '/api/v2/groups/threats?includes=attributes'
      const first = await readNothing(server, path)
      await once(first, 'readable')
      const firstClosed = once(first, 'close')
      const second = await readNothing(server, path)
      await once(second, 'readable')
      first.resume()
      await firstClosed
      second.destroy()
    }))
})

/** Gives a threat attributes of so many bytes. */
async function fill(server: StartedServer, bytes: number): Promise<void> {
  const { json } = await server.call('POST', '/v2/groups/threats', { body: { name: 'large' } })
  const path = `/v2/groups/threats/${at(json, 'data.threat.id')}/attributes`
  const body = { type: 'Description', value: 'x'.repeat(65_000) }
  for (let size = 0; size < bytes; size += body.value.length) {
    const { status, text } = await server.call('POST', path, { body })
    assert.equal(status, 201, text)
  }
}

describe('a slow server', () => {
  it('is no fault of its client', () =>
    withServer({}, async (server, database) => {
      const other = new DatabaseSync(database)
      other.exec('begin immediate')
      const created = server.call('POST', '/v2/groups/threats', { body: { name: 'patient' } })
      await pause(4 * stallTimeout)
      other.exec('rollback')
      other.close()
      assert.equal((await created).status, 201)
    }))
})

// A server that is asked for more than it takes on at once.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { Agent, get, type IncomingMessage } from 'node:http'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, it } from 'node:test'
import type { ServerOptions } from '@tcex/server'
import {
  checkEnvelope,
  type Reply,
  rawRequest,
  type StartedServer,
  startOverHttp,
  transports,
  until,
} from '@tcex/testkit'
import { startChild } from '../conformance/child.ts'
import { inFolder } from '../conformance/folder.ts'

const create = (server: StartedServer, name: string): Promise<Reply> =>
  server.call('POST', '/v2/groups/threats', { body: { name } })

/** Runs something on a server with a file of its own. */
function onFile(
  limits: ServerOptions['limits'],
  work: (server: StartedServer, database: string) => Promise<void>,
): Promise<void> {
  return inFolder(async (folder) => {
    const database = join(folder, 'tcex.db')
    const server = await startOverHttp({ database, limits })
    try {
      await work(server, database)
    } finally {
      await server.close()
    }
  })
}

/** Another process has the database, so that whoever writes waits. */
function holdDatabase(path: string): () => void {
  const other = new DatabaseSync(path)
  other.exec('begin immediate')
  return () => {
    other.exec('rollback')
    other.close()
  }
}

function refusedAtOnce(reply: Reply): void {
  assert.equal(reply.status, 503, reply.text)
  assert.equal(reply.headers.get('retry-after'), '1')
  assert.match(reply.text, /as much to do as it takes on at once/)
  checkEnvelope(reply)
}

describe('calls beyond the limit', () => {
  it('are refused at once, and those within it are done when they can be', () =>
    onFile({ calls: 4 }, async (server, database) => {
      await create(server, 'first')
      const release = holdDatabase(database)
      const refused: Reply[] = []
      let allRefused = () => {}
      const others = new Promise<void>((resolve) => {
        allRefused = resolve
      })
      const calls = Array.from({ length: 20 }, async (_, at) => {
        const reply = await create(server, `t${at}`)
        if (reply.status !== 503) return reply
        if (refused.push(reply) === 16) allRefused()
        return reply
      })
      await others
      release()
      const replies = await Promise.all(calls)
      for (const reply of refused) refusedAtOnce(reply)
      assert.equal(replies.filter(({ status }) => status === 201).length, 4)
      const { json } = await server.call('GET', '/v2/groups')
      assert.equal((json as { data: { resultCount: number } }).data.resultCount, 5)
    }))

  it('leave nothing behind: ten times as many, again and again, and then as always', () =>
    onFile({ waitTimeout: 10 }, async (server) => {
      const statuses = new Map<number, number>()
      const hand = async (number: number) => {
        for (let at = 0; at < 20; at += 1) {
          const reply = await (at % 2 ? create(server, `${number}-${at}`) : server.call('GET', '/v2/groups'))
          if (reply.status === 503) refusedAtOnce(reply)
          statuses.set(reply.status, (statuses.get(reply.status) ?? 0) + 1)
        }
      }
      await Promise.all(Array.from({ length: 80 }, (_, number) => hand(number)))
      assert.deepEqual([...statuses.keys()].sort(), [200, 201, 503])
      for (let at = 0; at < 20; at += 1) assert.equal((await create(server, 'after')).status, 201)
      const { json } = await server.call('GET', '/v2/groups')
      const made = (json as { data: { resultCount: number } }).data.resultCount
      assert.equal(made, (statuses.get(201) ?? 0) + 20, 'a refused call did nothing')
    }))

  it('are no matter within the process, where the caller is the one who would wait', async () => {
    const [, startInProcess] = transports[0] as (typeof transports)[number]
    const server = await startInProcess({ limits: { calls: 1 } })
    const replies = await Promise.all(Array.from({ length: 50 }, (_, at) => create(server, `t${at}`)))
    assert.deepEqual(new Set(replies.map(({ status }) => status)), new Set([201]))
    await server.close()
  })
})

/** A connection on which a call has begun that goes on for as long as it is left alone; with an answer it is over. */
async function begun(
  server: StartedServer,
  head: readonly string[],
  start: Uint8Array | string,
): Promise<Socket> {
  const { hostname, port } = new URL(server.url)
  const socket = connect(Number(port), hostname)
  const token = `Authorization: TC-Token ${server.server.credentials.token}`
  socket.on('error', () => undefined).once('data', () => socket.destroy())
  await new Promise((resolve) => socket.write(`${[...head, 'Host: x', token].join('\r\n')}\r\n\r\n`, resolve))
  await new Promise((resolve) => socket.write(start, resolve))
  return socket
}

/** One that came while there was no room is refused, and tries again. */
async function beginAgain(
  sockets: Map<number, Socket>,
  begin: (id: number) => Promise<Socket>,
): Promise<void> {
  for (const id of [1, 2]) {
    if (sockets.get(id)?.destroyed ?? true) sockets.set(id, await begin(id))
  }
}

describe('contents on their way beyond the limit', () => {
  it('are refused at once, while calls are answered, and taken when there is room again', () =>
    onFile({ transfers: 2, calls: 8 }, async (server) => {
      for (const name of ['1', '2', '3']) {
        await server.call('POST', '/v2/groups/documents', { body: { name, fileName: name } })
      }
      const upload = (id: number) => `/v2/groups/documents/${id}/upload`
      const head = (id: number) => [`POST /api${upload(id)} HTTP/1.1`, 'Content-Length: 3000000']
      const sockets = new Map<number, Socket>()
      const third = () => server.call('PUT', upload(3), { body: 'content' })
      await until(
        async () => {
          await beginAgain(sockets, (id) => begun(server, head(id), 'x'.repeat(1000)))
          // A call of a client that is known already would overtake the connections that were just opened.
          for (const _ of sockets) await server.call('GET', '/v2/groups')
          return (await third()).status
        },
        (status) => status === 503,
      )
      refusedAtOnce(await third())
      assert.equal((await server.call('GET', '/v2/groups')).status, 200)
      for (const socket of sockets.values()) socket.destroy()
      await until(third, ({ status }) => status === 200)
    }))
})

/** Connects, asks, and is done. */
async function askOnce(url: string, token: string): Promise<void> {
  const lines = ['GET /api/v2/owners HTTP/1.1', 'Host: x', `Authorization: TC-Token ${token}`]
  const { status } = await rawRequest(url, [...lines, 'Connection: close'])
  assert.equal(status, 200)
}

describe('connections that are made while others keep the server busy', () => {
  it('are heard after a few calls of the others, not after all that these could ask meanwhile', () =>
    inFolder(async (folder) => {
      const server = await startChild({ database: join(folder, 'tcex.db') })
      const agent = new Agent({ keepAlive: true })
      const headers = { authorization: `TC-Token ${server.token}` }
      let answered = 0
      let isOver = false
      const hand = async () => {
        for (; !isOver; answered += 1) {
          const [response] = await once(get(`${server.url}/v2/groups`, { agent, headers }), 'response')
          await once((response as IncomingMessage).resume(), 'end')
        }
      }
      const hands = Array.from({ length: 100 }, hand)
      try {
        await until(
          () => answered,
          (number) => number > 1000,
        )
        const before = answered
        await Promise.all(Array.from({ length: 100 }, () => askOnce(server.url, server.token)))
        // Taken one in each round of calls, they would be heard after a hundred rounds of a hundred.
        assert.ok(
          answered - before < 2000,
          `${answered - before} calls were answered before the last of them`,
        )
      } finally {
        isOver = true
        await Promise.all(hands)
        agent.destroy()
        await server.kill()
      }
    }))
})

describe('connections beyond the limit', () => {
  it('are told so when they ask, and served when there is room again', () =>
    onFile({ connections: 3 }, async (server) => {
      const { hostname, port } = new URL(server.url)
      const ask = () => {
        const token = `Authorization: TC-Token ${server.server.credentials.token}`
        return rawRequest(server.url, ['GET /api/v2/owners HTTP/1.1', 'Host: x', token, 'Connection: close'])
      }
      const sockets = Array.from({ length: 3 }, () => connect(Number(port), hostname))
      await Promise.all(sockets.map((socket) => once(socket, 'connect')))
      const reply = await ask()
      assert.deepEqual([reply.status, reply.headers.get('retry-after')], [503, '1'])
      assert.equal(JSON.parse(reply.body).status, 'Failure')
      for (const socket of sockets) socket.destroy()
      await until(ask, ({ status }) => status === 200)
    }))
})

describe('bodies that fill the memory', () => {
  it('are refused at once, and read when there is room again', () =>
    onFile({ memory: 100_000 }, async (server) => {
      const head = ['POST /api/v2/groups/threats HTTP/1.1', 'Content-Length: 60000']
      const slow = await begun(server, head, 'x'.repeat(59_000))
      const body = { name: 'x', attribute: [{ type: 'Description', value: 'y'.repeat(60_000) }] }
      const large = () => server.call('POST', '/v2/groups/threats', { body })
      await until(large, ({ status }) => status === 503)
      refusedAtOnce(await large())
      assert.equal((await create(server, 'small')).status, 201)
      slow.destroy()
      await until(large, ({ status }) => status !== 503)
    }))
})

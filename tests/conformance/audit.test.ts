// The audit log: a line for each write, in the same transaction, for good.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, it } from 'node:test'
import type { Administration, AuditEntry } from '@tcex/server'
import { type Start, type StartedServer, startInProcess, startOverHttp } from '@tcex/testkit'
import { inFolder } from './folder.ts'

const now = () => new Date('2024-03-05T12:00:00Z')

async function withServer<T>(
  start: Start,
  work: (server: StartedServer) => Promise<T>,
  database = ':memory:',
): Promise<T> {
  const server = await start({ now, accessId: 'me', database })
  try {
    return await work(server)
  } finally {
    await server.close()
  }
}

async function read(administration: Administration, since?: string): Promise<readonly AuditEntry[]> {
  const entries: AuditEntry[] = []
  for await (const entry of administration.audit({ since })) entries.push(entry)
  return entries
}

const brief = (entries: readonly AuditEntry[]) =>
  entries.map(({ method, path, item }) => [method, path, item && `${item.type} ${item.name}`])

describe('the audit log', () => {
  it('tells of every write who, what, when and from where', () =>
    withServer(startOverHttp, async (server) => {
      await server.call('POST', '/v2/groups/threats?owner=MyOrg&secret=x', { body: { name: 'T' } })
      assert.deepEqual(await read(server.server.administration), [
        {
          id: 1,
          when: '2024-03-05T12:00:00Z',
          who: 'me',
          from: '127.0.0.1',
          method: 'POST',
          path: '/api/v2/groups/threats',
          owner: 'MyOrg',
          item: { id: 1, type: 'Threat', name: 'T' },
        },
      ])
    }))

  it('names the item that a call is about, one line a call, and no read', () =>
    withServer(startInProcess, async (server) => {
      const calls: readonly (readonly [string, string, unknown?])[] = [
        ['POST', '/v2/groups/documents', { name: 'D', fileName: 'd.txt' }],
        ['POST', '/v2/groups/documents/1/upload', 'content'],
        ['GET', '/v2/groups/documents/1/download'],
        ['POST', '/v2/indicators/hosts', { hostName: 'A.example' }],
        ['POST', '/v2/indicators/hosts', { hostName: 'a.example', rating: 1 }],
        ['POST', '/v2/indicators/hosts/a.example/tags/t'],
        ['POST', '/v2/indicators/hosts/a.example/groups/documents/1'],
        ['GET', '/v2/indicators'],
        ['PUT', '/v2/groups/documents/1', { name: 'E' }],
        ['DELETE', '/v2/indicators/hosts/a.example'],
      ]
      for (const [method, path, body] of calls) {
        const reply = await server.call(method, path, body === undefined ? {} : { body })
        assert.ok(reply.status < 300, reply.text)
      }
      const entries = await read(server.server.administration)
      assert.deepEqual(brief(entries), [
        ['POST', '/api/v2/groups/documents', 'Document D'],
        ['POST', '/api/v2/groups/documents/1/upload', 'Document D'],
        ['POST', '/api/v2/indicators/hosts', 'Host a.example'],
        ['POST', '/api/v2/indicators/hosts', 'Host a.example'],
        ['POST', '/api/v2/indicators/hosts/a.example/tags/t', 'Host a.example'],
        ['POST', '/api/v2/indicators/hosts/a.example/groups/documents/1', 'Host a.example'],
        ['PUT', '/api/v2/groups/documents/1', 'Document D'],
        ['DELETE', '/api/v2/indicators/hosts/a.example', 'Host a.example'],
      ])
      assert.deepEqual(new Set(entries.map(({ from }) => from)), new Set(['in-process']))
    }))

  it('tells of nothing that was refused', () =>
    withServer(startInProcess, async (server) => {
      for (const [method, path, body] of [
        ['POST', '/v2/groups/threats', {}],
        ['POST', '/v2/groups/threats?owner=Nobody', { name: 'x' }],
        ['DELETE', '/v2/groups/threats/1', undefined],
        ['POST', '/v2/groups/documents/1/upload', 'content'],
      ] as const) {
        assert.ok((await server.call(method, path, { body })).status >= 400)
      }
      assert.deepEqual(await read(server.server.administration), [])
    }))

  it('tells of administration and of renewed tokens, but no secret', () =>
    withServer(startInProcess, async (server) => {
      const { administration } = server.server
      const { secretKey } = await administration.addUser({ userName: 'jane' })
      const { token } = await administration.addToken({ userName: 'jane', lifetime: 60 })
      await server.call('GET', `/appAuth?expiredToken=${encodeURIComponent(token)}`, { auth: 'none' })
      await assert.rejects(administration.removeUser('nobody'))
      const entries = await read(administration)
      assert.deepEqual(
        entries.map(({ who, method, path }) => [who, method, path]),
        [
          ['server', 'ADMINISTRATION', 'user add jane'],
          ['server', 'ADMINISTRATION', 'token add jane'],
          ['jane', 'GET', '/api/appAuth'],
        ],
      )
      const text = JSON.stringify(entries)
      for (const secret of ['APIV2', secretKey.slice(0, 8)]) assert.ok(!text.includes(secret), text)
    }))

  it('is read from a time on, in whatever form people write one', () =>
    withServer(startInProcess, async (server) => {
      await server.call('POST', '/v2/groups/threats', { body: { name: 'T' } })
      const { administration } = server.server
      for (const [since, length] of [
        ['2024-03-05T12:00:00Z', 1],
        ['2024-03-05T12:00:01Z', 0],
        ['2 days ago', 1],
        ['tomorrow', 0],
      ] as const) {
        assert.equal((await read(administration, since)).length, length, since)
      }
      await assert.rejects(read(administration, 'once'), /"once" is no time/)
    }))

  it('only ever grows, whoever is at the database', () =>
    inFolder(async (folder) => {
      const file = join(folder, 'tcex.db')
      const write = (server: StartedServer) =>
        server.call('POST', '/v2/groups/threats', { body: { name: 'T' } })
      await withServer(startInProcess, write, file)
      const database = new DatabaseSync(file)
      for (const sql of [
        "update audit set user_name = 'x'",
        'delete from audit',
        'delete from audit where id = 1',
        `insert or replace into audit (id, date_added, user_name, address, method, path)
         values (1, 0, 'x', 'x', 'x', 'x')`,
      ]) {
        assert.throws(() => database.exec(sql), /append-only/, sql)
      }
      database.close()
      await withServer(
        startInProcess,
        async (server) => assert.equal((await read(server.server.administration)).length, 1),
        file,
      )
    }))

  it('is part of the write: where it cannot be written, nothing is', () =>
    inFolder(async (folder) => {
      const file = join(folder, 'tcex.db')
      await withServer(
        startInProcess,
        async (server) => {
          const database = new DatabaseSync(file)
          database.exec(`create trigger full before insert on audit begin select raise(abort, 'full'); end`)
          database.close()
          const reply = await server.call('POST', '/v2/groups/threats', { body: { name: 'T' } })
          assert.equal(reply.status, 500)
          const list = await server.call('GET', '/v2/groups')
          assert.match(list.text, /"resultCount":0/)
        },
        file,
      )
    }))

  it('is read page by page, however long it is', () =>
    withServer(startInProcess, async (server) => {
      const calls = Array.from({ length: 2001 }, (_, index) =>
        server.call('POST', `/v2/indicators/hosts`, { body: { hostName: `h${index}.example` } }),
      )
      await Promise.all(calls)
      const ids = (await read(server.server.administration)).map(({ id }) => id)
      assert.deepEqual(
        ids,
        Array.from({ length: 2001 }, (_, index) => index + 1),
      )
    }))
})

// The database file: what is not ours stays as it is, what is ours comes back.

import assert from 'node:assert/strict'
import { chmodSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, it } from 'node:test'
import { sign } from '@tcex/model'
import { createServer, OptionError, type Server, type ServerOptions, StoreError } from '@tcex/server'
import { at } from '@tcex/testkit'
import { type Child, startChild } from './child.ts'
import { inFolder } from './folder.ts'

interface Called {
  readonly status: number
  readonly json: unknown
}

async function call(
  server: Server,
  method: string,
  path: string,
  body?: unknown,
  token?: string,
): Promise<Called> {
  const response = await server.fetch(`http://localhost/api/v2${path}`, {
    method,
    headers: { authorization: `TC-Token ${token ?? server.credentials.token}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: response.status, json: JSON.parse(await response.text()) }
}

/** Runs something against a platform and closes it. */
async function withServer<T>(options: ServerOptions, work: (server: Server) => Promise<T>): Promise<T> {
  const server = await createServer(options)
  try {
    return await work(server)
  } finally {
    await server.close()
  }
}

const refused = (options: ServerOptions, message: RegExp): Promise<void> =>
  assert.rejects(createServer(options), (error: unknown) => {
    assert.ok(error instanceof StoreError, String(error))
    assert.match(error.message, message)
    return true
  })

describe('a database that is not ours', () => {
  it('is refused where another program made it, and left as it is to the byte', () =>
    inFolder(async (folder) => {
      const database = join(folder, 'bookmarks.sqlite')
      const other = new DatabaseSync(database)
      other.exec('create table bookmark (url text); insert into bookmark values (1)')
      other.close()
      const before = readFileSync(database)
      await refused({ database }, /another program/)
      assert.deepEqual(readFileSync(database), before)
      assert.deepEqual(readdirSync(folder), ['bookmarks.sqlite'])
    }))

  it('is refused where a newer version wrote it', () =>
    inFolder(async (folder) => {
      const database = join(folder, 'tcex.db')
      await withServer({ database }, async (server) => {
        assert.equal((await call(server, 'POST', '/groups/threats', { name: 'x' })).status, 201)
      })
      const sqlite = new DatabaseSync(database)
      const { user_version: version } = sqlite.prepare('pragma user_version').get() as {
        user_version: number
      }
      sqlite.exec('pragma user_version = 999')
      sqlite.close()
      await refused({ database }, /999/)
      const again = new DatabaseSync(database)
      assert.equal(again.prepare('select count(*) as count from item').get()?.count, 1)
      again.exec(`pragma user_version = ${version}`)
      again.close()
      await withServer({ database }, async (server) => {
        assert.equal((await call(server, 'GET', '/groups/threats/1')).status, 200)
      })
    }))

  it('is refused where it is from before the first version that is kept, and left as it is', () =>
    inFolder(async (folder) => {
      const database = join(folder, 'tcex.db')
      const old = new DatabaseSync(database)
      old.exec(`create table item (id integer primary key); pragma user_version = 5;
        pragma application_id = ${0x54434558}`)
      old.close()
      await refused({ database }, /version 5, from before the first release/)
      const again = new DatabaseSync(database)
      assert.deepEqual(
        again
          .prepare('select name from sqlite_schema')
          .all()
          .map(({ name }) => name),
        ['item'],
      )
      again.close()
      assert.ok(!existsSync(`${database}.key`))
    }))

  it('is refused where it is a folder', () =>
    inFolder(async (folder) => {
      await refused({ database: folder }, /cannot be opened/)
      assert.deepEqual(readdirSync(folder), [])
    }))

  it('is refused where it may not be written', { skip: process.platform === 'win32' }, () =>
    inFolder(async (folder) => {
      const database = join(folder, 'tcex.db')
      await withServer({ database }, async () => {})
      const before = readFileSync(database)
      chmodSync(folder, 0o755)
      chmodSync(database, 0o444)
      chmodSync(`${database}.key`, 0o444)
      // Root may write anything, so that somebody else has to try.
      const as = process.getuid?.() === 0 ? { uid: 65_534 } : {}
      await assert.rejects(startChild({ database }, as), /tcex\.db.*(?:readonly|may not be written)/)
      assert.deepEqual(readFileSync(database), before)
    }),
  )

  it('is refused by its scheme where it is of another maker', async () => {
    await assert.rejects(createServer({ database: 'mysql://localhost/x' }), OptionError)
  })
})

describe('a database of ours', () => {
  it('takes credentials that are given, and forgets those before', () =>
    inFolder(async (folder) => {
      const database = join(folder, 'tcex.db')
      const old = await withServer({ database }, async (server) => ({ ...server.credentials }))
      const given = { accessId: 'me', secretKey: 'my secret key', token: 'my-new-token' }
      await withServer({ database, ...given }, async (server) => {
        assert.deepEqual({ ...server.credentials }, given)
        assert.equal((await call(server, 'GET', '/owners')).status, 200)
        assert.equal((await call(server, 'GET', '/owners', undefined, old.token)).status, 401)
        assert.equal(await signedStatus(server, old), 401)
        assert.equal(await signedStatus(server, given), 200)
      })
      await withServer({ database }, async (server) => assert.deepEqual({ ...server.credentials }, given))
      await withServer({ database, token: 'another-token' }, async (server) => {
        assert.deepEqual({ ...server.credentials }, { ...given, token: 'another-token' })
      })
    }))

  it('can be given new credentials where its key is lost', () =>
    inFolder(async (folder) => {
      const database = join(folder, 'tcex.db')
      await withServer({ database, encryptionKey: 'the first key' }, async (server) => {
        await call(server, 'POST', '/groups/threats', { name: 'kept' })
      })
      await refused({ database, encryptionKey: 'another key' }, /encrypted with another key/)
      const given = { secretKey: 'my secret key', token: 'my-new-token' }
      await withServer({ database, encryptionKey: 'another key', ...given }, async (server) => {
        assert.equal((await call(server, 'GET', '/groups/threats/1')).status, 200)
      })
      assert.ok(!existsSync(`${database}.key`))
    }))

  it('holds several owners, each with what is its own', () =>
    inFolder(async (folder) => {
      const database = join(folder, 'tcex.db')
      await withServer({ database, owner: 'First' }, async (server) => {
        await call(server, 'POST', '/groups/threats', { name: 'of the first' })
        await call(server, 'POST', '/indicators/hosts', { hostName: 'a.example', rating: 1 })
        await call(server, 'POST', '/groups/threats/1/tags/t')
      })
      await withServer({ database, owner: 'Second' }, async (server) => {
        const owners = await call(server, 'GET', '/owners')
        assert.equal(at(owners.json, 'data.resultCount'), 2)
        assert.equal(at((await call(server, 'GET', '/owners/mine')).json, 'data.owner.name'), 'Second')
        assert.equal(at((await call(server, 'GET', '/groups')).json, 'data.resultCount'), 0)
        assert.equal(at((await call(server, 'GET', '/tags')).json, 'data.resultCount'), 0)
        assert.equal(at((await call(server, 'GET', '/tags/t/groups')).json, 'data.resultCount'), 0)
        assert.equal(at((await call(server, 'GET', '/securityLabels')).json, 'data.resultCount'), 6)
        for (const method of ['GET', 'PUT', 'DELETE']) {
          const body = method === 'PUT' ? { name: 'stolen' } : undefined
          assert.equal(
            (await call(server, method, '/groups/threats/1?owner=Second', body)).status,
            404,
            method,
          )
        }
        const host = await call(server, 'POST', '/indicators/hosts', { hostName: 'a.example', rating: 5 })
        assert.equal(host.status, 201)
        assert.equal((await call(server, 'POST', '/indicators/hosts/a.example/groups/threats/1')).status, 404)
        const first = await call(server, 'GET', '/indicators/hosts/a.example?owner=First')
        assert.equal(at(first.json, 'data.host.rating'), 1)
        assert.notEqual(at(first.json, 'data.host.id'), at(host.json, 'data.host.id'))
        assert.equal((await call(server, 'GET', '/groups/threats/1?owner=First')).status, 200)
        assert.equal(
          at((await call(server, 'GET', '/tags/t/groups?owner=First')).json, 'data.resultCount'),
          1,
        )
        assert.equal((await call(server, 'DELETE', '/indicators/hosts/a.example')).status, 200)
        assert.equal((await call(server, 'GET', '/indicators/hosts/a.example?owner=First')).status, 200)
      })
    }))

  it('gives at most 10,000 items a page', () =>
    inFolder(async (folder) => {
      const database = join(folder, 'tcex.db')
      await withServer({ database }, async () => {})
      const sqlite = new DatabaseSync(database)
      sqlite.exec(`with recursive n (i) as (select 1 union all select i + 1 from n where i < 10050)
        insert into item (owner_id, kind, type, name, date_added, last_modified, fields)
        select 1, 'group', 'Threat', 't' || i, 0, 0, '{}' from n`)
      sqlite.close()
      await withServer({ database }, async (server) => {
        for (const [query, length] of [
          ['resultLimit=10000', 10_000],
          ['resultLimit=10001', 10_000],
          ['resultLimit=10000&resultStart=10000', 50],
          ['', 100],
        ] as const) {
          const { json } = await call(server, 'GET', `/groups/threats?${query}`)
          assert.equal((at(json, 'data.threat') as readonly unknown[]).length, length, query)
          assert.equal(at(json, 'data.resultCount'), query.includes('Start') ? undefined : 10_050)
        }
      })
    }))

  it('shows whoever asks one process what another one has just been told, however many ask at once', () =>
    inFolder(async (folder) => {
      const options = { database: join(folder, 'tcex.db'), token: 'my-new-token' }
      const children = [await startChild(options), await startChild(options)] as const
      const ask = async ({ url, token }: Child, method: string, path: string, name?: string) => {
        const headers = { authorization: `TC-Token ${token}` }
        const body = name === undefined ? null : JSON.stringify({ name })
        const response = await fetch(`${url}/v2/groups/threats${path}`, { method, headers, body })
        return { status: response.status, json: JSON.parse(await response.text()) }
      }
      const client = async (number: number) => {
        const [one, other] = number % 2 ? children : ([children[1], children[0]] as const)
        for (let time = 0; time < 8; time += 1) {
          const { json } = await ask(one, 'POST', '', `first ${number}`)
          const path = `/${at(json, 'data.threat.id')}`
          assert.equal(at((await ask(other, 'GET', path)).json, 'data.threat.name'), `first ${number}`)
          await ask(other, 'PUT', path, `second ${number}`)
          assert.equal(at((await ask(one, 'GET', path)).json, 'data.threat.name'), `second ${number}`)
          await ask(one, 'DELETE', path)
          assert.equal((await ask(other, 'GET', path)).status, 404)
        }
      }
      try {
        await Promise.all(Array.from({ length: 16 }, (_, number) => client(number)))
      } finally {
        await Promise.all(children.map((child) => child.kill()))
      }
    }))

  it('is used by two processes at once without a lost write', () =>
    inFolder(async (folder) => {
      const database = join(folder, 'tcex.db')
      const options = { database, accessId: 'me', secretKey: 'my secret key', token: 'my-new-token' }
      const children = [await startChild(options), await startChild(options)]
      try {
        const writes = Array.from({ length: 40 }, (_, index) => {
          const { url, token } = children[index % 2] as Child
          return fetch(`${url}/v2/groups/threats`, {
            method: 'POST',
            headers: { authorization: `TC-Token ${token}` },
            body: JSON.stringify({ name: `t${index}` }),
          })
        })
        for (const { status } of await Promise.all(writes)) assert.equal(status, 201)
      } finally {
        await Promise.all(children.map((child) => child.kill()))
      }
      await withServer({ database }, async (server) => {
        assert.equal(at((await call(server, 'GET', '/groups')).json, 'data.resultCount'), 40)
      })
    }))
})

async function signedStatus(
  server: Server,
  { accessId, secretKey }: { accessId: string; secretKey: string },
) {
  const timestamp = String(Math.floor(Date.now() / 1000))
  const proof = await sign(secretKey, { target: '/api/v2/owners', method: 'GET', timestamp })
  const headers = { timestamp, authorization: `TC ${accessId}:${proof}` }
  return (await server.fetch('http://localhost/api/v2/owners', { headers })).status
}

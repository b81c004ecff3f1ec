// Reads from a replica of PostgreSQL, and a server of it that goes away.

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { createServer, OptionError, type Server, StoreError } from '@tcex/server'
import { at, until } from '@tcex/testkit'
import { ask } from '../../packages/server/src/store/testing/databases.ts'
import {
  type PostgresServer,
  postgresPrograms,
  startPostgres,
} from '../../packages/server/src/store/testing/postgres-server.ts'

const skip = postgresPrograms() ? false : 'PostgreSQL is not installed here'

describe('a database with a replica', { skip }, () => {
  let primary: PostgresServer
  let replica: PostgresServer
  let server: Server
  let other: Server
  before(async () => {
    primary = await startPostgres({ durable: true })
    replica = await primary.replica()
    const options = {
      database: primary.url('postgres'),
      readDatabase: replica.url('postgres'),
      encryptionKey: 'a key for tests',
      owner: 'MyOrg',
    }
    server = await createServer(options)
    other = await createServer(options)
    await followed()
  })
  after(async () => {
    await Promise.all([server?.close(), other?.close()])
    await replica?.remove()
    await primary?.remove()
  })

  async function status(on: Server, method: string, path: string, body?: unknown): Promise<number> {
    const headers = { authorization: `TC-Token ${on.credentials.token}` }
    const init = body === undefined ? {} : { body: JSON.stringify(body) }
    return (await on.fetch(`http://x/api/v2${path}`, { method, headers, ...init })).status
  }

  async function threats(on: Server): Promise<unknown> {
    const headers = { authorization: `TC-Token ${on.credentials.token}` }
    const response = await on.fetch('http://x/api/v2/groups/threats', { headers })
    return at(await response.json(), 'data.resultCount')
  }

  /** Waits until the replica has all that the primary has. */
  async function followed(): Promise<void> {
    const [now] = await ask('select pg_current_wal_insert_lsn()::text as mark', primary.url('postgres'))
    const there = `select pg_last_wal_replay_lsn() >= '${now?.mark}'::pg_lsn as there`
    await until(
      () => ask(there, replica.url('postgres')),
      ([answer]) => answer?.there === true,
    )
  }

  it('is read there, but what this process wrote is never missing', async () => {
    assert.equal(await status(server, 'POST', '/groups/threats', { name: 'first' }), 201)
    await followed()
    await ask('select pg_wal_replay_pause()', replica.url('postgres'))
    assert.equal(await threats(other), 1)
    assert.equal(await status(server, 'POST', '/groups/threats', { name: 'second' }), 201)
    assert.equal(await threats(server), 2)
    assert.equal(await threats(other), 1, 'the other process reads from the replica, which stands still')
    await ask('select pg_wal_replay_resume()', replica.url('postgres'))
    await followed()
    assert.equal(await threats(other), 2)
  })

  it('is read whole where the replica is away', async () => {
    await replica.stop('immediate')
    assert.equal(await threats(server), 2)
    assert.equal(await threats(other), 2)
    await replica.start()
  })

  it('is not opened where the replica stands for the primary', async () => {
    await assert.rejects(
      createServer({ database: replica.url('postgres'), encryptionKey: 'a key for tests' }),
      (error: unknown) => {
        assert.ok(error instanceof StoreError)
        assert.match(error.message, /can only be read, as a replica; name the primary/)
        return true
      },
    )
  })

  it('is one of PostgreSQL', async () => {
    await assert.rejects(createServer({ readDatabase: 'postgres://localhost/x' }), OptionError)
  })

  it('keeps what it acknowledged when it loses its power, and goes on when it is back', async () => {
    const acknowledged: string[] = []
    let isDown = false
    const writing = Array.from({ length: 4 }, async (_, writer) => {
      for (let number = 0; !isDown || number < 60; number += 1) {
        const name = `w${writer}-${number}`
        if ((await status(server, 'POST', '/groups/threats', { name })) === 201) acknowledged.push(name)
        if (number > 5000) return
      }
    })
    await until(
      () => acknowledged.length,
      (number) => number >= 20,
    )
    await primary.stop('immediate')
    isDown = true
    await primary.start()
    await Promise.all(writing)
    const names = await ask('select name from item order by id', primary.url('postgres'))
    const there = names.map(({ name }) => String(name))
    for (const name of acknowledged) assert.ok(there.includes(name), name)
    assert.equal(new Set(there).size, there.length)
    assert.equal(await status(server, 'POST', '/groups/threats', { name: 'afterwards' }), 201)
  })
})

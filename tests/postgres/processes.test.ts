// Several processes on one database of PostgreSQL, as behind a load balancer.

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { at, isCompleted, until } from '@tcex/testkit'
import {
  ask,
  newPostgresDatabase,
  type TestDatabase,
  withoutPostgres,
} from '../../packages/server/src/store/testing/databases.ts'
import { defaults } from '../batch/platform.ts'
import { type Child, startChild } from '../conformance/child.ts'

interface Called {
  readonly status: number
  readonly json: unknown
}

async function call({ url, token }: Child, method: string, path: string, body?: unknown): Promise<Called> {
  const headers = { authorization: `TC-Token ${token}`, 'content-type': 'application/octet-stream' }
  const init = body === undefined ? {} : { body: JSON.stringify(body) }
  const response = await fetch(`${url}/v2${path}`, { method, headers, ...init })
  return { status: response.status, json: await response.json() }
}

const data = async (child: Child, path: string, key: string): Promise<unknown> =>
  at((await call(child, 'GET', path)).json, `data.${key}`)

async function makeJob(child: Child): Promise<number> {
  return at((await call(child, 'POST', '/batch', defaults)).json, 'data.batchId') as number
}

const statusOf = (child: Child, id: number) =>
  data(child, `/batch/${id}?includeAdditional=true`, 'batchStatus') as Promise<Record<string, unknown>>

const ended = (child: Child, id: number) => until(() => statusOf(child, id), isCompleted)

describe('several processes on one database', { skip: withoutPostgres ?? false }, () => {
  let made: TestDatabase
  let children: Child[]
  before(async () => {
    made = await newPostgresDatabase()
    children = await Promise.all([1, 2, 3].map(() => startChild(made.options)))
  })
  after(async () => {
    await Promise.all(children.map((child) => child.kill()))
    await made.drop()
  })

  const count = async (sql: string): Promise<number> =>
    Number((await ask(`select count(*)::int as count from ${sql}`, made.options.database))[0]?.count)

  it('may start at once on a new one, and give out the same credentials', () => {
    const [first, ...others] = children.map(({ accessId, secretKey, token }) => ({
      accessId,
      secretKey,
      token,
    }))
    for (const other of others) assert.deepEqual(other, first)
  })

  it('see what any of them wrote', async () => {
    const writes = Array.from({ length: 60 }, (_, index) =>
      call(children[index % 3] as Child, 'POST', '/groups/threats', { name: `t${index}` }),
    )
    for (const { status } of await Promise.all(writes)) assert.equal(status, 201)
    for (const child of children) assert.equal(await data(child, '/groups/threats', 'resultCount'), 60)
  })

  it('make one indicator of the same value that all of them are given', async () => {
    const body = { ip: '203.0.113.7', rating: 3 }
    const writes = Array.from({ length: 30 }, (_, index) =>
      call(children[index % 3] as Child, 'POST', '/indicators/addresses', body),
    )
    for (const { status } of await Promise.all(writes))
      assert.ok(status === 201 || status === 200, `${status}`)
    assert.equal(await count("item where name = '203.0.113.7'"), 1)
  })

  it('put the same new tag on many things at once', async () => {
    const tags = Array.from({ length: 30 }, (_, index) =>
      call(children[index % 3] as Child, 'POST', `/groups/threats/${index + 1}/tags/shared`),
    )
    for (const { status } of await Promise.all(tags)) assert.equal(status, 201)
    assert.equal(await count("tag where name = 'shared'"), 1)
    assert.equal(await count('item_tag'), 30)
  })

  it('bring the same items in opposite order, and nothing is refused or there twice', async () => {
    const indicator = Array.from({ length: 3000 }, (_, index) => ({
      type: 'Host',
      summary: `o${index}.example.com`,
      tag: [{ name: `tag ${index % 50}` }, { name: `tag ${(index + 1) % 50}` }],
      attribute: [{ type: 'Description', value: `about ${index}` }],
    }))
    const group = Array.from({ length: 20 }, (_, index) => ({
      type: 'Threat',
      name: `g${index}`,
      xid: `x-${index}`,
    }))
    const [one, other] = children as [Child, Child]
    const jobs = [await makeJob(one), await makeJob(other)] as const
    await Promise.all([
      call(one, 'POST', `/batch/${jobs[0]}`, { group, indicator }),
      call(other, 'POST', `/batch/${jobs[1]}`, {
        group: group.toReversed(),
        indicator: indicator.toReversed(),
      }),
    ])
    for (const id of jobs) {
      const { successCount, errorCount, unprocessCount } = await ended(one, id)
      assert.deepEqual([successCount, errorCount, unprocessCount], [3020, 0, 0])
    }
    assert.equal(await count("item where type = 'Host'"), 3000)
    assert.equal(await count("item where fields ->> 'xid' like 'x-%'"), 20)
    assert.equal(await count("item_tag join tag on tag.id = tag_id where tag.name like 'tag %'"), 6000)
    assert.equal(await count("attribute where type = 'Description'"), 3000)
    const [deadlocks] = await ask(
      'select deadlocks::int as count from pg_stat_database where datname = current_database()',
      made.options.database,
    )
    assert.equal(deadlocks?.count, 0)
  })

  it('end a batch job whose process is killed, and each of its items is there once', async () => {
    const total = 10_000
    const indicator = Array.from({ length: total }, (_, index) => ({
      type: 'Host',
      summary: index % 100 === 0 ? `bad ${index}` : `k${index}.example.com`,
      // Twice the same: a chunk that were run again would not make four of them.
      attribute: [
        { type: 'Title', value: `${index}` },
        { type: 'Title', value: `${index}` },
      ],
      associatedGroups: [{ groupXid: 'k-1' }],
    }))
    const group = [{ type: 'Threat', name: 'k', xid: 'k-1' }]
    const [first, ...others] = children as [Child, Child, Child]
    const id = await makeJob(first)
    await call(first, 'POST', `/batch/${id}`, { indicator, group })
    const working = 'select worker from batch_job where state = $$Running$$ and position > 0'
    const [{ worker }] = (await until(
      () => ask(working, made.options.database),
      (rows) => rows.length > 0,
    )) as [{ worker: string }]
    const pid = Number(worker.split(' ')[1])
    process.kill(pid, 'SIGKILL')
    const alive = await until(
      () => Promise.resolve([first, ...others].filter((child) => !child.isEnded())),
      (left) => left.length === 2,
    )
    const status = await ended(alive[0] as Child, id)
    assert.deepEqual(
      [status.successIndicatorCount, status.errorIndicatorCount, status.successAssociationCount],
      [9_900, 100, 9_900],
    )
    assert.equal(await count("item where name like 'k%.example.com'"), 9_900)
    assert.equal(await count("attribute where type = 'Title'"), 2 * 9_900)
    assert.equal(await count('association'), 2 * 9_900)
    assert.equal(await count('batch_error'), 100)
  })
})

// Batches of a database in a file are worked on in a thread of their own, those of one in memory in steps that nobody notices.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { DatabaseSync } from 'node:sqlite'
import { describe, test } from 'node:test'
import { setImmediate as nextTurn, setTimeout } from 'node:timers/promises'
import type { Worker } from 'node:worker_threads'
import { catalog, defineIndicator, type IndicatorEntry } from '@tcex/model'
import { isCompleted, until } from '@tcex/testkit'
import type { BatchJob } from '../../packages/server/src/service/batch-jobs.ts'
import type { Platform } from '../../packages/server/src/service/scope.ts'
import { openSqlite } from '../../packages/server/src/store/sqlite.ts'
import { inBackground } from '../../packages/server/src/worker/background.ts'
import { inFolder } from '../conformance/folder.ts'
import { type BatchPlatform, batchPlatform, defaults, itemOf } from './platform.ts'

const inventedType = defineIndicator({
  type: 'Radio Station',
  plural: 'Radio Stations',
  branch: 'radioStations',
  entity: 'radioStation',
  shorthand: 'radioStation',
  sentence: 'What it talks to.',
  custom: true,
  parsable: false,
  casePreference: 'sensitive',
  fields: {
    Call: { format: 'text', title: 'Call', sentence: 'Its name on the air.', value: true, required: true },
  },
}) as unknown as IndicatorEntry

const hosts = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    type: 'Host',
    summary: `thread${at}.example.com`,
    tag: [{ name: `t${at % 50}` }, { name: 'all' }],
    attribute: [{ type: 'Description', value: `number ${at}` }],
  }))

/** A job that has its file. */
async function queued(platform: BatchPlatform, count: number): Promise<number> {
  const { body } = await platform.call('POST', '/batch', defaults)
  const { batchId } = body.data as { batchId: number }
  await platform.call('POST', `/batch/${batchId}`, { indicator: hosts(count) })
  return batchId
}

/** A job with its file on the way to its end, which is promised. */
async function started(platform: BatchPlatform, count: number): Promise<{ ended: Promise<unknown> }> {
  const id = await queued(platform, count)
  return { ended: platform.ended(id).then(({ successCount }) => successCount) }
}

/** The end of a job of which it is asked seldom, since each question is work, too. */
async function endedUnasked(platform: BatchPlatform, id: number): Promise<unknown> {
  const status = async () => {
    await setTimeout(50)
    const { body } = await platform.call('GET', `/batch/${id}?includeAdditional=true`)
    return (body.data as { batchStatus: Record<string, unknown> }).batchStatus
  }
  return (await until(status, isCompleted)).successCount
}

describe('a batch on a database in a file', () => {
  const onFile = (work: (platform: BatchPlatform) => Promise<void>) => () =>
    inFolder(async (folder) => {
      const platform = await batchPlatform({ database: join(folder, 'tcex.db') })
      try {
        await work(platform)
      } finally {
        await platform.close()
      }
    })

  test(
    'leaves the thread that answers idle',
    onFile(async (platform) => {
      // The first job waits for its thread.
      await (await started(platform, 1)).ended
      const id = await queued(platform, 15_000)
      const before = performance.eventLoopUtilization()
      assert.equal(await endedUnasked(platform, id), 15_000)
      const { utilization } = performance.eventLoopUtilization(before)
      assert.ok(utilization < 0.5, `it was at work ${Math.round(utilization * 100)} % of the time`)
    }),
  )

  test(
    'lets others write meanwhile, and takes nothing from them',
    onFile(async (platform) => {
      const { ended } = await started(platform, 10_000)
      let isRunning = true
      const all = ended.finally(() => {
        isRunning = false
      })
      const made: string[] = []
      while (isRunning) {
        const hostName = `single${made.length}.example.com`
        const { status } = await platform.call('POST', '/indicators/hosts', { hostName, rating: 1 })
        assert.equal(status, 201)
        made.push(hostName)
      }
      assert.equal(await all, 10_000)
      const { body } = await platform.call('GET', '/indicators/hosts?resultLimit=1')
      const { resultCount } = body.data as { resultCount: number }
      assert.equal(resultCount, 10_000 + made.length)
      assert.ok(await itemOf(platform, `/indicators/hosts/${made.at(-1)}`))
    }),
  )

  test('loses an element that the database will not have, and none beside it', () =>
    inFolder(async (folder) => {
      const database = join(folder, 'tcex.db')
      const platform = await batchPlatform({ database })
      const file = new DatabaseSync(database)
      file.exec(`create trigger no_such before insert on item when new.name = 'thread7.example.com'
        begin select raise(abort, 'it will not have it'); end`)
      file.close()
      try {
        const { status, errors } = await platform.run({ indicator: hosts(20) })
        assert.deepEqual([status.successCount, status.errorCount], [19, 1])
        assert.deepEqual(
          errors.map(({ errorSource, code }) => [errorSource, code]),
          [['thread7.example.com', '0x1004']],
        )
      } finally {
        await platform.close()
      }
    }))

  test('knows types that are an instance’s own, and its clock', () =>
    inFolder(async (folder) => {
      const database = join(folder, 'tcex.db')
      const now = () => new Date('2020-02-02T02:02:02Z')
      const platform = await batchPlatform({ database, catalog: catalog.with(inventedType), now })
      try {
        const { errors } = await platform.run({
          indicator: [{ type: inventedType.type, summary: 'DK0TU' }],
        })
        assert.deepEqual(errors, [])
        const { body } = await platform.call('GET', '/indicators')
        const { indicator } = body.data as { indicator: Record<string, unknown>[] }
        assert.deepEqual(
          indicator.map(({ type, dateAdded }) => [type, dateAdded]),
          [[inventedType.type, '2020-02-02T02:02:02Z']],
        )
      } finally {
        await platform.close()
      }
    }))

  test('ends its thread when there was nothing to do for a while, and the next job has another one', () =>
    inFolder(async (folder) => {
      const platform = { catalog, worker: 'w', now: () => new Date() } as unknown as Platform
      const runner = inBackground(platform, join(folder, 'tcex.db'), 0)
      for (let times = 0; times < 2; times += 1) {
        const born = once(process, 'worker')
        runner.expect()
        const [thread] = (await born) as [Worker]
        assert.deepEqual(await once(thread, 'exit'), [0])
      }
      await runner.close()
    }))

  test('ends its thread before others who need memory begin', () =>
    inFolder(async (folder) => {
      const platform = { catalog, worker: 'w', now: () => new Date() } as unknown as Platform
      const runner = inBackground(platform, join(folder, 'tcex.db'))
      await runner.rest()
      const born = once(process, 'worker')
      runner.expect()
      const [thread] = (await born) as [Worker]
      const ended = once(thread, 'exit')
      await runner.rest()
      assert.equal(thread.threadId, -1, 'it is still there')
      assert.deepEqual(await ended, [0])
      await runner.close()
    }))

  test('keeps its thread while a job runs, however long, when the next one is made or others need memory', () =>
    inFolder(async (folder) => {
      const path = join(folder, 'tcex.db')
      const database = openSqlite(path)
      await database.migrate()
      let [ask, grant] = [() => {}, () => {}]
      const asked = new Promise<void>((resolve) => {
        ask = resolve
      })
      const granted = new Promise<void>((resolve) => {
        grant = resolve
      })
      const lend = async (work: () => Promise<void>) => {
        ask()
        await granted
        await database.lend(work)
      }
      const platform = { catalog, worker: 'w', now: () => new Date(), database: { lend } }
      const runner = inBackground(platform as unknown as Platform, path, 0)
      const job = {
        id: 1,
        ownerId: 1,
        settings: {},
        counts: { success: {}, error: {} },
      } as unknown as BatchJob
      const outcome = runner.run(job, new AbortController().signal).then(
        () => 'done',
        (error: Error) => error.message,
      )
      await asked
      runner.expect()
      await runner.rest()
      // Longer than the thread may rest.
      await setTimeout(10)
      grant()
      assert.doesNotMatch(await outcome, /ended|closed/)
      await runner.close()
      await database.close()
    }))

  test('that cannot be opened by the thread fails, and the next job has another one', async () => {
    const platform = { catalog, worker: 'w', now: () => new Date() } as unknown as Platform
    const runner = inBackground(platform, join('nowhere', 'at all', 'tcex.db'))
    const { signal } = new AbortController()
    for (let times = 0; times < 2; times += 1) {
      await assert.rejects(runner.run({ id: 1 } as BatchJob, signal), /cannot be opened/)
    }
    await runner.close()
  })
})

describe('a batch on a database in memory', () => {
  test('lets others be answered between its steps', async () => {
    const platform = await batchPlatform()
    try {
      const { ended } = await started(platform, 5000)
      let isRunning = true
      const all = ended.finally(() => {
        isRunning = false
      })
      let answered = 0
      while (isRunning) {
        await platform.call('GET', '/owners')
        answered += 1
        await nextTurn()
      }
      assert.equal(await all, 5000)
      assert.ok(answered >= 15, `${answered} calls were answered meanwhile`)
    } finally {
      await platform.close()
    }
  })
})

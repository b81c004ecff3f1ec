import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { AbortError, type BatchReport, ConfigurationError, ForbiddenError, NetworkError } from '../index.ts'
import { batchPlatform } from '../testing/batch-platform.ts'
import { address, addresses, counts, poll, run } from '../testing/batch-run.ts'
import { clientOf, refusal } from '../testing/recorder.ts'

describe('trouble on the way', () => {
  it('an upload whose answer is lost is not sent again where the job has it', async () => {
    let lost = false
    const platform = batchPlatform()
    const { tcex } = clientOf(async (request, number) => {
      const response = await platform.script(request, number)
      if (request.path !== '/v2/batch/1' || request.method !== 'POST' || lost) return response
      lost = true
      throw new TypeError('socket hang up')
    })
    const report = await tcex.batch({ owner: 'O', poll }).run(addresses(3))
    assert.equal(report.landed, 3)
    assert.equal(platform.items().length, 3)
  })

  it('an upload that was lost on the way there is sent again', async () => {
    let lost = 0
    const platform = batchPlatform()
    const { tcex } = clientOf((request, number) => {
      if (request.path === '/v2/batch/1' && request.method === 'POST' && lost < 2) {
        lost += 1
        throw new TypeError('socket hang up')
      }
      return platform.script(request, number)
    })
    assert.equal((await tcex.batch({ owner: 'O', poll }).run(addresses(3))).landed, 3)
  })

  it('a poll that fails is asked again', async () => {
    let fails = 0
    const { report } = await run(
      addresses(3),
      {},
      {
        polls: 0,
        instead: ({ method, path }, jobs) => {
          if (method === 'POST' || path.endsWith('errors') || !jobs[0]?.upload || fails === 3)
            return undefined
          fails += 1
          if (fails === 1) throw new TypeError('socket hang up')
          return refusal(fails === 2 ? 503 : 500, 'busy')
        },
      },
    )
    assert.deepEqual([report.landed, fails], [3, 3])
  })

  it('making a job is tried again where the platform is busy', async () => {
    let tried = 0
    const { report } = await run(
      addresses(1),
      {},
      {
        instead: ({ path }) => {
          if (path !== '/v2/batch') return undefined
          tried += 1
          if (tried === 1) throw new TypeError('socket hang up')
          return tried === 2 ? refusal(503, 'busy') : undefined
        },
      },
    )
    assert.deepEqual([report.landed, tried], [1, 3])
  })

  it('a platform that cannot be reached is an error, in the end', async () => {
    const { tcex } = clientOf(() => {
      throw new TypeError('socket hang up')
    })
    await assert.rejects(tcex.batch({ owner: 'O', poll }).run(addresses(1)), NetworkError)
  })

  it('an owner out of reach is an error, with throwOnError or not, and ends the reading', async () => {
    for (const throwOnError of [false, true]) {
      let ended = false
      const { tcex } = clientOf(() => refusal(403, 'no'), { throwOnError })
      function* input() {
        try {
          for (let index = 0; ; index += 1) yield address(index)
        } finally {
          ended = true
        }
      }
      await assert.rejects(tcex.batch({ owner: 'X', poll, maxItems: 2 }).run(input()), ForbiddenError)
      assert.equal(ended, true)
    }
  })

  it('an input that fails is the error', async () => {
    function* input() {
      yield address(1)
      throw new Error('the file is torn')
    }
    await assert.rejects(run(input()), /the file is torn/)
  })

  it('a job that is gone while it is waited for is told', async () => {
    let asked = 0
    const { report } = await run(
      addresses(2),
      {},
      {
        polls: 5,
        instead: ({ method }) => {
          if (method === 'GET') asked += 1
          return method === 'GET' && asked > 1 ? refusal(404, 'no such job') : undefined
        },
      },
    )
    assert.deepEqual(counts(report), [2, 0, 0, 2])
    assert.match(report.refused[0]?.reason ?? '', /job 1 is gone/)
  })

  it('a signal ends it, also while the input keeps silent', async () => {
    const controller = new AbortController()
    async function* input() {
      yield address(1)
      controller.abort()
      await new Promise(() => {})
    }
    await assert.rejects(run(input(), { signal: controller.signal }), AbortError)
    await assert.rejects(run(addresses(1), { signal: AbortSignal.abort() }), AbortError)
  })

  it('a wrong option is an error at once', () => {
    const { tcex } = clientOf(() => refusal(500, 'no'))
    const journal = 'journal.json' as never
    for (const options of [{ maxItems: 0 }, { concurrency: 1.5 }, { maxBytes: -1 }, { journal }]) {
      assert.throws(() => tcex.batch(options), ConfigurationError)
    }
  })
})

describe('a journal', () => {
  it('lets a second run pick up where the first one was cut off', async () => {
    const journal = new Map<string, string>()
    const platform = batchPlatform({ refuse: ({ summary }) => (summary === '10.0.0.1' ? 'bad' : undefined) })
    const controller = new AbortController()
    const crash = clientOf((request, number) => {
      if (request.path === '/v2/batch/3' && request.method === 'POST') controller.abort()
      return platform.script(request, number)
    })
    const options = { owner: 'O', poll, maxItems: 5, concurrency: 1, journal }
    await assert.rejects(
      crash.tcex.batch({ ...options, signal: controller.signal }).run(addresses(20)),
      AbortError,
    )
    const { tcex, requests } = clientOf(platform.script)
    const report = await tcex.batch(options).run(addresses(20))
    assert.deepEqual(counts(report), [20, 19, 0, 1])
    assert.equal(report.refused[0]?.index, 1)
    const made = requests.filter(({ method, path }) => method === 'POST' && path === '/v2/batch')
    assert.equal(made.length, 1, 'the first three jobs were made before')
    assert.equal(platform.items().length, 20)
  })

  it('of a run that was done makes the next one ask nothing', async () => {
    const journal = new Map<string, string>()
    const rows = [...addresses(7), { ref_1: 'a', ref_2: 'b' }]
    const first = await run(rows, { journal, maxItems: 3 })
    const again = await run(rows, { journal, maxItems: 3 })
    assert.equal(again.requests.length, 0)
    const sorted = (report: BatchReport) => ({
      ...report,
      jobs: report.jobs.map(({ batchId }) => batchId).sort(),
    })
    assert.deepEqual(sorted(again.report), sorted(first.report))
  })

  it('is for the same settings: another owner is another job', async () => {
    const journal = new Map<string, string>()
    await run(addresses(1), { journal })
    assert.equal((await run(addresses(1), { journal, owner: 'P' })).jobs.length, 1)
  })

  it('that knows a job which the platform does not makes a new one', async () => {
    const journal = new Map<string, string>()
    await run(addresses(1), { journal })
    for (const key of journal.keys()) journal.set(key, '{"batchId":77}')
    assert.equal((await run(addresses(1), { journal })).report.landed, 1)
    for (const key of journal.keys()) journal.set(key, '{"bat')
    assert.equal((await run(addresses(1), { journal })).report.landed, 1)
  })
})

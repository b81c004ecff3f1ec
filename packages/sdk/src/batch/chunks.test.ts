import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { batchPlatform } from '../testing/batch-platform.ts'
import { address, addresses, counts, poll, run } from '../testing/batch-run.ts'
import { clientOf, textOf } from '../testing/recorder.ts'

describe('chunks', () => {
  it('begin with a small one, so that the platform works while the next is gathered', async () => {
    const { jobs } = await run(addresses(14_000), {})
    assert.deepEqual(
      jobs.map(({ upload }) => upload?.indicator?.length),
      [2500, 10_000, 1500],
    )
  })

  it('hold so many items at most', async () => {
    const { jobs, report } = await run(addresses(25), { maxItems: 10 })
    assert.deepEqual(
      jobs.map(({ upload }) => upload?.indicator?.length),
      [10, 10, 5],
    )
    assert.deepEqual(counts(report), [25, 25, 0, 0])
  })

  it('hold so many bytes at most', async () => {
    const { requests, report } = await run(addresses(200), { maxBytes: 2000 })
    const files = requests.filter(({ path, method }) => method === 'POST' && path !== '/v2/batch')
    for (const file of files) assert.ok(new TextEncoder().encode(textOf(file)).length <= 2000)
    assert.ok(files.length > 4)
    assert.equal(report.landed, 200)
  })

  it('refuse an item that is larger than a job by itself', async () => {
    const { report, jobs } = await run([address(1), { type: 'Mutex', summary: 'x'.repeat(3000) }], {
      maxBytes: 2000,
    })
    assert.deepEqual(counts(report), [2, 1, 0, 1])
    assert.match(report.refused[0]?.reason ?? '', /takes 30\d\d bytes, and a job no more than 2000/)
    assert.equal(jobs.length, 1)
  })

  it('are cut in two where the platform finds them too large, and the next ones at once', async () => {
    const { report, jobs } = await run(addresses(40), { maxItems: 20, concurrency: 1 }, { maxBytes: 600 })
    assert.equal(report.landed, 40)
    assert.equal(jobs.filter(({ upload }) => !upload).length, 1)
  })

  it('of groups and indicators in turn hold groups first, each in its order', async () => {
    const rows = [0, 1, 2, 3].flatMap((number) => [
      address(number),
      { groupType: 'Threat' as const, name: `Träger ${number}`, xid: `x${number}` },
    ])
    const { jobs, requests } = await run(rows)
    const file = requests.find(({ path }) => path === '/v2/batch/1')
    assert.match(textOf(file ?? { body: null }), /^\{"group":\[\{.*\}\],"indicator":\[\{.*\}\]\}$/)
    const { group, indicator } = jobs[0]?.upload ?? {}
    assert.deepEqual(
      group?.map(({ name }) => name),
      ['Träger 0', 'Träger 1', 'Träger 2', 'Träger 3'],
    )
    assert.deepEqual(
      indicator?.map(({ summary }) => summary),
      ['10.0.0.0', '10.0.0.1', '10.0.0.2', '10.0.0.3'],
    )
  })

  it('an item that the platform finds too large by itself is refused', async () => {
    const items = [address(1), { type: 'Mutex', summary: 'x'.repeat(500) }]
    const { report } = await run(items, {}, { maxBytes: 300 })
    assert.deepEqual(counts(report), [2, 1, 0, 1])
    assert.match(report.refused[0]?.reason ?? '', /File size greater than allowable limit/)
  })

  it('go side by side, within the bound, and the input is read no faster', async () => {
    let most = 0
    let ahead = 0
    const { tcex } = clientOf((request, number) => {
      const response = platform.script(request, number)
      most = Math.max(most, platform.jobs.filter(({ polls }) => polls >= 0).length)
      return response
    })
    const platform = batchPlatform({ polls: 3 })
    function* input() {
      for (let index = 0; index < 100; index += 1) {
        ahead = Math.max(ahead, index - platform.items().length)
        yield address(index)
      }
    }
    await tcex.batch({ owner: 'O', poll, maxItems: 10, concurrency: 3 }).run(input())
    assert.equal(most, 3)
    // Those of three jobs, and of the one that is being gathered.
    assert.ok(ahead <= 40, `${ahead} rows read ahead`)
  })

  it('of an asynchronous input', async () => {
    async function* input() {
      for (let index = 0; index < 12; index += 1) yield address(index)
    }
    assert.equal((await run(input(), { maxItems: 5 })).report.landed, 12)
  })

  it('of nothing is no job', async () => {
    const { report, requests } = await run([])
    assert.deepEqual([counts(report), requests.length], [[0, 0, 0, 0], 0])
  })
})

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { gzipSync } from 'node:zlib'
import type { BatchItem } from '../index.ts'
import type { BatchBehaviour } from '../testing/batch-platform.ts'
import { address, addresses, counts, run } from '../testing/batch-run.ts'
import { answer } from '../testing/recorder.ts'

describe('refused rows', () => {
  const refuse = (item: Readonly<Record<string, unknown>>) =>
    item.summary === '10.0.0.7' || item.xid === 'x7' ? 'is excluded' : undefined
  const rows = () => [{ groupType: 'Threat' as const, name: 't', xid: 'x7' }, ...addresses(10)]
  const sources: readonly (readonly [string, BatchBehaviour['source']])[] = [
    ['its name', undefined],
    ['its name in a sentence', (item) => ({ errorSource: `Item '${item.xid ?? item.summary}' failed.` })],
    ['its place in the file', (_, place) => ({ errorMessage: `Last known JSON path: '$.${place}'` })],
    ['a name of several words', (item) => ({ errorMessage: `near ${item.xid ?? item.summary}x` })],
  ]
  for (const [name, source] of sources) {
    it(`are known by ${name}`, async () => {
      const { report } = await run(rows(), { maxItems: 6 }, { refuse, ...(source ? { source } : {}) })
      assert.deepEqual(
        report.refused.map(({ index, reason }) => [index, reason]),
        [
          [0, 'is excluded'],
          [8, 'is excluded'],
        ],
      )
      assert.equal(report.landed, 9)
    })
  }

  it('that nobody can tell are counted all the same', async () => {
    const { report } = await run(rows(), {}, { refuse, source: () => ({ errorSource: '' }) })
    assert.deepEqual(
      report.refused.map(({ index, reason }) => [index, reason]),
      [
        [undefined, 'is excluded'],
        [undefined, 'is excluded'],
      ],
    )
    assert.equal(report.landed, 9)
  })

  it('are all of a job of which nothing succeeded', async () => {
    const behaviour = { refuse: () => 'unexpected exception', source: () => ({ errorSource: '' }) }
    const { report } = await run(addresses(3), {}, behaviour)
    assert.deepEqual(counts(report), [3, 0, 0, 3])
    assert.equal(report.refused[2]?.index, 2)
  })

  it('are read from a compressed list too', async () => {
    const errors = gzipSync(JSON.stringify([{ errorReason: 'is excluded', errorSource: '10.0.0.1' }]))
    const { report } = await run(
      addresses(3),
      {},
      {
        refuse,
        instead: ({ path }, jobs) => {
          if (path.endsWith('/errors')) return new Response(new Uint8Array(errors))
          const batchStatus = { id: 1, status: 'Completed', errorCount: 1, successCount: 2 }
          return path === '/v2/batch/1' && jobs[0]?.upload
            ? answer(200, { status: 'Success', data: { batchStatus } })
            : undefined
        },
      },
    )
    assert.deepEqual(
      report.refused.map(({ index, batchId }) => [index, batchId]),
      [[1, 1]],
    )
  })

  const strangers: readonly (readonly [string, unknown, RegExp])[] = [
    ['nothing', null, /not an object/],
    ['a text', 'x', /not an object/],
    ['no type', { ip: '1.1.1.1' }, /no "type"/],
    ['an unknown type', { type: 'Nope', name: 'x' }, /no type "Nope"/],
    ['a victim', { type: 'Victim', name: 'x' }, /takes groups, indicators and associations/],
    ['an indicator without a value', { indicatorType: 'Address', rating: 3 }, /needs "summary", or ip/],
    ['a part of a value', { type: 'Registry Key', 'Key Name': 'x' }, /has no value/],
    ['half an association', { ref_1: 'x' }, /needs "ref_2" or "id_2"/],
    ['an association of an unknown type', { ref_1: 'x', type_1: 'Nope', ref_2: 'y' }, /no type "Nope"/],
  ]
  for (const [name, row, reason] of strangers) {
    it(`are, before any job: ${name}`, async () => {
      const { report, jobs } = await run([row as BatchItem, address(1)])
      assert.deepEqual(counts(report), [2, 1, 0, 1])
      assert.equal(report.refused[0]?.index, 0)
      assert.match(report.refused[0]?.reason ?? '', reason)
      assert.equal(jobs.length, 1)
    })
  }

  it('end everything with haltOnError, and what was not sent is told', async () => {
    const { report, jobs } = await run(
      addresses(30),
      { maxItems: 5, concurrency: 1, haltOnError: true },
      { refuse },
    )
    assert.equal(report.halted, true)
    assert.ok(jobs.length < 6)
    assert.equal(report.refused.find(({ index }) => index === 7)?.reason, 'is excluded')
    assert.match(report.refused.at(-1)?.reason ?? '', /was not sent: an earlier item was refused/)
  })

  it('are those that a halted job did not get to', async () => {
    const batchStatus = { id: 1, status: 'Completed', errorCount: 1, successCount: 1, unprocessCount: 2 }
    const { report } = await run(
      addresses(4),
      { haltOnError: true },
      {
        refuse: ({ summary }) => (summary === '10.0.0.1' ? 'bad' : undefined),
        instead: ({ method, path }, jobs) =>
          method === 'GET' && path === '/v2/batch/1' && jobs[0]?.upload
            ? answer(200, { status: 'Success', data: { batchStatus } })
            : undefined,
      },
    )
    assert.deepEqual(
      report.refused.map(({ index }) => index),
      [1, 2, 3],
    )
  })
})

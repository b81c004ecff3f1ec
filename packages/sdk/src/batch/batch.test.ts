import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { gzipSync } from 'node:zlib'
import {
  AbortError,
  type BatchItem,
  type BatchOptions,
  type BatchProgress,
  type BatchReport,
  ConfigurationError,
  ForbiddenError,
  NetworkError,
} from '../index.ts'
import { type BatchBehaviour, batchPlatform } from '../testing/batch-platform.ts'
import { answer, clientOf, freeze, page, refusal } from '../testing/recorder.ts'

const poll = { min: 0, max: 0 }
const address = (number: number, more: object = {}) => ({
  indicatorType: 'Address' as const,
  ip: `10.0.${number >> 8}.${number & 255}`,
  ...more,
})
const addresses = (count: number) => Array.from({ length: count }, (_, index) => address(index))

/** Runs a batch against a scripted platform. */
async function run(
  items: Iterable<BatchItem> | AsyncIterable<BatchItem>,
  options: BatchOptions = {},
  behaviour: BatchBehaviour = {},
) {
  const platform = batchPlatform(behaviour)
  const { tcex, requests } = clientOf(platform.script)
  const report = await tcex.batch({ owner: 'O', poll, ...options }).run(items)
  const { read, landed, merged, refused } = report
  assert.equal(landed + merged.length + refused.length, read, 'the counts add up')
  return { report, requests, ...platform }
}

const counts = ({ read, landed, merged, refused }: BatchReport) => [
  read,
  landed,
  merged.length,
  refused.length,
]

describe('a batch on the wire', () => {
  it('is a job, an upload, a wait, as the documentation has it', async () => {
    const { report, requests } = await run([address(1, { rating: 3, tag: ['a'] })])
    assert.deepEqual(
      requests.map(({ method, path }) => `${method} ${path}`),
      ['POST /v2/batch', 'POST /v2/batch/1', 'GET /v2/batch/1', 'GET /v2/batch/1'],
    )
    assert.deepEqual(JSON.parse(String(requests[0]?.body)), {
      version: 'V2',
      owner: 'O',
      haltOnError: false,
      action: 'Create',
      attributeWriteType: 'Replace',
      tagWriteType: 'Replace',
      securityLabelWriteType: 'Replace',
    })
    assert.equal(requests[1]?.headers['content-type'], 'application/octet-stream')
    assert.deepEqual(JSON.parse(String(requests[1]?.body)), {
      indicator: [{ type: 'Address', summary: '10.0.0.1', rating: 3, tag: [{ name: 'a' }] }],
    })
    assert.match(requests[2]?.query ?? '', /includeAdditional=true/)
    assert.deepEqual(report, {
      read: 1,
      landed: 1,
      merged: [],
      refused: [],
      jobs: [{ batchId: 1, items: 1, successCount: 1, errorCount: 0, unprocessCount: 0 }],
      halted: false,
    })
  })

  it('takes every option of a job', async () => {
    const { jobs } = await run([address(1)], {
      action: 'Delete',
      attributeWriteType: 'Static',
      tagWriteType: 'Append',
      securityLabelWriteType: 'Append',
      fileMergeMode: 'Distribute',
      hashCollisionMode: 'Split',
      haltOnError: true,
    })
    assert.deepEqual(jobs[0]?.settings, {
      version: 'V2',
      owner: 'O',
      haltOnError: true,
      action: 'Delete',
      attributeWriteType: 'Static',
      tagWriteType: 'Append',
      securityLabelWriteType: 'Append',
      fileMergeMode: 'Distribute',
      hashCollisionMode: 'Split',
    })
  })

  it('sends groups first, then indicators, in canonical form and with dates as UTC', async () => {
    const { items } = await run([
      { indicatorType: 'Host', hostName: 'BAD.example.com' },
      { type: 'incident', name: 'i', xid: 'x1', eventDate: '2024-08-04T02:00:00+02:00' },
      { type: 'File', summary: `${'a'.repeat(32)} : ${'b'.repeat(40)}` },
      { indicatorType: 'Registry Key', 'Key Name': 'HKLM\\x', 'Value Name': 'y', 'Value Type': 'REG_SZ' },
      { groupType: 'Event', name: 'e', xid: 'x2', eventDate: new Date(0) },
    ])
    assert.deepEqual(items(), [
      { name: 'i', type: 'Incident', xid: 'x1', eventDate: '2024-08-04T00:00:00Z' },
      { name: 'e', type: 'Event', xid: 'x2', eventDate: '1970-01-01T00:00:00Z' },
      { type: 'Host', summary: 'bad.example.com' },
      { type: 'File', summary: `${'A'.repeat(32)} : ${'B'.repeat(40)}` },
      { type: 'Registry Key', summary: 'HKEY_LOCAL_MACHINE\\x : y : REG_SZ' },
    ])
  })

  it('gives a group without an xid one made of what it holds', async () => {
    const group = { groupType: 'Threat', name: 't' } as const
    const first = await run([group, { ...group, name: 'u' }])
    const again = await run([group])
    const [xid, other] = first.items().map((item) => item.xid)
    assert.match(String(xid), /^[0-9a-f]{64}$/)
    assert.notEqual(xid, other)
    assert.equal(again.items()[0]?.xid, xid)
  })

  it('asks whose organization it is where nobody is named', async () => {
    const { script, jobs } = batchPlatform()
    const { tcex } = clientOf((request, number) =>
      request.path === '/v2/owners/mine'
        ? page('owner', [{ id: 1, name: 'Mine' }], 1)
        : script(request, number),
    )
    await tcex.batch({ poll }).run([address(1)])
    assert.equal(jobs[0]?.settings.owner, 'Mine')
  })

  it('leaves the caller’s objects as they are', async () => {
    const { report } = await run(freeze([address(1, { tag: ['a'] }), address(1, { tag: ['b'] })]))
    assert.deepEqual(counts(report), [2, 1, 1, 0])
  })
})

describe('chunks', () => {
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
    for (const { body } of files) assert.ok(new TextEncoder().encode(String(body)).length <= 2000)
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
    assert.ok(ahead <= 20, `${ahead} rows read ahead`)
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

describe('duplicates', () => {
  it('become one: lists are joined, the later field counts', async () => {
    const { report, items } = await run([
      address(1, { rating: 1, tag: ['a'] }),
      { type: 'address', summary: '10.0.0.1', rating: 2, tag: [{ name: 'a' }, { name: 'b' }] },
      address(2),
    ])
    assert.deepEqual(report.merged, [{ index: 1, into: 0 }])
    assert.deepEqual(items()[0], {
      type: 'Address',
      summary: '10.0.0.1',
      rating: 2,
      tag: [{ name: 'a' }, { name: 'b' }],
    })
  })

  it('are known by the canonical value, the xid, any hash', async () => {
    const [md5, sha1] = ['a'.repeat(32), 'b'.repeat(40)]
    const { report, items } = await run([
      { indicatorType: 'Host', hostName: 'x.example.com' },
      { indicatorType: 'Host', hostName: 'X.EXAMPLE.com.' },
      { groupType: 'Threat', name: 'a', xid: 'x' },
      { groupType: 'Threat', name: 'b', xid: 'x' },
      { indicatorType: 'File', md5 },
      { indicatorType: 'File', md5: md5.toUpperCase(), sha1 },
      { indicatorType: 'File', sha1, size: 7 },
    ])
    assert.deepEqual(
      report.merged.map(({ index, into }) => [index, into]),
      [
        [1, 0],
        [3, 2],
        [5, 4],
        [6, 4],
      ],
    )
    assert.deepEqual(items(), [
      { name: 'b', type: 'Threat', xid: 'x' },
      { type: 'Host', summary: 'x.example.com' },
      { type: 'File', summary: `${md5.toUpperCase()} : ${sha1.toUpperCase()}`, size: 7 },
    ])
  })

  it('of what was sent already are not sent again, unless they bring something', async () => {
    const rows = [address(1, { tag: ['a'] }), address(2), address(3), address(1), address(1, { tag: ['b'] })]
    const { report, jobs } = await run(rows, { maxItems: 1, concurrency: 1 })
    assert.deepEqual(counts(report), [5, 3, 2, 0])
    const uploads = jobs.map(({ upload }) => upload?.indicator?.[0])
    assert.equal(uploads.length, 4)
    assert.deepEqual(uploads.at(-1), {
      type: 'Address',
      summary: '10.0.0.1',
      tag: [{ name: 'a' }, { name: 'b' }],
    })
  })

  it('bring only their own attributes where attributes are appended', async () => {
    const attribute = (value: string) => ({ type: 'Description', value })
    const rows = [
      address(1, { attribute: [attribute('a')] }),
      address(2),
      address(1, { attribute: [attribute('a'), attribute('b')] }),
      address(1, { rating: 3 }),
    ]
    const { jobs } = await run(rows, { maxItems: 1, concurrency: 1, attributeWriteType: 'Append' })
    assert.deepEqual(jobs.at(-1)?.upload?.indicator, [
      { type: 'Address', summary: '10.0.0.1', rating: 3, attribute: [attribute('b')] },
    ])
  })

  it('of what is refused are refused with it', async () => {
    const { report } = await run([address(1), address(1)], {}, { refuse: () => 'excluded' })
    assert.deepEqual(
      report.refused.map(({ index, reason }) => [index, reason]),
      [
        [0, 'excluded'],
        [1, 'It is the same as row 0: excluded'],
      ],
    )
  })

  it('land by themselves where only the first one was bad', async () => {
    const refuse = ({ rating }: Readonly<Record<string, unknown>>) =>
      rating === 9 ? 'a rating is at most 5' : undefined
    const rows = [address(1, { rating: 9 }), address(2), address(1, { rating: 5 })]
    const { report } = await run(rows, { maxItems: 1, concurrency: 1 }, { refuse })
    assert.deepEqual(counts(report), [3, 2, 0, 1])
    assert.equal(report.refused[0]?.index, 0)
  })
})

describe('associations', () => {
  const incident = { groupType: 'Incident', name: 'i', xid: 'x1', eventDate: '2024-01-01' } as const

  it('go last, when everything is there', async () => {
    const link = { ref_1: 'x1', ref_2: '10.0.0.1', type_2: 'address' }
    const { jobs, report } = await run([link, incident, address(1), link])
    assert.deepEqual(jobs.at(-1)?.upload, { association: [{ ...link, type_2: 'Address' }] })
    assert.deepEqual(counts(report), [4, 3, 1, 0])
  })

  it('within an item stay there where the other end is in the same job', async () => {
    const { jobs } = await run([incident, address(1, { associatedGroups: [{ groupXid: 'x1' }] })])
    assert.equal(jobs.length, 1)
    assert.deepEqual(jobs[0]?.upload?.indicator?.[0]?.associatedGroups, [{ groupXid: 'x1' }])
  })

  it('within an item go last where it is not', async () => {
    const rows = [
      address(1, { associatedGroups: [{ groupXid: 'x1' }, { groupXid: 'elsewhere' }] }),
      {
        ...incident,
        associatedGroupXid: ['x2'],
        associatedIndicators: [{ summary: 'a.b', indicatorType: 'Host' }],
      },
    ]
    const { jobs, report } = await run(rows, { maxItems: 1, concurrency: 1 })
    assert.deepEqual(
      jobs.flatMap(({ upload }) => upload?.association ?? []),
      [
        { ref_1: '10.0.0.1', type_1: 'Address', ref_2: 'x1' },
        { ref_1: '10.0.0.1', type_1: 'Address', ref_2: 'elsewhere' },
        { ref_1: 'x1', ref_2: 'x2' },
        { ref_1: 'x1', ref_2: 'a.b', type_2: 'Host' },
      ],
    )
    assert.equal(jobs[0]?.upload?.indicator?.[0]?.associatedGroups, undefined)
    assert.deepEqual(counts(report), [2, 2, 0, 0])
  })

  it('that are refused are told of the row that they came from', async () => {
    const refuse = (item: Readonly<Record<string, unknown>>) =>
      item.ref_2 === 'nope' ? 'no such group' : undefined
    const rows = [
      address(1),
      address(2, { associatedGroups: [{ groupXid: 'nope' }] }),
      { ref_1: 'a', ref_2: 'nope' },
    ]
    const { report } = await run(rows, {}, { refuse, source: () => ({ errorSource: '10.0.0.2 nope' }) })
    assert.equal(
      report.refused.find(({ index }) => index === 1)?.reason,
      'Its association with nope: no such group no such group',
    )
  })
})

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
    for (const options of [{ maxItems: 0 }, { concurrency: 1.5 }, { maxBytes: -1 }]) {
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

describe('progress', () => {
  it('grows to what the report says', async () => {
    const seen: BatchProgress[] = []
    const rows = [...addresses(30), address(1), { type: 'Nope' }]
    const { report } = await run(rows, { maxItems: 8, onProgress: (progress) => seen.push(progress) })
    const last = seen.at(-1)
    assert.deepEqual(
      [last?.read, last?.landed, last?.merged, last?.refused, last?.jobs],
      [report.read, report.landed, report.merged.length, report.refused.length, { running: 0, done: 4 }],
    )
    for (const [index, { landed }] of seen.entries()) assert.ok(landed >= (seen[index - 1]?.landed ?? 0))
  })
})

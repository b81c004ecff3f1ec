import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { address, counts, run } from '../testing/batch-run.ts'

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

  it('are known by every hash that one of them had', async () => {
    const [md5, sha1, sha256] = ['a'.repeat(32), 'b'.repeat(40), 'c'.repeat(64)]
    const file = (fields: object) => ({ indicatorType: 'File' as const, ...fields })
    const rows = [file({ md5, sha1 }), file({ md5, sha256 }), file({ sha1, rating: 4 })]
    const { report, items } = await run(rows)
    assert.deepEqual(report.merged, [
      { index: 1, into: 0 },
      { index: 2, into: 0 },
    ])
    assert.equal(items()[0]?.rating, 4)
  })

  it('in any letters, also many times, leave a file that can be read', async () => {
    const mutex = (number: number, more: object) => ({
      type: 'Mutex',
      summary: `М${number}ütéx 日本`,
      ...more,
    })
    const rows = Array.from({ length: 600 }, (_, index) => mutex(index % 200, { tag: [`タグ ${index}`] }))
    const { report, items } = await run(rows, { maxItems: 150 })
    assert.deepEqual(counts(report), [600, 200, 400, 0])
    for (const number of [0, 77, 199]) {
      const found = items().filter(({ summary }) => summary === `М${number}ütéx 日本`)
      assert.deepEqual(
        found.at(-1)?.tag,
        [0, 200, 400].map((more) => ({ name: `タグ ${number + more}` })),
      )
    }
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

  it('of what was sent already keep what others brought, whichever hash they came by', async () => {
    const [md5, sha1] = ['a'.repeat(32), 'b'.repeat(40)]
    const file = (fields: object) => ({ indicatorType: 'File' as const, ...fields })
    const rows = [
      file({ md5, tag: ['a'] }),
      file({ md5, sha1, tag: ['b'] }),
      address(1),
      address(2),
      file({ md5, tag: ['c'] }),
      file({ sha1, tag: ['d'] }),
    ]
    const { items } = await run(rows, { maxItems: 2, concurrency: 1 })
    const tags = ['a', 'b', 'c', 'd'].map((name) => ({ name }))
    assert.deepEqual(items().at(-1)?.tag, tags)
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

  describe('of what came long ago', () => {
    const host = (number: number, more: object = {}) => ({
      type: 'Host',
      summary: `h${number}.example`,
      ...more,
    })
    function* input(...last: readonly object[]) {
      yield host(-1, { rating: 2, tag: ['a'] })
      for (let number = 0; number < 115_000; number += 1) yield host(number)
      yield* last as readonly ReturnType<typeof host>[]
    }

    it('are known all the same, and are not sent again where they bring nothing', async () => {
      const { report, jobs } = await run(input(host(-1, { rating: 2, tag: ['a'] })))
      assert.deepEqual(report.merged, [{ index: 115_001, into: 0 }])
      assert.equal(jobs.length, 13)
    })

    it('are added to what the platform has, whose lists they do not replace', async () => {
      const rows = [host(-1, { rating: 3, tag: ['b'] }), host(-1, { tag: ['c'] })]
      const { report, jobs } = await run(input(...rows))
      assert.deepEqual(counts(report), [115_003, 115_001, 2, 0])
      const { settings, upload } = jobs.at(-1) ?? {}
      assert.deepEqual(upload?.indicator, [
        { type: 'Host', summary: 'h-1.example', rating: 3, tag: [{ name: 'b' }, { name: 'c' }] },
      ])
      const { attributeWriteType, tagWriteType, securityLabelWriteType } = settings ?? {}
      assert.deepEqual(
        [attributeWriteType, tagWriteType, securityLabelWriteType],
        ['Append', 'Append', 'Append'],
      )
    })

    it('need not be deleted twice', async () => {
      const { report, jobs } = await run(input(host(-1, { rating: 3 })), { action: 'Delete' })
      assert.deepEqual(counts(report), [115_002, 115_001, 1, 0])
      assert.equal(jobs.length, 13)
    })
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

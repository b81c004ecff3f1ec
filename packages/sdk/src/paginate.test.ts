import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { IncompleteResultError, InvalidResponseError, InvalidValueError } from './index.ts'
import { group, groups, ids, numberOf, read, serve, starts } from './testing/listing.ts'
import { answer, clientOf, collect, page, type Script } from './testing/recorder.ts'

describe('pages of a list that stands still', () => {
  it('one short page is one request', async () => {
    const result = await read(serve(() => groups(3)))
    assert.deepEqual([result.ids, result.starts], [[1, 2, 3], [0]])
  })

  it('an empty list is one request', async () => {
    const result = await read(serve(() => []))
    assert.deepEqual([result.ids, result.starts], [[], [0]])
  })

  it('an exact multiple of the page size asks for nothing more (defect 4)', async () => {
    const result = await read(
      serve(() => groups(6)),
      { resultLimit: 3 },
    )
    assert.deepEqual(
      [result.ids, result.starts],
      [
        [1, 2, 3, 4, 5, 6],
        [0, 3],
      ],
    )
  })

  it('asks for 10,000 at a time', async () => {
    const result = await read(serve(() => groups(20_001)))
    assert.deepEqual([result.ids.length, result.starts], [20_001, [0, 10_000, 20_000]])
  })

  it('a server with a smaller cap than asked for is followed to the end (defect 4)', async () => {
    const result = await read(serve(() => groups(2000), { cap: 500 }))
    assert.equal(new Set(result.ids).size, 2000)
    assert.deepEqual(result.starts, [0, 500, 1000, 1500])
    assert.equal(numberOf(result.requests[3], 'resultLimit'), 10_000)
  })

  it('the caller’s resultLimit is the size of a page', async () => {
    const { requests } = await read(
      serve(() => groups(5)),
      { resultLimit: 2 },
    )
    assert.deepEqual(
      requests.map((request) => numberOf(request, 'resultLimit')),
      [2, 2, 2],
    )
  })

  it('the caller’s resultStart is where it begins', async () => {
    const { tcex, requests } = clientOf(serve(() => groups(5), { cap: 2 }))
    const items = await collect(tcex.ti.group().many({ params: { resultStart: 2 } }))
    // With a start other than 0 the platform announces no count, so an empty page has to say that it is over.
    assert.deepEqual(
      [ids(items), starts(requests)],
      [
        [3, 4, 5],
        [2, 4, 5],
      ],
    )
  })

  it('a count that is announced from another start on counts the items from there', async () => {
    const all = groups(5)
    const script: Script = (request) => {
      const start = numberOf(request, 'resultStart')
      return page('group', all.slice(start, start + 2), all.length)
    }
    const { tcex, requests } = clientOf(script, { prefetch: 0 })
    const items = await collect(tcex.ti.group().many({ params: { resultStart: 1 } }))
    assert.deepEqual(
      [ids(items), starts(requests)],
      [
        [2, 3, 4, 5],
        [1, 3],
      ],
    )
  })

  it('a resultStart that is no index is an error before any request', async () => {
    const { tcex, requests } = clientOf(serve(() => groups(5)))
    await assert.rejects(collect(tcex.ti.group().many({ params: { resultStart: 'x' } })), InvalidValueError)
    assert.equal(requests.length, 0)
  })

  it('without a count it asks until nothing comes', async () => {
    const result = await read(serve(() => groups(5), { cap: 2, counted: false }))
    assert.deepEqual(
      [result.ids, result.starts],
      [
        [1, 2, 3, 4, 5],
        [0, 2, 4, 5],
      ],
    )
  })

  it('without a count, a server that does not page is not asked for ever', async () => {
    const result = await read(() => page('group', groups(3)))
    assert.deepEqual(
      [result.ids, result.starts],
      [
        [1, 2, 3],
        [0, 3],
      ],
    )
  })

  it('a page that comes shorter than the others is continued from where it ended', async () => {
    const all = groups(10)
    const script: Script = (request, number) => {
      const start = numberOf(request, 'resultStart')
      return page('group', all.slice(start, start + (number === 2 ? 1 : 3)), start === 0 ? 10 : undefined)
    }
    const result = await read(script)
    assert.deepEqual([result.ids, result.starts], [ids(all), [0, 3, 4, 7]])
  })

  it('pages that were fetched ahead of a short one are thrown away', async () => {
    const all = groups(12)
    const script: Script = (request) => {
      const start = numberOf(request, 'resultStart')
      return page('group', all.slice(start, start + (start === 3 ? 2 : 3)), start === 0 ? 12 : undefined)
    }
    const result = await read(script, { prefetch: 2 })
    assert.deepEqual(result.ids, ids(all))
  })

  it('one entity in place of a list is a list of one', async () => {
    const { tcex } = clientOf(() => page('owner', { id: 1, name: 'MyOrg' } as never, 1))
    assert.deepEqual(await collect(tcex.ti.owner().many()), [{ id: 1, name: 'MyOrg' }])
  })

  it('ids that come as texts are numbers', async () => {
    const { tcex } = clientOf(() => page('group', [{ id: '54321', name: 'a' }], 1))
    assert.deepEqual(await collect(tcex.ti.group().many()), [{ id: 54_321, name: 'a' }])
  })
})

describe('pages of a list that changes while it is read', () => {
  it('items removed: what slipped into an earlier page is found by reading again', async () => {
    const before = groups(6)
    const after = before.slice(2)
    const result = await read(
      serve((number) => (number === 1 ? before : after)),
      { resultLimit: 2 },
    )
    assert.deepEqual(result.ids.toSorted(), [1, 2, 3, 4, 5, 6])
  })

  it('items added at the front: no item comes twice, and the new ones come too', async () => {
    const before = groups(4)
    const after = [group(9), ...before]
    const result = await read(
      serve((number) => (number === 1 ? before : after)),
      { resultLimit: 2 },
    )
    assert.deepEqual(result.ids, [1, 2, 3, 9, 4])
  })

  it('items added at the end are left to the next reading', async () => {
    const result = await read(
      serve((number) => groups(number === 1 ? 4 : 9)),
      { resultLimit: 2 },
    )
    assert.deepEqual(
      [result.ids, result.starts],
      [
        [1, 2, 3, 4],
        [0, 2],
      ],
    )
  })

  it('an empty page before the announced count starts another reading', async () => {
    const result = await read(
      serve((number) => (number === 2 ? [] : groups(3))),
      { resultLimit: 2 },
    )
    assert.deepEqual(result.ids, [1, 2, 3])
  })

  it('a list that is emptied while it is read ends in peace', async () => {
    const result = await read(
      serve((number) => (number === 1 ? groups(4) : [])),
      { resultLimit: 2 },
    )
    assert.deepEqual(result.ids, [1, 2])
  })

  it('true duplicates come once, and the list is complete', async () => {
    const result = await read(serve(() => [group(1), group(2), group(2), group(3)]))
    assert.deepEqual(
      [result.ids, result.starts],
      [
        [1, 2, 3],
        [0, 0],
      ],
    )
  })

  it('a server that announces more than it gives is an error, after what there was', async () => {
    const { tcex, requests } = clientOf(() => page('group', groups(3), 5))
    const seen: number[] = []
    const reading = async () => {
      for await (const { id } of tcex.ti.group().many()) seen.push(id)
    }
    await assert.rejects(reading, (error: IncompleteResultError) => {
      assert.ok(error instanceof IncompleteResultError)
      assert.deepEqual([error.code, error.received, error.announced], ['INCOMPLETE_RESULT', 3, 5])
      assert.match(error.message, /GET \/v2\/groups gave 3 different items, and the server announces 5/)
      assert.equal(error.response?.status, 200)
      assert.match(String(error.request?.url), /\/v2\/groups\?/)
      return true
    })
    assert.deepEqual(seen, [1, 2, 3])
    assert.ok(requests.length <= 10)
  })

  it('an announced count that is no more than null is none', async () => {
    const script: Script = (request) => {
      const items = numberOf(request, 'resultStart') > 0 ? [] : groups(3)
      return answer(200, { status: 'Success', data: { resultCount: null, group: items } })
    }
    const { tcex } = clientOf(script)
    assert.deepEqual(ids(await collect(tcex.ti.group().many())), [1, 2, 3])
  })

  it('a page with an entry that is nothing is no list', async () => {
    const { tcex } = clientOf(() => page('group', [group(1), null]))
    await assert.rejects(collect(tcex.ti.group().many()), InvalidResponseError)
  })

  it('a list that never stands still is given up after five readings', async () => {
    // Each reading announces one item more than it gives, and one that is new.
    let reading = 0
    const script: Script = (request) => {
      if (numberOf(request, 'resultStart') > 0) return page('group', [])
      reading += 1
      return page('group', [group(reading)], reading + 1)
    }
    const { tcex } = clientOf(script, { prefetch: 0 })
    await assert.rejects(collect(tcex.ti.group().many()), IncompleteResultError)
    assert.equal(reading, 5)
  })
})

describe('what tells entries apart', () => {
  it('tags and labels by name, though they have no id', async () => {
    const { tcex } = clientOf(() =>
      page('tag', [{ name: 'a' }, { name: 'a', webLink: 'x' }, { name: 'b' }], 3),
    )
    const tags = await collect(tcex.ti.campaign({ uniqueId: 1 }).tags())
    assert.deepEqual(
      tags.map(({ name }) => name),
      ['a', 'b'],
    )
  })

  it('ids within a type: a mixed list may hold the same number twice', async () => {
    const mixed = [
      { id: 1, type: 'EmailAddress' },
      { id: 1, type: 'Phone' },
    ]
    const { tcex } = clientOf(() => page('victimAsset', mixed, 2))
    assert.deepEqual(await collect(tcex.ti.victim({ uniqueId: 1 }).assets()), mixed)
  })

  it('the whole entry where there is no id', async () => {
    const metrics = [
      { metricDate: '2017-06-19', totalGroup: 1 },
      { metricDate: '2017-06-19', totalGroup: 2 },
    ]
    const { tcex } = clientOf(() => page('ownerMetric', metrics))
    assert.deepEqual(await collect(tcex.ti.owner().metrics()), metrics)
  })
})

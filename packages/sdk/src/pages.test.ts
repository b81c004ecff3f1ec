import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { AbortError, HttpError, InvalidResponseError } from './index.ts'
import { groups, read, serve, starts } from './testing/listing.ts'
import { answer, clientOf, collect, refusal, type Script } from './testing/recorder.ts'

/** How many requests are under way each time that all of them are answered at once. */
async function mostAtOnce(items: number, cap: number): Promise<readonly number[]> {
  const waiting: (() => void)[] = []
  const all = serve(() => groups(items), { cap })
  const { tcex } = clientOf(async (request, number) => {
    await new Promise<void>((resolve) => waiting.push(resolve))
    return all(request, number)
  })
  const reading = collect(tcex.ti.group().many())
  const counts: number[] = []
  let isDone = false
  reading.then(() => {
    isDone = true
  })
  while (!isDone) {
    if (waiting.length > 0) counts.push(waiting.length)
    for (const answer of waiting.splice(0)) answer()
    await new Promise(setImmediate)
  }
  assert.equal((await reading).length, items)
  return counts
}

describe('lazy and bounded', () => {
  it('nothing is asked for before it is read', () => {
    const { tcex, requests } = clientOf(serve(() => groups(3)))
    tcex.ti.group().many()
    assert.equal(requests.length, 0)
  })

  it('each reading starts anew (defect 3: the original’s second one found nothing)', async () => {
    const { tcex, requests } = clientOf(serve(() => groups(3)))
    const many = tcex.ti.group().many()
    assert.deepEqual([(await collect(many)).length, (await collect(many)).length], [3, 3])
    assert.deepEqual(starts(requests), [0, 0])
  })

  it('break stops the fetching, and what is under way is aborted', async () => {
    const all = serve(() => groups(100), { cap: 10 })
    const hang = new Promise<never>(() => {})
    const { tcex, requests } = clientOf((request, number) => (number > 1 ? hang : all(request, number)))
    for await (const { id } of tcex.ti.group().many()) if (id === 5) break
    assert.deepEqual(starts(requests), [0, 10, 20])
    assert.deepEqual(
      requests.slice(1).map(({ init }) => init.signal.aborted),
      [true, true],
    )
  })

  it('as many pages ahead of the reader as the option says, in order', async () => {
    const { tcex, requests } = clientOf(
      serve(() => groups(100), { cap: 10 }),
      { prefetch: 2 },
    )
    const most: number[] = []
    for await (const { id } of tcex.ti.group().many()) {
      if (id % 10 === 5) most.push(requests.length - Math.ceil(id / 10))
    }
    assert.deepEqual(most, [2, 2, 2, 2, 2, 2, 2, 2, 1, 0])
  })

  it('two at first without the option, and more while the reader has to wait, up to eight', async () => {
    const most = await mostAtOnce(400, 10)
    assert.deepEqual(most.slice(0, 3), [1, 2, 4])
    assert.equal(Math.max(...most), 8)
  })

  it('fewer where pages are large: no more than 20,000 items', async () => {
    assert.equal(Math.max(...(await mostAtOnce(60_000, 4000))), 5)
    assert.equal(Math.max(...(await mostAtOnce(60_000, 10_000))), 2)
  })

  it('no more for a reader that does not wait', async () => {
    const { tcex, requests } = clientOf(serve(() => groups(100), { cap: 10 }))
    const ahead: number[] = []
    for await (const { id } of tcex.ti.group().many()) {
      // Everything that is under way gets there.
      await new Promise(setImmediate)
      if (id % 10 === 5) ahead.push(requests.length - Math.ceil(id / 10))
    }
    assert.deepEqual(ahead, [2, 2, 2, 2, 2, 2, 2, 2, 1, 0])
  })

  it('reads on for several who ask at the same time, each item once', async () => {
    const { tcex } = clientOf(serve(() => groups(7), { cap: 2 }))
    const reader = tcex.ti.group().many()[Symbol.asyncIterator]()
    const results = await Promise.all(Array.from({ length: 9 }, () => reader.next()))
    assert.deepEqual(
      results.map(({ value }) => value?.id),
      [1, 2, 3, 4, 5, 6, 7, undefined, undefined],
    )
    assert.equal((await reader.next()).done, true)
  })

  it('a reader that was sent home gives nothing more', async () => {
    const { tcex, requests } = clientOf(serve(() => groups(7), { cap: 2 }))
    const reader = tcex.ti.group().many()[Symbol.asyncIterator]()
    assert.equal((await reader.next()).value?.id, 1)
    assert.equal((await reader.return?.())?.done, true)
    assert.equal((await reader.next()).done, true)
    assert.ok(requests.length <= 3)
  })

  it('pages come in order, whichever answer is there first', async () => {
    const late: (() => void)[] = []
    const all = serve(() => groups(6), { cap: 2 })
    const script: Script = async (request, number) => {
      if (number === 2) await new Promise<void>((resolve) => late.push(resolve))
      for (const go of number === 3 ? late : []) go()
      return all(request, number)
    }
    assert.deepEqual((await read(script, { prefetch: 2 })).ids, [1, 2, 3, 4, 5, 6])
  })

  it('prefetch 0 fetches when it is needed', async () => {
    const { tcex, requests } = clientOf(
      serve(() => groups(4), { cap: 2 }),
      { prefetch: 0 },
    )
    for await (const { id } of tcex.ti.group().many()) if (id === 2) break
    assert.equal(requests.length, 1)
  })

  it('the first request of a reading is for one page, whatever the prefetch', async () => {
    let under = 0
    let most = 0
    const all = serve(() => groups(50), { cap: 5 })
    const script: Script = async (request, number) => {
      under += 1
      most = Math.max(most, under)
      await Promise.resolve()
      under -= 1
      return all(request, number)
    }
    await read(script, { prefetch: 3 })
    assert.ok(most <= 4, `${most} requests at once`)
  })
})

describe('lists that fail', () => {
  it('a refusal on the second page comes after the items of the first', async () => {
    const all = serve(() => groups(4), { cap: 2 })
    const script: Script = (request, number) => (number === 2 ? refusal(403, 'no') : all(request, number))
    const { tcex } = clientOf(script)
    const seen: number[] = []
    const reading = async () => {
      for await (const { id } of tcex.ti.group().many()) seen.push(id)
    }
    await assert.rejects(reading, (error: HttpError) => error instanceof HttpError && error.status === 403)
    assert.deepEqual(seen, [1, 2])
  })

  it('a success that is not JSON is an error, not an empty list', async () => {
    const { tcex } = clientOf(() => new Response('<html>', { headers: { 'content-type': 'text/html' } }))
    await assert.rejects(collect(tcex.ti.group().many()), InvalidResponseError)
  })

  for (const [name, body] of [
    ['no data', { status: 'Success' }],
    ['a text', 'x'],
    ['null', null],
  ] as const) {
    it(`a success with ${name} is an error, not an empty list`, async () => {
      const { tcex } = clientOf(() => answer(200, body))
      await assert.rejects(collect(tcex.ti.group().many()), InvalidResponseError)
    })
  }

  it('an empty body is an error, not an empty list', async () => {
    const { tcex } = clientOf(() => new Response(''))
    await assert.rejects(collect(tcex.ti.group().many()), InvalidResponseError)
  })

  it('a failure with status 200 is an error, not an empty list', async () => {
    const { tcex } = clientOf(() => refusal(200, 'no'))
    await assert.rejects(collect(tcex.ti.group().many()), HttpError)
  })
})

describe('a signal', () => {
  it('that has fired lets nothing out', async () => {
    const { tcex, requests } = clientOf(serve(() => groups(3)))
    await assert.rejects(collect(tcex.ti.group().many({ signal: AbortSignal.abort() })), AbortError)
    assert.equal(requests.length, 0)
  })

  it('ends a reading between two items', async () => {
    const { tcex } = clientOf(serve(() => groups(3)))
    const controller = new AbortController()
    const seen: number[] = []
    const reading = async () => {
      for await (const { id } of tcex.ti.group().many({ signal: controller.signal })) {
        seen.push(id)
        controller.abort('enough')
      }
    }
    await assert.rejects(
      reading,
      (error: AbortError) => error instanceof AbortError && error.cause === 'enough',
    )
    assert.deepEqual(seen, [1])
  })

  it('ends a page that is under way', async () => {
    const controller = new AbortController()
    const script: Script = () => {
      controller.abort()
      return new Promise(() => {})
    }
    const { tcex } = clientOf(script)
    await assert.rejects(collect(tcex.ti.group().many({ signal: controller.signal })), AbortError)
  })
})

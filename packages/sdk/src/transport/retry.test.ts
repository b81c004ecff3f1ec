import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { AbortError, NetworkError } from '../errors.ts'
import type { FetchAnswer, TcExOptions } from '../options.ts'
import { settle } from '../settings.ts'
import { ManualClock, turn } from '../testing/manual-clock.ts'
import { done, record, refusal } from '../testing/recorder.ts'
import { type Call, createSend } from './request.ts'
import { retryAfter } from './retry.ts'

const get: Call<unknown> = { method: 'GET', path: ['owners'], query: {}, decode: () => undefined }

/** A sender on a clock that jumps; the answers come in turn, the last one again and again. */
const senderOf = (
  answers: readonly (() => FetchAnswer | Promise<FetchAnswer>)[],
  options: TcExOptions = {},
) => {
  const clock = new ManualClock()
  const { fetch, requests } = record((_, number) => {
    const next = answers[Math.min(number, answers.length) - 1]
    assert.ok(next)
    return next()
  })
  const lines: unknown[] = []
  const log = (message: string, fields: unknown) => lines.push([message, fields])
  const logger = { debug: log, info: log, warn: log, error: log }
  const send = createSend(settle({ token: 't', fetch, log: logger, ...options }, clock))
  const began = clock.now()
  return { clock, send, requests, lines, elapsed: () => clock.now() - began }
}

const busy =
  (headers: Record<string, string> = {}) =>
  () =>
    new Response('{"status":"Failure","message":"busy"}', { status: 429, headers })

const lost = (): Promise<FetchAnswer> =>
  Promise.reject(new TypeError('fetch failed', { cause: new Error('ECONNRESET') }))

describe('what is tried again', () => {
  for (const status of [429, 502, 503, 504]) {
    it(`a GET after ${status}`, async () => {
      const { clock, send, requests } = senderOf([() => refusal(status, 'x'), () => done()])
      const response = await clock.finish(send(get))
      assert.deepEqual([response.status, requests.length], [200, 2])
    })
  }

  for (const status of [400, 401, 403, 404, 500, 501, 302]) {
    it(`not ${status}`, async () => {
      const { clock, send, requests } = senderOf([() => new Response('{}', { status })])
      assert.equal((await clock.finish(send(get))).status, status)
      assert.equal(requests.length, 1)
    })
  }

  for (const method of ['PUT', 'DELETE'] as const) {
    it(`${method}, after a network fault`, async () => {
      const { clock, send, requests } = senderOf([lost, () => done()])
      const response = await clock.finish(send({ ...get, method }))
      assert.deepEqual([response.status, requests.length], [200, 2])
    })
  }

  it('never a POST: it could take effect twice', async () => {
    const { clock, send, requests } = senderOf([() => refusal(503, 'x')])
    assert.equal((await clock.finish(send({ ...get, method: 'POST' }))).status, 503)
    assert.equal(requests.length, 1)
  })

  it('a POST that got no answer says that it may have taken effect', async () => {
    const { clock, send, requests } = senderOf([lost])
    await assert.rejects(clock.finish(send({ ...get, method: 'POST' })), /It may have taken effect/)
    assert.equal(requests.length, 1)
  })

  it('not a stream, which can be read only once', async () => {
    const { clock, send, requests } = senderOf([() => refusal(503, 'x')])
    const content = new ReadableStream<Uint8Array>({ start: (controller) => controller.close() })
    assert.equal((await clock.finish(send({ ...get, method: 'PUT', content }))).status, 503)
    assert.equal(requests.length, 1)
    assert.equal(requests[0]?.init.duplex, 'half')
  })
})

describe('how often and after how long', () => {
  it('three times, twice as long each time; then the last answer is the answer', async () => {
    const { clock, send, requests, elapsed } = senderOf([() => refusal(503, 'busy')])
    const response = await clock.finish(send(get))
    assert.deepEqual([response.status, response.message, requests.length], [503, 'busy', 4])
    assert.equal(elapsed(), 500 + 1000 + 2000)
  })

  it('a network fault that stays is thrown, with its cause', async () => {
    const { clock, send, requests } = senderOf([lost])
    await assert.rejects(clock.finish(send(get)), (error: NetworkError) => {
      assert.ok(error instanceof NetworkError)
      assert.match(
        error.message,
        /^GET \/api\/v2\/owners got no answer: fetch failed \(ECONNRESET\)\. Check apiUrl/,
      )
      assert.deepEqual(
        [error.code, error.request?.method, (error.cause as Error).message],
        ['NETWORK', 'GET', 'fetch failed'],
      )
      return true
    })
    assert.equal(requests.length, 4)
  })

  it('retries: 0 switches it off', async () => {
    const { clock, send, requests } = senderOf([busy()], { retries: 0 })
    await clock.finish(send(get))
    assert.equal(requests.length, 1)
  })

  it('delays have a ceiling', async () => {
    const { clock, send, elapsed } = senderOf([busy()], { retries: 5, retryDelay: { min: 1000, max: 3000 } })
    await clock.finish(send(get))
    assert.equal(elapsed(), 1000 + 2000 + 3000 + 3000 + 3000)
  })

  it('jitter: anything from half the delay on, so that clients spread', async () => {
    const { clock, send, elapsed } = senderOf([busy(), () => done()])
    clock.random = () => 0
    await clock.finish(send(get))
    assert.equal(elapsed(), 250)
  })

  it('Retry-After in seconds is obeyed', async () => {
    const { clock, send, elapsed } = senderOf([busy({ 'retry-after': '7' }), () => done()])
    await clock.finish(send(get))
    assert.equal(elapsed(), 7000)
  })

  it('Retry-After as a date is obeyed', async () => {
    const { clock, send, elapsed } = senderOf([
      busy({ 'retry-after': 'Thu, 01 Jan 2026 00:00:12 GMT' }),
      () => done(),
    ])
    await clock.finish(send(get))
    assert.equal(elapsed(), 12_000)
  })

  it('Retry-After is obeyed for a minute at most, or as the option says', async () => {
    const first = senderOf([busy({ 'retry-after': '3600' }), () => done()])
    await first.clock.finish(first.send(get))
    assert.equal(first.elapsed(), 60_000)
    const second = senderOf([busy({ 'retry-after': '3600' }), () => done()], {
      retryDelay: { maxRetryAfter: 1000 },
    })
    await second.clock.finish(second.send(get))
    assert.equal(second.elapsed(), 1000)
  })

  it('every try is logged, and every wait', async () => {
    const { clock, send, lines } = senderOf([busy(), () => done()])
    await clock.finish(send(get))
    assert.deepEqual(lines, [
      ['request', { method: 'GET', path: '/api/v2/owners', attempt: 1, ms: 0, status: 429 }],
      ['retry', { method: 'GET', path: '/api/v2/owners', attempt: 1, wait: 500, reason: 429 }],
      ['request', { method: 'GET', path: '/api/v2/owners', attempt: 2, ms: 0, status: 200 }],
    ])
  })
})

describe('a signal', () => {
  it('ends the wait between two tries', async () => {
    const { clock, send, requests } = senderOf([busy()])
    const controller = new AbortController()
    const call = send({ ...get, signal: controller.signal })
    await turn()
    assert.equal(clock.waiting, 1)
    controller.abort(new Error('enough'))
    await assert.rejects(
      call,
      (error: AbortError) => error instanceof AbortError && error.name === 'AbortError',
    )
    assert.deepEqual([requests.length, clock.waiting], [1, 0])
  })
})

describe('Retry-After', () => {
  const rows: readonly (readonly [string, number | undefined])[] = [
    ['5', 5000],
    ['0', 0],
    ['1.5', 1500],
    ['Thu, 01 Jan 1970 00:00:10 GMT', 9000],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
    ['soon', undefined],
    ['', undefined],
  ]
  for (const [text, expected] of rows) {
    it(`"${text}" is ${expected}`, () => {
      assert.equal(retryAfter(new Headers({ 'retry-after': text }), 1000), expected)
    })
  }
})

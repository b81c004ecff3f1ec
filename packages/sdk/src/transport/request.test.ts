import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sign } from '@tcex/model'
import {
  AbortError,
  ConfigurationError,
  InvalidResponseError,
  InvalidValueError,
  TimeoutError,
} from '../errors.ts'
import type { Fetch, FetchAnswer, TcExOptions } from '../options.ts'
import { settle } from '../settings.ts'
import { ManualClock } from '../testing/manual-clock.ts'
import { done, record } from '../testing/recorder.ts'
import { type Call, createSend } from './request.ts'

const get: Call<unknown> = { method: 'GET', path: ['owners'], query: {}, decode: () => undefined }

const senderOf = (fetch: Fetch, options: TcExOptions = {}) => {
  const clock = new ManualClock()
  return { clock, send: createSend(settle({ token: 'APIV2:t', retries: 0, fetch, ...options }, clock)) }
}

describe('credentials', () => {
  it('a token travels as TC-Token', async () => {
    const { fetch, requests } = record(() => done())
    await senderOf(fetch).send(get)
    assert.equal(requests[0]?.headers.authorization, 'TC-Token APIV2:t')
    assert.equal(requests[0]?.headers.timestamp, undefined)
  })

  it('a signature covers path and query exactly as they are sent, the method and the time', async () => {
    const { fetch, requests } = record(() => done())
    const { send, clock } = senderOf(fetch, { token: undefined, accessId: 'id', secretKey: 'key' })
    await send({ ...get, path: ['tags', "a/b c!'()*%2e"], query: { filters: 'name=a,b' } })
    const timestamp = String(clock.now() / 1000)
    const target = '/api/v2/tags/a%2Fb%20c%21%27%28%29%2A%252e?filters=name%3Da%2Cb'
    const signature = await sign('key', { target, method: 'GET', timestamp })
    assert.equal(requests[0]?.headers.authorization, `TC id:${signature}`)
    assert.equal(requests[0]?.headers.timestamp, timestamp)
  })

  it('every try is signed anew', async () => {
    const { fetch, requests } = record((_, number) =>
      number === 1 ? new Response('{}', { status: 503 }) : done(),
    )
    const options = {
      token: undefined,
      accessId: 'id',
      secretKey: 'key',
      retries: 1,
      retryDelay: { min: 5000 },
      // Signing takes real time, during which this clock must not jump.
      timeout: 0,
    }
    const { send, clock } = senderOf(fetch, options)
    await clock.finish(send(get))
    const [first, second] = requests.map(({ headers }) => headers)
    assert.equal(Number(second?.timestamp) - Number(first?.timestamp), 5)
    assert.notEqual(first?.authorization, second?.authorization)
  })

  it('without Web Crypto, signing names tokens as the way out', async (context) => {
    context.mock.getter(globalThis, 'crypto', () => undefined)
    const { fetch, requests } = record(() => done())
    const { send } = senderOf(fetch, { token: undefined, accessId: 'id', secretKey: 'key' })
    await assert.rejects(send(get), (error: ConfigurationError) => {
      assert.ok(error instanceof ConfigurationError)
      assert.match(error.message, /API token/)
      return true
    })
    assert.equal(requests.length, 0)
  })
})

describe('a request', () => {
  it('is a URL text and an init with plain headers', async () => {
    const { fetch, requests } = record(() => done())
    await senderOf(fetch).send(get)
    const init = requests[0]?.init
    assert.deepEqual(Object.keys(init ?? {}).toSorted(), ['headers', 'method', 'redirect', 'signal'])
    assert.deepEqual(requests[0]?.headers, { accept: 'application/json', authorization: 'TC-Token APIV2:t' })
  })

  it('does not follow redirects, so that the credentials go nowhere else', async () => {
    const { fetch, requests } = record(
      () => new Response(null, { status: 302, headers: { location: 'https://elsewhere.example' } }),
    )
    const response = await senderOf(fetch).send(get)
    assert.deepEqual([requests[0]?.init.redirect, response.ok, response.status], ['manual', false, 302])
    assert.throws(() => response.throwForStatus(), /Redirects are not followed/)
  })

  it('fields that JSON cannot hold are an error before any request', async () => {
    const { fetch, requests } = record(() => done())
    await assert.rejects(
      senderOf(fetch).send({ ...get, method: 'POST', json: { name: 1n } }),
      InvalidValueError,
    )
    assert.equal(requests.length, 0)
  })

  it('a success that is not JSON is an error where JSON was asked for', async () => {
    const html = new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } })
    await assert.rejects(senderOf(async () => html).send(get), (error: InvalidResponseError) => {
      assert.ok(error instanceof InvalidResponseError)
      assert.equal(error.status, 200)
      assert.match(error.message, /GET \/api\/v2\/owners was answered with 200 .*\(text\/html\).*apiUrl/)
      return true
    })
  })

  it('a refusal may be anything', async () => {
    const response = await senderOf(async () => new Response('<!doctype html>', { status: 502 })).send(get)
    assert.deepEqual(
      [response.ok, response.message, await response.text()],
      [false, undefined, '<!doctype html>'],
    )
  })

  it('throwOnError turns a refusal into its error', async () => {
    const refusal = async () => new Response('{"status":"Failure","message":"no"}', { status: 404 })
    await assert.rejects(senderOf(refusal, { throwOnError: true }).send(get), /refused with 404: no/)
  })

  it('the platform’s fetch is looked up at each call', async (context) => {
    context.mock.method(globalThis, 'fetch', async () => done())
    const send = createSend(settle({ apiUrl: 'https://x.example/api', token: 't' }))
    assert.equal((await send(get)).status, 200)
  })
})

/** An answer whose body never ends. */
const endless = (): FetchAnswer => ({
  status: 200,
  statusText: '',
  headers: new Headers(),
  arrayBuffer: () => new Promise(() => {}),
})

describe('time-outs', () => {
  const silent = () => new Promise<never>(() => {})

  it('a call that is not answered ends, also where fetch does not listen to its signal', async () => {
    const { send, clock } = senderOf(silent, { timeout: 1000 })
    const began = clock.now()
    await assert.rejects(clock.finish(send(get)), (error: TimeoutError) => {
      assert.ok(error instanceof TimeoutError)
      assert.deepEqual([error.code, error.name, error.status], ['TIMEOUT', 'TimeoutError', undefined])
      assert.match(error.message, /GET \/api\/v2\/owners was not answered in full within 1000 ms/)
      return true
    })
    assert.equal(clock.now() - began, 1000)
  })

  it('cover the body', async () => {
    const { send, clock } = senderOf(async () => endless(), { timeout: 1000 })
    await assert.rejects(clock.finish(send(get)), TimeoutError)
  })

  it('are 30 seconds by default, for each try', async () => {
    const { send, clock } = senderOf(silent, { retries: 1 })
    const began = clock.now()
    await assert.rejects(clock.finish(send(get)), TimeoutError)
    assert.equal(clock.now() - began, 30_000 + 500 + 30_000)
  })

  it('may be given with a call', async () => {
    const { send, clock } = senderOf(silent)
    await assert.rejects(clock.finish(send({ ...get, timeout: 5 })), /within 5 ms/)
  })

  for (const timeout of [0, Number.POSITIVE_INFINITY]) {
    it(`${timeout} is no limit`, async () => {
      const { send, clock } = senderOf(async () => done(), { timeout })
      const call = send(get)
      assert.equal(clock.waiting, 0)
      await call
    })
  }

  it('abort the request, and leave no timer behind', async () => {
    const { fetch, requests } = record(silent)
    const { send, clock } = senderOf(fetch, { timeout: 1000 })
    await assert.rejects(clock.finish(send(get)))
    assert.equal(requests[0]?.init.signal.aborted, true)
    assert.equal(clock.waiting, 0)
  })
})

describe('a signal', () => {
  it('that has fired lets nothing out; its reason is the cause', async () => {
    const { fetch, requests } = record(() => done())
    const call = senderOf(fetch).send({ ...get, signal: AbortSignal.abort('stop') })
    await assert.rejects(call, (error: AbortError) => {
      assert.ok(error instanceof AbortError)
      assert.deepEqual([error.name, error.code, error.cause], ['AbortError', 'ABORTED', 'stop'])
      return true
    })
    assert.equal(requests.length, 0)
  })

  it('reaches fetch', async () => {
    const controller = new AbortController()
    const { fetch, requests } = record(() => {
      controller.abort()
      return new Promise(() => {})
    })
    await assert.rejects(senderOf(fetch).send({ ...get, signal: controller.signal }), AbortError)
    assert.equal(requests[0]?.init.signal.aborted, true)
  })

  it('keeps no listener once the call is over', async () => {
    const controller = new AbortController()
    let listeners = 0
    const { signal } = controller
    const add = signal.addEventListener.bind(signal)
    const remove = signal.removeEventListener.bind(signal)
    signal.addEventListener = (...args: Parameters<typeof add>) => {
      listeners += 1
      add(...args)
    }
    signal.removeEventListener = (...args: Parameters<typeof remove>) => {
      listeners -= 1
      remove(...args)
    }
    await senderOf(async () => done()).send({ ...get, signal })
    assert.equal(listeners, 0)
  })
})

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  BadRequestError,
  ForbiddenError,
  HttpError,
  InvalidResponseError,
  NotFoundError,
  RateLimitError,
  ServerError,
  TcexError,
  UnauthorizedError,
} from './index.ts'
import { answer, clientOf, done, refusal, success } from './testing/recorder.ts'

const single = (script: () => Response, options = {}) =>
  clientOf(script, options).tcex.ti.adversary({ uniqueId: 416, owner: 'MyOrg' }).single()

describe('a response', () => {
  it('has what fetch gives, and the entity', async () => {
    const response = await single(() => success('adversary', { id: 416, name: 'a' }))
    assert.deepEqual([response.ok, response.status, response.message], [true, 200, undefined])
    assert.equal(response.headers.get('content-type'), 'application/json')
    assert.equal(
      response.url,
      'http://localhost/api/v2/groups/adversaries/416?owner=MyOrg&createActivityLog=false',
    )
    assert.deepEqual(response.request, { method: 'GET', url: response.url })
    assert.deepEqual(response.data, { id: 416, name: 'a' })
    assert.equal(response.throwForStatus(), response)
  })

  it('can be read as often as you like, and what was read is the reader’s own', async () => {
    const response = await single(() => success('adversary', { id: 416 }))
    const text = '{"status":"Success","data":{"adversary":{"id":416}}}'
    assert.deepEqual([await response.text(), await response.text()], [text, text])
    const json = (await response.json()) as { status?: string }
    json.status = 'changed'
    assert.deepEqual(await response.json(), JSON.parse(text))
    const bytes = await response.bytes()
    bytes.fill(0)
    assert.equal(new TextDecoder().decode(await response.bytes()), text)
    assert.equal(response.data?.id, 416)
  })

  it('has no data where the call failed', async () => {
    const response = await single(() =>
      answer(404, { status: 'Failure', message: 'none', data: { adversary: { id: 1 } } }),
    )
    assert.deepEqual([response.ok, response.data, response.message], [false, undefined, 'none'])
  })

  it('is not ok where the body says failure, whatever the status', async () => {
    const response = await single(() => refusal(200, 'no'))
    assert.deepEqual([response.ok, response.data, response.message], [false, undefined, 'no'])
    assert.throws(() => response.throwForStatus(), HttpError)
  })

  it('has a numeric id, also where the platform sends a text', async () => {
    assert.equal((await single(() => success('adversary', { id: '416' }))).data?.id, 416)
  })

  it('that is not JSON says so when it is asked for JSON', async () => {
    const response = await single(
      () => new Response('<html>', { status: 503, headers: { 'content-type': 'text/html' } }),
    )
    await assert.rejects(response.json(), (error: Error) => {
      assert.ok(error instanceof InvalidResponseError)
      assert.match(
        error.message,
        /GET \/api\/v2\/groups\/adversaries\/416 was answered with 503 .* not JSON \(text\/html\)/,
      )
      return true
    })
  })

  it('may be empty', async () => {
    const response = await single(() => new Response(null, { status: 204 }))
    assert.deepEqual([response.ok, response.data, await response.text()], [true, undefined, ''])
  })
})

describe('a refusal as an error', () => {
  const rows: readonly (readonly [number, typeof HttpError, string])[] = [
    [400, BadRequestError, 'BAD_REQUEST'],
    [401, UnauthorizedError, 'UNAUTHORIZED'],
    [403, ForbiddenError, 'FORBIDDEN'],
    [404, NotFoundError, 'NOT_FOUND'],
    [409, HttpError, 'HTTP'],
    [429, RateLimitError, 'RATE_LIMIT'],
    [500, ServerError, 'SERVER'],
    [503, ServerError, 'SERVER'],
    [302, HttpError, 'HTTP'],
  ]
  for (const [status, expected, code] of rows) {
    it(`${status} is a ${expected.name}`, async () => {
      const response = await single(() => refusal(status, 'because.'))
      assert.throws(
        () => response.throwForStatus(),
        (error: HttpError) => {
          assert.ok(
            error instanceof expected &&
              error instanceof HttpError &&
              error instanceof TcexError &&
              error instanceof Error,
          )
          assert.deepEqual([error.code, error.status, error.name], [code, status, expected.name])
          assert.equal(error.response, response)
          assert.deepEqual(error.request, response.request)
          assert.match(
            error.message,
            new RegExp(`^GET /api/v2/groups/adversaries/416 was refused with ${status}: because\\. [A-Z]`),
          )
          return true
        },
      )
    })
  }

  it('is thrown by the call itself where the client is made so', async () => {
    await assert.rejects(
      single(() => refusal(404, 'none'), { throwOnError: true }),
      NotFoundError,
    )
    assert.equal((await single(() => done(), { throwOnError: true })).ok, true)
  })

  it('holds no secret, even where the server echoes one', async () => {
    const script = () => refusal(401, 'bad header TC-Token APIV2:very-secret= from APIV2:very-secret=')
    const response = await single(script, { token: 'APIV2:very-secret=' })
    assert.throws(
      () => response.throwForStatus(),
      (error: Error) => {
        assert.match(error.message, /\[redacted\]/)
        assert.doesNotMatch(error.message, /very-secret/)
        return true
      },
    )
  })
})

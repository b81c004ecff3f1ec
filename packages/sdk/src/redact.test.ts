import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { encodeSegment } from '@tcex/model'
import { type Logger, NetworkError, TcEx } from './index.ts'
import { createRedact } from './redact.ts'
import { clientOf, done, dump } from './testing/recorder.ts'

const secret = "APIV2:s3cr/et+1='!"
const quoted = 'a "quoted" \\key'
const redact = createRedact([secret, quoted, 'other-key', 'x', '\ud800-half', ''])

describe('secrets', () => {
  const rows: readonly (readonly [name: string, value: unknown, expected: unknown])[] = [
    ['inside a text', `x ${secret} y`, 'x [redacted] y'],
    ['URL-encoded', `?t=${encodeURIComponent(secret)}`, '?t=[redacted]'],
    ['as a part of a path', encodeSegment(secret), '[redacted]'],
    ['in JSON', JSON.stringify({ a: quoted }), '{"a":"[redacted]"}'],
    ['encoded in part', 'APIV2:s3cr%2fet+1=%27!', '[redacted]'],
    ['as a key', { [secret]: 1 }, { '[redacted]': 1 }],
    ['somebody else’s token', 'Authorization: TC-Token abc:def', 'Authorization: TC-Token [redacted]'],
    ['a signature', `TC id:${'A'.repeat(43)}=`, 'TC id:[redacted]'],
    [
      'under a key',
      { Authorization: 'x', token: 1, secretKey: 'y', apiToken: 'z', API_SECRET_KEY: 'k', id: 1 },
      {
        Authorization: '[redacted]',
        token: '[redacted]',
        secretKey: '[redacted]',
        apiToken: '[redacted]',
        API_SECRET_KEY: '[redacted]',
        id: 1,
      },
    ],
    ['deep inside', { a: [{ b: new Map([['c', secret]]) }] }, { a: [{ b: new Map([['c', '[redacted]']]) }] }],
    ['in a set', new Set([secret]), new Set(['[redacted]'])],
    [
      'in headers',
      new Headers({ authorization: 'x', a: secret }),
      { authorization: '[redacted]', a: '[redacted]' },
    ],
    ['in a URL', new URL(`http://x/?t=${encodeURIComponent(secret)}`), 'http://x/?t=[redacted]'],
    ['nothing under a key', { token: undefined, secretKey: null }, { token: undefined, secretKey: null }],
  ]
  for (const [name, value, expected] of rows) {
    it(`${name} are taken out`, () => assert.deepEqual(redact(value), expected))
  }

  it('in errors are taken out, with their causes and stacks', () => {
    const error = Object.assign(new TypeError(`bad ${secret}`, { cause: new Error(secret) }), {
      code: 'X',
      header: secret,
    })
    const clean = redact(error)
    assert.doesNotMatch(dump(clean), /s3cr/)
    assert.deepEqual([clean.name, clean.message, clean.code], ['TypeError', 'bad [redacted]', 'X'])
  })

  it('that are not there change nothing: the same value comes back', () => {
    const value = {
      a: [1, { b: 'c' }],
      d: new Date(),
      e: new Error('x'),
      f: new Uint8Array(1),
      g: null,
      h: () => 1,
    }
    assert.equal(redact(value), value)
  })

  it('are found in values that go in circles', () => {
    const value: { self?: unknown; note: string } = { note: secret }
    value.self = value
    assert.deepEqual(redact(value), { note: '[redacted]', self: '[circular]' })
  })

  it('never change the value itself', () => {
    const value = { token: 'x', list: [secret] }
    redact(value)
    assert.deepEqual(value, { token: 'x', list: [secret] })
  })
})

describe('the log', () => {
  const recorder = () => {
    const lines: unknown[][] = []
    const write =
      (level: string) =>
      (...line: unknown[]) =>
        void lines.push([level, ...line])
    const log: Logger = {
      debug: write('debug'),
      info: write('info'),
      warn: write('warn'),
      error: write('error'),
    }
    return { log, lines }
  }

  it('takes any values', () => {
    const { log, lines } = recorder()
    const { tcex } = clientOf(() => done(), { log })
    const group = { id: 416 }
    tcex.log.debug('group', group)
    tcex.log.info('none')
    tcex.log.warn('many', 1, undefined, null, 'x', [group])
    tcex.log.error('error', new Error('x'))
    assert.deepEqual(lines.slice(0, 3), [
      ['debug', 'group', group],
      ['info', 'none'],
      ['warn', 'many', 1, undefined, null, 'x', [group]],
    ])
    assert.equal(lines.length, 4)
  })

  it('is silent by default', (context) => {
    const methods = (['debug', 'info', 'warn', 'error'] as const).map((name) =>
      context.mock.method(console, name, () => {}),
    )
    const { tcex } = clientOf(() => done())
    tcex.log.error('x')
    assert.deepEqual(
      methods.map(({ mock }) => mock.callCount()),
      [0, 0, 0, 0],
    )
  })

  it('goes to the console where a level is named, from that level on', (context) => {
    const info = context.mock.method(console, 'info', () => {})
    const warn = context.mock.method(console, 'warn', () => {})
    const { tcex } = clientOf(() => done(), { logLevel: 'warn' })
    tcex.log.info('a')
    tcex.log.warn('b', { token: 'x' })
    assert.equal(info.mock.callCount(), 0)
    assert.deepEqual(warn.mock.calls[0]?.arguments, ['b', { token: '[redacted]' }])
  })

  it('has the level of a logger that is passed in where both are named', () => {
    const { log, lines } = recorder()
    const { tcex } = clientOf(() => done(), { log, logLevel: 'error' })
    tcex.log.warn('a')
    tcex.log.error('b')
    assert.deepEqual(lines, [['error', 'b']])
  })

  it('has no secret in it, whoever writes it', async () => {
    const { log, lines } = recorder()
    const credentials = { accessId: 'the-access-id', secretKey: 'the-secret-key', token: 'the-very-token' }
    const { tcex } = clientOf(() => done(), { log, ...credentials })
    tcex.log.debug('options', credentials)
    tcex.log.debug('leak the-secret-key', 'Bearer the-very-token')
    await tcex.ti
      .tag('the-secret-key')
      .groups()
      [Symbol.asyncIterator]()
      .next()
      .catch(() => {})
    const signed = clientOf(() => done(), { log, ...credentials, token: undefined })
    await signed.tcex.ti.task({ uniqueId: 1 }).addTag({ name: 'the-secret-key' })
    assert.ok(lines.length >= 4)
    assert.doesNotMatch(dump(lines), /the-secret-key|the-very-token/)
    const signature = signed.requests[0]?.headers.authorization?.split(':')[1] ?? assert.fail('not signed')
    assert.equal(dump(lines).includes(signature), false)
  })
})

describe('errors', () => {
  it('of the network hold no secret: Node quotes a bad header in its message', async () => {
    const fetch = () =>
      Promise.reject(new TypeError(`invalid header "TC-Token ${secret}"`, { cause: new Error(secret) }))
    const tcex = new TcEx({ fetch, token: secret, retries: 0 })
    await assert.rejects(tcex.ti.task({ uniqueId: 1 }).single(), (error: Error) => {
      assert.ok(error instanceof NetworkError)
      assert.doesNotMatch(dump(error), /s3cr/)
      return true
    })
  })

  it('of any kind show no credentials when they are printed', async () => {
    const { tcex } = clientOf(() => new Response('{"status":"Failure","message":"x"}', { status: 401 }), {
      token: secret,
    })
    const response = await tcex.ti.task({ uniqueId: 1 }).single()
    const error = (() => {
      try {
        return response.throwForStatus()
      } catch (refusal) {
        return refusal
      }
    })()
    assert.doesNotMatch(dump([error, response, tcex]), /s3cr/)
    assert.doesNotMatch(JSON.stringify([error, response, tcex]), /s3cr/)
  })
})

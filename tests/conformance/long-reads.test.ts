// A long page keeps nobody else waiting.

import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { after, before, describe, it } from 'node:test'
import { type StartedServer, startInProcess } from '@tcex/testkit'
import { TcEx } from 'tcex'

const count = 10_000

describe('a page of 10,000', () => {
  let folder: string
  let server: StartedServer

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tcex-'))
    server = await startInProcess({ database: join(folder, 'long.db') })
    const tcex = new TcEx({ fetch: server.server.fetch, ...server.server.credentials })
    const rows = Array.from({ length: count }, (_, number) => ({
      indicatorType: 'Address' as const,
      ip: `10.${number >> 16}.${(number >> 8) & 255}.${number & 255}`,
      tag: [`tag ${number % 50}`],
      attribute: [{ type: 'Description', value: `number ${number}` }],
    }))
    assert.equal((await tcex.batch({}).run(rows)).landed, count)
  })
  after(async () => {
    await server.close()
    await rm(folder, { recursive: true })
  })

  const read = async () => {
    const query = { includes: ['tags', 'attributes'], resultLimit: String(count) }
    const { json } = await server.call('GET', '/v2/indicators', { query })
    const { data } = json as { data: { resultCount: number; indicator: readonly { id: number }[] } }
    return data
  }

  it('is whole and in order, though it is read in slices', async () => {
    const { resultCount, indicator } = await read()
    assert.equal(resultCount, count)
    assert.equal(new Set(indicator.map(({ id }) => id)).size, count)
    assert.ok(indicator.every(({ id }, index) => index === 0 || id > (indicator[index - 1]?.id ?? 0)))
  })

  it('is found by a filter, and from any position, as in a small one', async () => {
    const list = async (query: Readonly<Record<string, string>>) => {
      const { json } = await server.call('GET', '/v2/indicators', { query })
      const { data } = json as { data: { resultCount?: number; indicator: readonly { summary: string }[] } }
      return { count: data.resultCount, summaries: data.indicator.map(({ summary }) => summary) }
    }
    const filtered = await list({ filters: 'summary^10.0.7.', resultLimit: '2' })
    assert.deepEqual(filtered, { count: 256, summaries: ['10.0.7.0', '10.0.7.1'] })
    const later = await list({ filters: 'summary^10.0.7.', resultStart: '254', resultLimit: '5' })
    assert.deepEqual(later.summaries, ['10.0.7.254', '10.0.7.255'])
    assert.deepEqual((await list({ resultStart: '9000', resultLimit: '2' })).summaries, [
      '10.0.35.40',
      '10.0.35.41',
    ])
    assert.deepEqual((await list({ resultStart: '9999', resultLimit: '5' })).summaries, ['10.0.39.15'])
    assert.deepEqual((await list({ resultStart: '10000', resultLimit: '5' })).summaries, [])
    await server.call('DELETE', '/v2/indicators/addresses/10.0.7.0')
    const { count } = await list({ filters: 'summary^10.0.7.' })
    assert.equal(count, 255, 'what was just deleted is not found')
    await server.call('POST', '/v2/indicators/addresses', { body: { ip: '10.0.7.0' } })
  })

  it('holds byte for byte what the same items are in short pages', async () => {
    const textOf = async (path: string, query: Readonly<Record<string, string | readonly string[]>>) => {
      const response = await server.send('GET', path, { query })
      const text = await response.text()
      assert.equal(response.status, 200, text)
      return text.slice(text.indexOf('[') + 1, text.lastIndexOf(']'))
    }
    const includes = ['tags', 'attributes', 'labels', 'additional']
    for (const [path, more] of [
      ['/v2/indicators', { includes }],
      ['/v2/indicators/addresses', { includes: ['tags'] }],
      ['/v2/indicators', {}],
      ['/v2/tags/tag%207/indicators', { includes }],
      ['/v2/indicators', { filters: 'summary^10.0.2', includes }],
      ['/v2/indicators', { filters: 'summary=10.0.7.7', includes }],
    ] as const) {
      for (const [start, length] of [
        [0, 150],
        [3500, 1500],
      ] as const) {
        const short: string[] = []
        for (let from = start; from < start + length; from += 50) {
          short.push(await textOf(path, { ...more, resultStart: String(from), resultLimit: '50' }))
        }
        const long = await textOf(path, { ...more, resultStart: String(start), resultLimit: String(length) })
        assert.equal(long, short.filter(Boolean).join(), `${path} ${JSON.stringify(more)}`)
      }
    }
  })

  it('is everybody’s own, though many are sent at a time and some broken off', async () => {
    const { url } = await server.server.listen({ port: 0 })
    const headers = { authorization: `TC-Token ${server.server.credentials.token}` }
    const pageAt = (start: number) =>
      `/v2/indicators?includes=tags&includes=attributes&resultStart=${start}&resultLimit=1200`
    const hear = async (start: number, signal?: AbortSignal) =>
      fetch(url + pageAt(start), { headers, ...(signal ? { signal } : {}) })
    const starts = [1200, 2400, 3600, 4800, 6000, 7200, 8400]
    const right = new Map<number, string>()
    for (const start of starts) right.set(start, await (await hear(start)).text())
    assert.equal(new Set(right.values()).size, starts.length)
    const readers = starts.map(async (start, index) => {
      for (let round = 0; round < 5; round += 1) {
        const broken = new AbortController()
        const other = hear(starts[(index + round) % starts.length] ?? 0, broken.signal)
        const response = await hear(start)
        void other.then(() => broken.abort()).catch(() => {})
        assert.equal(await response.text(), right.get(start))
        broken.abort()
      }
    })
    await Promise.all(readers)
  })

  it('is answered after a look-up that was asked for later', async () => {
    const answered: string[] = []
    const long = server.call('GET', '/v2/indicators', { query: { resultLimit: String(count) } })
    const short = server.call('GET', '/v2/indicators/addresses/10.0.0.1')
    await Promise.all([
      long.then(() => answered.push('page')),
      short.then(({ status }) => answered.push(`look-up ${status}`)),
    ])
    assert.deepEqual(answered, ['look-up 200', 'page'])
  })

  it('leaves the event loop free', async () => {
    const delay = monitorEventLoopDelay({ resolution: 1 })
    const url = '/v2/indicators'
    const query = { includes: ['tags', 'attributes'], resultLimit: String(count) }
    const started = performance.now()
    delay.enable()
    // Its body is not read: what a client makes of it would be ours to wait for here.
    const response = await server.send('GET', url, { query })
    delay.disable()
    const whole = performance.now() - started
    await response.body?.cancel()
    const longest = delay.max / 1e6
    assert.ok(longest < Math.max(150, whole / 2), `the event loop was held for ${longest} of ${whole} ms`)
  })
})

// Input that is meant to do harm, by what it tries. `npm run fuzz` does the same without a plan.

import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { gzipSync } from 'node:zlib'
import { catalog } from '@tcex/model'
import { at, checkEnvelope, rawRequest, type StartedServer, startOverHttp, until } from '@tcex/testkit'
import { parse as parseCsv } from 'csv-parse/sync'
import { startChild } from '../conformance/child.ts'

let server: StartedServer
before(async () => {
  server = await startOverHttp({ owners: [{ name: 'Other' }] })
})
after(() => server.close())

const token = (): string => `TC-Token ${server.server.credentials.token}`
const call = (method: string, path: string, options: object = {}) =>
  server.call(method, `/v2${path}`, options)

/** Sends a request exactly as it is given. */
const raw = (head: string, headers: readonly string[] = [], body: string | Uint8Array = '') =>
  rawRequest(
    server.url,
    [
      head,
      'Host: x',
      `Authorization: ${token()}`,
      'Connection: close',
      `Content-Length: ${body.length}`,
      ...headers,
    ],
    body,
  )

describe('SQL', () => {
  const injections = [
    "x' or '1'='1",
    "x'; drop table item; --",
    'x" or 1=1 --',
    "x%' or name like '%",
    'x\\',
    "x') union select name from owner --",
  ]

  it('in a value, a filter, an owner, a tag or a page is text and nothing else', async () => {
    await call('POST', '/groups/threats', { body: { name: 'bystander' } })
    for (const text of injections) {
      const filters = `name=${text.replaceAll('\\', '\\\\').replaceAll(',', '\\,')}`
      const none = await call('GET', '/groups/threats', { query: { filters } })
      assert.deepEqual([none.status, at(none.json, 'data.resultCount')], [200, 0], text)
      const beginning = await call('GET', '/groups/threats', {
        query: { filters: filters.replace('=', '^') },
      })
      assert.deepEqual([beginning.status, at(beginning.json, 'data.resultCount')], [200, 0], text)
      const field = await call('GET', '/groups/threats', { query: { filters: `${text}=x` } })
      assert.equal(field.status, 400, text)
      assert.equal((await call('GET', '/groups/threats', { query: { owner: text } })).status, 403)
      const tagged = await call('GET', `/tags/${encodeURIComponent(text).replaceAll("'", '%27')}/groups`)
      assert.ok([200, 404].includes(tagged.status))
      for (const name of ['resultStart', 'resultLimit', 'modifiedSince']) {
        assert.equal((await call('GET', '/groups', { query: { [name]: text } })).status, 400, name)
      }
    }
    const all = await call('GET', '/groups/threats')
    assert.equal(at(all.json, 'data.resultCount'), 1)
  })
})

describe('bombs', () => {
  const small = (text: string) => assert.ok(text.length < 10_000, `an answer of ${text.length} characters`)

  it('of nesting, of numbers and of texts are refused in a sentence', async () => {
    for (const body of [
      '['.repeat(1_000_000),
      `{"name":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`,
      `{"name":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
      `{"name":${'9'.repeat(1_000_000)}}`,
      '{"name":1e999999999}',
      `{"${'x'.repeat(9_000_000)}":1}`,
      `{${Array.from({ length: 100_000 }, (_, number) => `"f${number}":1`).join(',')}}`,
    ]) {
      const reply = await call('POST', '/groups/threats', { body })
      assert.equal(reply.status, 400, reply.text.slice(0, 200))
      checkEnvelope(reply)
      small(reply.text)
    }
    const type = 'x'.repeat(5_000_000)
    const made = await call('POST', '/groups/threats', { body: { name: 'carrier' } })
    const path = `/groups/threats/${at(made.json, 'data.threat.id')}/attributes`
    const named = await call('POST', path, { body: { type, value: 'v' } })
    assert.equal(named.status, 400)
    small(named.text)
  })

  it('that are compressed are not opened', async () => {
    const zipped = gzipSync(Buffer.alloc(50_000_000, 0x20))
    for (const encoding of ['gzip', 'deflate', 'br', 'zstd', 'gzip, gzip']) {
      for (const target of ['/api/v2/groups/threats', '/api/v2/batch/createAndUpload']) {
        const reply = await raw(`POST ${target} HTTP/1.1`, [`Content-Encoding: ${encoding}`], zipped)
        assert.equal(reply.status, 415, reply.body)
        assert.match(reply.body, /Content-Encoding/)
      }
    }
    const made = await call('POST', '/groups/documents', { body: { name: 'bomb', fileName: 'bomb.zip' } })
    const path = `/groups/documents/${at(made.json, 'data.document.id')}`
    assert.equal((await call('POST', `${path}/upload`, { body: zipped })).status, 200)
    const kept = await server.send('GET', `/v2${path}/download`)
    assert.deepEqual(Buffer.from(await kept.arrayBuffer()), zipped, 'an archive is kept as it is')
  })

  it('in a batch file end the job with a sentence', async () => {
    const settings = { owner: 'MyOrg', action: 'Create', attributeWriteType: 'Append', version: 'V2' }
    for (const file of [
      '['.repeat(200_000),
      `{"indicator":[${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}]}`,
      `{"indicator":[{"type":"Host","summary":"${'x'.repeat(20_000_000)}"}]}`,
      gzipSync('{"indicator":[]}'),
    ]) {
      const made = await call('POST', '/batch', { body: { ...settings, haltOnError: false } })
      const job = `/batch/${at(made.json, 'data.batchId')}`
      assert.equal((await call('POST', job, { body: file })).status, 202)
      await until(
        () => call('GET', job),
        ({ json }) => at(json, 'data.batchStatus.status') === 'Completed',
      )
      const { text, status } = await call('GET', `${job}/errors`)
      assert.equal(status, 200)
      small(text)
      assert.doesNotMatch(text, /internal error/)
    }
  })
})

describe('keys of prototypes', () => {
  for (const key of ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty']) {
    it(`${key} is a name like any other, in bodies, queries, paths, filters, tags and types`, async () => {
      const body = `{"name":"x","${key}":{"polluted":true}}`
      const refused = await call('POST', '/groups/threats', { body })
      assert.equal(refused.status, 400)
      assert.ok(refused.text.includes(key), refused.text)
      assert.equal((await call('GET', '/groups', { query: { [key]: 'x', includes: key } })).status, 200)
      assert.equal((await call('GET', '/groups', { query: { filters: `${key}=x` } })).status, 400)
      for (const path of [
        `/groups/${key}`,
        `/indicators/bulk/${key}`,
        `/indicators/${key}/x`,
        `/types/attributeTypes/${key}`,
      ]) {
        assert.equal((await call('GET', path)).status, 404, path)
      }
      const made = await call('POST', '/groups/threats', { body: { name: key } })
      const path = `/groups/threats/${at(made.json, 'data.threat.id')}`
      assert.equal((await call('POST', `${path}/tags/${key}`)).status, 201)
      assert.equal((await call('GET', `/tags/${key}/groups`)).status, 200)
      assert.equal(
        (await call('POST', `${path}/attributes`, { body: { type: key, value: 'v' } })).status,
        400,
      )
      assert.equal(({} as Record<string, unknown>).polluted, undefined)
    })
  }
})

describe('headers', () => {
  it('are not split by what a value holds', async () => {
    const split = '%0d%0aX-Injected:%20yes%0d%0a%0d%0a<html>'
    for (const target of [
      `/api/v2/groups/threats/${split}`,
      `/api/v2/groups?owner=${split}`,
      `/auth/indicators/details/host.xhtml?host=${split}&owner=${split}`,
      `/api/appAuth?expiredToken=${split}`,
    ]) {
      const reply = await raw(`GET ${target} HTTP/1.1`)
      assert.equal(reply.headers.has('x-injected'), false, target)
    }
    const body = JSON.stringify({ name: 'd', fileName: 'a\r\nX-Injected: yes' })
    const made = await call('POST', '/groups/documents', { body })
    assert.equal(made.status, 400, 'a file name has no line breaks')
  })

  it('that come twice are read as one request, or refused', async () => {
    const twice = await raw(
      'POST /api/v2/groups/threats HTTP/1.1',
      ['Content-Length: 5'],
      '{"name":"smuggled"}',
    )
    assert.equal(twice.status, 400)
    const both = await raw(
      'POST /api/v2/groups/threats HTTP/1.1',
      ['Transfer-Encoding: chunked'],
      '0\r\n\r\n',
    )
    assert.equal(both.status, 400)
    const tokens = await raw('GET /api/v2/owners HTTP/1.1', ['Authorization: TC-Token another'])
    assert.equal(tokens.status, 200, 'the first of two credentials counts')
    const hosts = await raw('GET /api/v2/owners HTTP/1.1', ['Host: other.example'])
    assert.ok([200, 400].includes(hosts.status))
  })
})

describe('URLs', () => {
  it('that are overlong, or hold what is no UTF-8, are refused', async () => {
    for (const part of ['%ff', '%c0%af', '%e0%80%af', '%ed%a0%80', '%']) {
      for (const target of [
        `/groups/threats/${part}`,
        `/groups?owner=${part}`,
        `/groups?filters=name=${part}`,
      ]) {
        const reply = await raw(`GET /api/v2${target} HTTP/1.1`)
        assert.equal(reply.status, 400, target)
        assert.equal(JSON.parse(reply.body).status, 'Failure')
      }
    }
    const overlong = await raw(`GET /api/v2/groups/threats/${'a'.repeat(200_000)} HTTP/1.1`)
    assert.equal(overlong.status, 431)
    const bytes = await raw(`GET /api/v2/groups/\xff\xfe HTTP/1.1`)
    assert.ok(bytes.status >= 400 && bytes.status < 500)
  })

  it('may have thousands of parameters, which are read in no time', { timeout: 30_000 }, async () => {
    const same = `/api/v2/groups?${'owner=MyOrg&'.repeat(9000)}`
    assert.equal((await raw(`GET ${same} HTTP/1.1`)).status, 200)
    const names = Array.from({ length: 9000 }, (_, number) => `p${number}=x`).join('&')
    assert.equal((await raw(`GET /api/v2/groups?${names} HTTP/1.1`)).status, 200)
    for (const [count, status] of [
      [500, 200],
      [501, 400],
      [9000, 400],
    ] as const) {
      const rules = Array.from({ length: count }, () => 'name=x').join(',')
      for (const or of ['', '&orParams=true']) {
        const reply = await raw(`GET /api/v2/groups?filters=${rules}${or} HTTP/1.1`)
        assert.equal(reply.status, status, `${count} rules`)
      }
    }
    const nothing = `/api/v2/groups?includes=${','.repeat(100_000)}`
    assert.equal((await raw(`GET ${nothing} HTTP/1.1`)).status, 200)
  })
})

describe('patterns', () => {
  /** Long texts on which a careless pattern goes back and forth forever. */
  const tiring = [
    `${'a'.repeat(50_000)}!`,
    `${'a.'.repeat(25_000)}!`,
    `${'1.'.repeat(25_000)}!`,
    `${' '.repeat(50_000)}x`,
    `${':'.repeat(50_000)}x`,
    `http://${'a@'.repeat(25_000)}`,
    `http://${'%41'.repeat(15_000)}/${'../'.repeat(10_000)}`,
    `${'0'.repeat(50_000)}x`,
    `${'\\'.repeat(50_000)}x`,
    `a@${'b-'.repeat(25_000)}`,
    `AS${'1'.repeat(50_000)}`,
    `${'-'.repeat(50_000)} ago`,
  ]

  it('come to an end on every type of indicator, on dates, on filters and on headers', {
    timeout: 120_000,
  }, async () => {
    for (const text of tiring) {
      for (const entry of catalog.of('indicator')) {
        const fields = Object.keys(entry.fields).map((name) => [name, text])
        const reply = await call('POST', `/indicators/${entry.branch}`, { body: Object.fromEntries(fields) })
        assert.ok(reply.status < 500, reply.text.slice(0, 200))
      }
      for (const name of ['filters', 'modifiedSince', 'resultStart', 'includes']) {
        const reply = await call('GET', '/indicators', { query: { [name]: text.slice(0, 30_000) } })
        assert.ok(reply.status < 500)
      }
      const plain = text.slice(0, 30_000)
      for (const header of ['Content-Type', 'Timestamp', 'Accept-Encoding', 'Host', 'X-Forwarded-For']) {
        assert.ok((await raw('GET /api/v2/owners HTTP/1.1', [`${header}: ${plain}`])).status < 500, header)
      }
    }
  })

  it('never come from what is stored: a validation rule of an attribute type is told and not run', () => {
    for (const file of [...sourcesOf('server'), ...sourcesOf('model')]) {
      assert.doesNotMatch(readFileSync(file, 'utf8'), /new RegExp\(|[^.\w]eval\(|new Function\(/, file)
    }
  })
})

describe('what is read elsewhere', () => {
  it('in the CSV of a bulk report every value is one field, whatever it holds', async () => {
    const values = ['=cmd|"/c calc"!A1', '+1,2', '"quoted"', "'", '@SUM(1;2)', 'a,b,"c"', '-', 'ü;漢']
    for (const Mutex of values) {
      assert.equal((await call('POST', '/indicators/mutexes', { body: { Mutex } })).status, 201, Mutex)
    }
    const { text } = await call('GET', '/indicators/bulk/csv')
    const rows: string[][] = parseCsv(text)
    const mutexes = rows.filter(([type]) => type === 'Mutex').map(([, value]) => value)
    assert.deepEqual(mutexes.toSorted(), values.toSorted())
    assert.ok(rows.every((row) => row.length === 4))
  })

  it('in the PDF of a group nothing is an object that its text begins', async () => {
    const name = ') >> /OpenAction << /S /JavaScript /JS (app.alert(1)) >> ('
    const made = await call('POST', '/groups/threats', { body: { name } })
    const response = await server.send('GET', `/v2/groups/threats/${at(made.json, 'data.threat.id')}/pdf`)
    const pdf = Buffer.from(await response.arrayBuffer()).toString('latin1')
    assert.ok(pdf.startsWith('%PDF-'))
    for (const { index } of pdf.matchAll(/\/OpenAction/g)) {
      assert.ok(pdf.slice(0, index).endsWith('\\) >> '), 'it is part of a text')
    }
  })

  it('in the log every line is one entry', async () => {
    const child = await startChild({ logLevel: 'debug' } as never)
    try {
      const forged = '%0a%7b%22level%22:60,%22msg%22:%22forged%22%7d%0a'
      await fetch(`${child.url}/v2/groups/${forged}?x=${forged}`, { headers: { 'user-agent': forged } })
      const lines = child
        .log()
        .split('\n')
        .filter((line) => line.startsWith('{'))
      assert.ok(lines.length > 0)
      for (const line of lines) assert.notEqual(JSON.parse(line).msg, 'forged')
    } finally {
      await child.kill()
    }
  })
})

describe('secrets', () => {
  it('are compared by digests of one length in constant time, and looked up by their hash', () => {
    const vault = readFileSync(new URL('../../packages/server/src/service/vault.ts', import.meta.url), 'utf8')
    assert.match(vault, /sameText[^}]*timingSafeEqual\(hashToken\(left\), hashToken\(right\)\)/)
    const compared =
      /\b(secret\w*|signature|expected|token|password)\b\s*[!=]==?\s+(?!undefined\b|null\b|''|""|\d)/
    for (const file of sourcesOf('server')) {
      const lines = readFileSync(file, 'utf8').split('\n')
      for (const line of lines) assert.doesNotMatch(line, compared, file)
      assert.doesNotMatch(lines.join('\n'), /where (secret|token|sealed) = \?/, file)
    }
  })
})

function sourcesOf(name: string): readonly string[] {
  const folder = join(import.meta.dirname, `../../packages/${name}/src`)
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return files
    .filter((file) => /(?<!\.test)\.ts$/.test(file) && !file.includes('testing'))
    .map((file) => join(folder, file))
}

// Texts made to break out of SQL, JSON, paths, headers or prototypes, wherever the platform takes a text.

import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { at, checkEnvelope, type Reply, type StartedServer, transports } from '@tcex/testkit'
import { inFolder } from './folder.ts'

const taken: readonly string[] = [
  "'; drop table item; --",
  "' or '1'='1",
  '" or 1=1 --',
  "x') union select secret from api_key --",
  '?1 :name @name $name ??',
  '$."name"',
  '%_%',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  '{{7*7}}#{7*7}<%= 7*7 %>',
  '<script>alert(1)</script>',
  '../../../../etc/passwd',
  '..\\..\\windows\\system32',
  'C:\\CON',
  '%2e%2e%2f',
  '%00',
  '%0d%0aX-Injected: yes',
  '/api/v2/groups?owner=Other',
  'a,b=c&d=e#f?g',
  'NULL',
  'undefined',
  'true',
  '0',
  '\u202egnp.exe',
  '\ufeffbom',
  '\u2028line',
  'Ω'.repeat(60),
]

/** Not a text that any field of one line takes. */
const refused: readonly string[] = [
  'a\u0000b',
  'a\r\nX-Injected: yes',
  'a\nb',
  '\u001b[2J',
  '\ud800',
  'x\udfff',
]

for (const [transport, start] of transports) {
  describe(`hostile texts ${transport}`, () => {
    let server: StartedServer
    before(async () => {
      server = await start()
    })
    after(() => server.close())

    const call = async (method: string, path: string, options = {}): Promise<Reply> => {
      const reply = await server.call(method, `/v2${path}`, options)
      assert.ok(reply.status < 500, `${method} ${path}: ${reply.text}`)
      assert.equal(reply.headers.get('x-injected'), null)
      checkEnvelope(reply)
      return reply
    }

    const segment = (text: string): string => encodeURIComponent(text).replaceAll("'", '%27')

    it('are kept and found as they are', async () => {
      for (const text of taken) {
        const body = { name: text, to: text, from: text, subject: text, header: text, body: text }
        const made = await call('POST', '/groups/emails', { body })
        assert.equal(made.status, 201, text)
        const path = `/groups/emails/${at(made.json, 'data.email.id')}`
        for (const [field, value] of Object.entries(body)) {
          assert.equal(at(made.json, `data.email.${field}`), value)
        }
        const query = { filters: `name=${text.replaceAll(',', '\\,')}` }
        const found = await call('GET', '/groups', { query })
        assert.deepEqual([found.status, at(found.json, 'data.resultCount')], [200, 1], text)
        assert.equal((await call('POST', `${path}/tags/${segment(text)}`)).status, 201)
        const tag = await call('GET', `/tags/${segment(text)}/groups`)
        assert.equal(at(tag.json, 'data.resultCount'), 1, text)
        const attribute = { type: 'Description', value: text, source: text }
        const noted = await call('POST', `${path}/attributes`, { body: attribute })
        assert.deepEqual(
          [at(noted.json, 'data.attribute.value'), at(noted.json, 'data.attribute.source')],
          [text, text],
        )
        assert.equal((await call('POST', '/indicators/mutexes', { body: { Mutex: text } })).status, 201)
        const mutex = await call('GET', `/indicators/mutexes/${segment(text)}`)
        assert.equal(at(mutex.json, 'data.mutex.Mutex'), text)
      }
    })

    it('find nothing where they name nothing', async () => {
      for (const text of [...taken, ...refused.filter((each) => !/\p{Surrogate}/u.test(each))]) {
        for (const path of [
          `/groups/threats/${segment(text)}`,
          `/groups/${segment(text)}`,
          `/indicators/hosts/${segment(text)}`,
          `/securityLabels/${segment(text)}`,
          `/owners/${segment(text)}`,
          `/types/indicatorTypes/${segment(text)}`,
          `/victims/${segment(text)}/victimAssets/${segment(text)}`,
        ]) {
          assert.ok([400, 404].includes((await call('GET', path)).status), path)
        }
        assert.equal((await call('GET', '/groups', { query: { owner: text } })).status, 403)
        const users = { name: 'x', assignee: [{ userName: text }] }
        assert.equal((await call('POST', '/tasks', { body: users })).status, 400)
        for (const query of [{ filters: text }, { resultStart: `;${text}` }, { modifiedSince: text }]) {
          const reply = await call('GET', '/indicators', { query })
          assert.equal(reply.status, 400, JSON.stringify(query))
        }
        const included = await call('GET', '/groups', { query: { includes: text } })
        assert.equal(included.status, 200)
      }
      const nobody = await call('GET', '/tags', { query: { filters: 'name=nobody' } })
      assert.equal(at(nobody.json, 'data.resultCount'), 0)
    })

    it('are refused where they cannot be kept', async () => {
      for (const text of refused) {
        for (const [path, body] of [
          ['/groups/threats', { name: text }],
          ['/indicators/mutexes', { Mutex: text }],
          ['/victims', { name: 'v', org: text }],
          ['/groups/documents', { name: 'd', fileName: text }],
        ] as const) {
          assert.equal((await call('POST', path, { body })).status, 400, JSON.stringify(body))
        }
      }
    })

    it('as keys of a body are refused by name and leave no trace', async () => {
      for (const key of ['__proto__', 'constructor', 'prototype', 'toString', 'id; drop table item', '']) {
        const body = `{"name":"x",${JSON.stringify(key)}:{"polluted":true,"isAdmin":true}}`
        for (const path of ['/groups/threats', '/victims', '/tasks']) {
          const reply = await call('POST', path, { body })
          assert.equal(reply.status, 400, key)
          assert.ok(String(at(reply.json, 'message')).includes(`"${key}"`), reply.text)
        }
      }
      assert.equal(({} as Record<string, unknown>).polluted, undefined)
      const named = '{"__proto__":{"name":"x"}}'
      assert.equal((await call('POST', '/groups/threats', { body: named })).status, 400)
      const attribute = '{"__proto__":{"type":"Source","value":"v"}}'
      await call('POST', '/groups/threats', { body: { name: 'carrier' } })
      const carrier = await call('GET', '/groups', { query: { filters: 'name=carrier' } })
      const path = `/groups/threats/${at(carrier.json, 'data.group.0.id')}/attributes`
      assert.equal((await call('POST', path, { body: attribute })).status, 400)
    })
  })
}

describe('a file name that climbs', () => {
  it('is a name and no path: nothing is written beside the database', () =>
    inFolder(async (folder) => {
      const server = await (transports[0] as (typeof transports)[number])[1]({
        database: join(folder, 'tcex.db'),
      })
      const before = readdirSync(folder).sort()
      for (const fileName of [
        '../climbed.txt',
        '/tmp/climbed.txt',
        '..\\climbed.txt',
        'tcex.db',
        '%2e%2e/x',
      ]) {
        const made = await server.call('POST', '/v2/groups/documents', { body: { name: 'd', fileName } })
        const path = `/v2/groups/documents/${at(made.json, 'data.document.id')}`
        assert.equal((await server.call('POST', `${path}/upload`, { body: 'content' })).status, 200)
        const down = await server.call('GET', `${path}/download`)
        assert.deepEqual([down.status, down.text], [200, 'content'])
        assert.equal(down.headers.get('content-disposition')?.includes('\n') ?? false, false)
      }
      assert.deepEqual(readdirSync(folder).sort(), before)
      await server.close()
    }))
})

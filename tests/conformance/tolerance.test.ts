// What clients send that `fetch` would not, or would tidy up first: byte by byte over a socket.

import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { type RawReply, rawRequest } from '@tcex/testkit'
import { startPlatform, type TestPlatform } from '../../packages/server/src/testing/platform.ts'

let platform: TestPlatform
let url: string

before(async () => {
  platform = await startPlatform({ owner: 'Example Org' })
  url = (await platform.server.listen()).url
})
after(() => platform.server.close())

interface Sent {
  readonly headers?: readonly string[]
  readonly body?: string | Uint8Array
  /** The lines that say who asks; the token's unless given. */
  readonly proof?: readonly string[]
}

/** Sends a request whose target stands exactly as it is given. */
async function send(method: string, target: string, { headers = [], body = '', proof }: Sent = {}) {
  const who = proof ?? [`Authorization: TC-Token ${platform.server.credentials.token}`]
  const length = body.length > 0 ? [`Content-Length: ${Buffer.byteLength(body)}`] : []
  const lines = ['Host: localhost', 'Connection: close', ...who, ...headers, ...length]
  const reply = await rawRequest(url, [`${method} ${target} HTTP/1.1`, ...lines], body)
  return { ...reply, json: JSON.parse(reply.body) }
}

/** The lines of a signature over a target; their names are written as asked. */
function signed(method: string, target: string, names = ['Authorization', 'Timestamp']): readonly string[] {
  const { accessId, secretKey } = platform.server.credentials
  const timestamp = Math.floor(Date.now() / 1000)
  const signature = createHmac('sha256', secretKey)
    .update(`${target}:${method}:${timestamp}`)
    .digest('base64')
  return [`${names[0]}: TC ${accessId}:${signature}`, `${names[1]}: ${timestamp}`]
}

const ok = (reply: RawReply, status = 200): void => assert.equal(reply.status, status, reply.body)

const newThreat = async (name = 'Bad Dude'): Promise<number> =>
  (await platform.data('POST', '/groups/threats', { name })).threat.id

describe('names of headers', () => {
  for (const write of [
    (name: string) => name,
    (name: string) => name.toLowerCase(),
    (name: string) => name.toUpperCase(),
    (name: string) =>
      [...name].map((letter, at) => (at % 2 ? letter.toUpperCase() : letter.toLowerCase())).join(''),
  ]) {
    const [authorization = '', timestamp = '', contentType = ''] = [
      'Authorization',
      'Timestamp',
      'Content-Type',
    ].map(write)
    it(`may be written ${authorization}`, async () => {
      const target = '/api/v2/groups/threats'
      ok(await send('GET', target, { proof: signed('GET', target, [authorization, timestamp]) }))
      ok(
        await send('GET', target, {
          proof: [`${authorization}: TC-Token ${platform.server.credentials.token}`],
        }),
      )
      const headers = [`${contentType}: application/json`]
      ok(await send('POST', target, { headers, body: '{"name":"x"}' }), 201)
    })
  }

  it('and blanks about their values do not count', async () => {
    const [authorization = '', timestamp = ''] = signed('GET', '/api/v2/owners')
    const proof = [authorization.replace(': ', ':   '), `${timestamp}   `]
    ok(await send('GET', '/api/v2/owners', { proof }))
  })
})

describe('a trailing slash', () => {
  it('does not count, on any method, with a query or without', async () => {
    const id = await newThreat()
    const json = { headers: ['Content-Type: application/json'], body: '{"name":"y"}' }
    ok(await send('GET', '/api/v2/groups/'))
    ok(await send('GET', '/api/v2/groups/threats/?resultLimit=1'))
    ok(await send('GET', `/api/v2/groups/threats/${id}/`))
    ok(await send('POST', '/api/v2/groups/threats/', json), 201)
    ok(await send('PUT', `/api/v2/groups/threats/${id}/`, json))
    ok(await send('POST', `/api/v2/groups/threats/${id}/tags/Crimeware/`), 201)
    ok(await send('GET', '/api/v2/tags/Crimeware/groups/'))
    ok(await send('DELETE', `/api/v2/groups/threats/${id}/`))
  })

  it('is part of what is signed', async () => {
    const target = '/api/v2/groups/threats/'
    ok(await send('GET', target, { proof: signed('GET', target) }))
    ok(await send('GET', target, { proof: signed('GET', target.slice(0, -1)) }), 401)
  })
})

describe('a body', () => {
  it('on GET and DELETE does no harm, whatever it is', async () => {
    for (const body of ['{"name":"y"}', '{}', 'no JSON', '\0\xff']) {
      const headers = ['Content-Type: application/json']
      const id = await newThreat()
      ok(await send('GET', `/api/v2/groups/threats/${id}`, { headers, body }))
      ok(await send('DELETE', `/api/v2/groups/threats/${id}`, { headers, body }))
      ok(await send('GET', `/api/v2/groups/threats/${id}`), 404)
    }
  })

  it('may be missing on POST where the path says it all, whatever the headers announce', async () => {
    const id = await newThreat()
    for (const headers of [
      [],
      ['Content-Length: 0'],
      ['Content-Type: application/json'],
      ['Content-Type: application/json', 'Content-Length: 0'],
      ['Content-Type: '],
    ]) {
      for (const part of ['tags/Crimeware', 'securityLabels/TLP%3ARED']) {
        ok(await send('POST', `/api/v2/groups/threats/${id}/${part}`, { headers }), 201)
      }
      ok(await send('POST', `/api/v2/groups/threats/${id}/publish`, { headers }))
    }
  })

  it('that is not needed on POST may be empty JSON, as the original module sends it', async () => {
    const id = await newThreat()
    for (const body of ['{}', 'null', '[]', '""']) {
      ok(
        await send('POST', `/api/v2/groups/threats/${id}/tags/x`, {
          headers: ['Content-Type: application/json'],
          body,
        }),
        201,
      )
    }
  })

  it('that is needed and missing is asked for', async () => {
    const reply = await send('POST', '/api/v2/groups/threats', {
      headers: ['Content-Type: application/json'],
    })
    ok(reply, 400)
    assert.match(reply.json.message, /needs a body/)
  })

  it('comes as JSON under any content type, or under none', async () => {
    for (const headers of [
      [],
      ['Content-Type: application/json'],
      ['Content-Type: text/plain'],
      ['Content-Type: application/x-www-form-urlencoded'],
      ['Content-Type: APPLICATION/JSON;CHARSET=UTF-8'],
      ['Content-Type: application/vnd.api+json'],
      ['Content-Type: nonsense'],
    ]) {
      const reply = await send('POST', '/api/v2/groups/threats', { headers, body: '{"name":"ö"}' })
      ok(reply, 201)
      assert.equal(reply.json.data.threat.name, 'ö', String(headers))
    }
  })
})

describe('a charset on Content-Type', () => {
  const created = async (type: string, body: Uint8Array) =>
    send('POST', '/api/v2/groups/threats', { headers: [`Content-Type: ${type}`], body })
  const json = '{"name":"Größe"}'

  it('may be written in every way that HTTP has', async () => {
    for (const charset of ['utf-8', 'UTF-8', 'utf8', '"utf-8"', ' utf-8 ', 'us-ascii']) {
      for (const between of [';charset=', '; charset=', ' ; Charset=', '; a=b; charset=']) {
        const text = charset === 'us-ascii' ? '{"name":"Size"}' : json
        const reply = await created(`application/json${between}${charset}`, Buffer.from(text))
        ok(reply, 201)
        assert.equal(reply.json.data.threat.name, JSON.parse(text).name, between + charset)
      }
    }
  })

  it('says how the body is read', async () => {
    const latin = await created('application/json; charset=ISO-8859-1', Buffer.from(json, 'latin1'))
    ok(latin, 201)
    assert.equal(latin.json.data.threat.name, 'Größe')
    const wide = await created('application/json; charset=utf-16le', Buffer.from(json, 'utf16le'))
    assert.equal(wide.json.data.threat.name, 'Größe')
  })

  it('that is none is refused by name, and so are bytes that are not what it says', async () => {
    const unknown = await created('application/json; charset=klingon', Buffer.from(json))
    ok(unknown, 400)
    assert.match(unknown.json.message, /klingon/)
    const wrong = await created('application/json', Buffer.from(json, 'latin1'))
    ok(wrong, 400)
    assert.match(wrong.json.message, /utf-8/)
  })

  it('and a byte-order mark before the JSON does not count', async () => {
    ok(await created('application/json', Buffer.from(`\uFEFF${json}`)), 201)
  })
})

describe('numbers and booleans as strings', () => {
  it('are taken in bodies', async () => {
    const body = JSON.stringify({ ip: '12.13.14.15', rating: '3.0', confidence: '80', active: 'true' })
    const reply = await send('POST', '/api/v2/indicators/addresses', { body })
    ok(reply, 201)
    assert.deepEqual([reply.json.data.address.rating, reply.json.data.address.confidence], [3, 80])
    const id = await newThreat()
    const attribute = JSON.stringify({ type: 'Description', value: 'x', displayed: 'true' })
    const added = await send('POST', `/api/v2/groups/threats/${id}/attributes`, { body: attribute })
    assert.equal(added.json.data.attribute.displayed, true)
  })

  it('are taken in queries', async () => {
    await newThreat()
    ok(await send('GET', '/api/v2/groups?resultLimit=1&resultStart=0&includeTags=True&orParams=TRUE'))
    ok(await send('GET', '/api/v2/indicators?filters=rating%3E2.0,confidence%3D80'))
  })

  it('are refused where they are none', async () => {
    const body = JSON.stringify({ ip: '12.13.14.16', rating: 'three' })
    const reply = await send('POST', '/api/v2/indicators/addresses', { body })
    ok(reply, 400)
    assert.match(reply.json.message, /"rating" must be a number/)
  })
})

describe('blanks', () => {
  it('come as %20 or + in a query', async () => {
    await newThreat('Foo Bar')
    for (const blank of ['%20', '+']) {
      for (const owner of [`Example${blank}Org`]) {
        const reply = await send('GET', `/api/v2/groups?owner=${owner}&filters=name%3DFoo${blank}Bar`)
        ok(reply)
        assert.equal(reply.json.data.resultCount, 1, blank)
      }
    }
  })

  it('come as %20 in a path, where a + is a +', async () => {
    const id = await newThreat()
    const path = `/api/v2/groups/threats/${id}/tags`
    ok(await send('POST', `${path}/Nation%20State`), 201)
    ok(await send('POST', `${path}/C++`), 201)
    const tags = (await send('GET', path)).json.data.tag.map(({ name }: { name: string }) => name)
    assert.deepEqual(tags, ['C++', 'Nation State'])
    ok(await send('POST', `/api/v2/groups/threats/${id}/securityLabels/TLP:AMBER+STRICT`), 201)
  })

  it('are signed as they are sent', async () => {
    for (const blank of ['%20', '+']) {
      const target = `/api/v2/groups?owner=Example${blank}Org`
      ok(await send('GET', target, { proof: signed('GET', target) }))
      const other = target.replace(blank, blank === '+' ? '%20' : '+')
      ok(await send('GET', target, { proof: signed('GET', other) }), 401)
    }
  })
})

describe('dates', () => {
  it('may hold a bare +, which reads as a blank in a query', async () => {
    const body = JSON.stringify({ name: 'x', eventDate: '2017-07-13T12:00:00+02:00' })
    const made = await send('POST', '/api/v2/groups/incidents', { body })
    assert.equal(made.json.data.incident.eventDate, '2017-07-13T10:00:00Z')
    const count = async (query: string) => {
      const reply = await send('GET', `/api/v2/groups/incidents?${query}`)
      ok(reply)
      return reply.json.data.resultCount
    }
    for (const plus of ['+', '%2B', '%2b', '%20']) {
      assert.equal(await count(`filters=eventDate%3E2017-07-13T11:59:59${plus}02:00`), 1, plus)
      assert.equal(await count(`filters=eventDate%3E2017-07-13T12:00:00${plus}02:00`), 0, plus)
      assert.equal(await count(`modifiedSince=2017-07-13T11:59:59${plus}02:00`), 1, plus)
    }
  })
})

describe('percent-encoding', () => {
  it('may be written in either case, in path and query, and is signed as it is sent', async () => {
    const body = JSON.stringify({ text: 'http://example.com/a?b=%2520c' })
    ok(await send('POST', '/api/v2/indicators/urls', { body }), 201)
    const upper = encodeURIComponent('http://example.com/a?b=%2520c')
    const lower = upper.replace(/%../g, (each) => each.toLowerCase())
    const mixed = upper.replace(/%3A/g, '%3a')
    for (const value of [upper, lower, mixed]) {
      const path = `/api/v2/indicators/urls/${value}`
      const query = `/api/v2/indicators?filters=summary%3${value === lower ? 'd' : 'D'}${value}`
      for (const target of [path, query]) {
        const reply = await send('GET', target, { proof: signed('GET', target) })
        ok(reply)
      }
      assert.equal((await send('GET', query)).json.data.resultCount, 1)
      ok(await send('GET', path, { proof: signed('GET', path.replace(/%[0-9a-f]{2}/i, '%00')) }), 401)
    }
  })

  it('may be more than is needed, or less', async () => {
    const id = await newThreat()
    ok(await send('GET', `/api/v2/%67roups/%74hreats/${id}`))
    ok(await send('POST', `/api/v2/groups/threats/${id}/securityLabels/TLP:RED`), 201)
    ok(await send('GET', `/api/v2/groups/threats/${id}/securityLabels/%54LP%3aRED`))
    ok(
      await send('POST', '/api/v2/indicators/emailAddresses', { body: '{"address":"bad@example.com"}' }),
      201,
    )
    ok(await send('GET', '/api/v2/indicators/emailAddresses/bad@example.com'))
    ok(await send('GET', '/api/v2/groups?filters=name^Bad,dateAdded>2017-07-13'))
  })

  it('that encodes nothing is refused', async () => {
    for (const target of [
      '/api/v2/tags/%',
      '/api/v2/tags/%zz',
      '/api/v2/groups?owner=%',
      '/api/v2/tags/%ff',
    ]) {
      const reply = await send('GET', target)
      ok(reply, 400)
      assert.match(reply.json.message, /%25/, target)
    }
  })
})

describe('the signature', () => {
  it('is over the target as it was sent: order, repeats, empty parameters and all', async () => {
    for (const target of [
      '/api/v2/groups?b=2&a=1&a=1&&=&c=',
      '/api/v2/groups/?owner=Example%20Org&includes=tags&includes=attributes',
      '/api/v2/groups?filters=name%5EBad&orParams=true#',
      '/api/v2/groups?x=%7E~%41',
      '/api/v2/%67roups',
    ]) {
      ok(await send('GET', target, { proof: signed('GET', target) }))
      ok(await send('GET', target, { proof: signed('GET', `${target}&`) }), 401)
    }
  })

  it('may come with a lower-case scheme, and in a request that names the whole URL, as proxies send it', async () => {
    const target = '/api/v2/groups?resultLimit=1'
    const proof = signed('GET', target).map((line) => line.replace(': TC ', ': tc '))
    ok(await send('GET', target, { proof }))
    ok(await send('GET', `http://localhost${target}`, { proof: signed('GET', target) }))
  })
})

describe('what is out of scope', () => {
  it('answers 404 in the platform’s form', async () => {
    for (const [method, path] of [
      ['GET', '/customMetrics'],
      ['GET', '/customMetrics/'],
      ['GET', '/customMetrics/1'],
      ['POST', '/customMetrics'],
      ['POST', '/customMetrics/1/data'],
      ['POST', '/notifications'],
      ['GET', '/playbooks'],
      ['POST', '/playbooks/1/execute'],
      ['GET', '/'],
      ['GET', '/nonsense'],
    ] as const) {
      const reply = await send(method, `/api/v2${path}`, { body: method === 'POST' ? '{}' : '' })
      ok(reply, 404)
      assert.equal(reply.headers.get('content-type'), 'application/json')
      assert.deepEqual(Object.keys(reply.json), ['status', 'message'])
      assert.equal(reply.json.status, 'Failure')
    }
  })
})

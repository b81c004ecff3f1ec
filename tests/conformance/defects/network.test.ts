import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import {
  ForbiddenError,
  HttpError,
  InvalidValueError,
  MissingIdError,
  NotFoundError,
  TcEx,
  TimeoutError,
} from 'tcex'
import { collect, type Watched, watch } from './watched.ts'

const owner = 'MyOrg'
const schemes = ['http', 'https'] as const

describe('defect 27: a refusal', () => {
  for (const scheme of schemes) {
    describe(`over ${scheme}`, () => {
      let platform: Watched
      const apiUrl = `${scheme}://platform.example/api`

      before(async () => {
        platform = await watch({ apiUrl, retries: 3, retryDelay: { min: 0, max: 0 } })
      })
      after(() => platform.close())

      it('of one call is its response, whatever the status, also after the last try', async () => {
        const missing = platform.tcex.ti.threat({ uniqueId: 999, owner })
        const response = await missing.single()
        assert.deepEqual([response.ok, response.status, response.data], [false, 404, undefined])
        assert.match(response.message ?? '', /999/)
        for (const status of [400, 401, 403, 429, 500, 502, 503, 504]) {
          platform.through(async () => new Response('{"status":"Failure","message":"no"}', { status }))
          const refused = await missing.single()
          assert.deepEqual([refused.ok, refused.status, refused.message], [false, status, 'no'])
        }
        platform.through((url, init, pass) => pass(url, init))
      })

      it('of one call is an error of the same family where it is asked for', async () => {
        const missing = platform.tcex.ti.threat({ uniqueId: 999, owner })
        const response = await missing.single()
        assert.throws(() => response.throwForStatus(), NotFoundError)
        const throwing = new TcEx({
          apiUrl,
          fetch: platform.server.fetch as never,
          ...platform.server.credentials,
          throwOnError: true,
        })
        await assert.rejects(throwing.ti.threat({ uniqueId: 999, owner }).single(), NotFoundError)
      })

      for (const [name, read, Kind] of [
        [
          'of what is not there',
          (tcex: TcEx) => tcex.ti.threat({ uniqueId: 999, owner }).tags(),
          NotFoundError,
        ],
        ['of another owner', (tcex: TcEx) => tcex.ti.threat({ owner: 'Nobody' }).many(), ForbiddenError],
      ] as const) {
        it(`of a list ${name} is an error with its code, status, request and response`, async () => {
          await assert.rejects(collect<unknown>(read(platform.tcex)), (error: HttpError) => {
            assert.ok(error instanceof Kind && error instanceof HttpError)
            assert.equal(error.response?.status, error.status)
            assert.ok(error.request?.url.startsWith(apiUrl))
            assert.match(error.code, /^(NOT_FOUND|FORBIDDEN)$/)
            return true
          })
        })
      }

      it('for want of an id is an error before any request, of a call and of a list', async () => {
        platform.calls()
        await assert.rejects(platform.tcex.ti.threat({ owner }).single(), MissingIdError)
        await assert.rejects(collect(platform.tcex.ti.threat({ owner }).tags()), MissingIdError)
        assert.deepEqual(platform.calls(), [])
      })
    })
  }
})

describe('defect 28: a bad network', () => {
  for (const scheme of schemes) {
    describe(`over ${scheme}`, () => {
      let platform: Watched
      let id: number
      const { threat } = { threat: (tcex: TcEx) => tcex.ti.threat({ uniqueId: id, owner, name: 'x' }) }

      before(async () => {
        const apiUrl = `${scheme}://platform.example/api`
        platform = await watch({ apiUrl, retries: 3, retryDelay: { min: 0, max: 0 } })
        const made = platform.tcex.ti.threat({ name: 'x', owner })
        await made.create()
        id = Number(made.uniqueId)
      })
      after(() => platform.close())

      /** The platform fails so often, in this way, and works from then on. */
      const failing = (times: number, fail: () => Response | Promise<never>) => {
        let failed = 0
        platform.calls()
        platform.through(async (url, init, pass) => {
          failed += 1
          return failed <= times ? fail() : pass(url, init)
        })
      }

      for (const status of [429, 502, 503, 504]) {
        for (const [method, call] of [
          ['GET', (tcex: TcEx) => threat(tcex).single()],
          ['PUT', (tcex: TcEx) => threat(tcex).update()],
          ['DELETE', (tcex: TcEx) => threat(tcex).deleteTag({ name: 'x' })],
        ] as const) {
          it(`${method} is tried again after ${status}, with Retry-After or without`, async () => {
            await threat(platform.tcex).addTag({ name: 'x' })
            failing(3, () => new Response('{}', { status }))
            assert.equal((await call(platform.tcex)).status, 200)
            assert.equal(platform.calls().length, 4)
          })
        }
      }

      it('what is lost on the way is tried again', async () => {
        failing(3, () => Promise.reject(new TypeError('fetch failed')))
        assert.equal((await threat(platform.tcex).single()).status, 200)
        assert.equal(platform.calls().length, 4)
      })

      it('after the last try the last answer is the answer, not an error of its own', async () => {
        failing(9, () => new Response('{"status":"Failure","message":"busy"}', { status: 503 }))
        const response = await threat(platform.tcex).single()
        assert.deepEqual([response.status, response.message, platform.calls().length], [503, 'busy', 4])
      })

      it('500 is an answer like any other, at once', async () => {
        failing(9, () => new Response('{}', { status: 500 }))
        assert.equal((await threat(platform.tcex).single()).status, 500)
        assert.equal(platform.calls().length, 1)
      })

      it('POST is never sent twice', async () => {
        for (const fail of [
          () => new Response('{}', { status: 503, headers: { 'retry-after': '0' } }),
          () => Promise.reject(new TypeError('fetch failed')),
        ]) {
          failing(1, fail)
          await platform.tcex.ti
            .threat({ name: 'y', owner })
            .create()
            .catch(() => {})
          assert.deepEqual(platform.calls(), ['POST /groups/threats'])
        }
      })

      it('a call that is not answered ends', async () => {
        platform.through(() => new Promise(() => {}))
        const call = threat(platform.tcex).create({ timeout: 5 })
        await assert.rejects(call, TimeoutError)
      })
    })
  }

  it('Retry-After is waited for, neither less nor more', async (context) => {
    const platform = await watch({ retries: 1 })
    await platform.tcex.ti.threat({ name: 'x', owner }).create()
    platform.calls()
    platform.through(async (url, init, pass) =>
      platform.sent.length === 2
        ? new Response('{}', { status: 503, headers: { 'retry-after': '7' } })
        : pass(url, init),
    )
    context.mock.timers.enable({ apis: ['setTimeout'] })
    const call = platform.tcex.ti.threat({ uniqueId: 1, owner }).single({ timeout: 0 })
    const turn = () => new Promise((resolve) => setImmediate(resolve))
    for (let turns = 0; turns < 20; turns += 1) await turn()
    context.mock.timers.tick(6999)
    for (let turns = 0; turns < 20; turns += 1) await turn()
    assert.equal(platform.calls().length, 1)
    context.mock.timers.tick(1)
    assert.equal((await call).status, 200)
    assert.equal(platform.calls().length, 1)
    context.mock.timers.reset()
    await platform.close()
  })

  const encoder = new TextEncoder()

  it('an upload is sent as it is read, never whole', async () => {
    const platform = await watch()
    const document = platform.tcex.ti.document({ name: 'x', fileName: 'a', owner })
    await document.create()
    let parts = 0
    const content = new ReadableStream<Uint8Array>(
      {
        pull: (controller) => {
          parts += 1
          if (parts > 100) controller.close()
          else controller.enqueue(encoder.encode('0123456789'))
        },
      },
      { highWaterMark: 0 },
    )
    platform.through((url, init, pass) => {
      assert.deepEqual([init.body === content, init.duplex, parts], [true, 'half', 0])
      return pass(url, init)
    })
    assert.equal((await document.upload({ content })).status, 200)
    platform.through((url, init, pass) => pass(url, init))
    assert.equal((await (await document.download()).bytes()).length, 1000)
    await platform.close()
  })

  it('a download is had as it comes, never whole', async () => {
    const platform = await watch()
    const document = platform.tcex.ti.document({ name: 'x', fileName: 'a', owner })
    await document.create()
    let asked = 0
    platform.through(async () => {
      const pull = (controller: ReadableStreamDefaultController<Uint8Array>) => {
        asked += 1
        if (asked > 100) controller.error(new Error('the whole was asked for'))
        else controller.enqueue(encoder.encode(`part ${asked};`))
      }
      return new Response(new ReadableStream({ pull }, { highWaterMark: 0 }))
    })
    const stream = await document.downloadStream()
    let text = ''
    for await (const part of stream) {
      text += new TextDecoder().decode(part)
      if (text.length > 12) break
    }
    assert.deepEqual([text, asked], ['part 1;part 2;', 2])
    await platform.close()
  })
})

describe('defect 29: an absolute URL', () => {
  for (const scheme of schemes) {
    it(`as apiUrl is where everything goes, over ${scheme}`, async () => {
      const platform = await watch({ apiUrl: `${scheme}://platform.example:8443/base/api/` })
      const urls: string[] = []
      platform.through(async (url) => {
        urls.push(url)
        return new Response('{"status":"Success","data":{"owner":{"id":1,"name":"x","type":"y"}}}')
      })
      await platform.tcex.ti.owner().single({ uniqueId: 1 })
      assert.deepEqual(urls, [
        `${scheme}://platform.example:8443/base/api/v2/owners/1?createActivityLog=false`,
      ])
      await platform.close()
    })

    it(`${scheme}: where a value, tag, label, owner or user stands, it stays that, and nobody else is called`, async () => {
      const platform = await watch({ apiUrl: 'https://platform.example/api' })
      const elsewhere = `${scheme}://elsewhere.example/v2/owners?x=1#y`
      const hosts = new Set<string>()
      platform.through((url, init, pass) => {
        hosts.add(new URL(url).host)
        return pass(url, init)
      })
      const { ti } = platform.tcex
      const url = ti.url({ uniqueId: elsewhere, owner })
      assert.equal((await url.create()).status, 201)
      assert.equal((await url.single()).data?.text, elsewhere)
      assert.equal((await url.addTag({ name: elsewhere })).status, 201)
      assert.equal((await collect(ti.tag(elsewhere).indicators({ owner }))).length, 1)
      assert.equal((await ti.securityLabel(elsewhere, { owner }).single()).status, 404)
      assert.equal((await ti.task({ uniqueId: 1, owner }).assignee({ userName: elsewhere })).status, 404)
      assert.equal((await ti.url({ uniqueId: elsewhere, owner: elsewhere }).single()).status, 403)
      assert.deepEqual([...hosts], ['platform.example'])
      for (const { path } of platform.sent) assert.doesNotMatch(path, /:\/\//)
      await platform.close()
    })

    it(`${scheme}: where an id stands, it is refused before any request`, async () => {
      const platform = await watch()
      const uniqueId = `${scheme}://elsewhere.example/api`
      for (const item of [platform.tcex.ti.threat({ uniqueId }), platform.tcex.ti.task({ uniqueId })]) {
        await assert.rejects(item.single(), InvalidValueError)
      }
      assert.deepEqual(platform.calls(), [])
      await platform.close()
    })

    it(`${scheme}: that an answer redirects to is not followed, so that the credentials go nowhere else`, async () => {
      const location = `${scheme}://elsewhere.example/api/v2/owners`
      const platform = await watch({ apiUrl: 'https://platform.example/api' })
      platform.through(async () => new Response(null, { status: 307, headers: { location } }))
      const response = await platform.tcex.ti.threat({ uniqueId: 1, owner }).single()
      assert.deepEqual([response.ok, response.status, platform.calls().length], [false, 307, 1])
      assert.equal(platform.sent[0]?.init.redirect, 'manual')
      assert.throws(() => response.throwForStatus(), /Redirects are not followed/)
      await platform.close()
    })
  }
})

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { after, before, describe, it } from 'node:test'
import { type StartedServer, transports } from '@tcex/testkit'
import { TcEx } from 'tcex'

const size = 5 * 1024 * 1024 + 123

/** Bytes that differ from place to place, without holding them all. */
function* chunks(total: number): Generator<Uint8Array> {
  for (let at = 0; at < total; at += 60_000) {
    yield Uint8Array.from({ length: Math.min(60_000, total - at) }, (_, index) => (at + index) % 251)
  }
}

const digest = (parts: Iterable<Uint8Array>): string => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}

const stream = (parts: Iterable<Uint8Array>) =>
  Readable.toWeb(Readable.from(parts)) as ReadableStream<Uint8Array>

for (const [transport, start] of transports) {
  describe(`contents ${transport}`, () => {
    let server: StartedServer
    let tcex: TcEx
    before(async () => {
      server = await start()
      const { credentials, fetch: inProcess } = server.server
      const overHttp = server.url !== 'http://localhost/api'
      tcex = new TcEx({ ...(overHttp ? { apiUrl: server.url } : { fetch: inProcess }), ...credentials })
    })
    after(() => server.close())

    const newDocument = async (fields: { malware?: boolean; password?: string } = {}) => {
      const document = tcex.ti.document({ name: 'sample', fileName: 'sample.pdf', ...fields })
      ;(await document.create()).throwForStatus()
      return document
    }

    it('of any size go up and come down as they were, part by part', async () => {
      const document = await newDocument()
      const up = await document.upload({ content: stream(chunks(size)) })
      assert.equal(up.status, 200)
      const down = await document.download()
      assert.deepEqual([down.status, down.headers.get('content-type')], [200, 'application/octet-stream'])
      assert.equal(down.headers.get('content-length'), String(size))
      assert.equal(digest([await down.bytes()]), digest(chunks(size)))
    })

    it('are told of by the item: size and status', async () => {
      const document = await newDocument()
      assert.equal((await document.single()).data?.status, 'Awaiting Upload')
      await document.upload({ content: 'hello' })
      const { data } = await document.single()
      assert.deepEqual([data?.status, data?.fileSize], ['Success', 5])
    })

    it('are replaced by PUT and not by POST', async () => {
      const document = await newDocument()
      await document.upload({ content: 'first' })
      const again = await document.upload({ content: 'second' })
      assert.equal(again.status, 401)
      assert.match(again.message ?? '', /has content already; replace it with PUT/)
      assert.equal((await document.upload({ content: 'second', update: true })).status, 200)
      assert.equal(await (await document.download()).text(), 'second')
    })

    it('may be empty', async () => {
      const document = await newDocument()
      assert.equal((await document.upload({ content: new Uint8Array() })).status, 200)
      const down = await document.download()
      assert.deepEqual([down.status, (await down.bytes()).length], [200, 0])
    })

    it('that were never uploaded are 404, and so is what has none', async () => {
      const document = await newDocument()
      assert.match((await document.download()).message ?? '', /has no content yet; upload it first/)
      const id = (await tcex.ti.threat({ name: 'x' }).create()).data?.id
      const reply = await server.call('GET', `/v2/groups/threats/${id}/download`)
      assert.equal(reply.status, 404)
    })

    it('of a signature are its text', async () => {
      const fileText = 'rule x { condition: true }\n'
      const fields = { name: 's', fileName: 'x.yara', fileType: 'YARA', fileText }
      const signature = tcex.ti.signature(fields)
      await signature.create()
      const down = await signature.download()
      assert.match(down.headers.get('content-type') ?? '', /^text\/plain/)
      assert.equal(await down.text(), fileText)
    })

    it('that break off in the middle leave what was there', async () => {
      const document = await newDocument()
      await document.upload({ content: 'whole' })
      const broken = stream(
        (function* () {
          for (let count = 0; count < 20; count += 1) yield new Uint8Array(100_000)
          throw new Error('broken on purpose')
        })(),
      )
      await assert.rejects(document.upload({ content: broken, update: true }))
      assert.equal(await (await document.download()).text(), 'whole')
      assert.equal((await document.single()).data?.fileSize, 5)
    })

    it('of malware must be a protected zip archive', async () => {
      const document = await newDocument({ malware: true, password: 'TCinfected' })
      const raw = await document.upload({ content: 'MZ raw malware' })
      assert.deepEqual([raw.status, /password-protected zip archive/.test(raw.message ?? '')], [400, true])
      const plain = Uint8Array.from([0x50, 0x4b, 3, 4, 20, 0, 0, 0, 0, 0])
      assert.equal((await document.upload({ content: plain })).status, 400)
      const locked = Uint8Array.from([0x50, 0x4b, 3, 4, 20, 0, 1, 0, 0, 0])
      assert.equal((await document.upload({ content: locked })).status, 200)
      assert.equal('password' in ((await document.single()).data ?? {}), false)
    })
  })
}

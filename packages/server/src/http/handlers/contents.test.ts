import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { type IncomingMessage, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { after, before, describe, it } from 'node:test'
import { startPlatform, type TestPlatform } from '../../testing/platform.ts'

let platform: TestPlatform
let folder: string
let url: string

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tcex-contents-'))
  platform = await startPlatform({ database: join(folder, 'tcex.db') })
  url = (await platform.server.listen()).url
})
after(async () => {
  await platform.server.close()
  await rm(folder, { recursive: true })
})

const authorization = () => `TC-Token ${platform.server.credentials.token}`

const made = async (branch: string, entity: string): Promise<string> => {
  const body = { name: 'x', fileName: 'x.pdf' }
  return `/groups/${branch}/${(await platform.data('POST', `/groups/${branch}`, body))[entity].id}`
}

const upload = (method: string, path: string, body: BodyInit, type?: string) =>
  fetch(`${url}/v2${path}/upload`, {
    method,
    headers: { authorization: authorization(), ...(type ? { 'content-type': type } : {}) },
    body,
    duplex: 'half',
  } as RequestInit)

const download = (path: string) =>
  fetch(`${url}/v2${path}/download`, { headers: { authorization: authorization() } })

function* generated(size: number): Generator<Uint8Array> {
  for (let left = size; left > 0; left -= 100_000)
    yield new Uint8Array(Math.min(left, 100_000)).fill(left % 251)
}

/** Sends a content as it is generated; `fetch` would keep all of it until the answer comes. */
async function uploadGenerated(path: string, size: number): Promise<number | undefined> {
  const headers = { authorization: authorization(), 'content-type': 'application/octet-stream' }
  const sending = request(`${url}/v2${path}/upload`, { method: 'PUT', headers })
  const answered = once(sending, 'response') as Promise<[IncomingMessage]>
  await pipeline(Readable.from(generated(size)), sending)
  const [answer] = await answered
  answer.resume()
  return answer.statusCode
}

async function digest(stream: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) {
  const hash = createHash('sha256')
  let size = 0
  for await (const bytes of stream) {
    hash.update(bytes)
    size += bytes.length
  }
  return { size, hash: hash.digest('hex') }
}

describe('contents', () => {
  for (const [branch, entity] of [
    ['documents', 'document'],
    ['reports', 'report'],
  ] as const) {
    it(`of ${branch} are uploaded by POST, replaced by PUT, and downloaded as they were`, async () => {
      const path = await made(branch, entity)
      assert.equal((await download(path)).status, 404)
      const first = await upload('POST', path, 'Document contents \0 ö.', 'application/octet-stream')
      assert.deepEqual([first.status, await first.text()], [200, '{"status":"Success"}'])
      const second = await upload('POST', path, 'again', 'application/octet-stream')
      assert.equal(second.status, 401)
      assert.match(await second.text(), /replace it with PUT/)
      const content = await download(path)
      assert.equal(content.headers.get('content-type'), 'application/octet-stream')
      assert.equal(await content.text(), 'Document contents \0 ö.')
      assert.equal((await upload('PUT', path, 'New.', 'application/octet-stream')).status, 200)
      assert.equal(await (await download(path)).text(), 'New.')
    })
  }

  it('of a signature are its text, as text/plain', async () => {
    const fileText = 'rule x { condition: "ö" }'
    const body = { name: 's', fileName: 's.yar', fileType: 'YARA', fileText }
    const { signature } = await platform.data('POST', '/groups/signatures', body)
    const content = await download(`/groups/signatures/${signature.id}`)
    assert.match(String(content.headers.get('content-type')), /^text\/plain/)
    assert.equal(await content.text(), fileText)
  })

  it('come with any content type or none, since clients mean the bytes; only a form is refused', async () => {
    for (const type of [
      'application/json',
      'text/plain; charset=utf-8',
      'application/x-www-form-urlencoded',
      '',
    ]) {
      const path = await made('documents', 'document')
      const bytes = new TextEncoder().encode('{"not": JSON}')
      assert.equal((await upload('POST', path, bytes, type)).status, 200, type)
      assert.equal(await (await download(path)).text(), '{"not": JSON}')
    }
    const form = new FormData()
    form.set('file', new Blob(['x']))
    const path = await made('documents', 'document')
    const refused = await upload('POST', path, form)
    assert.equal(refused.status, 400)
    assert.match(await refused.text(), /application\/octet-stream/)
    assert.equal((await download(path)).status, 404)
  })

  it('of any size stream both ways without being held whole', async () => {
    const path = await made('documents', 'document')
    const size = 256 * 1024 * 1024 + 7
    const sent = await digest(generated(size))
    const before = process.memoryUsage.rss()
    assert.equal(await uploadGenerated(path, size), 200)
    const content = await download(path)
    assert.equal(content.headers.get('content-length'), String(size))
    assert.deepEqual(await digest(content.body as AsyncIterable<Uint8Array>), sent)
    const grown = process.memoryUsage.rss() - before
    assert.ok(grown < size, `${grown} bytes more for a content of ${size}`)
    assert.equal((await platform.data('GET', path)).document.fileSize, size)
  })

  it('are of documents, reports and signatures only', async () => {
    const { threat } = await platform.data('POST', '/groups/threats', { name: 'x' })
    assert.equal((await upload('POST', `/groups/threats/${threat.id}`, 'x')).status, 404)
    assert.equal((await download(`/groups/threats/${threat.id}`)).status, 404)
  })
})

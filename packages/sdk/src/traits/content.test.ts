import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { NotFoundError } from '../index.ts'
import { clientOf, done, refusal } from '../testing/recorder.ts'

describe('content', () => {
  for (const [update, method] of [
    [undefined, 'POST'],
    [true, 'PUT'],
  ] as const) {
    it(`is uploaded as bytes, by ${method} (defect 10)`, async () => {
      const { tcex, requests } = clientOf(() => done())
      await tcex.ti.document({ uniqueId: 5 }).upload({ content: 'New Document contents here.', update })
      const [request] = requests
      assert.equal(`${request?.method} ${request?.path}`, `${method} /v2/groups/documents/5/upload`)
      assert.equal(request?.headers['content-type'], 'application/octet-stream')
      assert.equal(request?.body, 'New Document contents here.')
    })
  }

  for (const content of [new Uint8Array([0, 255]), new Blob(['x']), new ArrayBuffer(2)]) {
    it(`may be a ${content.constructor.name}`, async () => {
      const { tcex, requests } = clientOf(() => done())
      await tcex.ti.report({ uniqueId: 5 }).upload({ content })
      assert.equal(requests[0]?.body, content)
    })
  }

  it('is downloaded byte for byte, whatever it looks like', async () => {
    const bytes = new Uint8Array([0xff, 0, 0x7b])
    const { tcex, requests } = clientOf(() => new Response(bytes))
    const response = await tcex.ti.document({ uniqueId: 5 }).download()
    assert.deepEqual(await response.bytes(), bytes)
    assert.equal(requests[0]?.headers.accept, '*/*')
    const looksRefused = clientOf(() => new Response('{"status":"Failure"}'))
    assert.equal((await looksRefused.tcex.ti.document({ uniqueId: 5 }).download()).ok, true)
  })

  it('that cannot be downloaded is a refusal, not content (defect 15)', async () => {
    const { tcex } = clientOf(() => refusal(404, 'no content yet'))
    const response = await tcex.ti.signature({ uniqueId: 5 }).download()
    assert.deepEqual([response.ok, response.message], [false, 'no content yet'])
    assert.throws(() => response.throwForStatus(), NotFoundError)
  })

  it('has a hash, in hexadecimal', async () => {
    const { tcex, requests } = clientOf(() => new Response('abc'))
    const document = tcex.ti.document({ uniqueId: 5, owner: 'O' })
    assert.equal(await document.fileHash({ hashType: 'sha1' }), 'a9993e364706816aba3e25717850c26c9cd0d89d')
    assert.match(await document.fileHash(), /^ba7816bf8f01cfea[0-9a-f]{48}$/)
    assert.equal(requests[0]?.query, 'owner=O&createActivityLog=false')
  })

  it('that is refused is never hashed (defect 15)', async () => {
    const { tcex } = clientOf(() => refusal(404, 'no content yet'))
    await assert.rejects(tcex.ti.document({ uniqueId: 5 }).fileHash(), NotFoundError)
  })
})

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { catalog } from '@tcex/model'
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

  it('belongs to the types whose entry says so', () => {
    const { tcex } = clientOf(() => done())
    for (const { type, traits } of catalog.of('group')) {
      const item = tcex.ti.group({ groupType: type })
      assert.deepEqual(
        ['upload', 'download'].filter((name) => name in item),
        traits,
      )
    }
  })
})

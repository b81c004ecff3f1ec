import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { AbortError, type FetchAnswer, NetworkError, NotFoundError, TimeoutError } from '../index.ts'
import { clientOf, collect, refusal } from '../testing/recorder.ts'

const text = async (stream: ReadableStream<Uint8Array>): Promise<string> =>
  (await collect(stream)).map((part) => new TextDecoder().decode(part)).join('')

/** An answer whose body gives one part and then does what it is told. */
const answering = (then: () => Promise<void>) => {
  let parts = 0
  const pull = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    parts += 1
    if (parts > 1) return then()
    controller.enqueue(new TextEncoder().encode('first'))
    return undefined
  }
  return new Response(new ReadableStream({ pull }, { highWaterMark: 0 }))
}

const never = () => new Promise<never>(() => {})

describe('a content that is downloaded as it comes', () => {
  it('is what is there, asked for like any download', async () => {
    const { tcex, requests } = clientOf(() => new Response('the content'))
    const stream = await tcex.ti.report({ uniqueId: 5, owner: 'O' }).downloadStream()
    assert.equal(await text(stream), 'the content')
    const [request] = requests
    assert.equal(`${request?.method} ${request?.path}`, 'GET /v2/groups/reports/5/download')
    assert.equal(request?.query, 'owner=O&createActivityLog=false')
  })

  it('that is refused is the error of the refusal', async () => {
    const { tcex } = clientOf(() => refusal(404, 'no content yet'))
    await assert.rejects(tcex.ti.document({ uniqueId: 5 }).downloadStream(), (error: NotFoundError) => {
      assert.ok(error instanceof NotFoundError)
      return /no content yet/.test(error.message)
    })
  })

  it('is asked for again where the platform is busy', async () => {
    const { tcex, requests } = clientOf(
      (_, number) => (number === 1 ? refusal(503, 'busy') : new Response('x')),
      { retries: 1, retryDelay: { min: 0, max: 0 } },
    )
    assert.equal(await text(await tcex.ti.document({ uniqueId: 5 }).downloadStream()), 'x')
    assert.equal(requests.length, 2)
  })

  it('is read whole first by a fetch that knows no streams', async () => {
    const { arrayBuffer, headers, status, statusText } = new Response('x')
    const answer: FetchAnswer = {
      headers,
      status,
      statusText,
      arrayBuffer: () => arrayBuffer.call(new Response('x')),
    }
    const { tcex } = clientOf(() => answer)
    assert.equal(await text(await tcex.ti.document({ uniqueId: 5 }).downloadStream()), 'x')
  })

  it('ends with an error where a part does not come in time', async () => {
    const { tcex } = clientOf(() => answering(never))
    const stream = await tcex.ti.document({ uniqueId: 5 }).downloadStream({ timeout: 5 })
    await assert.rejects(text(stream), TimeoutError)
  })

  it('ends with an error where the network does', async () => {
    const { tcex } = clientOf(() => answering(() => Promise.reject(new TypeError('terminated'))))
    const stream = await tcex.ti.document({ uniqueId: 5 }).downloadStream()
    await assert.rejects(text(stream), NetworkError)
  })

  it('ends with the caller’s signal', async () => {
    const controller = new AbortController()
    const { tcex } = clientOf(() => answering(never))
    const stream = await tcex.ti.document({ uniqueId: 5 }).downloadStream({ signal: controller.signal })
    const read = text(stream)
    controller.abort()
    await assert.rejects(read, AbortError)
  })

  it('lets go of the network where nobody reads on', async () => {
    let cancelled = false
    const source = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(1)),
      cancel: () => {
        cancelled = true
      },
    })
    const { tcex } = clientOf(() => new Response(source))
    for await (const _part of await tcex.ti.document({ uniqueId: 5 }).downloadStream()) break
    assert.equal(cancelled, true)
  })
})

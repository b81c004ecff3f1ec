import { Readable } from 'node:stream'
import { createGzip } from 'node:zlib'
import {
  batchErrors,
  batchResults,
  batchStatus,
  createBatch,
  statusOf,
  uploadBatch,
} from '../../batch/batch.ts'
import { refuse } from '../../service/refusal.ts'
import { single } from '../answers.ts'
import { parseBody } from '../body.ts'
import type { Answer, Call } from '../call.ts'
import { partsOf } from '../multipart.ts'
import { handlers } from './handlers.ts'

export const batch = handlers({
  create: async (call) => single('batchId', await createBatch(call.scope, call.batch, call.body), 201),
  upload: async (call) => {
    const { state } = await uploadBatch(call.scope, call.batch, call.param('id'), call.content)
    return { status: 202, body: { status: state } }
  },
  createAndUpload: async (call) => {
    const job = await configured(call)
    return single('batchStatus', statusOf(job, call.flag('includeAdditional')), 201)
  },
  status: async (call) => {
    const status = await batchStatus(call.scope, call.param('id'), call.flag('includeAdditional'))
    return single('batchStatus', status)
  },
  errors: async (call) => {
    const errors = await batchErrors(call.scope, call.param('id'))
    return list(call, 'application/octet-stream', errors)
  },
  results: async (call) => {
    const [code, contains, severity] = ['code', 'contains', 'severity'].map((name) => call.parameter(name))
    const results = await batchResults(call.scope, call.param('id'), { code, contains, severity })
    return list(call, 'application/json', results)
  },
})

const configLimit = 64 * 1024

/** Settings and file come as two parts of one body, in this order. */
async function configured(call: Call) {
  const { scope, batch: queue } = call
  let id: number | undefined
  for await (const { name, content } of partsOf(call.content, call.contentType)) {
    if (name === 'config') id = await createBatch(scope, queue, parseBody(await bytesOf(content), ''))
    else if (name !== 'content') throw refuse('multipart', { detail: `"${name}" is another part` })
    else if (id === undefined) throw refuse('multipart', { detail: '"content" comes before "config"' })
    // Awaited here: the parts are given up when the loop is left.
    else return await uploadBatch(scope, queue, String(id), content)
  }
  throw refuse('multipart', { detail: `"${id === undefined ? 'config' : 'content'}" is missing` })
}

async function bytesOf(content: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of content) {
    size += chunk.length
    if (size > configLimit) throw refuse('bodyTooLarge', { limit: configLimit })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** A JSON list of any length, compressed for clients that take it. */
function list({ takesGzip }: Call, type: string, items: AsyncIterable<unknown>): Answer {
  const parts = jsonList(items)
  if (!takesGzip) return { status: 200, content: { type, parts } }
  const zipped = Readable.from(parts, { objectMode: false }).pipe(createGzip())
  return { status: 200, content: { type, encoding: 'gzip', parts: zipped } }
}

async function* jsonList(items: AsyncIterable<unknown>): AsyncGenerator<Uint8Array> {
  let separator = '['
  for await (const item of items) {
    yield Buffer.from(separator + JSON.stringify(item))
    separator = ','
  }
  yield Buffer.from(separator === '[' ? '[]' : ']')
}

import assert from 'node:assert/strict'
import { at, rawRequest } from '@tcex/testkit'
import type { FuzzRequest } from './requests.ts'

/** What no answer may hold: where in which program something went wrong. */
const inside =
  /\n\s+at |node:internal|node_modules|\.ts:\d+|\.js:\d+|SQLITE|sqlite|syntax error at or near|ERR_[A-Z_]+/

/** How long an answer may take, in milliseconds; a hang takes longer. */
const patience = 20_000

/** Where the platform is, and how to be let in. */
export interface Target {
  readonly url: string
  readonly token: string
}

/**
 * Sends a request as it is and looks at the answer.
 *
 * @throws AssertionError for one that no platform should give, or that does not come
 */
export async function judge({ url, token }: Target, request: FuzzRequest): Promise<number> {
  const { method, target, headers, body } = request
  const bytes = Buffer.from(body)
  const head = [
    `${method} ${target} HTTP/1.1`,
    `Authorization: TC-Token ${token}`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    'Host: fuzz',
    `Content-Length: ${bytes.length}`,
    'Connection: close',
  ]
  const { status, headers: answered, body: text } = await inTime(rawRequest(url, head, bytes))
  assert.ok(status >= 200 && status < 500, `${status} ${text}`)
  assert.equal(answered.has('x-injected'), false, 'a header was injected')
  if (status >= 400 && method !== 'HEAD') judgeRefusal(text)
  return status
}

function judgeRefusal(text: string): void {
  const json = JSON.parse(text) as unknown
  const sentence = at(json, 'status') === 'Invalid' ? at(json, 'description') : at(json, 'message')
  assert.ok(['Failure', 'Invalid'].includes(String(at(json, 'status'))), text)
  assert.ok(typeof sentence === 'string' && sentence.length > 0, text)
  assert.doesNotMatch(sentence.replaceAll(/"[^"]*"/g, ''), inside)
}

function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer came within ${patience} ms`)), patience)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

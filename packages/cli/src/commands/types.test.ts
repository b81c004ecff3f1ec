import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { after, before, describe, test } from 'node:test'

const bin = join(import.meta.dirname, '../../bin/tcex.js')
const widget = {
  name: 'Wid"get',
  custom: 'true',
  parsable: 'false',
  apiBranch: 'widgets',
  apiEntity: 'widget',
  casePreference: 'sensitive',
  value1Label: 'Serial Number',
  value1Type: 'text',
  value2Label: 'Colour',
  value2Type: 'selectone',
  value2Option: 'Red;Green',
}
const mutex = { ...widget, name: 'Mutex', apiBranch: 'mutexes', apiEntity: 'mutex', value1Label: 'Mutex' }

/** An instance that has these types, for one token. */
const instance = createServer((request, response) => {
  const isMine = request.headers.authorization === 'TC-Token APIV2:mine'
  const body = isMine
    ? { status: 'Success', data: { resultCount: 2, indicatorType: [mutex, widget] } }
    : { status: 'Failure', message: 'who are you?' }
  response.writeHead(isMine ? 200 : 401, { 'content-type': 'application/json' }).end(JSON.stringify(body))
})

let apiUrl = ''
before(async () => {
  instance.listen(0, '127.0.0.1')
  await once(instance, 'listening')
  apiUrl = `http://127.0.0.1:${(instance.address() as AddressInfo).port}/api`
})
after(() => instance.close())

async function run(words: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [bin, 'types', ...words], { env: { PATH: process.env.PATH, ...env } })
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { out, err, code }
}

describe('tcex types', () => {
  test('prints a module of the types that the SDK does not know by itself', async () => {
    const { out, err, code } = await run([], { TC_API_PATH: apiUrl, TC_TOKEN: 'APIV2:mine' })
    assert.deepEqual([code, err], [0, ''])
    assert.match(out, /^import \{ defineIndicator \} from 'tcex'$/m)
    assert.match(out, /"Wid\\"get": defineIndicator\(\{/)
    assert.match(out, /"Serial Number": \{/)
    assert.match(out, /choices: \["Red","Green"\]/)
    assert.match(out, /interface CustomIndicatorTypes extends InstanceTypes \{\}/)
    assert.doesNotMatch(out, /Mutex/)
  })

  test('takes flags before variables', async () => {
    const flags = ['--api-url', apiUrl, '--token', 'APIV2:mine']
    const { code } = await run(flags, { TC_API_PATH: 'http://127.0.0.1:1', TC_TOKEN: 'APIV2:other' })
    assert.equal(code, 0)
  })

  test('says in one sentence what went wrong', async () => {
    const refused = await run(['--api-url', apiUrl, '--token', 'APIV2:other'])
    assert.deepEqual([refused.code, refused.out], [1, ''])
    assert.match(refused.err, /^GET \/api\/v2\/types\/indicatorTypes was refused with 401 .*who are you\?/)
    const nowhere = await run([])
    assert.equal(nowhere.code, 1)
    assert.match(nowhere.err, /^The environment variable TC_API_PATH is missing/)
  })
})

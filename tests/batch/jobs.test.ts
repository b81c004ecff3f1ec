import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { type BatchPlatform, batchPlatform, defaults, everything } from './platform.ts'

let platform: BatchPlatform

before(async () => {
  platform = await batchPlatform({ batchFileLimit: 3_000_000 })
})

after(() => platform.close())

const create = async (settings: Record<string, unknown> = {}): Promise<number> => {
  const { body } = await platform.call('POST', '/batch', { ...defaults, ...settings })
  return (body.data as { batchId: number }).batchId
}

const host = { indicator: [{ type: 'Host', summary: 'jobs.example.com' }] }

describe('a batch job', () => {
  test('is created, takes a file once, runs and is asked about', async () => {
    const created = await platform.call('POST', '/batch', defaults)
    const { batchId } = created.body.data as { batchId: number }
    assert.deepEqual([created.status, created.body], [201, { status: 'Success', data: { batchId } }])
    const status = { id: batchId, errorCount: 0, successCount: 0, unprocessCount: 0 }
    assert.deepEqual((await platform.call('GET', `/batch/${batchId}`)).body, {
      status: 'Success',
      data: { batchStatus: { ...status, status: 'Created' } },
    })
    const errors = await platform.call('GET', `/batch/${batchId}/errors`)
    assert.deepEqual(
      [errors.status, errors.body],
      [400, { status: 'Invalid', description: 'Batch still in Created state' }],
    )
    const uploaded = await platform.call('POST', `/batch/${batchId}`, host)
    assert.deepEqual([uploaded.status, uploaded.body], [202, { status: 'Queued' }])
    const again = await platform.call('POST', `/batch/${batchId}`, host)
    assert.equal(again.status, 400)
    assert.match(String(again.body.message), /has its file already/)
    await platform.ended(batchId)
    assert.deepEqual((await platform.call('GET', `/batch/${batchId}`)).body, {
      status: 'Success',
      data: { batchStatus: { ...status, successCount: 1, status: 'Completed' } },
    })
    assert.deepEqual((await platform.call('GET', `/batch/${batchId}?includeAdditional=true`)).body, {
      status: 'Success',
      data: {
        batchStatus: {
          ...status,
          successCount: 1,
          status: 'Completed',
          successIndicatorCount: 1,
          errorIndicatorCount: 0,
          successGroupCount: 0,
          errorGroupCount: 0,
          successAssociationCount: 0,
          errorAssociationCount: 0,
        },
      },
    })
    for (const path of ['errors', 'results']) {
      assert.equal((await platform.call('GET', `/batch/${batchId}/${path}`)).status, 404)
    }
  })

  test('is refused with every setting that breaks a rule', async () => {
    const rows: readonly (readonly [settings: Record<string, unknown>, status: number, message: RegExp])[] = [
      [{ haltOnError: undefined, action: null }, 400, /"haltOnError" is required; "action" is required/],
      [{ owner: undefined }, 400, /"owner" is required/],
      [{ attributeWriteType: 'Sometimes' }, 400, /"attributeWriteType" must be one of: Append, Replace/],
      [{ version: 'V3' }, 400, /"version" must be one of: V1, V2/],
      [{ fileMergeMode: 'x' }, 400, /"fileMergeMode" must be one of/],
      [{ hashCollisionMode: 'x' }, 400, /"hashCollisionMode" must be one of/],
      [{ writeType: 'x' }, 400, /"writeType" is not a field here/],
      [{ owner: 'Somebody else' }, 403, /"Somebody else"/],
    ]
    for (const [settings, status, message] of rows) {
      const answer = await platform.call('POST', '/batch', { ...defaults, ...settings })
      assert.equal(answer.status, status)
      assert.match(String(answer.body.message), message)
    }
    const texts = { haltOnError: 'true', playbookTriggersEnabled: 'false', action: 'create' }
    assert.equal((await platform.call('POST', '/batch', { ...defaults, ...texts })).status, 201)
  })

  test('that does not exist is not found', async () => {
    for (const [method, path] of [
      ['GET', '/batch/999'],
      ['GET', '/batch/x'],
      ['POST', '/batch/999'],
      ['GET', '/batch/999/errors'],
      ['GET', '/batch/999/results'],
    ] as const) {
      assert.equal((await platform.call(method, path, method === 'POST' ? '{}' : undefined)).status, 404)
    }
  })

  test('a file that is too large is refused, and a smaller one taken then', async () => {
    const id = await create()
    const large = await platform.call('POST', `/batch/${id}`, JSON.stringify({ x: 'x'.repeat(3_000_000) }))
    assert.deepEqual(
      [large.status, large.body],
      [400, { status: 'Invalid', description: 'File size greater than allowable limit of 3000000' }],
    )
    assert.equal((await platform.call('POST', `/batch/${id}`, host)).status, 202)
    await platform.ended(id)
  })
})

describe('a file that is none', () => {
  const rows: readonly (readonly [what: string, file: string, landed: number])[] = [
    ['nothing', '', 0],
    ['no JSON', 'hello', 0],
    ['an end in the middle', '{"indicator":[{"type":"Host","summary":"first.example.com"},', 1],
    ['an element that is none', '[{"type":"Host","summary":"second.example.com"},{a:1}]', 1],
    ['lists in each other', `[${'['.repeat(1_000_000)}`, 0],
  ]
  for (const [what, file, landed] of rows) {
    test(`${what}: what came before it landed, and the place is told`, async () => {
      const { status, errors } = await platform.run(file)
      assert.deepEqual([status.successCount, status.errorCount, status.unprocessCount], [landed, 1, 0])
      assert.equal(errors[0]?.code, '0x1003')
      assert.match(String(errors[0]?.errorReason), /The file cannot be read on from byte \d+/)
    })
  }

  test('random bytes', async () => {
    const { status } = await platform.run(randomBytes(100_000))
    assert.equal(status.errorCount, 1)
  })
})

describe('errors', () => {
  const bad = {
    indicator: [
      { type: 'Host', summary: 'a b' },
      { type: 'Host', summary: 'c d', associatedGroups: [{ groupXid: 'none' }] },
    ],
    group: [{ type: 'Threat', name: 'x' }],
  }

  test('are a list, compressed for who takes it', async () => {
    const { id, errors } = await platform.run(bad)
    assert.equal(errors.length, 3)
    const authorization = `TC-Token ${platform.server.credentials.token}`
    const url = `http://localhost/api/v2/batch/${id}/errors`
    const plain = await platform.server.fetch(url, { headers: { authorization } })
    assert.equal(plain.headers.get('content-type'), 'application/octet-stream')
    const zipped = await platform.server.fetch(url, { headers: { authorization, 'accept-encoding': 'gzip' } })
    assert.equal(zipped.headers.get('content-encoding'), 'gzip')
    const text = gunzipSync(Buffer.from(await zipped.arrayBuffer())).toString()
    assert.deepEqual(JSON.parse(text), await plain.json())
  })

  test('results are asked for by code, text and severity', async () => {
    const { id } = await platform.run(bad)
    const count = async (query: string) => {
      const { body } = await platform.call('GET', `/batch/${id}/results${query}`)
      return (body as unknown as unknown[]).length
    }
    assert.equal(await count(''), 3)
    assert.equal(await count('?code=0x1005'), 2)
    assert.equal(await count('?contains=c+d'), 1)
    assert.equal(await count('?severity=err'), 3)
    assert.equal(await count('?severity=warn'), 0)
    const { body } = await platform.call('GET', `/batch/${id}/results?code=0x1006`)
    assert.deepEqual(Object.keys((body as unknown as object[])[0] ?? {}), [
      'code',
      'severity',
      'errorReason',
      'errorMessage',
    ])
    for (const query of ['?code=1005', '?severity=bad']) {
      assert.equal((await platform.call('GET', `/batch/${id}/results${query}`)).status, 400)
    }
  })
})

describe('create and upload in one', () => {
  const form = (
    ...parts: readonly (readonly [name: string, value: string, file?: string | undefined])[]
  ): FormData => {
    const data = new FormData()
    for (const [name, value, file] of parts) {
      if (file) data.append(name, new Blob([value]), file)
      else data.append(name, value)
    }
    return data
  }
  const config = JSON.stringify(defaults)

  test('takes the settings and the file as parts, as files or fields', async () => {
    for (const file of ['content', undefined]) {
      const large = {
        indicator: Array.from({ length: 20_000 }, (_, at) => ({
          type: 'Host',
          summary: `m${at}.example.com`,
        })),
      }
      const data = form(['config', config, file], ['content', JSON.stringify(large), file])
      const answer = await platform.call('POST', '/batch/createAndUpload?includeAdditional=true', data)
      assert.equal(answer.status, 201)
      const { batchStatus } = answer.body.data as { batchStatus: { id: number; status: string } }
      assert.equal(batchStatus.status, 'Queued')
      assert.equal((await platform.ended(batchStatus.id)).successCount, 20_000)
    }
  })

  test('refuses another order, a missing part, another body, bad settings', async () => {
    const rows: readonly (readonly [body: FormData | string, message: RegExp])[] = [
      [form(['content', '{}'], ['config', config]), /"content" comes before "config"/],
      [form(['config', config]), /"content" is missing/],
      [form(['something', config]), /"something" is another part/],
      [form(['config', '{'], ['content', '{}']), /not valid JSON/],
      [form(['config', '{}'], ['content', '{}']), /"owner" is required/],
      ['{}', /must be multipart\/form-data/],
    ]
    for (const [body, message] of rows) {
      const answer = await platform.call('POST', '/batch/createAndUpload', body)
      assert.equal(answer.status, 400)
      assert.match(String(answer.body.message), message)
    }
  })

  test('a body that ends in the middle is refused and makes no items', async () => {
    const before = await everything(platform)
    const body =
      `--b\r\ncontent-disposition: form-data; name="config"\r\n\r\n${config}\r\n` +
      `--b\r\ncontent-disposition: form-data; name="content"; filename="c"\r\n\r\n[{"type":"Host","summary":"half.example.com"}]`
    const headers = { 'content-type': 'multipart/form-data; boundary=b' }
    const answer = await platform.call('POST', '/batch/createAndUpload', body, headers)
    assert.equal(answer.status, 400)
    assert.deepEqual(await everything(platform), before)
  })
})

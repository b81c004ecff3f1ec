import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type BatchPlatform, batchPlatform, itemOf } from './platform.ts'

let platform: BatchPlatform

before(async () => {
  platform = await batchPlatform()
})

after(() => platform.close())

describe('what the original module writes into a file', () => {
  test('a document that it kept on disk says "password": false where there is none', async () => {
    const document = { name: 'd', type: 'Document', xid: 'kept', fileName: 'd.txt' }
    const { status, errors } = await platform.run({
      group: [{ ...document, malware: false, password: false }],
    })
    assert.deepEqual([status.successCount, errors], [1, []])
    const kept = await itemOf(platform, '/groups/documents/kept')
    assert.equal(kept?.malware, false)
    const named = await platform.run({ group: [{ ...document, xid: 'unnamed', name: false }] })
    assert.match(String(named.errors[0]?.errorReason), /"name" is required/)
  })

  test('an indicator given as an object has its value by number besides, in types of one value too', async () => {
    const { status, errors } = await platform.run({
      indicator: [
        { type: 'Url', summary: 'https://one.example', value1: 'https://one.example' },
        { type: 'Email Address', summary: 'a@one.example', value1: 'a@one.example' },
        { type: 'CIDR', summary: '10.0.0.0/24', value1: '10.0.0.0/24' },
      ],
    })
    assert.deepEqual([status.successCount, errors], [3, []])
    assert.equal(
      (await itemOf(platform, '/indicators/urls/https%3A%2F%2Fone.example'))?.text,
      'https://one.example',
    )
  })
})

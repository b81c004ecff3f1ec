// When hashes of one batch item belong to several files, these become one: everything that hung on any of them hangs on it,
// and the audit log and the list of deleted indicators say what became of the others.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type BatchPlatform, batchPlatform, names } from './platform.ts'

type Json = Record<string, unknown>

const md5 = 'a'.repeat(32)
const sha1 = 'b'.repeat(40)
const stays = `/indicators/files/${sha1}`

let platform: BatchPlatform
let now = new Date('2024-01-01T00:00:00Z')

const anHour = () => {
  now = new Date(now.getTime() + 3_600_000)
}

async function done(method: string, path: string, body?: unknown): Promise<Json> {
  const answer = await platform.call(method, path, body, { 'content-type': 'application/json' })
  assert.ok(answer.status < 300, `${method} ${path}: ${JSON.stringify(answer.body)}`)
  return (answer.body.data ?? {}) as Json
}

const listOf = async (path: string, key: string) => (await done('GET', path))[key] as readonly Json[]

/** Everything that can hang on a file, told apart by a letter. */
async function hang(file: string, letter: string): Promise<void> {
  await done('POST', `${file}/falsePositive`)
  await done('POST', `${file}/observations`, {
    count: 2,
    dateObserved: `2023-12-01T00:00:0${letter.charCodeAt(0) % 2}Z`,
  })
  await done('POST', `${file}/fileOccurrences`, { fileName: `${letter}.exe` })
  await done('POST', `${file}/indicators/hosts/${letter}.example.com`)
  await done('POST', `${file}/actions/dnsQuery/indicators/hosts/${letter}.example.com`)
  await done(
    'POST',
    `${file}/associations/fileDownload/indicators/urls/${encodeURIComponent(`http://${letter}.example.com/`)}`,
  )
  const { threat } = (await done('POST', '/groups/threats', { name: letter })) as { threat: Json }
  await done('POST', `${file}/groups/threats/${threat.id}`)
  const { victim } = (await done('POST', '/victims', { name: letter })) as { victim: Json }
  const assets = `/victims/${victim.id}/victimAssets/emailAddresses`
  const { victimEmailAddress } = (await done('POST', assets, {
    address: `${letter}@example.com`,
    addressType: 'work',
  })) as { victimEmailAddress: Json }
  await done('POST', `${file}/victimAssets/emailAddresses/${victimEmailAddress.id}`)
}

before(async () => {
  platform = await batchPlatform({ now: () => now, accessId: 'me' })
  const described = (letter: string) => ({
    rating: letter === 'x' ? 1 : 2,
    tag: [{ name: letter }],
    attribute: [{ type: 'Description', value: letter, securityLabel: [{ name: 'TLP:RED' }] }],
    securityLabel: [{ name: letter === 'x' ? 'TLP:RED' : 'TLP:GREEN' }],
  })
  await platform.run({
    indicator: ['x', 'y'].flatMap((letter) => [
      { type: 'Host', summary: `${letter}.example.com` },
      { type: 'URL', summary: `http://${letter}.example.com/` },
    ]),
  })
  await platform.run({ indicator: [{ type: 'File', summary: md5, ...described('x') }] })
  anHour()
  await platform.run({ indicator: [{ type: 'File', summary: sha1, ...described('y') }] })
  await hang(`/indicators/files/${md5}`, 'x')
  await hang(stays, 'y')
  anHour()
  const append = { tagWriteType: 'Append', securityLabelWriteType: 'Append' }
  const { status } = await platform.run({ indicator: [{ type: 'File', md5, sha1 }] }, append)
  assert.deepEqual([status.successCount, status.errorCount], [1, 0])
})

after(() => platform.close())

describe('two files that become one', () => {
  test('are found by the hash of each, with the fields of the one modified last', async () => {
    const files = await Promise.all([md5, sha1].map((hash) => done('GET', `/indicators/files/${hash}`)))
    const [first, second] = files.map(({ file }) => file as Json)
    assert.deepEqual(first, second)
    assert.deepEqual([first?.md5, first?.sha1, first?.rating], [md5.toUpperCase(), sha1.toUpperCase(), 2])
  })

  test('tags and security labels', async () => {
    assert.deepEqual(names(await listOf(`${stays}/tags`, 'tag')), ['x', 'y'])
    assert.deepEqual(names(await listOf(`${stays}/securityLabels`, 'securityLabel')), [
      'TLP:GREEN',
      'TLP:RED',
    ])
  })

  test('attributes with the labels on them', async () => {
    const attributes = await listOf(`${stays}/attributes`, 'attribute')
    assert.deepEqual(attributes.map(({ value }) => value).sort(), ['x', 'y'])
    for (const { id } of attributes) {
      assert.deepEqual(names(await listOf(`${stays}/attributes/${id}/securityLabels`, 'securityLabel')), [
        'TLP:RED',
      ])
    }
  })

  test('occurrences', async () => {
    const occurrences = await listOf(`${stays}/fileOccurrences`, 'fileOccurrence')
    assert.deepEqual(occurrences.map(({ fileName }) => fileName).sort(), ['x.exe', 'y.exe'])
  })

  test('observations, added up, and false positives, one a user and day', async () => {
    const { observationCount } = await done('GET', `${stays}/observationCount`)
    assert.deepEqual((observationCount as Json).count, 4)
    const { file } = await done('GET', `${stays}?includes=additional`)
    assert.equal((file as Json).falsePositiveCount, 1)
  })

  test('associations with groups and indicators', async () => {
    assert.deepEqual(names(await listOf(`${stays}/groups`, 'group')), ['x', 'y'])
    const indicators = await listOf(`${stays}/indicators`, 'indicator')
    assert.deepEqual(
      new Set(indicators.map(({ summary }) => summary)),
      new Set(['x', 'y'].flatMap((letter) => [`${letter}.example.com`, `http://${letter}.example.com/`])),
    )
  })

  test('typed associations, from both ends, and file actions', async () => {
    const urls = ['http://x.example.com/', 'http://y.example.com/']
    const summaries = async (path: string) => (await listOf(path, 'indicator')).map(({ summary }) => summary)
    assert.deepEqual(await summaries(`${stays}/associations/fileDownload/indicators`), urls)
    for (const url of urls) {
      const path = `/indicators/urls/${encodeURIComponent(url)}/associations/fileDownload/indicators`
      assert.deepEqual(await summaries(path), [`${md5} : ${sha1}`.toUpperCase()])
    }
    assert.deepEqual(await summaries(`${stays}/actions/dnsQuery/indicators`), [
      'x.example.com',
      'y.example.com',
    ])
  })

  test('victim assets', async () => {
    const assets = await listOf(`${stays}/victimAssets`, 'victimAsset')
    assert.deepEqual(assets.map(({ name }) => name).sort(), ['x@example.com', 'y@example.com'])
  })

  test('the one that went is among the deleted ones, and the audit log names both', async () => {
    const deleted = await listOf('/indicators/files/deleted', 'indicator')
    assert.deepEqual(
      deleted.map(({ summary }) => summary),
      [md5.toUpperCase()],
    )
    const lines: unknown[] = []
    for await (const { path, item, who } of platform.server.administration.audit({})) {
      if (/batch/.test(path) && item?.type === 'File') lines.push([who, item.name])
    }
    assert.deepEqual(lines.slice(-2), [
      ['me', md5.toUpperCase()],
      ['me', `${md5} : ${sha1}`.toUpperCase()],
    ])
  })
})

describe('what a batch deletes', () => {
  test('is named in the audit log, each by a line', async () => {
    const summaries = ['d1.example.com', 'd2.example.com']
    const indicator = summaries.map((summary) => ({ type: 'Host', summary }))
    await platform.run({ indicator })
    const { id } = await platform.run({ indicator }, { action: 'Delete' })
    const lines: unknown[] = []
    for await (const { path, item } of platform.server.administration.audit({})) {
      if (path.endsWith(`/batch/${id}`) && item) lines.push(item.name)
    }
    assert.deepEqual(lines, summaries)
  })
})

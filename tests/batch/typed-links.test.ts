// Links of a named type between indicators, and what files do: as they stand in batch files, and as the platform shows them.

import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { type BatchPlatform, batchPlatform, defaults } from './platform.ts'

const md5 = (digit: string) => digit.repeat(32)

let platform: BatchPlatform

beforeEach(async () => {
  platform = await batchPlatform()
})

afterEach(() => platform.close())

/** The values of the indicators that a path lists. */
async function listed(path: string): Promise<readonly string[]> {
  const { status, body } = await platform.call('GET', `/indicators${path}`)
  assert.equal(status, 200, JSON.stringify(body))
  const { indicator } = body.data as { indicator: { summary: string }[] }
  return indicator.map(({ summary }) => summary).sort()
}

const host = 'typed.example.com'
const url = 'http://typed.example.com/'
const hostAndUrl = [
  { type: 'Host', summary: host },
  { type: 'URL', summary: url },
]
const ends = { ref_1: host, type_1: 'Host', ref_2: url, type_2: 'URL' }

describe('an association of a named type', () => {
  for (const associationType of ['URL Host', 'url host', 'urlHost']) {
    test(`is stored as such, both ways, and once: ${associationType}`, async () => {
      const file = { indicator: hostAndUrl, association: [{ ...ends, associationType }] }
      for (let times = 0; times < 2; times += 1) assert.deepEqual((await platform.run(file)).errors, [])
      assert.deepEqual(await listed(`/hosts/${host}/associations/urlHost/indicators`), [url])
      const address = encodeURIComponent(url)
      assert.deepEqual(await listed(`/urls/${address}/associations/urlHost/indicators`), [host])
      assert.deepEqual(await listed(`/hosts/${host}/indicators`), [url])
    })
  }

  test('that leads to any indicator is the plain one', async () => {
    const association = [{ ...ends, associationType: 'Host to Indicators' }]
    assert.deepEqual((await platform.run({ indicator: hostAndUrl, association })).errors, [])
    assert.deepEqual(await listed(`/hosts/${host}/indicators`), [url])
    assert.deepEqual(await listed(`/hosts/${host}/associations/urlHost/indicators`), [])
  })

  test('between indicators named by their ids', async () => {
    await platform.run({ indicator: hostAndUrl })
    const idOf = async (type: string, value: string, key: string) => {
      const { body } = await platform.call('GET', `/indicators/${type}/${encodeURIComponent(value)}`)
      return (body.data as Record<string, { id: number }>)[key]?.id
    }
    const association = {
      id_1: await idOf('hosts', host, 'host'),
      type_1: 'Host',
      id_2: await idOf('urls', url, 'url'),
      type_2: 'URL',
      associationType: 'URL Host',
    }
    const untyped = { ...association, type_1: undefined }
    const { errors } = await platform.run({ association: [association, untyped] })
    assert.deepEqual(
      errors.map(({ errorReason }) => /there is no group/.test(String(errorReason))),
      [true],
    )
    assert.deepEqual(await listed(`/hosts/${host}/associations/urlHost/indicators`), [url])
  })

  test('whose indicators come in a later chunk waits for them', async () => {
    const many = Array.from({ length: 1500 }, (_, index) => ({
      type: 'Address',
      summary: `10.0.${index >> 8}.${index & 255}`,
    }))
    const association = [{ ...ends, associationType: 'URL Host' }]
    const { errors } = await platform.run({ association, indicator: [...many, ...hostAndUrl] })
    assert.deepEqual(errors, [])
    assert.deepEqual(await listed(`/hosts/${host}/associations/urlHost/indicators`), [url])
  })

  test('is told where there is none of that name, or where it does not link the two types', async () => {
    const association = [
      { ...ends, associationType: 'Nonsense' },
      { ...ends, associationType: 'Planet to Indicators' },
      { ...ends, associationType: 'ASN to CIDR' },
      { ...ends, associationType: '' },
    ]
    const { status, errors } = await platform.run({ indicator: hostAndUrl, association })
    assert.deepEqual([status.successCount, status.errorAssociationCount], [2, 4])
    assert.deepEqual(new Set(errors.map(({ code }) => code)), new Set(['0x1009']))
    const reasons = errors.map(({ errorReason }) => String(errorReason)).join('\n')
    assert.match(reasons, /"associationType" must be one of: Address to User Agent/)
    assert.match(reasons, /"ASN to CIDR" does not fit Host and URL; it links ASN and CIDR/)
    assert.match(reasons, /"associationType" is required between two indicators/)
  })

  test('is undone by a batch that deletes, and by its type alone', async () => {
    const typed = [{ ...ends, associationType: 'URL Host' }]
    const plain = [{ ...ends, associationType: 'URL to Indicators' }]
    await platform.run({ indicator: hostAndUrl, association: [...typed, ...plain] })
    assert.deepEqual((await platform.run({ association: typed }, { action: 'Delete' })).errors, [])
    assert.deepEqual(await listed(`/hosts/${host}/associations/urlHost/indicators`), [])
    assert.deepEqual(await listed(`/hosts/${host}/indicators`), [url])
  })
})

describe('file actions', () => {
  const named = [
    { type: 'Address', summary: '10.1.1.1', xid: 'address' },
    { type: 'Mutex', summary: 'm', xid: 'mutex' },
    { type: 'File', summary: md5('b'), xid: 'dropped' },
  ]
  const acting = {
    type: 'File',
    summary: md5('a'),
    xid: 'dropper',
    fileAction: {
      children: [
        { relationship: 'File Traffic', indicatorXid: 'address', parentIndicatorXid: 'dropper' },
        {
          relationship: 'drop',
          indicatorXid: 'dropped',
          parentIndicatorXid: 'dropper',
          children: [{ relationship: 'Mutex', indicatorXid: 'mutex', parentIndicatorXid: 'dropped' }],
        },
      ],
    },
  }

  const actions = async () => [
    await listed(`/files/${md5('a')}/actions/traffic/indicators`),
    await listed(`/files/${md5('a')}/actions/drop/indicators`),
    await listed(`/files/${md5('b')}/actions/mutex/indicators`),
  ]
  const expected = [['10.1.1.1'], [md5('B')], ['m']]

  test('as the original module sends them, by xids of the file: once, however often', async () => {
    for (let times = 0; times < 2; times += 1) {
      const { status, errors } = await platform.run({ indicator: [acting, ...named] })
      assert.deepEqual([errors, status.successAssociationCount], [[], 3])
      assert.deepEqual(await actions(), expected)
    }
  })

  test('in whatever order and however far apart', async () => {
    const between = Array.from({ length: 1200 }, (_, index) => ({
      type: 'Mutex',
      summary: `${index}`,
      xid: `${index}`,
    }))
    const indicator = ['no object', acting, ...between, ...named]
    assert.deepEqual((await platform.run({ indicator })).errors.length, 1)
    assert.deepEqual(await actions(), expected)
  })

  test('by type and value, and as a list', async () => {
    const fileAction = [
      { relationship: 'File Traffic', indicatorType: 'Address', summary: '10.1.1.1' },
      {
        relationship: 'File Drop',
        indicatorType: 'File',
        summary: md5('b'),
        children: [{ relationship: 'File Mutex', type: 'Mutex', summary: 'm' }],
      },
    ]
    await platform.run({ indicator: named })
    const { errors } = await platform.run({ indicator: [{ ...acting, fileAction }] })
    assert.deepEqual(errors, [])
    assert.deepEqual(await actions(), expected)
  })

  test('in a batch of the first version too', async () => {
    assert.deepEqual((await platform.run([acting, ...named], { version: 'V1' })).errors, [])
    assert.deepEqual(await actions(), expected)
  })

  test('that lead nowhere are told; the file stays', async () => {
    const children = [
      { relationship: 'File Traffic', indicatorXid: 'mutex' },
      { relationship: 'File Mutex', indicatorXid: 'nobody' },
    ]
    const { status, errors } = await platform.run({
      indicator: [{ ...acting, fileAction: { children } }, ...named],
    })
    assert.deepEqual([status.successCount, status.errorAssociationCount], [4, 2])
    const reasons = errors.map(({ errorReason }) => String(errorReason)).join('\n')
    assert.match(reasons, /"File Traffic" does not fit File and Mutex; it links File and Address/)
    assert.match(reasons, /there is no indicator with the xid "nobody" in the file/)
  })

  test('that make no sense refuse their item', async () => {
    const acts = (fileAction: unknown, type = 'File') => ({
      type,
      summary: type === 'File' ? md5('c') : 'c',
      fileAction,
    })
    const { status, errors } = await platform.run({
      indicator: [
        acts({ children: [{ relationship: 'Explode', indicatorXid: 'x' }] }),
        acts({ children: [{ relationship: 'File Drop' }] }),
        acts({ children: ['x'] }),
        acts({ children: [{ relationship: 'File Drop', indicatorXid: 'x' }] }, 'Mutex'),
      ],
    })
    assert.deepEqual([status.successCount, status.errorIndicatorCount], [0, 4])
    const reasons = errors.map(({ errorReason }) => String(errorReason))
    for (const [index, rule] of [
      /"relationship" must be one of: File Archive, File Drop/,
      /"indicatorXid" is required, or "indicatorType" and "summary"/,
      /"fileAction" must be a list of objects/,
      /"fileAction" is for files only/,
    ].entries()) {
      assert.match(reasons[index] ?? '', rule)
    }
  })

  test('stop nothing where the job halts at the first error', async () => {
    const { status } = await platform.run(
      { indicator: [acting, ...named] },
      { ...defaults, haltOnError: true },
    )
    assert.deepEqual([status.successAssociationCount, status.errorCount], [3, 0])
  })
})

import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { type BatchPlatform, batchPlatform, names } from './platform.ts'

const md5 = (digit: string) => digit.repeat(32)
const sha1 = (digit: string) => digit.repeat(40)
const sha256 = (digit: string) => digit.repeat(64)

let platform: BatchPlatform
let now: Date

beforeEach(async () => {
  now = new Date('2024-01-01T00:00:00Z')
  platform = await batchPlatform({ now: () => now })
})

afterEach(() => platform.close())

const file = (hashes: Record<string, string>, more: Record<string, unknown> = {}) => ({
  type: 'File',
  ...hashes,
  ...more,
})

interface Shown {
  readonly summary: string
  readonly rating?: number
  readonly tag: unknown
}

/** Every file with its rating and tags. */
async function files(): Promise<readonly unknown[]> {
  const { body } = await platform.call('GET', '/indicators?includes=tags')
  const { indicator } = body.data as { indicator: Shown[] }
  return indicator.map(({ summary, rating, tag }) => [
    summary
      .split(' : ')
      .map((hash) => hash[0])
      .join(''),
    rating,
    names(tag).join(''),
  ])
}

/** Writes one file after the other, each an hour later. */
async function given(...indicators: readonly unknown[]): Promise<void> {
  for (const each of indicators) {
    await platform.run({ indicator: [each] })
    now = new Date(now.getTime() + 3_600_000)
  }
}

describe('one file that is there', () => {
  test('gets the hashes that it lacked', async () => {
    await given(file({ md5: md5('a') }, { rating: 1 }), file({ md5: md5('a'), sha1: sha1('b') }))
    assert.deepEqual(await files(), [['AB', 1, '']])
    await given(file({ sha1: sha1('b'), sha256: sha256('c') }, { rating: 2 }))
    assert.deepEqual(await files(), [['ABC', 2, '']])
  })

  const rows: readonly (readonly [mode: string | undefined, expected: readonly unknown[], errors: number])[] =
    [
      [undefined, [['AC', 5, 'n']], 0],
      ['FavorIncoming', [['AC', 5, 'n']], 0],
      ['FavorExisting', [['AB', 5, 'n']], 0],
      [
        'IgnoreExisting',
        [
          ['AB', 1, 'o'],
          ['C', 5, 'n'],
        ],
        0,
      ],
      ['IgnoreIncoming', [['AB', 1, 'o']], 1],
      ['Split', [['AB', 5, 'n']], 0],
    ]
  for (const [hashCollisionMode, expected, count] of rows) {
    test(`a hash that contradicts it: ${hashCollisionMode ?? 'by default'}`, async () => {
      await given(file({ md5: md5('a'), sha1: sha1('b') }, { rating: 1, tag: [{ name: 'o' }] }))
      const incoming = file({ md5: md5('a'), sha1: sha1('c') }, { rating: 5, tag: [{ name: 'n' }] })
      const settings = hashCollisionMode ? { hashCollisionMode } : {}
      const { errors } = await platform.run({ indicator: [incoming] }, settings)
      assert.deepEqual(await files(), expected)
      assert.deepEqual(
        errors.map(({ code }) => code),
        Array(count).fill('0x2003'),
      )
      await platform.run({ indicator: [incoming] }, settings)
      assert.equal((await files()).length, expected.length)
    })
  }
})

describe('several files that are there', () => {
  const incoming = file({ md5: md5('a'), sha1: sha1('b') }, { tag: [{ name: 'n' }] })
  const append = { tagWriteType: 'Append' }

  test('become one: the one modified last, with what hung on all', async () => {
    await given(
      file(
        { md5: md5('a') },
        { rating: 1, tag: [{ name: 'o' }], attribute: [{ type: 'Title', value: 'x' }] },
      ),
      file(
        { sha1: sha1('b') },
        { rating: 2, tag: [{ name: 'p' }], attribute: [{ type: 'Title', value: 'x' }] },
      ),
    )
    const { status } = await platform.run({ indicator: [incoming] }, append)
    assert.equal(status.successCount, 1)
    assert.deepEqual(await files(), [['AB', 2, 'nop']])
    const { body } = await platform.call('GET', `/indicators/files/${md5('a')}/attributes`)
    assert.equal((body.data as { resultCount: number }).resultCount, 2)
  })

  test('stay apart and are all told: Distribute', async () => {
    await given(file({ md5: md5('a') }), file({ sha1: sha1('b') }))
    await platform.run(
      { indicator: [{ ...incoming, rating: 4 }] },
      { ...append, fileMergeMode: 'Distribute' },
    )
    assert.deepEqual(await files(), [
      ['A', 4, 'n'],
      ['B', 4, 'n'],
    ])
  })

  const rows: readonly (readonly [mode: string, expected: readonly unknown[]])[] = [
    ['FavorIncoming', [['ABE', undefined, 'nop']]],
    ['FavorExisting', [['ABE', undefined, 'nop']]],
    ['IgnoreExisting', [['AB', undefined, 'n']]],
    [
      'IgnoreIncoming',
      [
        ['AD', undefined, 'o'],
        ['BE', undefined, 'p'],
      ],
    ],
    [
      'Split',
      [
        ['AD', undefined, 'no'],
        ['BE', undefined, 'np'],
      ],
    ],
  ]
  for (const [hashCollisionMode, expected] of rows) {
    test(`contradict each other: ${hashCollisionMode}`, async () => {
      await given(
        file({ md5: md5('a'), sha256: sha256('d') }, { tag: [{ name: 'o' }] }),
        file({ sha1: sha1('b'), sha256: sha256('e') }, { tag: [{ name: 'p' }] }),
      )
      await platform.run({ indicator: [incoming] }, { ...append, hashCollisionMode })
      assert.deepEqual(await files(), expected)
    })
  }
})

describe('file occurrences', () => {
  test('are taken as a list or alone, and the same one is one', async () => {
    const once = { fileName: 'drop1.exe', date: '2017-03-03T18:00:00-06:00' }
    const { errors } = await platform.run({
      indicator: [
        file({ md5: md5('a') }, { fileOccurrence: [once] }),
        file({ md5: md5('a') }, { fileOccurrence: once }),
      ],
    })
    assert.deepEqual(errors, [])
  })
})

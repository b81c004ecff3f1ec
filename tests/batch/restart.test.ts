import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { batchPlatform, defaults } from './platform.ts'

let folder: string

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'tcex-batch-'))
})

after(() => rmSync(folder, { recursive: true, force: true }))

const tables = [
  'item',
  'attribute',
  'tag',
  'item_tag',
  'item_label',
  'association',
  'file_occurrence',
  'label',
]

/** Every row of what batches write. */
function dump(path: string): Record<string, unknown[]> {
  const database = new DatabaseSync(path, { readOnly: true })
  try {
    return Object.fromEntries(
      tables.map((name) => [name, database.prepare(`select * from ${name} order by 1, 2`).all()]),
    )
  } finally {
    database.close()
  }
}

const sizes = (rows: Record<string, unknown[]>) =>
  Object.fromEntries(Object.entries(rows).map(([name, all]) => [name, all.length]))

/** Runs until the program says something of which this holds, and kills it then. */
function killedAt(path: string, count: number, isThere: (status: Record<string, number>) => boolean) {
  const program = fileURLToPath(new URL('./killed.ts', import.meta.url))
  const child = spawn(process.execPath, ['-C', 'tcex-source', program, path, String(count)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return new Promise<Record<string, number>>((resolve, reject) => {
    let text = ''
    let last: Record<string, number> = {}
    child.stdout.on('data', (bytes: Buffer) => {
      text += bytes.toString()
      const lines = text.split('\n')
      text = lines.pop() ?? ''
      for (const line of lines) {
        last = JSON.parse(line) as Record<string, number>
        if (isThere(last)) child.kill('SIGKILL')
      }
    })
    child.once('error', reject)
    child.once('exit', () => resolve(last))
  })
}

describe('a batch job outlives its process', () => {
  const total = 20_000
  const rows: readonly (readonly [when: string, isThere: (status: Record<string, unknown>) => boolean])[] = [
    ['between chunks', ({ successCount }) => Number(successCount) > 0],
    ['before it began', ({ status }) => status !== 'Created'],
    ['while links are made', ({ successAssociationCount }) => Number(successAssociationCount) > 0],
  ]
  for (const [when, isThere] of rows) {
    test(`killed ${when}: everything is there once`, async () => {
      const path = join(folder, `${when.replaceAll(' ', '-')}.db`)
      const last = await killedAt(path, total, isThere)
      assert.notEqual(last.status, 'Completed')
      const platform = await batchPlatform({ database: path })
      const status = await platform.ended(1)
      const errors = await platform.call('GET', '/batch/1/errors')
      await platform.close()
      assert.deepEqual(
        [status.successIndicatorCount, status.errorIndicatorCount, status.successAssociationCount],
        [19_800, 200, 19_800],
      )
      assert.equal((errors.body as unknown as unknown[]).length, 200)
      const { item, attribute, item_tag, association } = sizes(dump(path))
      assert.deepEqual(
        { item, attribute, item_tag, association },
        {
          item: 19_801,
          attribute: 2 * 19_800,
          item_tag: 19_800,
          association: 2 * 19_800,
        },
      )
    })
  }

  test('closing stops it between two chunks; opened again, it goes on', async () => {
    const database = join(folder, 'closed.db')
    const first = await batchPlatform({ database })
    const { body } = await first.call('POST', '/batch', defaults)
    const { batchId } = body.data as { batchId: number }
    const indicator = Array.from({ length: total }, (_, at) => ({
      type: 'Host',
      summary: `c${at}.example.com`,
    }))
    await first.call('POST', `/batch/${batchId}`, { indicator })
    await first.close()
    assert.ok((sizes(dump(database)).item ?? 0) < total)
    const second = await batchPlatform({ database })
    assert.equal((await second.ended(batchId)).successCount, total)
    await second.close()
    assert.equal(sizes(dump(database)).item, total)
  })
})

describe('a file run again', () => {
  for (const attributeWriteType of ['Append', 'Replace', 'Singleton', 'Static']) {
    test(`changes no row: ${attributeWriteType}`, async () => {
      const database = join(folder, `again-${attributeWriteType}.db`)
      let now = new Date('2024-01-01T00:00:00Z')
      const platform = await batchPlatform({ database, now: () => now })
      const hanging = {
        attribute: [
          { type: 'Description', value: 'd', displayed: true, source: 's' },
          { type: 'Description', value: 'd', displayed: true, source: 's' },
          { type: 'Description', value: 'other' },
        ],
        tag: [{ name: 'a' }, { name: 'b' }],
        securityLabel: [{ name: 'TLP:RED' }, { name: 'Mine', description: 'm', color: '000000' }],
      }
      const file = {
        indicator: [
          { type: 'Host', summary: 'Again.example.com', rating: 3, active: false, ...hanging },
          { type: 'File', summary: 'a'.repeat(32), fileOccurrence: [{ path: 'C:\\' }], ...hanging },
          { type: 'Registry Key', summary: 'HKLM\\Run : x : REG_SZ', description: 'key', ...hanging },
          {
            type: 'Host',
            summary: 'linked.example.com',
            associatedGroups: [{ groupXid: 'a-1' }, { type: 'Threat', name: 'whole' }],
          },
        ],
        group: [
          { type: 'Event', name: 'e', xid: 'a-1', status: 'New', associatedGroupXid: ['a-2'], ...hanging },
          { type: 'Tool', name: 't', xid: 'a-2' },
        ],
        association: [{ ref_1: 'a-1', ref_2: 'a-2' }],
      }
      const first = await platform.run(file, { attributeWriteType })
      const before = dump(database)
      now = new Date('2024-02-02T00:00:00Z')
      const second = await platform.run(file, { attributeWriteType })
      assert.deepEqual([first.errors, second.errors], [[], []])
      assert.deepEqual({ ...second.status, id: 0 }, { ...first.status, id: 0 })
      assert.deepEqual(dump(database), before)
      await platform.close()
    })
  }

  test('what changes is modified, and nothing else', async () => {
    let now = new Date('2024-01-01T00:00:00Z')
    const platform = await batchPlatform({ now: () => now })
    const file = (rating: number) => ({
      indicator: [
        { type: 'Host', summary: 'same.example.com', rating: 1, tag: [{ name: 'x' }] },
        { type: 'Host', summary: 'other.example.com', rating, tag: [{ name: 'x' }] },
      ],
    })
    await platform.run(file(1))
    now = new Date('2024-02-02T00:00:00Z')
    await platform.run(file(2))
    const { body } = await platform.call('GET', '/indicators?modifiedSince=2024-01-15')
    const { indicator } = body.data as { indicator: { summary: string }[] }
    assert.deepEqual(
      indicator.map(({ summary }) => summary),
      ['other.example.com'],
    )
    await platform.close()
  })
})

describe('a large file', () => {
  test('of 20,000 indicators takes bounded time and memory, while others are answered', async () => {
    const database = join(folder, 'large.db')
    const platform = await batchPlatform({ database })
    const indicator = Array.from({ length: 20_000 }, (_, at) => ({
      type: 'Host',
      summary: `large${at}.example.com`,
      rating: at % 6,
      tag: [{ name: `t${at % 50}` }],
      attribute: [{ type: 'Description', value: `${at} ${'x'.repeat(500)}` }],
    }))
    const memory = process.memoryUsage().rss
    const started = performance.now()
    const { body } = await platform.call('POST', '/batch', defaults)
    const { batchId } = body.data as { batchId: number }
    await platform.call('POST', `/batch/${batchId}`, { indicator })
    let slowest = 0
    let answered = 0
    let isRunning = true
    const ended = platform.ended(batchId).finally(() => {
      isRunning = false
    })
    while (isRunning) {
      const asked = performance.now()
      await platform.call('GET', '/owners')
      slowest = Math.max(slowest, performance.now() - asked)
      answered += 1
      await new Promise((resolve) => setImmediate(resolve))
    }
    assert.equal((await ended).successCount, 20_000)
    await platform.close()
    assert.ok(answered > 20, `${answered} calls were answered meanwhile`)
    assert.ok(slowest < 10_000, `the slowest took ${slowest} ms`)
    assert.ok(performance.now() - started < 60_000)
    assert.ok(process.memoryUsage().rss - memory < 400_000_000)
  })
})

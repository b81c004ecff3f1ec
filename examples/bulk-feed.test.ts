import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Server } from '@tcex/server'
import { TcEx } from 'tcex'
import { startServer } from '../packages/server/src/testing/platform.ts'
import { bulkReport, runBulkFeed } from './bulk-feed.ts'
import { fileJournal } from './feed/journal.ts'

const table = [
  'type,value,source',
  'Address,10.0.0.1,a',
  'Host,BAD.example.com,a',
  'Address,10.0.0.1,b',
  'Address,999.0.0.1,a',
  'Nope,x,a',
]

/** Real intelligence, where it lies beside the repository. */
const mixed = new URL('../../shared/data/iocs/iocs-mixed.csv.gz', import.meta.url).pathname

let home = ''
let server: Server
let tcex: TcEx
before(async () => {
  home = await mkdtemp(join(tmpdir(), 'tcex-bulk-'))
  await writeFile(join(home, 'table.csv'), table.join('\n'))
  server = await startServer()
  tcex = new TcEx({ fetch: server.fetch, ...server.credentials })
})
after(async () => {
  await server.close()
  await rm(home, { recursive: true, force: true })
})

const poll = { min: 5 }

describe('a table as batch jobs', () => {
  test('every row lands, is merged, or is refused with its reason', async () => {
    const journal = fileJournal(join(home, 'journal'))
    const report = await runBulkFeed(tcex, join(home, 'table.csv'), { poll, journal })
    assert.deepEqual([report.read, report.landed, report.merged.length, report.refused.length], [5, 2, 1, 2])
    const lines = [...bulkReport(report)]
    assert.match(lines[0] ?? '', /^row 3: refused: .*"summary" must be four numbers/)
    assert.match(lines[1] ?? '', /^row 4: refused: There is no type "Nope"/)
    assert.equal(lines[2], 'row 2: the same as row 0')
    const again = await runBulkFeed(tcex, join(home, 'table.csv'), {
      poll,
      journal: fileJournal(join(home, 'journal')),
    })
    assert.deepEqual(again, report)
  })

  test('all of the mixed feed', { skip: !existsSync(mixed) }, async (t) => {
    const { read, landed, merged, refused } = await runBulkFeed(tcex, mixed, { poll, tag: 'Mixed' })
    assert.equal(landed + merged.length + refused.length, read)
    assert.ok(refused.every(({ index, reason }) => index !== undefined && reason))
    let found = 0
    for await (const _indicator of tcex.ti.tag('Mixed').indicators()) found += 1
    t.diagnostic(
      `${read} read, ${landed} landed, ${merged.length} merged, ${refused.length} refused, ${found} there`,
    )
    assert.equal(found, landed)
  })
})

describe('a journal in a file', () => {
  test('keeps what was set last, over a torn line', async () => {
    const file = join(home, 'torn')
    const journal = fileJournal(file)
    await journal.set('a', '1')
    await journal.set('a', '2')
    await appendFile(file, '["b","to')
    const again = fileJournal(file)
    assert.deepEqual([again.get('a'), again.get('b')], ['2', undefined])
    await again.set('b', '3')
    const third = fileJournal(file)
    assert.deepEqual([third.get('a'), third.get('b')], ['2', '3'])
  })
})

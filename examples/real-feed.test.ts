import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { createServer, type Server } from '@tcex/server'
import { TcEx } from 'tcex'
import { reportLines } from './feed/report.ts'
import { runFeed } from './real-feed.ts'

/** Real intelligence, where it lies beside the repository. */
const sample = new URL('../../shared/data/iocs/iocs-sample.csv', import.meta.url).pathname

let folder: string
let server: Server
let tcex: TcEx

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tcex-feed-'))
  server = await createServer({ owner: 'MyOrg' })
  tcex = new TcEx({ fetch: server.fetch, ...server.credentials })
})

after(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})

const table = [
  'type,value,source',
  'Host,one.example.com,a',
  'Host,ONE.example.com.,b',
  'Address,999.1.1.1,a',
  'Nonsense,x,a',
  'User Agent,"Agent, with a comma and ""quotes""",a',
  '',
].join('\n')

async function feed(name: string, content: string | Uint8Array): Promise<string> {
  const file = join(folder, name)
  await writeFile(file, content)
  return file
}

test('each row lands, is merged or is refused, and the three add up', async () => {
  const report = await runFeed(tcex, await feed('small.csv', table), { tag: 'small' })
  assert.deepEqual(report.differences, [])
  assert.equal(report.read, 5)
  assert.equal(report.landed + report.merged.length + report.refused.length, report.read)
  assert.deepEqual(reportLines(report).slice(1), [
    'line 3: merged: Host "ONE.example.com.": the same as line 2: one.example.com',
    ...reportLines(report).slice(2),
  ])
  assert.match(reportLines(report)[2] ?? '', /^line 4: refused: Address "999\.1\.1\.1": .*"ip" must be/)
  assert.match(reportLines(report)[3] ?? '', /^line 5: refused: Nonsense "x": .*Address/)
})

test('a compressed table is read the same', async () => {
  const report = await runFeed(tcex, await feed('small.csv.gz', gzipSync(table)), { tag: 'packed' })
  assert.deepEqual([report.read, report.landed, report.differences], [5, 2, []])
})

test('a table without one of its columns is refused by the name of the column', async () => {
  const file = await feed('columns.csv', 'type,value\nHost,a.example.com\n')
  await assert.rejects(runFeed(tcex, file), /has no column "source"/)
})

test('a row without a source lands without the attribute, and a header alone is checked too', async () => {
  const report = await runFeed(tcex, await feed('bare.csv', 'type,value,source\nHost,bare.example.com,\n'), {
    tag: 'bare',
  })
  assert.deepEqual([report.landed, report.refused.length, report.differences], [1, 0, []])
  await assert.rejects(runFeed(tcex, await feed('wrong.csv', 'a,b,c\n')), /has no column "type"/)
})

test('a file that is not UTF-8, not there, or not compressed as it says is an error', async () => {
  const latin = await feed('latin.csv', Buffer.from('type,value,source\nHost,\xe9.com,a\n', 'latin1'))
  await assert.rejects(runFeed(tcex, latin), /utf-8/i)
  await assert.rejects(runFeed(tcex, join(folder, 'nowhere.csv')), /ENOENT/)
  await assert.rejects(runFeed(tcex, await feed('bad.csv.gz', 'plain')), /header/)
})

test('a real feed', { skip: existsSync(sample) ? false : 'the real feed is not there' }, async (context) => {
  const { read, landed, merged, refused, differences } = await runFeed(tcex, sample, { tag: 'real' })
  context.diagnostic(`${read} rows: ${landed} landed, ${merged.length} merged, ${refused.length} refused`)
  assert.deepEqual(differences, [])
  assert.equal(landed + merged.length + refused.length, read)
  assert.equal(read, 2068)
  const reasons = refused.filter(
    ({ row, reason }) => row.type === 'URL' && /must begin with a scheme/.test(reason),
  )
  assert.ok(
    refused.length - reasons.length <= 3,
    'only URLs without a scheme and three registry keys are refused',
  )
})

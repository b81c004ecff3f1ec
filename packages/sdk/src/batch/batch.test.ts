import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { BatchProgress } from '../index.ts'
import { batchPlatform } from '../testing/batch-platform.ts'
import { address, addresses, counts, poll, run } from '../testing/batch-run.ts'
import { clientOf, freeze, page, textOf } from '../testing/recorder.ts'

describe('a batch on the wire', () => {
  it('is a job, an upload, a wait, as the documentation has it', async () => {
    const { report, requests } = await run([address(1, { rating: 3, tag: ['a'] })])
    assert.deepEqual(
      requests.map(({ method, path }) => `${method} ${path}`),
      ['POST /v2/batch', 'POST /v2/batch/1', 'GET /v2/batch/1', 'GET /v2/batch/1'],
    )
    assert.deepEqual(JSON.parse(String(requests[0]?.body)), {
      version: 'V2',
      owner: 'O',
      haltOnError: false,
      action: 'Create',
      attributeWriteType: 'Replace',
      tagWriteType: 'Replace',
      securityLabelWriteType: 'Replace',
    })
    assert.equal(requests[1]?.headers['content-type'], 'application/octet-stream')
    assert.deepEqual(JSON.parse(textOf(requests[1] ?? { body: null })), {
      indicator: [{ type: 'Address', summary: '10.0.0.1', rating: 3, tag: [{ name: 'a' }] }],
    })
    assert.match(requests[2]?.query ?? '', /includeAdditional=true/)
    assert.deepEqual(report, {
      read: 1,
      landed: 1,
      merged: [],
      refused: [],
      jobs: [{ batchId: 1, items: 1, successCount: 1, errorCount: 0, unprocessCount: 0 }],
      halted: false,
    })
  })

  it('takes every option of a job', async () => {
    const { jobs } = await run([address(1)], {
      action: 'Delete',
      attributeWriteType: 'Static',
      tagWriteType: 'Append',
      securityLabelWriteType: 'Append',
      fileMergeMode: 'Distribute',
      hashCollisionMode: 'Split',
      haltOnError: true,
    })
    assert.deepEqual(jobs[0]?.settings, {
      version: 'V2',
      owner: 'O',
      haltOnError: true,
      action: 'Delete',
      attributeWriteType: 'Static',
      tagWriteType: 'Append',
      securityLabelWriteType: 'Append',
      fileMergeMode: 'Distribute',
      hashCollisionMode: 'Split',
    })
  })

  it('sends groups first, then indicators, in canonical form and with dates as UTC', async () => {
    const { items } = await run([
      { indicatorType: 'Host', hostName: 'BAD.example.com' },
      { type: 'incident', name: 'i', xid: 'x1', eventDate: '2024-08-04T02:00:00+02:00' },
      { type: 'File', summary: `${'a'.repeat(32)} : ${'b'.repeat(40)}` },
      { indicatorType: 'Registry Key', 'Key Name': 'HKLM\\x', 'Value Name': 'y', 'Value Type': 'REG_SZ' },
      { groupType: 'Event', name: 'e', xid: 'x2', eventDate: new Date(0) },
    ])
    assert.deepEqual(items(), [
      { name: 'i', type: 'Incident', xid: 'x1', eventDate: '2024-08-04T00:00:00Z' },
      { name: 'e', type: 'Event', xid: 'x2', eventDate: '1970-01-01T00:00:00Z' },
      { type: 'Host', summary: 'bad.example.com' },
      { type: 'File', summary: `${'A'.repeat(32)} : ${'B'.repeat(40)}` },
      { type: 'Registry Key', summary: 'HKEY_LOCAL_MACHINE\\x : y : REG_SZ' },
    ])
  })

  it('sends a value that has no canonical form as it came, for the platform to refuse', async () => {
    const { items } = await run([
      { type: 'Address', summary: '999.1.1.1' },
      { indicatorType: 'Host', hostName: 'not a host' },
      { type: 'Registry Key', summary: 'HKEY_NOWHERE' },
    ])
    assert.deepEqual(
      items().map(({ summary }) => summary),
      ['999.1.1.1', 'not a host', 'HKEY_NOWHERE'],
    )
  })

  it('gives a group without an xid one made of what it holds', async () => {
    const group = { groupType: 'Threat', name: 't' } as const
    const first = await run([group, { ...group, name: 'u' }])
    const again = await run([group])
    const [xid, other] = first.items().map((item) => item.xid)
    assert.match(String(xid), /^[0-9a-f]{64}$/)
    assert.notEqual(xid, other)
    assert.equal(again.items()[0]?.xid, xid)
  })

  it('asks whose organization it is where nobody is named', async () => {
    const { script, jobs } = batchPlatform()
    const { tcex } = clientOf((request, number) =>
      request.path === '/v2/owners/mine'
        ? page('owner', [{ id: 1, name: 'Mine' }], 1)
        : script(request, number),
    )
    await tcex.batch({ poll }).run([address(1)])
    assert.equal(jobs[0]?.settings.owner, 'Mine')
  })

  it('leaves the caller’s objects as they are', async () => {
    const { report } = await run(freeze([address(1, { tag: ['a'] }), address(1, { tag: ['b'] })]))
    assert.deepEqual(counts(report), [2, 1, 1, 0])
  })
})

describe('progress', () => {
  it('grows to what the report says', async () => {
    const seen: BatchProgress[] = []
    const rows = [...addresses(30), address(1), { type: 'Nope' }]
    const { report } = await run(rows, { maxItems: 8, onProgress: (progress) => seen.push(progress) })
    const last = seen.at(-1)
    assert.deepEqual(
      [last?.read, last?.landed, last?.merged, last?.refused, last?.jobs],
      [report.read, report.landed, report.merged.length, report.refused.length, { running: 0, done: 4 }],
    )
    for (const [index, { landed }] of seen.entries()) assert.ok(landed >= (seen[index - 1]?.landed ?? 0))
  })
})

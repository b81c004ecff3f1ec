import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type BatchPlatform, batchPlatform, everything } from './platform.ts'

let platform: BatchPlatform

before(async () => {
  platform = await batchPlatform()
})

after(() => platform.close())

/** The names or values of what an item is linked with. */
async function linked(path: string): Promise<readonly unknown[]> {
  const found = await Promise.all(
    (['groups', 'indicators'] as const).map(async (kind) => {
      const { body } = await platform.call('GET', `${path}/${kind}`)
      const data = body.data as Record<string, { name?: string; summary?: string }[]>
      return (data[kind === 'groups' ? 'group' : 'indicator'] ?? []).map(
        ({ name, summary }) => name ?? summary,
      )
    }),
  )
  return found.flat()
}

const group = (xid: string, more: Record<string, unknown> = {}) => ({
  type: 'Campaign',
  name: `named ${xid}`,
  xid,
  ...more,
})

describe('associations', () => {
  test('inside an indicator: by xid, by id and whole, whatever the order of the file', async () => {
    await platform.run({ group: [group('there')] })
    const { body } = await platform.call('GET', '/groups/campaigns/there')
    const { id } = (body.data as { campaign: { id: number } }).campaign
    const file = {
      indicator: [
        {
          type: 'Host',
          summary: 'links.example.com',
          associatedGroups: [
            { groupXid: 'later' },
            { xid: 'other' },
            { type: 'Threat', name: 'whole' },
            { type: 'Threat', name: 'whole with xid', groupXid: 'whole-1' },
          ],
          associatedGroup: [String(id)],
          associatedIndicators: [{ indicatorType: 'Address', summary: '10.0.0.1' }],
        },
      ],
      group: [group('later'), group('other')],
      indicators: undefined,
    }
    const first = await platform.run({
      ...file,
      indicator: [...file.indicator, { type: 'Address', summary: '10.0.0.1' }],
    })
    assert.deepEqual(first.errors, [])
    assert.deepEqual(
      [
        first.status.successAssociationCount,
        first.status.successGroupCount,
        first.status.successIndicatorCount,
      ],
      [6, 2, 2],
    )
    const expected = ['named there', 'whole', 'whole with xid', 'named later', 'named other', '10.0.0.1']
    assert.deepEqual(new Set(await linked('/indicators/hosts/links.example.com')), new Set(expected))
    const before = await everything(platform)
    assert.deepEqual((await platform.run(file)).errors, [])
    assert.deepEqual(await everything(platform), before)
    assert.equal((await linked('/indicators/hosts/links.example.com')).length, 6)
  })

  test('inside a group: groups by xid, indicators by value in any spelling', async () => {
    const { errors } = await platform.run({
      group: [
        group('p', {
          associatedGroupXid: ['q', 'p2'],
          associatedIndicators: [
            { summary: 'HTTP://WWW.badguyz.com', indicatorType: 'URL' },
            { summary: 'b'.repeat(40), indicatorType: 'File' },
          ],
        }),
        group('q', { associatedGroupXid: 'p' }),
        group('p2'),
      ],
      indicator: [
        { type: 'URL', summary: 'http://www.badguyz.com' },
        { type: 'File', summary: `${'a'.repeat(32)} : ${'b'.repeat(40)}` },
      ],
    })
    assert.deepEqual(errors, [])
    assert.deepEqual(
      new Set(await linked('/groups/campaigns/p')),
      new Set(['named q', 'named p2', 'http://www.badguyz.com', `${'A'.repeat(32)} : ${'B'.repeat(40)}`]),
    )
  })

  test('in the list of the file: by value, xid and id, and the id counts for more', async () => {
    const { body } = await platform.call('GET', '/groups/campaigns/there')
    const { id } = (body.data as { campaign: { id: number } }).campaign
    const { status, errors } = await platform.run({
      association: [
        { ref_1: 'assoc.example.com', type_1: 'Host', ref_2: 'assoc-1' },
        { ref_1: 'assoc-1', type_1: 'Campaign', ref_2: 'never looked at', id_2: id },
        { ref_1: 'assoc.example.com', type_1: 'Host', id_2: String(id) },
        {
          ref_1: 'assoc.example.com',
          type_1: 'Host',
          ref_2: 'http://assoc.example.com/',
          type_2: 'URL',
          associationType: 'URL Host',
        },
      ],
      indicator: [
        { type: 'Host', summary: 'assoc.example.com' },
        { type: 'URL', summary: 'http://assoc.example.com/' },
      ],
      group: [group('assoc-1')],
    })
    assert.deepEqual([status.successAssociationCount, errors], [4, []])
    assert.deepEqual(
      new Set(await linked('/groups/campaigns/assoc-1')),
      new Set(['named there', 'assoc.example.com']),
    )
  })

  test('what cannot be linked is told; the items stay', async () => {
    const { status, errors } = await platform.run({
      indicator: [
        { type: 'Host', summary: 'alone.example.com', associatedGroups: [{ groupXid: 'nowhere' }] },
      ],
      group: [group('self', { associatedGroupXid: ['self'] })],
      association: [
        { ref_1: 'alone.example.com', type_1: 'Host' },
        { ref_1: 'alone.example.com', type_1: 'Host', ref_2: 'self', type_2: 'Nonsense' },
        { ref_1: 'alone.example.com', type_1: 'Host', ref_2: 'x.example.com', type_2: 'Host' },
        { ref_1: 'alone.example.com', type_1: 'Host', id_2: 987654 },
        { id_1: 1, type_1: 'Threat', ref_2: 'self' },
      ],
    })
    assert.deepEqual([status.successCount, status.errorAssociationCount], [2, 7])
    assert.deepEqual(new Set(errors.map(({ code }) => code)), new Set(['0x1009']))
    const reasons = errors.map(({ errorReason }) => String(errorReason)).join('\n')
    for (const expected of [
      /there is no group "nowhere" in the file or in the owner "MyOrg"/,
      /A Campaign cannot be associated with itself/,
      /"ref_2" must be the xid of a group/,
      /"type_2" must be/,
      /"associationType" is required between two indicators/,
      /there is no group "987654"/,
      /there is no Threat "1"/,
    ]) {
      assert.match(reasons, expected)
    }
  })

  test('an item whose links make no sense does not land', async () => {
    const { status } = await platform.run({
      indicator: [
        { type: 'Host', summary: 'bad-link.example.com', associatedGroups: [{}] },
        { type: 'Host', summary: 'bad-link.example.com', associatedIndicators: [{ summary: 'x' }] },
        { type: 'Host', summary: 'bad-link.example.com', associatedGroups: [{ type: 'Threat', name: '' }] },
      ],
    })
    assert.deepEqual([status.successCount, status.errorCount], [0, 3])
  })

  test('to delete undoes the links of the list', async () => {
    const association = [{ ref_1: 'un-1', ref_2: 'un-2' }]
    await platform.run({ group: [group('un-1'), group('un-2')], association })
    assert.deepEqual(await linked('/groups/campaigns/un-1'), ['named un-2'])
    const { errors } = await platform.run({ association }, { action: 'Delete' })
    assert.deepEqual([errors, await linked('/groups/campaigns/un-1')], [[], []])
  })
})

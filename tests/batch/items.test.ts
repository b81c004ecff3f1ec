import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type BatchPlatform, batchPlatform, everything, itemOf, names, values } from './platform.ts'

let platform: BatchPlatform

before(async () => {
  platform = await batchPlatform()
})

after(() => platform.close())

const only = (errors: readonly Record<string, unknown>[]) =>
  errors.map(({ code, errorReason, errorSource }) => [code, errorSource, errorReason])

describe('items of a batch file', () => {
  test('an indicator lands with everything that the documentation lists', async () => {
    const { status, errors } = await platform.run({
      indicator: [
        {
          summary: 'BADGUYZ.com',
          type: 'Host',
          rating: '3.0',
          confidence: 60,
          active: false,
          activeLocked: true,
          flag1: true,
          whoisActive: true,
          xid: 'the-client’s',
          externalDateAdded: '2020-01-01',
          firstSeen: '2020-01-01T00:00:00Z',
          description: 'A malicious domain',
          source: 'a sensor',
          attribute: [
            {
              type: 'Title',
              value: 't',
              displayed: true,
              pinned: true,
              source: 's',
              securityLabel: [{ name: 'TLP:RED' }],
            },
          ],
          securityLabel: [{ name: 'TLP:AMBER' }],
          tag: [{ name: 'Ransomware' }, { name: 'Ransomware' }],
        },
      ],
    })
    assert.deepEqual([status.successCount, status.errorCount, errors], [1, 0, []])
    const host = await itemOf(platform, '/indicators/hosts/badguyz.com')
    assert.equal(host?.rating, 3)
    assert.equal(host?.confidence, 60)
    assert.equal(host?.active, false)
    assert.equal(host?.activeLocked, true)
    assert.equal(host?.dnsActive, 'true')
    assert.equal(host?.whoisActive, 'true')
    assert.equal(host?.description, 'A malicious domain')
    assert.equal(host?.source, 'a sensor')
    assert.deepEqual(values(host?.attribute), [
      'Title: t',
      'Source: a sensor',
      'Description: A malicious domain',
    ])
    assert.deepEqual([names(host?.tag), names(host?.securityLabel)], [['Ransomware'], ['TLP:AMBER']])
  })

  test('a group lands by its xid, and is updated by it', async () => {
    const group = {
      name: 'inc',
      type: 'incident',
      xid: 'g-1',
      eventDate: '2024-08-04T00:00:00Z',
      status: 'Open',
      attribute: [{ type: 'Description', value: 'd', displayed: true }],
      tag: [{ name: 'x' }],
      securityLabel: { name: 'TLP:GREEN' },
    }
    await platform.run({ group: [group] })
    const first = await itemOf(platform, '/groups/incidents/g-1')
    assert.deepEqual([first?.name, first?.status, first?.xid], ['inc', 'Open', 'g-1'])
    await platform.run({ group: [{ ...group, name: 'inc 2', status: 'Closed' }] })
    const second = await itemOf(platform, '/groups/incidents/g-1')
    assert.deepEqual([second?.id, second?.name, second?.status], [first?.id, 'inc 2', 'Closed'])
    const { errors } = await platform.run({ group: [{ name: 'x', type: 'Threat', xid: 'g-1' }] })
    assert.match(String(errors[0]?.errorReason), /"xid" belongs to an Incident, not to a Threat/)
  })

  test('what only a batch may say of a group is taken, and looser rules hold', async () => {
    const { errors } = await platform.run({
      group: [
        { type: 'Event', name: 'e', xid: 'e-1', status: 'In Progress', eventType: 'Breach' },
        { type: 'Incident', name: 'i', xid: 'i-1' },
        { type: 'Document', name: 'd', xid: 'd-1', insights: 'in short', aiProvider: 'AI' },
        { type: 'Email', name: 'm', xid: 'm-1', subject: 's', header: 'h', body: 'b', score: 0, to: 'a@b.c' },
        { type: 'Adversary', name: 'a', xid: 'a-1', firstSeen: '2020-01-01', lastSeen: '2021-01-01' },
        { type: 'Adversary', name: 'a', xid: 'a-2', eventType: 'Breach' },
      ],
    })
    assert.equal(errors.length, 1)
    assert.match(String(errors[0]?.errorReason), /"eventType" is not a field here/)
    assert.equal((await itemOf(platform, '/groups/events/e-1'))?.status, 'In Progress')
  })

  test('what a field needs beside it must be there too', async () => {
    const { errors } = await platform.run({
      group: [
        { type: 'Report', name: 'r', xid: 'n-1', insights: 'in short' },
        { type: 'Document', name: 'd', xid: 'n-2', malware: true },
        { type: 'Document', name: 'd', xid: 'n-3', malware: false },
        { type: 'Document', name: 'd', xid: 'n-4', malware: true, password: 'TCinfected' },
      ],
    })
    assert.deepEqual(
      errors.map(({ errorSource, errorReason }) => `${errorSource}: ${errorReason}`),
      [
        'n-1: The Report was not accepted: "aiProvider" is required with "insights".',
        'n-2: The Document was not accepted: "password" is required with "malware".',
      ],
    )
  })

  test('every way of giving a value is taken', async () => {
    const sha1 = 'b'.repeat(40)
    const { errors } = await platform.run({
      indicator: [
        { type: 'Address', ip: '1.2.3.4' },
        { type: 'File', md5: 'a'.repeat(32), sha1, summary: 'ignored', intValue1: 12 },
        { type: 'File', summary: `${'c'.repeat(32)} : ${'d'.repeat(40)} : ${'e'.repeat(64)}` },
        { type: 'ASN', value1: 'AS123' },
        { type: 'Registry Key', value1: 'HKLM\\Run', value2: 'x', value3: 'REG_SZ' },
        { type: 'Registry Key', 'Key Name': 'HKLM\\Other', 'Value Name': 'x', 'Value Type': 'REG_SZ' },
        { type: 'Mutex', summary: 'a : b', value1: 'a', value2: 'b' },
        { type: 'EmailAddress', summary: 'a@example.com' },
      ],
    })
    assert.deepEqual(errors, [])
    const file = await itemOf(platform, `/indicators/files/${sha1}`)
    assert.deepEqual([file?.md5, file?.size], ['A'.repeat(32), 12])
    assert.ok(await itemOf(platform, '/indicators/mutexes/a%20%3A%20b'))
    assert.ok(await itemOf(platform, '/indicators/asns/ASN123'))
  })

  test('good and bad ones mixed: the good land, the bad change nothing and are told with their reason', async () => {
    const { status, errors } = await platform.run({
      indicator: [
        { type: 'Host', summary: 'good.example.com' },
        { type: 'Host', summary: 'bad host', tag: [{ name: 'never-made' }] },
        { type: 'Planet', summary: 'x' },
        { type: 'Host', summary: 'a1.example.com', attribute: [{ type: 'Nonsense', value: 'x' }] },
        { type: 'Host', summary: 'a2.example.com', rating: 9, confidence: 'much' },
        { type: 'Host', summary: 'a3.example.com', tag: [{ name: '' }] },
        { type: 'Host', summary: 'a4.example.com', securityLabel: [{ name: 'NEW' }] },
        { type: 'Host', summary: 'a5.example.com', colour: 'red' },
        { type: 'Host' },
        'text',
        { type: 'Host', summary: 'a6.example.com', fileOccurrence: [{ fileName: 'x' }] },
        { type: 'File', summary: 'f'.repeat(32), fileOccurrence: [{}] },
        { type: 'Host', summary: 'last.example.com' },
      ],
      group: [
        { type: 'Threat', name: 'no xid' },
        { type: 'Threat', xid: 'no-name' },
      ],
      indicators: [{ type: 'Host', summary: 'elsewhere.example.com' }],
    })
    assert.deepEqual([status.successCount, status.errorCount], [2, 14])
    assert.deepEqual(
      only(errors).map(([code]) => code),
      [...Array(8).fill('0x1005'), '0x1003', '0x1005', '0x1005', '0x1006', '0x1006', '0x1001'],
    )
    const reasons = only(errors).map(([, source, reason]) => `${source}: ${reason}`)
    for (const [index, expected] of [
      /^bad host: The Host was not accepted: "summary" must not contain white space/,
      /^x: The indicator was not accepted: "type" must be one of: Address/,
      /"type" names no attribute type: "Nonsense"/,
      /"rating" must be from 0 to 5; "confidence" must be a whole number/,
      /The name of the tag/,
      /The security label "NEW" does not exist in this owner; give its "description" and "color"/,
      /"colour" is not a field here/,
      /"summary" is required/,
      /"indicator" holds something that is not a JSON object: "text"/,
      /"fileOccurrence" is for files only/,
      /"fileName" is required, or another one of fileName, path, date/,
      /"xid" is required/,
      /"name" is required/,
      /"indicators" is not a list of a batch file of this version; the lists are: indicator, group, association/,
    ].entries()) {
      assert.match(reasons[index] ?? '', expected)
    }
    assert.match(String(errors[0]?.errorMessage), /JSON path: '\$\.indicator\[1\]'/)
    assert.ok(await itemOf(platform, '/indicators/hosts/last.example.com'))
    for (const host of ['a1', 'a2', 'a3', 'a4', 'a5', 'a6']) {
      assert.equal(await itemOf(platform, `/indicators/hosts/${host}.example.com`), undefined)
    }
    assert.equal((await platform.call('GET', '/tags/never-made')).status, 404)
  })

  test('an object, a text or a number in place of a list is refused, null is no list at all', async () => {
    const only = { type: 'Host', summary: 'alone.example.com' }
    const { status, errors } = await platform.run(
      `{"indicator": ${JSON.stringify(only)}, "group": "none", "association": null, "n": 7}`,
    )
    assert.deepEqual([status.successCount, status.errorCount], [0, 2])
    assert.deepEqual(
      errors.map(({ code, errorReason }) => `${code} ${errorReason}`),
      [
        '0x1003 "indicator" must be a list of JSON objects, also where it has one alone, and is ' +
          '{"type":"Host","summary":"alone.example.com"}.',
        '0x1003 "group" must be a list of JSON objects, also where it has one alone, and is "none".',
      ],
    )
    assert.equal(await itemOf(platform, '/indicators/hosts/alone.example.com'), undefined)
  })

  test('a file that is one item, in no list, is refused, and an empty one is nothing to do', async () => {
    const alone = await platform.run('{"type": "Host", "summary": "alone.example.com", "rating": 3}')
    assert.deepEqual([alone.status.successCount, alone.status.errorCount], [0, 1])
    assert.deepEqual(
      alone.errors.map(({ code, errorReason }) => `${code} ${errorReason}`),
      [
        '0x1003 The file has none of the lists indicator, group, association, nor any other, but type, summary, rating. ' +
          'Items stand in a list of their kind, also where there is one alone: {"indicator": [{ … }]}.',
      ],
    )
    const first = await platform.run('{"type": "Host", "summary": "alone.example.com"}', { version: 'V1' })
    assert.match(String(first.errors[0]?.errorReason), /none of the lists indicator, nor any other/)
    for (const empty of ['{}', '[]', '{"indicator": []}', '{"group": null}', '{"file": [], "more": true}']) {
      const { status, errors } = await platform.run(empty)
      assert.deepEqual([status.successCount, status.errorCount, errors], [0, 0, []], empty)
    }
  })

  test('a label described whole is made, and then known', async () => {
    const label = { name: 'MyCustomLabel', description: 'Made up.', color: '33FF00' }
    const first = await platform.run({
      indicator: [
        { type: 'Host', summary: 'l1.example.com', securityLabel: [label] },
        { type: 'Host', summary: 'l2.example.com', securityLabel: [{ name: 'MyCustomLabel' }] },
        { type: 'Host', summary: 'l3.example.com', securityLabel: [{ ...label, name: 'X', color: 'green' }] },
      ],
    })
    assert.equal(first.errors.length, 1)
    assert.match(String(first.errors[0]?.errorReason), /"color" must be six hexadecimal digits/)
    const made = await platform.call('GET', '/securityLabels/MyCustomLabel')
    const { securityLabel } = made.body.data as { securityLabel: Record<string, unknown> }
    assert.equal(securityLabel.description, 'Made up.')
  })

  test('the same item several times in a file is one', async () => {
    const { status } = await platform.run(
      {
        indicator: [
          { type: 'Host', summary: 'Twice.example.com', rating: 1, tag: [{ name: 'one' }] },
          { type: 'Host', summary: 'twice.example.com', rating: 2, tag: [{ name: 'two' }] },
        ],
      },
      { tagWriteType: 'Append' },
    )
    assert.equal(status.successCount, 2)
    const host = await itemOf(platform, '/indicators/hosts/twice.example.com')
    assert.deepEqual([host?.rating, names(host?.tag)], [2, ['one', 'two']])
  })

  test('a bulk report is a batch file', async () => {
    const { body } = await platform.call('GET', '/indicators?includes=attributes,tags')
    const before = await everything(platform)
    const { indicator } = body.data as { indicator: unknown[] }
    const { status, errors } = await platform.run({ indicator })
    assert.deepEqual([status.successCount, errors], [indicator.length, []])
    assert.deepEqual(await everything(platform), before)
  })
})

describe('write types', () => {
  const write = async (name: string, item: Record<string, unknown>, settings: Record<string, unknown>) => {
    await platform.run({ indicator: [{ type: 'Host', summary: `${name}.example.com`, ...item }] }, settings)
    return itemOf(platform, `/indicators/hosts/${name}.example.com`)
  }
  const attribute = (...pairs: [string, string][]) => ({
    attribute: pairs.map(([type, value]) => ({ type, value })),
  })
  const before = attribute(['Description', 'd1'], ['Title', 't1'])
  const incoming = attribute(['Description', 'd2'])
  const rows: readonly (readonly [string, readonly string[]])[] = [
    ['Append', ['Description: d1', 'Title: t1', 'Description: d2']],
    ['Replace', ['Description: d2']],
    ['Singleton', ['Title: t1', 'Description: d2']],
    ['Static', ['Description: d1', 'Title: t1']],
  ]
  for (const [attributeWriteType, expected] of rows) {
    test(`attributes ${attributeWriteType}`, async () => {
      const name = `attributes-${attributeWriteType}`
      await write(name, before, { attributeWriteType: 'Append' })
      const host = await write(name, incoming, { attributeWriteType })
      assert.deepEqual(values(host?.attribute), expected)
      assert.deepEqual(values((await write(name, incoming, { attributeWriteType }))?.attribute), expected)
      const untouched = await write(name, {}, { attributeWriteType })
      assert.deepEqual(values(untouched?.attribute), expected)
    })
  }

  const named = (...all: string[]) => all.map((name) => ({ name }))
  const sorts = [
    ['tag', 'tagWriteType', ['a', 'b'], ['b', 'c'], ['a', 'b', 'c']],
    [
      'securityLabel',
      'securityLabelWriteType',
      ['TLP:AMBER', 'TLP:GREEN'],
      ['TLP:GREEN', 'TLP:RED'],
      ['TLP:AMBER', 'TLP:GREEN', 'TLP:RED'],
    ],
  ] as const
  for (const [key, setting, first, second, both] of sorts) {
    for (const writeType of ['Append', 'Replace', undefined]) {
      test(`${key} ${writeType ?? 'as by default'}`, async () => {
        const name = `${key}-${writeType}`
        const settings = writeType ? { [setting]: writeType } : {}
        await write(name, { [key]: named(...first) }, settings)
        const host = await write(name, { [key]: named(...second) }, settings)
        assert.deepEqual(names(host?.[key]), writeType === 'Append' ? both : second)
        assert.deepEqual(
          names((await write(name, {}, settings))?.[key]),
          writeType === 'Append' ? both : second,
        )
        const cleared = await write(name, { [key]: [] }, settings)
        assert.deepEqual(names(cleared?.[key]), writeType === 'Append' ? both : [])
      })
    }
  }
})

describe('halt on error', () => {
  test('what comes after the first refusal is not processed', async () => {
    const { status, errors } = await platform.run(
      {
        indicator: [
          { type: 'Host', summary: 'h1.example.com', associatedGroups: [{ groupXid: 'later' }] },
          { type: 'Host', summary: 'h 2' },
          { type: 'Host', summary: 'h3.example.com' },
        ],
        group: [{ type: 'Threat', name: 'later', xid: 'later' }],
      },
      { haltOnError: 'true' },
    )
    assert.deepEqual([status.successCount, status.errorCount, status.unprocessCount], [1, 1, 3])
    assert.equal(errors.length, 1)
    assert.equal(await itemOf(platform, '/indicators/hosts/h3.example.com'), undefined)
  })

  test('over many chunks too', async () => {
    const hosts = Array.from({ length: 3500 }, (_, at) => ({ type: 'Host', summary: `n${at}.example.com` }))
    const indicator = [...hosts.slice(0, 1200), { type: 'Host', summary: 'n n' }, ...hosts.slice(1200)]
    const { status } = await platform.run({ indicator }, { haltOnError: true })
    assert.deepEqual([status.successCount, status.errorCount, status.unprocessCount], [1200, 1, 2300])
  })
})

describe('delete', () => {
  test('what is named is deleted, what is not there is told', async () => {
    const file = {
      indicator: [
        { type: 'Host', summary: 'gone.example.com', rating: 3 },
        { type: 'File', summary: `${'1'.repeat(32)} : ${'2'.repeat(40)}` },
      ],
      group: [{ type: 'Campaign', name: 'gone', xid: 'gone-1' }],
    }
    await platform.run(file)
    const deleted = await platform.run(
      { ...file, file: {}, indicator: [file.indicator[0], { type: 'File', summary: '2'.repeat(40) }] },
      { action: 'Delete' },
    )
    assert.deepEqual([deleted.status.successCount, deleted.errors], [3, []])
    assert.equal(await itemOf(platform, '/indicators/hosts/gone.example.com'), undefined)
    assert.equal(await itemOf(platform, `/indicators/files/${'1'.repeat(32)}`), undefined)
    assert.equal(await itemOf(platform, '/groups/campaigns/gone-1'), undefined)
    const again = await platform.run(file, { action: 'Delete' })
    assert.deepEqual(
      again.errors.map(({ code }) => code),
      ['0x1007', '0x1007', '0x1007'],
    )
  })
})

describe('version 1', () => {
  test('takes one list of indicators', async () => {
    const { status } = await platform.run(
      [
        {
          rating: 3,
          confidence: 60,
          description: 'A malicious domain',
          summary: 'super-malicious.ru',
          type: 'Host',
          attribute: [{ type: 'Additional Analysis and Context', value: 'Used in attacks.' }],
          tag: [{ name: 'Malicious Host' }],
        },
        { summary: '96.38.88.212', type: 'Address' },
      ],
      { version: 'V1', attributeWriteType: 'Replace' },
    )
    assert.deepEqual([status.successCount, status.errorCount], [2, 0])
    const host = await itemOf(platform, '/indicators/hosts/super-malicious.ru')
    assert.equal(host?.description, 'A malicious domain')
  })

  test('takes no groups', async () => {
    const { status, errors } = await platform.run(
      { group: [{ type: 'Threat', name: 't', xid: 'v1' }] },
      { version: 'V1' },
    )
    assert.equal(status.errorCount, 1)
    assert.match(String(errors[0]?.errorReason), /"group" is not a list of a batch file of this version/)
  })
})

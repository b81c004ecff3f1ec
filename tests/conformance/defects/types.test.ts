import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { inspect } from 'node:util'
import { catalog, defineIndicator, type IndicatorEntry } from '@tcex/model'
import { type Item, TcEx, UnknownTypeError } from 'tcex'
import { collect, type Watched, watch } from './watched.ts'

let platform: Watched

before(async () => {
  platform = await watch()
})

after(() => platform.close())

const owner = 'MyOrg'

/** What a new group needs beside its name. */
const needs: Readonly<Record<string, object>> = {
  Document: { fileName: 'a.txt' },
  Email: { subject: 's', header: 'h', body: 'b' },
  Report: { fileName: 'a.txt' },
  Signature: { fileName: 's', fileType: 'YARA', fileText: 'rule x {}' },
}

type Factories = Record<string, (options: object) => Item<{ id: number }>>

describe('defect 21: types that the original refuses', () => {
  for (const { type } of catalog.of('group')) {
    it(`${type}: is made, listed and taken off, with and without the blank, in any case`, async () => {
      for (const groupType of [type, type.replaceAll(' ', ''), type.toLowerCase(), type.toUpperCase()]) {
        const item = platform.tcex.ti.group({
          groupType: groupType as string,
          name: 'x',
          owner,
          ...needs[type],
        })
        assert.equal((await item.create()).status, 201)
        const list = platform.tcex.ti.group({ groupType: groupType as string, owner })
        assert.equal((await collect(list.many())).length, 1)
        assert.equal((await item.delete()).status, 200)
      }
    })
  }

  it('indicators too: RegistryKey is Registry Key', () => {
    for (const indicatorType of [
      'Registry Key',
      'RegistryKey',
      'registry key',
      'userAgent',
      'EMAILADDRESS',
    ]) {
      assert.ok(platform.tcex.ti.indicator({ indicatorType }).type)
    }
  })

  it('tasks are associated, listed of an item and of a tag, and flattened', async () => {
    const { ti } = platform.tcex
    const task = ti.task({ name: 'Block it', owner, status: 'Completed' })
    const threat = ti.threat({ name: 'x', owner })
    await task.create()
    await threat.create()
    assert.equal((await threat.addAssociation({ target: task })).status, 201)
    assert.deepEqual(
      (await collect(threat.taskAssociations())).map(({ name }) => name),
      ['Block it'],
    )
    await task.addTag({ name: 'T' })
    assert.equal((await collect(ti.tag('T').tasks({ owner }))).length, 1)
    const [entity] = await collect(ti.entities({ ...(await task.single()).data }, { type: 'Task' }))
    assert.deepEqual([entity?.type, entity?.value, entity?.status], ['Task', 'Block it', 'Completed'])
  })
})

/** A type of one value, called as something is called already. */
const invented = (type: string, entity: string): IndicatorEntry => ({
  ...defineIndicator({
    type,
    plural: `${type}s`,
    branch: `own${type}s`,
    entity,
    shorthand: entity,
    sentence: 'Invented.',
    custom: true,
    parsable: false,
    fields: {
      Serial: { format: 'text', title: 'Serial', sentence: 'The value.', value: true, required: true },
    },
  }),
  identifiedBy: 'all',
  traits: [],
})

describe('defect 22: an instance’s own types', () => {
  const names = ['Tag', 'Task', 'Email', 'Entities', 'Owner', 'Filters', 'Widget']
  const own = catalog.with(...names.map((name) => invented(name, name.toLowerCase())))
  let instance: Watched

  before(async () => {
    instance = await watch({}, { catalog: own })
    await instance.tcex.ti.loadTypes()
  })
  after(() => instance.close())

  for (const type of names) {
    it(`${type}: works by its name, and takes nothing’s place`, async () => {
      const indicatorType: string = type
      const item = instance.tcex.ti.indicator({ indicatorType, Serial: 'x/1', owner } as {
        indicatorType: string
      })
      assert.equal((await item.create()).status, 201)
      assert.deepEqual(instance.calls().slice(-1), [`POST /indicators/own${type}s`])
    })
  }

  it('leave every factory that there was what it was', async () => {
    const { ti } = instance.tcex
    assert.equal(ti.tag('x').name, 'x')
    assert.deepEqual([ti.task({ name: 'x' }).kind, ti.email({ name: 'x' }).kind], ['task', 'group'])
    assert.deepEqual(await collect(ti.entities([], { type: 'Task' })), [])
    assert.equal(ti.filters().size, 0)
    assert.ok((await collect(ti.owner().mine())).length > 0)
  })

  it('are those of one client alone', () => {
    const other = new TcEx({ fetch: instance.server.fetch as never, ...instance.server.credentials })
    const indicatorType: string = 'Widget'
    assert.throws(() => other.ti.indicator({ indicatorType }), UnknownTypeError)
    assert.equal((other.ti as unknown as Factories).widget, undefined)
    assert.ok((instance.tcex.ti as unknown as Factories).widget)
  })
})

describe('defect 23: the object of an item', () => {
  const factories = ['campaign', 'address', 'cidr', 'task', 'victim'] as const

  for (const factory of factories) {
    it(`${factory}: its owner is an option, for every type alike, and goes along with each call`, async () => {
      const item = platform.tcex.ti[factory]({ uniqueId: '1', owner: 'Feed' })
      assert.equal(item.owner, 'Feed')
      await item.single()
      assert.equal(platform.sent.at(-1)?.query.get('owner'), 'Feed')
    })

    it(`${factory}: shows no session, no log and no secret, however it is looked at`, () => {
      const { token, secretKey } = platform.server.credentials
      const item = platform.tcex.ti[factory]({ uniqueId: 1, owner: 'Feed' })
      const seen = [
        JSON.stringify(item),
        inspect(item, { depth: Number.POSITIVE_INFINITY, showHidden: true }),
        JSON.stringify({ ...item }),
      ].join('\n')
      for (const secret of [token, secretKey]) assert.equal(seen.includes(secret), false)
      assert.doesNotMatch(seen, /session|authorization|fetch/i)
    })
  }

  it('has one id, a number, before and after it is made', async () => {
    const made = platform.tcex.ti.threat({ name: 'x', owner })
    await made.create()
    assert.equal(typeof made.uniqueId, 'number')
    const again = platform.tcex.ti.threat({ uniqueId: made.uniqueId, owner })
    assert.equal(again.uniqueId, made.uniqueId)
  })

  it('sends an option that is no field for the platform to name, which keeps nothing of it', async () => {
    const options = { name: 'x', owner, sessionKey: 'y' } as { name: string; owner: string }
    const refused = await platform.tcex.ti.threat(options).create()
    assert.deepEqual(
      [refused.status, /"sessionKey" is not a field here/.test(refused.message ?? '')],
      [400, true],
    )
  })
})

describe('defect 24: calls that the original lacks', () => {
  it('indicators are associated by a named type, read from both ends, and parted', async () => {
    const { ti } = platform.tcex
    const address = ti.address({ ip: '10.0.0.7', owner })
    const cidr = ti.cidr({ uniqueId: '10.0.0.0/24', owner })
    await address.create()
    await cidr.create()
    const link = { associationType: 'cidrToAddress', target: cidr }
    assert.equal((await address.addIndicatorAssociation(link)).status, 201)
    const associationType = 'cidrToAddress'
    assert.deepEqual(
      (await collect(address.customAssociations({ associationType }))).map(({ summary }) => summary),
      ['10.0.0.0/24'],
    )
    const back = cidr.customAssociations({ associationType, indicatorType: 'Address' })
    assert.deepEqual(
      (await collect(back)).map(({ ip }) => ip),
      ['10.0.0.7'],
    )
    assert.equal((await address.deleteIndicatorAssociation(link)).status, 200)
    assert.deepEqual(await collect(cidr.customAssociations({ associationType })), [])
  })

  it('a group is published, and had as PDF', async () => {
    const threat = platform.tcex.ti.threat({ name: 'x', owner })
    await threat.create()
    assert.equal((await threat.publish()).status, 200)
    const pdf = await threat.pdf()
    assert.equal(new TextDecoder().decode((await pdf.bytes()).slice(0, 5)), '%PDF-')
  })

  it('all indicators are had at once, and those that were observed', async () => {
    const { ti } = platform.tcex
    const address = ti.address({ ip: '10.0.0.8', owner })
    await address.create()
    await address.addObservations({ count: 1, dateObserved: '2020-01-02' })
    const observed = await collect(ti.indicator({ owner }).observed({ dateObserved: '2020-01-02' }))
    assert.deepEqual(
      observed.map(({ summary }) => summary),
      ['10.0.0.8'],
    )
    const all = await ti.indicator({ owner }).bulk({ runNow: true })
    assert.ok(all.data?.some(({ summary }) => summary === '10.0.0.8'))
    assert.match(await (await ti.indicator({ owner }).bulk({ format: 'csv' })).text(), /10\.0\.0\.8/)
    assert.equal((await ti.indicator({ owner }).bulkStatus()).status, 200)
  })
})

describe('defect 25: assignees and escalatees', () => {
  it('are added, read and taken off, each by one request that is answered', async () => {
    const task = platform.tcex.ti.task({ name: 'x', owner })
    await task.create()
    const userName = platform.server.credentials.accessId
    platform.calls()
    const answers = [
      await task.addAssignee({ userName }),
      await task.assignee({ userName }),
      await task.deleteAssignee({ userName }),
      await task.addEscalatee({ userName }),
      await task.escalatee({ userName }),
      await task.deleteEscalatee({ userName }),
    ]
    assert.deepEqual(
      answers.map(({ status }) => status),
      Array(6).fill(200),
    )
    assert.deepEqual([answers[1]?.data?.userName, answers[4]?.data?.userName], [userName, userName])
    const place = (list: string) => `/tasks/${task.uniqueId}/${list}/${userName}`
    assert.deepEqual(
      platform.calls(),
      ['assignees', 'escalatees'].flatMap((list) =>
        ['POST', 'GET', 'DELETE'].map((way) => `${way} ${place(list)}`),
      ),
    )
  })
})

describe('defect 26: an item with all that belongs to it', () => {
  const freeze = <T extends object>(value: T): T => {
    for (const each of Object.values(value)) if (typeof each === 'object' && each !== null) freeze(each)
    return Object.freeze(value)
  }

  it('has its associations with groups, tasks and indicators', async () => {
    const { ti } = platform.tcex
    const incident = ti.incident({ name: 'i', owner })
    const task = ti.task({ name: 't', owner })
    await incident.create()
    await task.create()
    await ti.host({ hostName: 'e.example.com', owner }).create()
    const associations = [
      { type: 'Incident', uniqueId: incident.uniqueId },
      { type: 'Task', uniqueId: task.uniqueId },
      { type: 'Host', summary: 'e.example.com' },
    ]
    const { ok, item } = await ti.createEntity({ type: 'Threat', summary: 'x', associations }, { owner })
    assert.equal(ok, true)
    assert.equal((await collect(item.groupAssociations())).length, 1)
    assert.equal((await collect(item.indicatorAssociations())).length, 1)
  })

  it('that is refused is followed by no other call, and says so', async () => {
    platform.calls()
    const result = await platform.tcex.ti.createEntity(
      {
        type: 'Address',
        summary: 'no address',
        tag: ['a'],
        attribute: [{ type: 'Source', value: 'x' }],
        securityLabel: ['TLP:RED'],
        falsePositive: true,
      },
      { owner },
    )
    assert.deepEqual([result.ok, result.response.status, result.tags], [false, 400, []])
    assert.deepEqual(platform.calls(), ['POST /indicators/addresses'])
  })

  it('is reported as a false positive after it was made, and not in its body', async () => {
    platform.calls()
    const entity = { type: 'Address', summary: '10.9.9.9', falsePositive: true }
    const result = await platform.tcex.ti.createEntity(entity, { owner })
    assert.deepEqual([result.ok, result.falsePositive?.status], [true, 200])
    assert.deepEqual(platform.sent.at(-2)?.json, { ip: '10.9.9.9' })
    assert.deepEqual(platform.calls(), [
      'POST /indicators/addresses',
      'POST /indicators/addresses/10.9.9.9/falsePositive',
    ])
  })

  it('has its value as summary, for every type of indicator', async () => {
    for (const [type, summary] of [
      ['Address', '10.9.9.8'],
      ['Email Address', 'a@b.com'],
      ['File', 'C'.repeat(32)],
      ['Host', 'f.example.com'],
      ['URL', 'http://f.example.com/'],
      ['Registry Key', 'HKEY_USERS\\x : y : REG_SZ'],
    ] as const) {
      const { response } = await platform.tcex.ti.createEntity({ type, summary }, { owner })
      assert.equal(response.status, 201, type)
    }
  })

  it('is left as it was, and its result has the object to go on with', async () => {
    const entity = freeze({
      type: 'Document',
      summary: 'x',
      fileName: 'a.txt',
      fileContent: 'abc',
      tag: ['a', { name: 'b' }],
      attribute: [{ type: 'Source', value: 'x' }],
    })
    const { ok, item } = await platform.tcex.ti.createEntity(entity, { owner })
    assert.deepEqual([ok, item.type, item.path().slice(0, 2)], [true, 'Document', ['groups', 'documents']])
    assert.equal((await collect(item.tags())).length, 2)
  })
})

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type AnyEntry, catalog, initialSecurityLabels } from '@tcex/model'
import { MissingIdError, type TcEx } from 'tcex'
import { collect, type Watched, watch } from './watched.ts'

let platform: Watched

before(async () => {
  platform = await watch()
})

after(() => platform.close())

// Not the user’s default owner, so that losing it shows.
const owner = 'Feed'

/** What a new item of a type needs, and a value for each of its setters. */
const needs: Readonly<Record<string, object>> = {
  Document: { fileName: 'a.txt' },
  Email: { subject: 's', header: 'h', body: 'b' },
  Report: { fileName: 'a.txt' },
  Signature: { fileName: 's', fileType: 'YARA', fileText: 'rule x {}' },
}

type Called = Record<string, (value?: unknown) => Promise<{ status: number; data: Record<string, unknown> }>>

const settable = ({ fields }: AnyEntry) =>
  Object.entries(fields).filter(([, { setter, readOnly }]) => setter && !readOnly)

const valueFor = ({ format, choices }: { format: string; choices?: readonly string[] }): string =>
  format === 'dateTime' ? '2019-04-02T00:00:00Z' : (choices?.at(-1) ?? 'new.txt')

describe('defect 9: the owner of an item', () => {
  for (const entry of [...catalog.of('group'), ...catalog.of('task')]) {
    for (const [field, definition] of settable(entry)) {
      it(`goes along with ${entry.type} ${definition.setter}`, async () => {
        const factories = platform.tcex.ti as unknown as Record<string, (options: object) => Called>
        const item = factories[entry.shorthand]?.({ name: 'x', owner, ...needs[entry.type] }) as Called
        assert.equal((await item.create?.())?.status, 201)
        const value = valueFor(definition)
        const changed = await item[definition.setter as string]?.(value)
        assert.deepEqual([changed?.status, changed?.data[field]], [200, value])
        assert.equal(platform.sent.at(-1)?.query.get('owner'), owner)
      })
    }
  }

  const calls: readonly (readonly [string, (tcex: TcEx) => Promise<readonly { status: number }[]>])[] = [
    [
      'the upload and download of a content',
      async ({ ti }) => {
        const document = ti.document({ name: 'x', fileName: 'a', owner })
        return [await document.create(), await document.upload({ content: 'x' }), await document.download()]
      },
    ],
    [
      'the assets of an adversary',
      async ({ ti }) => {
        const adversary = ti.adversary({ name: 'x', owner })
        const made = [await adversary.create(), await adversary.addHandleAsset({ handle: 'h' })]
        const [asset] = await collect(adversary.handleAssets())
        const assetId = asset?.id ?? 0
        return [
          ...made,
          await adversary.handleAsset({ assetId }),
          await adversary.deleteHandleAsset({ assetId }),
        ]
      },
    ],
    [
      'the assets of a victim',
      async ({ ti }) => {
        const victim = ti.victim({ name: 'x', owner })
        const made = [await victim.create(), await victim.addPhoneAsset({ phoneType: '1' })]
        const [asset] = await collect(victim.phoneAssets())
        const assetId = asset?.id ?? 0
        const changed = await victim.updatePhoneAsset({ assetId, phoneType: '2' })
        return [
          ...made,
          await victim.phoneAsset({ assetId }),
          changed,
          await victim.deletePhoneAsset({ assetId }),
        ]
      },
    ],
    [
      'assignees and escalatees',
      async ({ ti }) => {
        const task = ti.task({ name: 'x', owner })
        const userName = platform.server.credentials.accessId
        const made = [
          await task.create(),
          await task.addAssignee({ userName }),
          await task.addEscalatee({ userName }),
        ]
        return [...made, await task.assignee({ userName }), await task.deleteEscalatee({ userName })]
      },
    ],
    [
      'an occurrence of a file',
      async ({ ti }) => {
        const file = ti.file({ md5: 'a'.repeat(32), owner })
        return [await file.create(), await file.addOccurrence({ fileName: 'a.exe', path: 'C:\\' })]
      },
    ],
  ]
  for (const [name, call] of calls) {
    it(`goes along with ${name}`, async () => {
      const before = platform.sent.length
      for (const { status } of await call(platform.tcex)) assert.ok(status < 300, String(status))
      for (const { query, path } of platform.sent.slice(before)) assert.equal(query.get('owner'), owner, path)
    })
  }
})

describe('defect 11: the five kinds of a victim’s assets', () => {
  const added = {
    EmailAddress: { address: 'a@b.com', addressType: 'work' },
    NetworkAccount: { account: 'a', network: 'n' },
    Phone: { phoneType: '1' },
    SocialNetwork: { account: 's', network: 'n' },
    WebSite: { webSite: 'http://x.example' },
  } as const
  const lists = {
    EmailAddress: 'emailAssets',
    NetworkAccount: 'networkAssets',
    Phone: 'phoneAssets',
    SocialNetwork: 'socialAssets',
    WebSite: 'webAssets',
  } as const

  it('are listed each at its own place, with their own alone, by method and by kind', async () => {
    const victim = platform.tcex.ti.victim({ name: 'Jane', owner })
    await victim.create()
    for (const [assetType, fields] of Object.entries(added)) {
      const made = await victim.addAsset({
        assetType: assetType as 'Phone',
        ...(fields as { phoneType: string }),
      })
      assert.equal(made.status, 201)
    }
    for (const [assetType, fields] of Object.entries(added)) {
      const kind = assetType as keyof typeof added
      for (const list of [victim[lists[kind]](), victim.assets({ assetType: kind })]) {
        platform.calls()
        const found = (await collect(list)) as readonly Record<string, unknown>[]
        assert.equal(found.length, 1, assetType)
        for (const [name, value] of Object.entries(fields)) assert.equal(found[0]?.[name], value)
        assert.match(platform.calls().join(), /^GET \/victims\/\d+\/victimAssets\/[a-zA-Z]+$/)
      }
    }
    assert.equal((await collect(victim.assets())).length, 5)
  })
})

describe('defect 12: false', () => {
  it('as displayed is sent with a new attribute, and switches it off', async () => {
    const threat = platform.tcex.ti.threat({ name: 'x', owner })
    await threat.create()
    const attribute = { attributeType: 'Description', attributeValue: 'x' } as const
    const hidden = await threat.addAttribute({ ...attribute, displayed: false })
    assert.deepEqual(platform.sent.at(-1)?.json, { type: 'Description', value: 'x', displayed: false })
    assert.equal(hidden.data?.displayed, false)
    const shown = await threat.addAttribute({ ...attribute, displayed: true })
    const attributeId = shown.data?.id ?? 0
    assert.equal(shown.data?.displayed, true)
    await threat.updateAttribute({ attributeId, attributeValue: 'y', displayed: false })
    assert.deepEqual(platform.sent.at(-1)?.json, { value: 'y', displayed: false })
    assert.equal((await threat.attribute({ attributeId })).data?.displayed, false)
  })

  it('switches DNS and WHOIS of a host off', async () => {
    const host = platform.tcex.ti.host({
      hostName: 'x.example.com',
      dnsActive: true,
      whoisActive: true,
      owner,
    })
    await host.create()
    assert.equal((await host.setDnsResolution(false)).data?.dnsActive, 'false')
    assert.equal((await host.setWhois(false)).data?.whoisActive, 'false')
  })
})

describe('defect 13: the status of an indicator', () => {
  for (const [given, active] of [
    ['active', true],
    [1, true],
    ['1', true],
    [2, true],
    ['2', true],
    ['inactive', false],
    [0, false],
    ['0', false],
    [-1, false],
    ['-1', false],
    [-2, false],
    ['-2', false],
  ] as const) {
    it(`${JSON.stringify(given)} is ${active ? 'active' : 'inactive'}, and is answered`, async () => {
      const address = platform.tcex.ti.address({ ip: '1.2.3.4', active: !active, owner })
      await address.create()
      assert.equal((await address.status({ status: given })).status, 200)
      assert.deepEqual(platform.sent.at(-1)?.json, { active })
      const { data } = await address.single({ params: { includes: ['additional'] } })
      assert.equal(data?.active, active)
    })
  }
})

describe('defect 16: what has no id yet', () => {
  it('a victim: no asset of it is changed, and nothing is sent', async () => {
    const victim = platform.tcex.ti.victim({ name: 'Jane', owner })
    platform.calls()
    await assert.rejects(victim.updateEmailAsset({ assetId: 1, address: 'a@b.com' }), MissingIdError)
    await assert.rejects(victim.updateNetworkAsset({ assetId: 1, account: 'a' }), MissingIdError)
    await assert.rejects(victim.updatePhoneAsset({ assetId: 1, phoneType: '1' }), MissingIdError)
    await assert.rejects(victim.updateSocialAsset({ assetId: 1, account: 'a' }), MissingIdError)
    await assert.rejects(victim.updateWebAsset({ assetId: 1, webSite: 'http://x' }), MissingIdError)
    assert.deepEqual(platform.calls(), [])
  })

  it('a security label without a name: nothing is sent', async () => {
    const label = platform.tcex.ti.securityLabel('', { owner })
    platform.calls()
    for (const call of [label.update({ color: 'FF0000' }), label.single(), label.delete(), label.create()]) {
      await assert.rejects(call, MissingIdError)
    }
    assert.deepEqual(platform.calls(), [])
  })

  it('a security label has a factory, goes by its name from the start, and by /securityLabels', async () => {
    const label = platform.tcex.ti.securityLabel('Internal / 1', { owner: 'MyOrg' })
    platform.calls()
    assert.equal((await label.create({ color: '33FF00', description: 'd' })).status, 201)
    assert.equal((await label.update({ description: 'e' })).data?.description, 'e')
    assert.equal((await label.single()).data?.description, 'e')
    assert.equal((await label.delete()).status, 200)
    assert.equal((await collect(label.many())).length, initialSecurityLabels.length)
    const place = '/securityLabels/Internal%20%2F%201'
    assert.deepEqual(platform.calls(), [
      'POST /securityLabels',
      `PUT ${place}`,
      `GET ${place}`,
      `DELETE ${place}`,
      'GET /securityLabels',
    ])
  })
})

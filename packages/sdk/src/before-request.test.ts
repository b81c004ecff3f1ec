import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { InvalidValueError, MissingIdError, type TcEx } from './index.ts'
import { clientOf, collect, done } from './testing/recorder.ts'

const body = (text: unknown): unknown => JSON.parse(String(text))

describe('a call that needs an id', () => {
  const calls: readonly (readonly [string, (tcex: TcEx) => Promise<unknown>])[] = [
    ['single', (tcex) => tcex.ti.campaign({ name: 'a' }).single()],
    ['update', (tcex) => tcex.ti.campaign({ name: 'a' }).update()],
    ['delete', (tcex) => tcex.ti.campaign({ name: 'a' }).delete()],
    ['delete of an indicator without a value (defect 2)', (tcex) => tcex.ti.cidr().delete()],
    ['update of an indicator without a value (defect 2)', (tcex) => tcex.ti.cidr({ rating: 1 }).update()],
    ['single of an indicator without a value (defect 2)', (tcex) => tcex.ti.cidr().single()],
    [
      'an indicator whose value lacks a part',
      (tcex) => tcex.ti.registryKey({ 'Key Name': 'HKEY_USERS' }).single(),
    ],
    ['an empty uniqueId', (tcex) => tcex.ti.address({ uniqueId: '' }).delete()],
    ['addTag', (tcex) => tcex.ti.task({ name: 'a' }).addTag({ name: 'x' })],
    ['addTag without a name', (tcex) => tcex.ti.task({ uniqueId: 1 }).addTag({ name: '' })],
    ['addLabel without a label', (tcex) => tcex.ti.task({ uniqueId: 1 }).addLabel({} as never)],
    ['attribute without an id', (tcex) => tcex.ti.task({ uniqueId: 1 }).attribute({} as never)],
    ['an asset of a victim', (tcex) => tcex.ti.victim().addPhoneAsset({ phoneType: '1' })],
    ['upload', (tcex) => tcex.ti.document().upload({ content: 'x' })],
    ['download', (tcex) => tcex.ti.document().download()],
    ['tags', (tcex) => collect(tcex.ti.campaign().tags())],
    ['a tag without a name', (tcex) => collect(tcex.ti.tag('').groups())],
    [
      'the target of an association',
      (tcex) => tcex.ti.task({ uniqueId: 1 }).addAssociation({ target: tcex.ti.threat() }),
    ],
    ['one owner', (tcex) => tcex.ti.owner().single({} as never)],
  ]
  for (const [name, call] of calls) {
    it(`${name}: MissingIdError, and no request`, async () => {
      const { tcex, requests } = clientOf(() => done())
      await assert.rejects(
        call(tcex),
        (error: MissingIdError) => error instanceof MissingIdError && error.code === 'MISSING_ID',
      )
      assert.equal(requests.length, 0)
    })
  }

  it('names the parts of a value that are missing', async () => {
    const { tcex } = clientOf(() => done())
    await assert.rejects(
      tcex.ti.registryKey({ 'Key Name': 'HKEY_USERS' }).single(),
      /"Value Name" and "Value Type"/,
    )
    await assert.rejects(tcex.ti.file().single(), /"md5" or "sha1" or "sha256"/)
    await assert.rejects(tcex.ti.campaign().single(), /The Campaign needs a uniqueId, or to be created first/)
  })
})

describe('a value that cannot be sent', () => {
  const calls: readonly (readonly [string, (tcex: TcEx) => Promise<unknown>])[] = [
    ['a group’s id that is none', (tcex) => tcex.ti.campaign({ uniqueId: 'abc' }).single()],
    ['a group’s id ..', (tcex) => tcex.ti.campaign({ uniqueId: '..' }).delete()],
    ['an indicator .', (tcex) => tcex.ti.mutex({ Mutex: '.' }).single()],
    ['an indicator ..', (tcex) => tcex.ti.host({ uniqueId: '..' }).delete()],
    ['a tag ..', (tcex) => collect(tcex.ti.tag('..').groups())],
    ['a tag . on an item', (tcex) => tcex.ti.task({ uniqueId: 1 }).addTag({ name: '.' })],
    ['a label ..', (tcex) => tcex.ti.task({ uniqueId: 1 }).deleteLabel({ label: '..' })],
    [
      'an attribute’s id that is none',
      (tcex) => tcex.ti.task({ uniqueId: 1 }).deleteAttribute({ attributeId: '..' }),
    ],
    ['half a surrogate pair', (tcex) => tcex.ti.task({ uniqueId: 1 }).addTag({ name: '\udc00' })],
    ['a target that is none', (tcex) => tcex.ti.task({ uniqueId: 1 }).addAssociation({} as never)],
    [
      'filters that were not made here',
      (tcex) => tcex.ti.task({ uniqueId: 1 }).single({ filters: 'name=x' as never }),
    ],
  ]
  for (const [name, call] of calls) {
    it(`${name}: InvalidValueError, and no request`, async () => {
      const { tcex, requests } = clientOf(() => done())
      await assert.rejects(call(tcex), (error: InvalidValueError) => error instanceof InvalidValueError)
      assert.equal(requests.length, 0)
    })
  }

  it('a mutex "." can be created: its value is in the body', async () => {
    const { tcex, requests } = clientOf(() => done(201))
    await tcex.ti.mutex({ Mutex: '.' }).create()
    assert.deepEqual(body(requests[0]?.body), { Mutex: '.' })
  })

  it('a call on one item of no type is an error', async () => {
    const { tcex, requests } = clientOf(() => done())
    const all = tcex.ti.group() as unknown as ReturnType<TcEx['ti']['campaign']>
    for (const call of [
      () => all.create(),
      () => all.single(),
      () => all.delete(),
      () => all.addTag({ name: 'x' }),
    ]) {
      await assert.rejects(call, /needs the option "groupType"/)
    }
    assert.equal(requests.length, 0)
  })
})

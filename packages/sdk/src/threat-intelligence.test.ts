import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { catalog } from '@tcex/model'
import { UnknownTypeError } from './index.ts'
import { clientOf, done } from './testing/recorder.ts'

describe('factories', () => {
  it('take any spelling of a type (defect 21)', () => {
    const { tcex } = clientOf(() => done())
    for (const name of ['Intrusion Set', 'IntrusionSet', 'intrusion set', 'INTRUSIONSET'] as const) {
      assert.equal(tcex.ti.group({ groupType: name }).type, 'Intrusion Set')
    }
    for (const name of ['Registry Key', 'RegistryKey', 'registrykey'] as const) {
      assert.equal(tcex.ti.indicator({ indicatorType: name }).type, 'Registry Key')
    }
  })

  it('know every type of the catalog, by name and by shorthand', () => {
    const { tcex } = clientOf(() => done())
    const shorthands = tcex.ti as unknown as Record<
      string,
      (options?: object) => { type: string; path(): string[] }
    >
    for (const { kind, type, shorthand, branch } of [...catalog.of('group'), ...catalog.of('indicator')]) {
      const item = shorthands[shorthand]?.({ uniqueId: 7 })
      assert.equal(item?.type, type)
      assert.deepEqual(item.path().slice(0, 2), [`${kind}s`, branch])
    }
  })

  it('refuse an unknown type at once, and list those that there are', () => {
    const { tcex } = clientOf(() => done())
    const name: string = 'Campain'
    assert.throws(
      () => tcex.ti.group({ groupType: name }),
      (error: UnknownTypeError) => {
        assert.ok(error instanceof UnknownTypeError)
        assert.equal(error.code, 'UNKNOWN_TYPE')
        assert.match(error.message, /There is no group type "Campain".*Adversary.*Campaign.*Vulnerability/)
        return true
      },
    )
    assert.throws(
      () => tcex.ti.indicator({ indicatorType: name }),
      /indicator types are: Address, EmailAddress/,
    )
    for (const trap of ['', 'constructor', '__proto__']) {
      assert.throws(() => tcex.ti.group({ groupType: trap as string }), UnknownTypeError)
    }
  })

  it('an instance’s own types come with its catalog, and stay in that client (defect 22)', () => {
    const [example] = catalog.of('indicator')
    assert.ok(example)
    const names = { type: 'Widget', plural: 'Widgets', branch: 'widgets', entity: 'widget', shorthand: 'tag' }
    const own = catalog.with({ ...example, ...names })
    const { tcex } = clientOf(() => done(), { catalog: own })
    const type: string = 'Widget'
    assert.deepEqual(tcex.ti.indicator({ indicatorType: type, uniqueId: '1.1.1.1' }).path(), [
      'indicators',
      'widgets',
      '1.1.1.1',
    ])
    assert.equal(tcex.ti.tag('x').name, 'x')
    assert.throws(() => clientOf(() => done()).tcex.ti.indicator({ indicatorType: type }), UnknownTypeError)
  })

  it('send nothing', () => {
    const { tcex, requests } = clientOf(() => done())
    tcex.ti.campaign({ name: 'a' })
    tcex.ti.tag('x').groups()
    assert.equal(requests.length, 0)
  })

  it('make objects that show no client, session or log (defect 23)', () => {
    const { tcex } = clientOf(() => done())
    const shown = JSON.stringify(tcex.ti.campaign({ name: 'a', owner: 'MyOrg' }))
    assert.deepEqual(JSON.parse(shown), { owner: 'MyOrg', kind: 'group', type: 'Campaign' })
    assert.doesNotMatch(JSON.stringify(tcex), /APIV2/)
  })
})

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ForbiddenError, type TcEx, UnknownTypeError } from './index.ts'
import { clientOf, collect, page, refusal } from './testing/recorder.ts'

const widget = {
  name: 'Widget',
  custom: 'true',
  parsable: 'false',
  apiBranch: 'widgets',
  apiEntity: 'widget',
  casePreference: 'sensitive',
  value1Label: 'Serial',
  value1Type: 'text',
  value2Label: 'Colour',
  value2Type: 'selectone',
  value2Option: 'Red;Green',
}
const asn = {
  ...widget,
  name: 'ASN',
  apiBranch: 'asns',
  apiEntity: 'asn',
  value1Label: 'AS Number',
  value2Label: '',
}
const tag = { ...widget, name: 'Tag', apiBranch: 'tagIndicators', apiEntity: 'tag' }
const host = { name: 'Host', custom: 'false', parsable: 'true', apiBranch: 'hosts', apiEntity: 'host' }
const instance = () => page('indicatorType', [host, asn, widget, tag], 4)

const make = (tcex: TcEx, type: string, uniqueId: string) =>
  tcex.ti.indicator({ indicatorType: type, uniqueId })

describe('the custom types of an instance', () => {
  it('are known once they are loaded', async () => {
    const { tcex, requests } = clientOf(instance)
    assert.throws(() => make(tcex, 'Widget', 'x : Red'), UnknownTypeError)
    assert.throws(() => make(tcex, 'Widget', 'x : Red'), /await tcex\.ti\.loadTypes\(\) first/)
    const types = await tcex.ti.loadTypes()
    assert.deepEqual(
      types.map(({ type }) => type),
      ['ASN', 'Widget', 'Tag'],
    )
    assert.deepEqual(make(tcex, 'widget', 'x : Red').path(), ['indicators', 'widgets', 'x : Red'])
    assert.equal(`${requests[0]?.method} ${requests[0]?.path}`, 'GET /v2/types/indicatorTypes')
  })

  it('are loaded once, however often and at the same time they are asked for', async () => {
    const { tcex, requests } = clientOf(instance)
    await Promise.all([tcex.ti.loadTypes(), tcex.ti.loadTypes()])
    await tcex.ti.loadTypes()
    assert.equal(requests.length, 1)
  })

  it('are asked for again where that failed', async () => {
    const { tcex } = clientOf((_, number) => (number === 1 ? refusal(403, 'no') : instance()))
    await assert.rejects(tcex.ti.loadTypes(), ForbiddenError)
    assert.equal((await tcex.ti.loadTypes()).length, 3)
  })

  it('have shorthands, where the name is free (defect 22)', async () => {
    const { tcex } = clientOf(instance)
    await tcex.ti.loadTypes()
    const factories = tcex.ti as unknown as Record<string, (options: object) => { path(): readonly string[] }>
    const made = factories.widget?.({ Serial: 'x', Colour: 'Red' })
    assert.deepEqual(made?.path(), ['indicators', 'widgets', 'x : Red'])
    assert.deepEqual(tcex.ti.tag('x').name, 'x')
    assert.deepEqual(make(tcex, 'Tag', 'x : Red').path(), ['indicators', 'tagIndicators', 'x : Red'])
  })

  it('stay with the client that loaded them', async () => {
    const { tcex } = clientOf(instance)
    await tcex.ti.loadTypes()
    assert.throws(() => make(clientOf(instance).tcex, 'Widget', 'x'), UnknownTypeError)
  })

  it('leave the rules of those that were known already', async () => {
    const { tcex } = clientOf(instance)
    await tcex.ti.loadTypes()
    assert.deepEqual(make(tcex, 'ASN', 'AS123').path(), ['indicators', 'asns', 'ASN123'])
  })

  it('count before a type of the same name elsewhere', async () => {
    const moved = { ...asn, apiBranch: 'autonomousSystems' }
    const { tcex } = clientOf(() => page('indicatorType', [moved], 1))
    await tcex.ti.loadTypes()
    assert.deepEqual(make(tcex, 'ASN', 'x').path(), ['indicators', 'autonomousSystems', 'x'])
  })

  it('serve lists as well', async () => {
    const { tcex, requests } = clientOf(({ path }) =>
      path.startsWith('/v2/types') ? instance() : page('widget', [{ id: 1, Serial: 'x', Colour: 'Red' }], 1),
    )
    await tcex.ti.loadTypes()
    const indicatorType: string = 'Widget'
    const found = await collect(tcex.ti.tag('x').indicators({ indicatorType }))
    assert.equal(found.length, 1)
    assert.equal(requests[1]?.path, '/v2/tags/x/indicators/widgets')
  })
})

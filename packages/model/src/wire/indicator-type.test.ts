import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { catalog } from '../catalog/catalog.ts'
import { valueFields } from '../catalog/value-fields.ts'
import { decodeIndicatorType, indicatorTypeEntity } from './indicator-type.ts'

describe('an indicator type on the wire', () => {
  it('comes back as the entry it was made from: names, labels, choices, case', () => {
    for (const entry of catalog.of('indicator').filter(({ custom }) => custom)) {
      const read = decodeIndicatorType(indicatorTypeEntity(entry, true))
      assert.ok(read)
      const { type, branch, entity, custom, parsable, casePreference } = entry
      assert.deepEqual(
        [read.type, read.branch, read.entity, read.custom, read.parsable, read.casePreference],
        [type, branch, entity, custom, parsable, casePreference],
      )
      assert.deepEqual(
        valueFields(read).map(([name, { choices }]) => [name, choices]),
        valueFields(entry).map(([name, { choices }]) => [name, choices]),
      )
    }
  })

  it('is none without a name, a branch, an entity, or a label', () => {
    const whole = { name: 'Widget', apiBranch: 'widgets', apiEntity: 'widget', value1Label: 'Serial' }
    assert.equal(decodeIndicatorType(whole)?.shorthand, 'widget')
    for (const key of Object.keys(whole)) {
      assert.equal(decodeIndicatorType({ ...whole, [key]: '' }), undefined, key)
    }
    for (const nothing of [undefined, null, 'Widget', 7, []]) {
      assert.equal(decodeIndicatorType(nothing), undefined)
    }
  })

  it('with choices that are none is a text', () => {
    const type = { name: 'Widget', apiBranch: 'widgets', apiEntity: 'widget', value1Label: 'Serial' }
    const entry = decodeIndicatorType({ ...type, value1Type: 'selectone', value1Option: '' })
    assert.equal(entry?.fields.Serial?.format, 'text')
  })
})

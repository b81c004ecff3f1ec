import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { catalog } from './catalog.ts'
import { defineGroup } from './define.ts'

describe('the catalog', () => {
  test('has 16 group types, 12 indicator types, victims with five assets, and tasks', () => {
    const counts = (['group', 'indicator', 'victim', 'task'] as const).map((kind) => catalog.of(kind).length)
    assert.deepEqual(counts, [16, 12, 1, 1])
    assert.equal(catalog.assets.length, 5)
  })

  test('finds a type by its name in any case, with or without the space', () => {
    for (const name of ['Intrusion Set', 'IntrusionSet', 'intrusion set', 'INTRUSIONSET']) {
      assert.equal(catalog.find('group', name)?.entity, 'intrusionSet')
    }
    assert.equal(catalog.find('group', 'Address'), undefined)
  })

  test('finds a type by its branch exactly as written', () => {
    assert.equal(catalog.findBranch('group', 'coursesOfAction')?.type, 'Course of Action')
    assert.equal(catalog.findBranch('group', 'coursesofaction'), undefined)
  })

  test('takes more types, and refuses a second one of a name', () => {
    const invented = {
      plural: 'X',
      branch: 'inventions',
      entity: 'invention',
      shorthand: 'invention',
      sentence: '',
    }
    const more = catalog.with(defineGroup({ type: 'Invention', fields: {}, ...invented }))
    assert.equal(more.find('group', 'invention')?.branch, 'inventions')
    assert.equal(catalog.find('group', 'invention'), undefined)
    assert.throws(
      () => more.with(defineGroup({ type: 'In vention', fields: {}, ...invented })),
      /two entries/,
    )
  })

  test('every entry says in sentences what it and its fields are', () => {
    for (const entry of catalog.entries) {
      assert.match(entry.sentence, /^[A-Z].*\.$/, entry.type)
      for (const [name, field] of Object.entries(entry.fields)) {
        assert.match(field.sentence, /^[A-Z].*\.$/, `${entry.type}.${name}`)
      }
    }
  })
})

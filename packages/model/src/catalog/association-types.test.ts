import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { associationTypes, linksTypes } from './association-types.ts'
import { catalog } from './catalog.ts'

const named = (branch: string) => {
  const found = associationTypes.find((each) => each.branch === branch)
  assert.ok(found)
  return found
}

describe('associations between indicators', () => {
  it('each branch and name stands once, and every type exists', () => {
    for (const key of ['branch', 'name'] as const) {
      assert.equal(new Set(associationTypes.map((each) => each[key])).size, associationTypes.length)
    }
    for (const type of associationTypes.flatMap(({ pairs }) => pairs).flat()) {
      assert.ok(catalog.find('indicator', type), type)
    }
  })

  it('an association holds both ways', () => {
    assert.ok(linksTypes(named('asnToCidr'), 'ASN', 'CIDR'))
    assert.ok(linksTypes(named('asnToCidr'), 'CIDR', 'ASN'))
    assert.ok(linksTypes(named('urlHost'), 'Host'))
    assert.ok(!linksTypes(named('asnToCidr'), 'ASN', 'Address'))
    assert.ok(!linksTypes(named('asnToCidr'), 'Address'))
  })

  it('a file action leads from the file only', () => {
    assert.ok(linksTypes(named('mutex'), 'File', 'Mutex'))
    assert.ok(!linksTypes(named('mutex'), 'Mutex', 'File'))
    assert.ok(!linksTypes(named('mutex'), 'Mutex'))
    assert.ok(linksTypes(named('drop'), 'File', 'File'))
  })

  it('is found by its branch and by its name in any case, with or without blanks', () => {
    assert.equal(catalog.findAssociation('asnToCidr', false)?.name, 'ASN to CIDR')
    assert.equal(catalog.findAssociation('mutex', false), undefined)
    assert.equal(catalog.findAssociation('mutex', true)?.name, 'File Mutex')
  })
})

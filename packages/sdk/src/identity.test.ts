import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { catalog, type IndicatorEntry } from '@tcex/model'
import { fieldsOf, pathKey } from './identity.ts'
import { InvalidValueError, type UniqueId } from './index.ts'

const indicator = (name: string): IndicatorEntry => {
  const entry = catalog.find('indicator', name)
  assert.ok(entry)
  return entry
}

const campaign = catalog.find('group', 'Campaign')
assert.ok(campaign)

const md5 = 'a'.repeat(32)
const sha1 = 'b'.repeat(40)
const sha256 = 'c'.repeat(64)

describe('an id', () => {
  for (const [given, expected] of [
    [416, '416'],
    ['416', '416'],
    [0, '0'],
    ['', undefined],
    [undefined, undefined],
  ] as const) {
    it(`${JSON.stringify(given)} is ${expected} in a path`, () =>
      assert.equal(pathKey(campaign, given, {}), expected))
  }

  for (const given of ['abc', '4 16', '-1', -1, 1.5, Number.NaN, 1e21, '..', '416/tags', '٤']) {
    it(`${JSON.stringify(given)} is none`, () => {
      assert.throws(
        () => pathKey(campaign, given, {}),
        (error: Error) => error instanceof InvalidValueError,
      )
    })
  }
})

describe('a value in a path', () => {
  const rows: readonly (readonly [type: string, uniqueId: UniqueId, expected: string])[] = [
    ['Address', '1.1.1.1', '1.1.1.1'],
    ['Address', '2001:DB8:0::1', '2001:db8:0:0:0:0:0:1'],
    ['EmailAddress', 'Someone@Example.com', 'Someone@example.com'],
    ['Host', 'EXAMPLE.com.', 'example.com'],
    ['ASN', 'AS123', 'ASN123'],
    ['ASN', 123, 'ASN123'],
    ['Hashtag', '#Bad', '#Bad'],
    ['CIDR', '10.0.0.0/24', '10.0.0.0/24'],
    ['File', md5, md5.toUpperCase()],
    ['File', `${md5} : ${sha1} : ${sha256}`, md5.toUpperCase()],
    ['File', `${sha256} : ${sha1}`, sha1.toUpperCase()],
    ['Registry Key', 'HKLM\\Software : Run : REG_SZ', 'HKEY_LOCAL_MACHINE\\Software : Run : REG_SZ'],
    ['Registry Key', 'HKLM\\Software :   : REG_SZ', 'HKEY_LOCAL_MACHINE\\Software :   : REG_SZ'],
    // What is no value goes out as it came, for the server to refuse.
    ['Address', 'not an address', 'not an address'],
    ['File', 'xyz', 'xyz'],
    ['Registry Key', 'nonsense', 'nonsense'],
  ]
  for (const [type, uniqueId, expected] of rows) {
    it(`${type} ${JSON.stringify(uniqueId)} is ${JSON.stringify(expected)}`, () => {
      assert.equal(pathKey(indicator(type), uniqueId, {}), expected)
    })
  }

  it('comes from the fields where there is no uniqueId', () => {
    assert.equal(pathKey(indicator('Address'), undefined, { ip: '1.1.1.1' }), '1.1.1.1')
    assert.equal(pathKey(indicator('File'), undefined, { sha256, sha1 }), sha1)
    const key = { 'Key Name': 'HKEY_USERS', 'Value Name': 'x', 'Value Type': 'REG_SZ' }
    assert.equal(pathKey(indicator('Registry Key'), undefined, key), 'HKEY_USERS : x : REG_SZ')
  })

  it('is the uniqueId where both are given: the fields are what is to be changed', () => {
    assert.equal(pathKey(indicator('File'), md5, { sha256 }), md5.toUpperCase())
  })

  it('is none where a part is missing or empty', () => {
    assert.equal(pathKey(indicator('Registry Key'), undefined, { 'Key Name': 'HKEY_USERS' }), undefined)
    assert.equal(pathKey(indicator('Address'), undefined, { ip: '' }), undefined)
    assert.equal(pathKey(indicator('CIDR'), undefined, {}), undefined)
  })
})

describe('the fields that a uniqueId stands for', () => {
  const rows: readonly (readonly [type: string, uniqueId: UniqueId | undefined, expected: object])[] = [
    ['Address', '1.1.1.1', { ip: '1.1.1.1' }],
    ['Address', 'nonsense', { ip: 'nonsense' }],
    ['File', `${md5} : ${sha256}`, { md5: md5.toUpperCase(), sha256: sha256.toUpperCase() }],
    ['File', 'nonsense', { md5: 'nonsense' }],
    ['Registry Key', 'a : b : c : d', { 'Key Name': 'a', 'Value Name': 'b', 'Value Type': 'c' }],
    ['Registry Key', 'nonsense', { 'Key Name': 'nonsense' }],
    ['Hashtag', undefined, {}],
  ]
  for (const [type, uniqueId, expected] of rows) {
    it(`${type} ${uniqueId} is ${JSON.stringify(expected)}`, () => {
      assert.deepEqual({ ...fieldsOf(indicator(type), uniqueId) }, expected)
    })
  }
})

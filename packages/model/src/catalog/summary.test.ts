import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { catalog } from './catalog.ts'
import type { IndicatorEntry } from './define.ts'
import { canonicalForms, joinSummary, readSummary, splitSummary } from './summary.ts'

const entry = (name: string): IndicatorEntry => catalog.find('indicator', name) as IndicatorEntry
const md5 = 'a'.repeat(32)
const sha256 = 'b'.repeat(64)

describe('an indicator’s value and its parts', () => {
  test('a file’s hashes tell themselves apart, in any order and case', () => {
    const split = splitSummary(entry('File'), `${sha256} : ${md5}`)
    assert.deepEqual(split, { ok: true, values: { sha256: sha256.toUpperCase(), md5: md5.toUpperCase() } })
  })

  test('one hash is enough', () => {
    assert.deepEqual(splitSummary(entry('File'), md5), { ok: true, values: { md5: md5.toUpperCase() } })
  })

  test('what is no hash is named with the hashes that there are', () => {
    const split = splitSummary(entry('File'), 'nonsense')
    assert.ok(!split.ok)
    assert.match(split.problems[0]?.rule ?? '', /must be one of MD5, SHA-1, SHA-256; "nonsense" is none/)
  })

  test('a registry key has three parts', () => {
    const split = splitSummary(entry('Registry Key'), 'HKLM\\Software : Run : reg_sz')
    const values = { 'Key Name': 'HKEY_LOCAL_MACHINE\\Software', 'Value Name': 'Run', 'Value Type': 'REG_SZ' }
    assert.deepEqual(split, { ok: true, values })
    assert.equal(joinSummary(entry('Registry Key'), values), 'HKEY_LOCAL_MACHINE\\Software : Run : REG_SZ')
  })

  for (const text of ['HKCU\\X :   : REG_NONE', 'HKCU\\X :  : REG_NONE', 'HKCU\\X : : REG_NONE', 'HKCU\\X']) {
    test(`"${text}" has no value name`, () => {
      const split = splitSummary(entry('Registry Key'), text)
      const values = { 'Key Name': 'HKEY_CURRENT_USER\\X', 'Value Name': ' ', 'Value Type': 'REG_NONE' }
      assert.deepEqual(split, { ok: true, values })
    })
  }

  test('a key that holds the separator keeps it', () => {
    const split = splitSummary(entry('Registry Key'), 'HKCU\\a : b : name : REG_SZ')
    assert.ok(split.ok)
    assert.equal(split.values['Key Name'], 'HKEY_CURRENT_USER\\a : b')
  })

  test('a value of one part may hold anything', () => {
    assert.deepEqual(readSummary(entry('Mutex'), 'a : b : c'), { Mutex: 'a : b : c' })
  })

  test('a value is looked for in every form that some type keeps it in', () => {
    const forms = canonicalForms(catalog.of('indicator'), 'AS123')
    assert.ok(forms.includes('AS123') && forms.includes('ASN123') && forms.includes('as123'))
  })
})

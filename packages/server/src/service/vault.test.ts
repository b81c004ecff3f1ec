import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { StoreError } from '../store/store-error.ts'
import { openVault, sameText } from './vault.ts'

let folder: string
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'tcex-vault-'))
})
after(() => rmSync(folder, { recursive: true, force: true }))

describe('a vault', () => {
  it('opens what it sealed, and seals the same differently each time', () => {
    const vault = openVault(':memory:', 'a key of words')
    for (const secret of ['', 'a secret', 'ö🦊'.repeat(100)]) {
      assert.equal(vault.open(vault.seal(secret)), secret)
      assert.notDeepEqual(vault.seal(secret), vault.seal(secret))
      if (secret) assert.equal(Buffer.from(vault.seal(secret)).includes(secret), false)
    }
  })

  it('does not open what another sealed, nor what was changed or cut', () => {
    const vault = openVault(':memory:', 'a key of words')
    const sealed = vault.seal('secret')
    assert.equal(openVault(':memory:', 'another key').open(sealed), undefined)
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Uint8Array.from(sealed, (byte, index) => (index === at ? byte ^ 1 : byte))
      assert.equal(vault.open(changed), undefined, `byte ${at}`)
      assert.equal(vault.open(sealed.subarray(0, at)), undefined, `cut at ${at}`)
    }
  })

  it('keeps the key of a file beside it, for its user only', () => {
    const database = join(folder, 'a.db')
    const sealed = openVault(database, undefined).seal('secret')
    assert.equal(openVault(database, undefined).open(sealed), 'secret')
    assert.match(readFileSync(`${database}.key`, 'utf8'), /^[0-9a-f]{64}\n$/)
    if (process.platform !== 'win32') assert.equal(statSync(`${database}.key`).mode & 0o777, 0o600)
  })

  it('refuses a key file that holds no key', () => {
    for (const text of ['', 'nonsense', 'ab'.repeat(31), 'ab'.repeat(33), 'zz'.repeat(32)]) {
      const database = join(folder, 'b.db')
      writeFileSync(`${database}.key`, text)
      assert.throws(() => openVault(database, undefined), StoreError, text)
    }
  })
})

describe('sameText', () => {
  it('tells texts apart, whatever their lengths', () => {
    assert.equal(sameText('abc', 'abc'), true)
    for (const other of ['abd', 'ab', 'abcd', '', 'ABC']) assert.equal(sameText('abc', other), false)
  })
})

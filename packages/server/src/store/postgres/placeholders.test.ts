import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ask, withoutPostgres } from '../testing/databases.ts'
import { toList } from './placeholders.ts'

describe('a list as PostgreSQL reads it', { skip: withoutPostgres ?? false }, () => {
  const texts = ['', 'plain', 'NULL', '{a,b}', 'a "quoted" one', 'back\\slash', '\\"', "it's", 'ä\n🙂', null]
  it('has each text as it was', async () => {
    const literal = String(toList(texts)).replaceAll("'", "''")
    const [row] = await ask(`select array_to_json('${literal}'::text[]) as texts`)
    assert.deepEqual(row?.texts, texts)
  })

  it('has no NUL, which PostgreSQL cannot keep', () => {
    assert.equal(toList(['a\0b']), '{"a\ufffdb"}')
  })

  it('has numbers, and may be empty', () => {
    assert.equal(toList([1, -2.5, null]), '{1,-2.5,NULL}')
    assert.equal(toList([]), '{}')
  })

  it('leaves bytes to the driver', () => {
    const bytes = [new Uint8Array([1])]
    assert.equal(toList(bytes), bytes)
  })
})

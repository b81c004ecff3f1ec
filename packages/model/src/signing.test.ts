import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { sign } from './signing.ts'

const target = '/api/v2/indicators/hosts/example.com?Owner=Common%20Community'

test('a signature is the one of the documentation’s recipe: path and query, method, timestamp', async () => {
  const text = `${target}:GET:1513703787`
  const expected = createHmac('sha256', 'secret').update(text).digest('base64')
  assert.equal(await sign('secret', { target, method: 'get', timestamp: '1513703787' }), expected)
})

test('keys and targets may hold any character', async () => {
  const odd = '/api/v2/tags/ü%20?a=%F0%9F%98%80'
  const expected = createHmac('sha256', 'sécret😀').update(`${odd}:POST:1`).digest('base64')
  assert.equal(await sign('sécret😀', { target: odd, method: 'POST', timestamp: '1' }), expected)
})

test('a change of anything changes it', async () => {
  const signed = { target, method: 'GET', timestamp: '1513703787' }
  const original = await sign('secret', signed)
  for (const changed of [{ target: `${target}x` }, { method: 'PUT' }, { timestamp: '1513703788' }]) {
    assert.notEqual(await sign('secret', { ...signed, ...changed }), original)
  }
  assert.notEqual(await sign('Secret', signed), original)
})

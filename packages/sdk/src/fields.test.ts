import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { catalog, type Kind } from '@tcex/model'
import { settleFields } from './fields.ts'

const fieldsOf = (kind: Kind, type: string, given: Record<string, unknown>) =>
  settleFields(catalog.find(kind, type), given)

describe('fields as they are sent', () => {
  const dates: readonly (readonly [given: unknown, expected: unknown])[] = [
    ['2019-04-02', '2019-04-02T00:00:00Z'],
    [new Date('2019-04-02T03:04:05Z'), '2019-04-02T03:04:05Z'],
    ['2019-04-02T03:04:05', '2019-04-02T03:04:05Z'],
    // The original threw the offset away (defect 14).
    ['2019-04-02T03:04:05+09:00', '2019-04-01T18:04:05Z'],
    ['soon', 'soon'],
    [new Date(Number.NaN), 'Invalid Date'],
    [17, 17],
  ]
  for (const [given, expected] of dates) {
    it(`the date ${given} is ${expected}`, () => {
      assert.deepEqual(fieldsOf('group', 'Campaign', { firstSeen: given }), { firstSeen: expected })
    })
  }

  it('relative dates are relative to now, in UTC (defect 14)', () => {
    const { firstSeen } = fieldsOf('group', 'Campaign', { firstSeen: '3 days ago' })
    const off = Math.abs(Date.now() - 3 * 86_400_000 - Date.parse(String(firstSeen)))
    assert.ok(off < 60_000, `${firstSeen} is ${off} ms off`)
  })

  it('what was not given is not sent: nothing is overwritten with null (defect 8)', () => {
    assert.deepEqual(fieldsOf('indicator', 'File', { md5: 'a'.repeat(32), sha1: undefined, size: null }), {
      md5: 'A'.repeat(32),
    })
  })

  it('false, 0 and the empty text are given (defects 12 and 13)', () => {
    const given = { active: false, rating: 0, confidence: 0, source: '' }
    assert.deepEqual(fieldsOf('indicator', 'Address', given), given)
  })

  it('a host’s switches are texts on the wire', () => {
    assert.deepEqual(fieldsOf('indicator', 'Host', { dnsActive: false, whoisActive: 'true' }), {
      dnsActive: 'false',
      whoisActive: 'true',
    })
  })

  it('an indicator’s value goes out in canonical form, or as it came where it has none', () => {
    assert.deepEqual(fieldsOf('indicator', 'Host', { hostName: 'EXAMPLE.com' }), { hostName: 'example.com' })
    assert.deepEqual(fieldsOf('indicator', 'Address', { ip: 'nonsense' }), { ip: 'nonsense' })
    assert.deepEqual(fieldsOf('indicator', 'ASN', { 'AS Number': 123 }), { 'AS Number': 123 })
  })

  it('values are not decoded: %2520 stays %2520 (defect 6)', () => {
    assert.deepEqual(fieldsOf('indicator', 'URL', { text: 'http://bad.com/%2520x' }), {
      text: 'http://bad.com/%2520x',
    })
  })

  it('what the type does not have goes out as it is, for the server to refuse', () => {
    assert.deepEqual(fieldsOf('group', 'Adversary', { firstSeen: '2019', constructor: 1 }), {
      firstSeen: '2019',
      constructor: 1,
    })
  })

  it('users and lists go out as they are', () => {
    const assignee = [{ userName: 'a@b.c' }]
    assert.deepEqual(fieldsOf('task', 'Task', { assignee }), { assignee })
  })
})

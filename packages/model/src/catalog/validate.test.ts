import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { catalog } from './catalog.ts'
import type { Fields } from './field.ts'
import { initialValues, validate } from './validate.ts'

const fields = (kind: 'group' | 'indicator' | 'task', name: string): Fields =>
  catalog.find(kind, name)?.fields ?? {}

describe('a body against the fields of a type', () => {
  test('values come out in the form that is stored', () => {
    const body = { name: 'inc', eventDate: '2017-7-13T00:00:00-04:00', status: 'open' }
    assert.deepEqual(validate(fields('group', 'Incident'), body, { creating: true }), {
      ok: true,
      values: { name: 'inc', eventDate: '2017-07-13T04:00:00Z', status: 'Open' },
    })
  })

  test('numbers and booleans may come as texts', () => {
    const body = {
      hostName: 'A.example.com',
      rating: '3.5',
      confidence: '80',
      dnsActive: true,
      active: 'false',
    }
    assert.deepEqual(validate(fields('indicator', 'Host'), body, { creating: true }), {
      ok: true,
      values: { hostName: 'a.example.com', dnsActive: 'true', rating: 3.5, confidence: 80, active: false },
    })
  })

  test('every problem is named at once', () => {
    const body = { firstSeen: 'soon', rating: 1, extra: 1 }
    const checked = validate(fields('group', 'Campaign'), body, { creating: true })
    assert.ok(!checked.ok)
    assert.deepEqual(
      checked.problems.map(({ field }) => field),
      ['rating', 'extra', 'name', 'firstSeen'],
    )
  })

  test('a range and a list of choices are part of the rule', () => {
    const rules = (kind: 'indicator' | 'task', name: string, body: object) => {
      const checked = validate(fields(kind, name), { ...body }, { creating: false })
      return checked.ok ? [] : checked.problems.map(({ rule }) => rule)
    }
    assert.deepEqual(rules('indicator', 'Host', { rating: 6 }), ['must be from 0 to 5'])
    assert.deepEqual(rules('indicator', 'Host', { confidence: 1.5 }), ['must be a whole number'])
    assert.match(
      rules('task', 'Task', { status: 'Done' })[0] ?? '',
      /must be one of: Not Started, In Progress/,
    )
    assert.match(rules('task', 'Task', { assignee: [{}] })[0] ?? '', /must be a list of users/)
  })

  test('null counts as not given, and what the platform sets is ignored', () => {
    const body = { md5: 'a'.repeat(32), sha1: null, id: 7, owner: { id: 1 }, dateAdded: 'x', webLink: 'x' }
    assert.deepEqual(validate(fields('indicator', 'File'), body, { creating: true }), {
      ok: true,
      values: { md5: 'A'.repeat(32) },
    })
  })

  test('an empty text is not given in a new item, clears what is not required in an update, and is no name', () => {
    const victim = catalog.find('victim', 'victim')?.fields ?? {}
    const check = (body: object, creating: boolean) => validate(victim, { ...body }, { creating })
    assert.deepEqual(check({ name: 'x', org: '' }, true), { ok: true, values: { name: 'x' } })
    assert.deepEqual(check({ org: '' }, false), { ok: true, values: { org: '' } })
    assert.equal(check({ name: '' }, false).ok, false)
  })

  test('keys that every object has are no fields', () => {
    const body = JSON.parse('{"name": "x", "__proto__": {"a": 1}, "constructor": 1}')
    const checked = validate(fields('group', 'Adversary'), body, { creating: true })
    assert.ok(!checked.ok)
    assert.deepEqual(
      checked.problems.map(({ field }) => field),
      ['__proto__', 'constructor'],
    )
  })

  test('both of the documentation’s ways to name users are taken', () => {
    for (const assignee of [[{ userName: 'a' }], { userName: ['a'] }, ['a'], { userName: 'a' }]) {
      const checked = validate(fields('task', 'Task'), { assignee }, { creating: false })
      assert.deepEqual(checked, { ok: true, values: { assignee: ['a'] } })
    }
  })

  test('a signature’s type may carry its trademark sign', () => {
    const checked = validate(fields('group', 'Signature'), { fileType: 'Snort®' }, { creating: false })
    assert.deepEqual(checked, { ok: true, values: { fileType: 'Snort' } })
  })

  test('a new item starts with what its entry says', () => {
    assert.deepEqual(initialValues(fields('task', 'Task')), { status: 'Not Started' })
  })
})

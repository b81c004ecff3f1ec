import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { differences, linksIn } from './shapes.ts'

const shape = {
  status: '="Success"',
  data: {
    resultCount: 'number',
    thing: [{ id: 'id', name: 'text', dateAdded: 'date', shown: 'flag', webLink: 'link' }],
  },
}
const thing = {
  id: 1,
  name: 'x',
  dateAdded: '2017-07-13T17:50:17Z',
  shown: true,
  webLink: 'http://a.example/',
}
const answer = (changed: object = {}) => ({
  status: 'Success',
  data: { resultCount: 1, thing: [{ ...thing, ...changed }] },
})

describe('the shape of an answer', () => {
  it('is met by what has all of its fields and no others', () => {
    assert.deepEqual(differences(answer(), shape), [])
  })

  for (const [what, changed, difference] of [
    ['a field that is missing', { name: undefined }, 'data.thing.0.name is missing'],
    ['a field that is not to be there', { color: 'red' }, 'data.thing.0.color is not to be there'],
    ['an id that is a text', { id: '1' }, 'data.thing.0.id is "1", not id'],
    [
      'a date without a zone',
      { dateAdded: '2017-07-13T17:50:17' },
      'data.thing.0.dateAdded is "2017-07-13T17:50:17", not date',
    ],
    ['a flag that is a text', { shown: 'true' }, 'data.thing.0.shown is "true", not flag'],
    ['a null', { name: null }, 'data.thing.0.name is null, not text'],
  ] as const) {
    it(`is not met by ${what}`, () => assert.ok(differences(answer(changed), shape).includes(difference)))
  }

  it('is not met by a list of another length, or by none', () => {
    assert.deepEqual(differences([], ['text'], 'list'), ['list has 0 elements, not 1'])
    assert.deepEqual(differences({}, ['text'], 'list'), ['list is {}, no list'])
    assert.deepEqual(differences([], { a: 'text' }, 'object'), ['object is [], no object'])
  })

  it('has links wherever they are', () => {
    assert.deepEqual(linksIn({ a: [{ webLink: 'x' }, { b: { webLink: 'y' } }] }), ['x', 'y'])
  })
})

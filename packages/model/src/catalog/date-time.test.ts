import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseDateTime } from './date-time.ts'

const now = new Date('2024-03-31T10:20:30.400Z')

const readable: readonly (readonly [input: string | Date, stored: string])[] = [
  ['2019-04-02', '2019-04-02T00:00:00Z'],
  ['2019-04-02T03:04:05Z', '2019-04-02T03:04:05Z'],
  ['20190402', '2019-04-02T00:00:00Z'],
  ['20190402T03:04:05+09:00', '2019-04-01T18:04:05Z'],
  ['2019-04-02T03:04:05z', '2019-04-02T03:04:05Z'],
  ['2019-04-02T03:04:05', '2019-04-02T03:04:05Z'],
  ['2019-04-02 03:04:05', '2019-04-02T03:04:05Z'],
  ['2019-04-02T03:04', '2019-04-02T03:04:00Z'],
  ['2019-04-02T03:04:05.678Z', '2019-04-02T03:04:05Z'],
  ['2019-04-02T03:04:05+09:00', '2019-04-01T18:04:05Z'],
  ['2017-07-13T13:36:53-04:00', '2017-07-13T17:36:53Z'],
  ['2017-7-13T00:00:00-04:00', '2017-07-13T04:00:00Z'],
  ['2019-04-02T03:04:05+0900', '2019-04-01T18:04:05Z'],
  ['2019-04-02T03:04:05 09:00', '2019-04-01T18:04:05Z'],
  ['2020-02-29', '2020-02-29T00:00:00Z'],
  ['1554174245', '2019-04-02T03:04:05Z'],
  ['1554174245000', '2019-04-02T03:04:05Z'],
  [new Date('2019-04-02T03:04:05.999Z'), '2019-04-02T03:04:05Z'],
  ['now', '2024-03-31T10:20:30Z'],
  ['today', '2024-03-31T00:00:00Z'],
  ['Yesterday', '2024-03-30T00:00:00Z'],
  ['tomorrow', '2024-04-01T00:00:00Z'],
  ['3 days ago', '2024-03-28T10:20:30Z'],
  ['an hour ago', '2024-03-31T09:20:30Z'],
  ['in 2 weeks', '2024-04-14T10:20:30Z'],
  ['2 weeks from now', '2024-04-14T10:20:30Z'],
  ['1 month ago', '2024-02-29T10:20:30Z'],
  ['1 year ago', '2023-03-31T10:20:30Z'],
]

const unreadable: readonly (string | Date)[] = [
  '',
  'soon',
  '2019',
  '20191301',
  '201904',
  '2019-13-01',
  '2019-02-30',
  '2019-04-02T24:30:00Z',
  '2019-04-02T03:60:00Z',
  '2019-04-02T03:04:05+25:00',
  '04/02/2019',
  '3 fortnights ago',
  'in 3 days ago',
  '3 days',
  'constructor',
  '3 __proto__s ago',
  new Date(Number.NaN),
]

describe('points in time', () => {
  for (const [input, stored] of readable) {
    test(`${String(input)} is ${stored}`, () => assert.equal(parseDateTime(input, now), stored))
  }
  for (const input of unreadable) {
    test(`"${String(input)}" is none`, () => assert.equal(parseDateTime(input, now), undefined))
  }
})

// The filters and other parameters of the lists: one item that is found, one that is not.

import type { Step } from '@tcex/testkit'
import type { Rule } from '../replay.ts'
import * as stage from '../stage.ts'

const count = (resultCount: number): Partial<Step> => ({ json: { data: { resultCount } } })
const host = (body: object, owner = ''): Step => stage.make(`/indicators/hosts${owner}`, 'host', body)
const address = stage.make('/indicators/addresses', 'address', { ip: '192.168.0.1', rating: 4 })
const task = (body: object): Step => stage.make('/tasks', 'task', body)
const people = ['johndoe@example.com', 'manager@example.com'].map((userName) => ({ userName }))
const past = '2017-01-01'

const tasks = (query: string, found: object, other: object): Rule => ({
  calls: new RegExp(`^GET /v2/tasks/\\?filters=${query.replace('^', '\\^')}$`),
  replay: {
    prepare: stage.withUsers(people),
    given: [task({ name: 'Test', ...found }), task({ name: 'Other', ...other })],
    step: count(1),
  },
})

const indicators = (query: string, found: number, ...given: readonly Step[]): Rule => ({
  calls: new RegExp(`^GET /v2/indicators${query}$`),
  replay: {
    options: { owners: [{ name: 'Common Community', type: 'Community' }] },
    given,
    step: count(found),
  },
})

const reported = (day: number): Step => ({
  ...stage.falsePositive('/indicators/hosts/example.com'),
  at: `2017-07-${String(day).padStart(2, '0')}T00:00:00Z`,
})

const community = '?owner=Common%20Community'

export const filterRules: readonly Rule[] = [
  tasks('name%5ETest', {}, {}),
  tasks('name%3DTest', {}, {}),
  tasks('status%3DNot%20Started', {}, { status: 'Completed' }),
  tasks('assignee%3Djohndoe%40example\\.com', { assignee: [{ userName: 'johndoe@example.com' }] }, {}),
  tasks('escalatee%3Dmanager%40example\\.com', { escalatee: [{ userName: 'manager@example.com' }] }, {}),
  tasks('overdue%3Dtrue', { dueDate: past }, {}),
  tasks('escalated%3Dtrue', { escalationDate: past }, {}),
  tasks('dueDate%3E2017-07-25', { dueDate: '2017-07-26' }, { dueDate: past }),
  tasks('reminded%3Dtrue', { reminderDate: past }, {}),
  {
    calls: /^GET \/v2\/victims\/\?filters=name%5EExample$/,
    replay: {
      given: ['Example Victim', 'Other'].map((name) => stage.make('/victims', 'victim', { name })),
      step: count(1),
    },
  },
  {
    calls: /^GET \/v2\/victims\/\?filters=name%3DExample%20Organization$/,
    replay: {
      given: ['Example Organization', 'Example'].map((name) => stage.make('/victims', 'victim', { name })),
      step: count(1),
    },
  },
  {
    calls: /^GET \/v2\/tags\/\?filters=name(%5E|%3D)Bad$/,
    replay: {
      given: [
        stage.threat,
        stage.tagged('/groups/threats/12345', 'Bad'),
        stage.tagged('/groups/threats/12345', 'Good'),
      ],
      step: count(1),
    },
  },
  {
    calls: /^GET \/v2\/tags\/\?filters=weight%3E2$/,
    replay: {
      given: [
        ...['1', '2', '12345'].flatMap((id) => [
          stage.make('/groups/threats', 'threat', { name: 'x' }, id),
          stage.add(`/groups/threats/{${id}}/tags/Bad`),
        ]),
        stage.tagged('/groups/threats/12345', 'Rare'),
      ],
      step: count(1),
    },
  },
  { calls: /^GET \/v2\/securityLabels\/\?filters=name%5ETLP$/, replay: { step: count(6) } },
  { calls: /^GET \/v2\/securityLabels\/\?filters=name%3DTLP%3AGREEN$/, replay: { step: count(1) } },
  indicators(
    '\\?filters=active%3Dtrue,active%3Dfalse&orParams=true',
    2,
    host({ hostName: 'example.com', active: false }),
    address,
  ),
  indicators('\\?filters=summary%3Dexample\\.com', 1, host({ hostName: 'example.com' }), address),
  indicators('\\?filters=rating%3E3', 1, host({ hostName: 'example.com', rating: 3 }), address),
  // Nothing is assessed here, so nothing is above any score.
  indicators('/\\?filters=threatAssessScore%3E450', 0, address),
  indicators(
    '/urls\\?filters=threatAssessConfidence%3E50',
    0,
    stage.make('/indicators/urls', 'url', { text: 'http://a.example/' }),
  ),
  // No address is located here.
  indicators('/addresses\\?filters=organization%3Dmosso%20hosting', 0, address),
  indicators(
    '/hosts\\?filters=whoisActive%3Dtrue',
    1,
    host({ hostName: 'example.com', whoisActive: true }),
    host({ hostName: 'b.example' }),
  ),
  indicators(
    '\\?filters=summary%3Dexample\\.com,dateAdded%3C2015-10-15',
    1,
    { ...host({ hostName: 'example.com' }), at: '2015-10-14T00:00:00Z' },
    address,
  ),
  indicators(
    '\\?filters=summary%3Dexample\\.com,dateAdded%3E2015-10-15&orParams=true',
    2,
    { ...host({ hostName: 'example.com' }), at: '2015-10-14T00:00:00Z' },
    { ...address, at: '2015-10-16T00:00:00Z' },
  ),
  indicators(
    '\\?filters=falsePositive%3E10',
    1,
    host({ hostName: 'example.com' }),
    address,
    ...Array.from({ length: 11 }, (_, index) => reported(index + 1)),
  ),
  indicators(
    '/hosts/\\?owner=Common%20Community',
    1,
    host({ hostName: 'example.com' }, community),
    host({ hostName: 'b.example' }),
  ),
  indicators(
    '\\?modifiedSince=2017-08-21T12:00:00Z',
    1,
    { ...host({ hostName: 'example.com' }), at: '2017-08-21T11:59:59Z' },
    { ...address, at: '2017-08-21T12:00:00Z' },
  ),
  indicators(
    '\\?modifiedSince=2017-08-21T12:00:00Z&owner=Common%20Community',
    1,
    { ...host({ hostName: 'example.com' }, community), at: '2017-08-21T12:00:00Z' },
    address,
  ),
]

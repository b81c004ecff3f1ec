import type { Shape, Step } from '@tcex/testkit'
import type { Difference } from '../decisions.ts'
import type { Rule } from '../replay.ts'
import * as stage from '../stage.ts'
import { single, withoutEmpty } from './associations.ts'

const people = [
  { userName: 'johndoe@example.com', firstName: 'John', lastName: 'Doe' },
  { userName: 'janedoe@example.com', firstName: 'Jane', lastName: 'Doe' },
]

const due: Partial<Step> = { at: '2017-07-10T00:00:00Z' }

const whole: readonly Difference[] = (
  [
    ['status', '="Not Started"'],
    ['escalated', '=false'],
    ['reminded', '=false'],
    ['overdue', '=true'],
  ] as const
).map(([field, shape]) => [
  `data.task.${field}`,
  shape,
  'a change answers with the whole entity, as a creation does',
])

const user: Shape = { userName: 'text', firstName: 'text', lastName: 'text' }

/** What a task is made with, and what it is made. */
function createdTask(body: string): Shape {
  const { assignee = [], escalatee = [], dueDate } = JSON.parse(body) as Record<string, readonly unknown[]>
  const users = (name: string, list: readonly unknown[]) =>
    list.length > 0 ? { [name]: list.map(() => user) } : {}
  return {
    id: 'id',
    name: 'text',
    owner: { id: 'id', name: 'text', type: 'text' },
    dateAdded: 'date',
    webLink: 'link',
    status: '="Not Started"',
    escalated: '=false',
    reminded: '=false',
    overdue: '=false',
    ...(dueDate ? { dueDate: 'date' } : {}),
    ...users('assignee', assignee),
    ...users('escalatee', escalatee),
  }
}

const networkAccount = stage.make(
  '/victims/{12345}/victimAssets/networkAccounts',
  'victimNetworkAccount',
  { account: 'John Doe', network: 'Active Directory' },
  '398',
)

const person = { suborg: 'HR Department', workLocation: 'California', nationality: 'American' }

export const taskAndVictimRules: readonly Rule[] = [
  {
    calls: /^POST \/v2\/tasks\/$/,
    replay: (_, { body = '', answer }) => ({
      prepare: stage.withUsers(people),
      step: due,
      ...(answer ? {} : { shape: single('task', createdTask(body)) }),
    }),
  },
  {
    calls: /^GET \/v2\/tasks$/,
    replay: {
      given: [{ ...stage.make('/tasks', 'task', { name: 'Send Domains', dueDate: '2017-07-24' }), ...due }],
    },
  },
  {
    calls: /^GET \/v2\/tasks\?includeTags=true$/,
    replay: { given: [stage.task, stage.tagged('/tasks/12345', 'Deploy')] },
  },
  {
    calls: /^GET \/v2\/tasks\/12345$/,
    replay: {
      prepare: stage.withUsers(people),
      given: [
        {
          ...stage.make(
            '/tasks',
            'task',
            { name: 'Test', dueDate: '2017-07-24', assignee: [{ userName: 'johndoe@example.com' }] },
            '12345',
          ),
          ...due,
        },
      ],
    },
  },
  { calls: /^PUT \/v2\/tasks\/12345$/, replay: { given: [stage.task], differs: whole } },
  { calls: /^POST \/v2\/victims\/$/, replay: {} },
  {
    calls: /^GET \/v2\/victims\/$/,
    replay: {
      given: [
        stage.make('/victims', 'victim', { name: 'Burton Guster' }),
        stage.make('/victims', 'victim', {
          name: 'West Coast',
          suborg: 'HR Department',
          workLocation: 'California',
        }),
      ],
      differs: [
        ...withoutEmpty('data.victim.0', ['org', 'suborg', 'workLocation', 'nationality']),
        ...withoutEmpty('data.victim.1', ['org', 'nationality']),
      ],
    },
  },
  {
    calls: /^GET \/v2\/victims\/12345$/,
    replay: {
      given: [
        stage.make(
          '/victims',
          'victim',
          { name: 'Burton Guster', description: 'x', org: 'Psych', ...person },
          '12345',
        ),
      ],
    },
  },
  { calls: /^POST \/v2\/victims\/12345\/victimAssets\/networkAccounts$/, replay: { given: [stage.victim] } },
  { calls: /^PUT \/v2\/victims\/12345$/, replay: { given: [stage.victim] } },
  {
    calls: /^PUT \/v2\/victims\/12345\/victimAssets\/networkAccounts$/,
    // The sample lacks the id that the form above it has.
    replay: {
      given: [stage.victim, networkAccount],
      step: { call: 'PUT /victims/{12345}/victimAssets/networkAccounts/{398}' },
      differs: [['data.victimNetworkAccount.network', '="Active Directory"', 'what was not sent stays']],
    },
  },
]

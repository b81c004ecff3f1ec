// The filters of tasks and of victims.

import type { Scenario, Step } from '@tcex/testkit'
import { filter, finds, refusesOthers } from './filter-steps.ts'

const task = (name: string, more: Readonly<Record<string, unknown>>): Step => ({
  call: 'POST /tasks',
  body: { name, ...more },
  status: 201,
})

const tasks: Scenario = {
  name: 'filters of tasks',
  steps: [
    {
      at: '2017-07-25T12:00:00Z',
      call: 'GET /owners/mine/members',
      status: 200,
      capture: { user: 'data.user.0.userName' },
    },
    task('Test', { dueDate: '2017-07-24', assignee: [{ userName: '{user}' }] }),
    task('Test 2', { dueDate: '2017-07-26', status: 'In Progress', escalatee: [{ userName: '{user}' }] }),
    task('Done', {
      dueDate: '2017-07-24',
      status: 'Completed',
      reminderDate: '2017-07-01',
      escalationDate: '2017-07-01',
    }),
    task('Late', { reminderDate: '2017-07-01', escalationDate: '2017-07-01', status: 'Deferred' }),
    finds('/tasks', 'name^Test', ['Test', 'Test 2']),
    finds('/tasks', 'name=Test', ['Test']),
    finds('/tasks', 'status=Not Started', ['Test']),
    finds('/tasks', 'status!Not Started', ['Test 2', 'Done', 'Late']),
    finds('/tasks', 'status!Completed,status!Deferred', ['Test', 'Test 2']),
    finds('/tasks', 'dateAdded<2017-07-25', []),
    finds('/tasks', 'dateAdded>2017-07-25', ['Test', 'Test 2', 'Done', 'Late']),
    finds('/tasks', 'dueDate>2017-07-25', ['Test 2']),
    finds('/tasks', 'dueDate<2017-07-25', ['Test', 'Done']),
    finds('/tasks', 'overdue=true', ['Test']),
    finds('/tasks', 'overdue=false', ['Test 2', 'Done', 'Late']),
    finds('/tasks', 'escalated=true', ['Done', 'Late']),
    finds('/tasks', 'escalated=false', ['Test', 'Test 2']),
    finds('/tasks', 'reminded=true', ['Done', 'Late']),
    finds('/tasks', 'reminded=false,overdue=false', ['Test 2']),
    {
      call: 'GET /tasks?filters=assignee%3D{user}',
      status: 200,
      json: { data: { resultCount: 1, task: [{ name: 'Test' }] } },
    },
    {
      call: 'GET /tasks?filters=escalatee%3D{user}',
      status: 200,
      json: { data: { resultCount: 1, task: [{ name: 'Test 2' }] } },
    },
    finds('/tasks', 'assignee=somebody else', []),
    finds('/tasks', 'overdue=true,reminded=true', ['Test', 'Done', 'Late'], '&orParams=true'),
    ...refusesOthers('/tasks', 'name', '=^', 'x'),
    ...refusesOthers('/tasks', 'dateAdded', '<>', '2017-07-13'),
    ...refusesOthers('/tasks', 'status', '=!', 'Completed'),
    ...refusesOthers('/tasks', 'assignee', '=', 'x'),
    ...refusesOthers('/tasks', 'escalatee', '=', 'x'),
    ...refusesOthers('/tasks', 'overdue', '=', 'true'),
    ...refusesOthers('/tasks', 'escalated', '=', 'true'),
    ...refusesOthers('/tasks', 'reminded', '=', 'true'),
    ...refusesOthers('/tasks', 'dueDate', '<>', '2017-07-13'),
    { call: filter('/tasks', 'status=Lost'), status: 400, says: ['status', 'Not Started', 'Deferred'] },
    { call: filter('/tasks', 'description=x'), status: 400, says: ['description'] },
    { at: '2017-07-27T00:00:00Z', ...finds('/tasks', 'overdue=true', ['Test', 'Test 2']) },
  ],
}

const victims: Scenario = {
  name: 'filters of victims',
  steps: [
    ...['Example', 'Example Organization', 'Other'].map(
      (name): Step => ({ call: 'POST /victims', body: { name }, status: 201 }),
    ),
    finds('/victims', 'name^Example', ['Example', 'Example Organization']),
    finds('/victims', 'name=Example Organization', ['Example Organization']),
    ...refusesOthers('/victims', 'name', '=^', 'x'),
    { call: filter('/victims', 'org=x'), status: 400, says: ['org'] },
  ],
}

export const taskFilterScenarios: readonly Scenario[] = [tasks, victims]

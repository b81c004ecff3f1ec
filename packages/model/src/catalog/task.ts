import { defineTask } from './define.ts'

/**
 * A piece of work.
 *
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/tasks/tasks.html#create-tasks
 */
export const task = defineTask({
  type: 'Task',
  plural: 'Tasks',
  branch: '',
  entity: 'task',
  shorthand: 'task',
  sentence: 'A piece of work that is to be done by somebody.',
  fields: {
    name: {
      format: 'text',
      title: 'Name',
      sentence: 'What is to be done.',
      required: true,
      filter: ['=', '^'],
      setter: 'setName',
    },
    status: {
      format: 'choice',
      title: 'Status',
      sentence: 'How far the task has got.',
      setter: 'setStatus',
      choices: ['Not Started', 'In Progress', 'Completed', 'Waiting on Someone', 'Deferred'],
      initial: 'Not Started',
      filter: ['=', '!'],
    },
    escalated: {
      format: 'boolean',
      title: 'Escalated',
      sentence: 'Whether the escalation date has passed, so that the escalatees were told.',
      computed: 'escalated',
      readOnly: true,
      filter: ['='],
    },
    reminded: {
      format: 'boolean',
      title: 'Reminded',
      sentence: 'Whether the reminder date has passed, so that the assignees were reminded.',
      computed: 'reminded',
      readOnly: true,
      filter: ['='],
    },
    overdue: {
      format: 'boolean',
      title: 'Overdue',
      sentence: 'Whether the due date has passed without the task being completed.',
      computed: 'overdue',
      readOnly: true,
      filter: ['='],
    },
    dueDate: {
      format: 'dateTime',
      title: 'Due date',
      sentence: 'When the task is to be done.',
      setter: 'setDueDate',
      filter: ['<', '>'],
    },
    reminderDate: {
      format: 'dateTime',
      title: 'Reminder date',
      sentence: 'When to remind the assignees.',
      setter: 'setReminderDate',
    },
    escalationDate: {
      format: 'dateTime',
      title: 'Escalation date',
      sentence: 'When to tell the escalatees.',
      setter: 'setEscalationDate',
    },
    description: {
      format: 'longText',
      title: 'Description',
      sentence: 'More about the task.',
      shown: 'single',
    },
    assignee: {
      format: 'users',
      branch: 'assignees',
      title: 'Assignees',
      sentence: 'Who is to do it.',
      filter: ['='],
      shown: 'single',
    },
    escalatee: {
      format: 'users',
      branch: 'escalatees',
      title: 'Escalatees',
      sentence: 'Who is told when it is not done in time.',
      filter: ['='],
      shown: 'single',
    },
  },
})

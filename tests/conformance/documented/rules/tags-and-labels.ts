import type { Step } from '@tcex/testkit'
import type { Replay, Rule } from '../replay.ts'
import * as stage from '../stage.ts'
import { groupPart, indicatorPart, single, victimShape, withoutEmpty } from './associations.ts'

const documentNamed = stage.make(
  '/groups/documents',
  'document',
  { name: 'IOCs_report_2017.doc', fileName: 'd.doc' },
  '1',
)
const incident = stage.others.groups?.[0] as Step
const address = stage.make('/indicators/addresses', 'address', { ip: '0.0.0.0', rating: 3, confidence: 75 })
const unrated = stage.make('/indicators/addresses', 'address', { ip: '0.0.0.0' })
const task = {
  ...stage.make(
    '/tasks',
    'task',
    {
      name: 'Send Related Updates',
      status: 'Completed',
      dueDate: '2017-06-15',
      reminderDate: '2017-06-16T05:07:00Z',
      escalationDate: '2017-06-17T06:07:00Z',
    },
    '12345',
  ),
}

const paths: Readonly<Record<string, string>> = {
  '/tags/Nation%20State': 'tags/Nation%20State',
  '/securityLabels/TLP%3AAMBER': 'securityLabels/TLP%3AAMBER',
}

const victimWith = (body: object) =>
  stage.make('/victims', 'victim', { name: 'Bad Guy', org: 'Example Organization', ...body }, '54321')

/** What carries the tag or label, for each part of the path. */
function carried(of: string, part: string): readonly Step[] {
  const put = `/${paths[of]}`
  if (part === 'groups') return [documentNamed, stage.add(`/groups/documents/{1}${put}`)]
  if (part.startsWith('groups')) return [incident, stage.add(`/groups/incidents/{54321}${put}`)]
  if (part.startsWith('tasks')) return [task, stage.add(`/tasks/{12345}${put}`)]
  if (part.startsWith('victims')) {
    return [
      victimWith(of.startsWith('/tags') ? { workLocation: 'Washington D.C.' } : {}),
      stage.add(`/victims/{54321}${put}`),
    ]
  }
  const found = of.startsWith('/securityLabels') && part === 'indicators' ? unrated : address
  return [found, stage.add(`/indicators/addresses/0.0.0.0${put}`)]
}

function shown(of: string, part: string): Replay {
  if (part.startsWith('groups/')) return groupPart(part)
  if (part.startsWith('indicators/')) return indicatorPart(part)
  if (part === 'victims/54321') {
    const place = of.startsWith('/tags') ? { workLocation: 'text' } : {}
    return { shape: single('victim', { ...(victimShape as object), ...place }) }
  }
  if (part === 'victims' && of.startsWith('/tags')) {
    return { differs: withoutEmpty('data.victim.*', ['suborg', 'nationality']) }
  }
  return part === 'tasks/12345' ? { step: { json: { data: { task: { status: 'Completed' } } } } } : {}
}

export const tagAndLabelRules: readonly Rule[] = [
  {
    calls:
      /^GET \/v2(\/tags\/Nation%20State|\/securityLabels\/TLP%3AAMBER)\/((?:groups|indicators|tasks|victims).*)$/,
    replay: ([, of = '', part = '']) => ({ given: carried(of, part), ...shown(of, part) }),
  },
  {
    calls: /^GET \/v2\/tags(\?detailed=true)?$/,
    replay: ([, detailed]) => ({
      given: [
        { call: 'POST /tags', body: { name: 'Europe', description: 'x' }, status: 201 },
        { call: 'POST /tags', body: { name: 'Nation State', description: 'x' }, status: 201 },
      ],
      like: ['GET /v2/tags', 2],
      differs: detailed ? [['data.tag.*.description', 'text', 'what the example asks for']] : [],
    }),
  },
  {
    calls: /^GET \/v2\/tags\/Nation%20State$/,
    replay: { given: [stage.threat, stage.tagged('/groups/threats/12345', 'Nation%20State')] },
  },
  { calls: /^POST \/v2\/tags$/, replay: {} },
  {
    calls: /^PUT \/v2\/tags\/Ransomware$/,
    replay: {
      given: [{ call: 'POST /tags', body: { name: 'Ransomware' }, status: 201 }],
      shape: single('tag', { name: '="Ransomware Attack"', description: 'text', webLink: 'link' }),
    },
  },
  {
    calls: /^DELETE \/v2\/tags\/Nation State$/,
    // A blank cannot stand in a request line; every client sends it as %20.
    replay: {
      given: [stage.threat, stage.tagged('/groups/threats/12345', 'Nation%20State')],
      after: [{ call: 'GET /groups/threats/{12345}/tags', status: 200, json: { data: { resultCount: 0 } } }],
    },
  },
  { calls: /^GET \/v2\/securityLabels\/(TLP%3AAMBER)?$/, replay: {} },
  {
    calls: /^DELETE \/v2\/securityLabels\/MyCustomLabel$/,
    replay: {
      given: [{ call: 'POST /securityLabels', body: { name: 'MyCustomLabel' }, status: 201 }],
      after: [{ call: 'GET /securityLabels/MyCustomLabel', status: 404 }],
    },
  },
]

// Who is associated with whom, from each end.

import type { Shape, Step } from '@tcex/testkit'
import type { Difference } from '../decisions.ts'
import type { Replay, Rule } from '../replay.ts'
import * as stage from '../stage.ts'

const base =
  '(/groups/threats/12345|/indicators/emailAddresses/bad@example\\.com|/tasks/12345|/victims/12345)'

type Make = (path: string, method: string, part: string) => Replay

const rule = (method: string, rest: string, replay: Make): Rule => ({
  calls: new RegExp(`^(${method}) /v2${base}/${rest}$`),
  replay: ([, given = '', path = '', part = '']) => replay(path, given, part),
})

/** The item itself; a victim needs an asset to be associated. */
const made = (path: string): readonly Step[] => [
  stage.bases[path] as Step,
  ...(path.startsWith('/victims')
    ? [
        stage.make('/victims/{12345}/victimAssets/webSites', 'victimWebSite', {
          webSite: 'http://a.example/',
        }),
      ]
    : []),
]

/** The two ends, associated unless that is what the example does. */
function ends(path: string, method: string, other: string): readonly Step[] {
  const steps = [...made(path), ...(stage.others[other] ?? [])]
  return method === 'POST' ? steps : [...steps, stage.associated(path, stage.ends[other] ?? '')]
}

/** A group that the victim is associated with, and the other too: that is how victims meet others. */
const throughGroup = (other: string): readonly Step[] => [
  ...made('/victims/12345'),
  ...(stage.others[other] ?? []),
  stage.make('/groups/threats', 'threat', { name: 'Shared' }, '1'),
  stage.add('/groups/threats/{1}/victims/{12345}'),
  stage.add(`/groups/threats/{1}/${stage.ends[other]}`),
]

const victimFields = ['suborg', 'workLocation', 'nationality']

/** Some samples show the fields that a victim does not have as empty texts, others leave them out. */
export const withoutEmpty = (
  place: string,
  fields: readonly string[] = victimFields,
): readonly Difference[] =>
  fields.map((field) => [
    `${place}.${field}`,
    'absent',
    'what a victim does not have is left out, as in other samples',
  ])

const owner: Shape = { id: 'id', name: 'text', type: '="Organization"' }

const incident: Shape = {
  id: 'id',
  name: 'text',
  owner,
  dateAdded: 'date',
  lastModified: 'date',
  webLink: 'link',
  eventDate: 'date',
  status: '="New"',
}

export const address: Shape = {
  id: 'id',
  ownerName: 'text',
  dateAdded: 'date',
  lastModified: 'date',
  rating: 'number',
  confidence: 'number',
  webLink: 'link',
  ip: '="0.0.0.0"',
}

export const single = (entity: string, shape: Shape): Shape => ({
  status: '="Success"',
  data: { [entity]: shape },
})

export const list = (entity: string, ...shapes: readonly Shape[]): Shape => ({
  status: '="Success"',
  data: { resultCount: `=${shapes.length}`, [entity]: shapes },
})

/** The groups of something by type, or one of them. */
export const groupPart = (part: string): Replay =>
  part.endsWith('54321')
    ? { shape: single('incident', incident) }
    : part.endsWith('incidents')
      ? { like: ['GET /v2/groups/incidents'] }
      : {}

export const indicatorPart = (part: string): Replay => {
  if (part.endsWith('addresses')) return { shape: list('address', address) }
  const { ownerName: _, ...own } = address as Readonly<Record<string, Shape>>
  return part.endsWith('0.0.0.0') ? { shape: single('address', { ...own, owner }) } : {}
}

export const victimShape: Shape = { id: 'id', name: 'text', org: 'text', webLink: 'link' }

const wrongKey: Difference = [
  'data.task',
  'absent',
  'a list of groups has the key "group", as from every other item',
]
const groupList: Difference = [
  'data.group',
  [
    {
      id: 'id',
      name: 'text',
      type: '="Incident"',
      ownerName: 'text',
      dateAdded: 'date',
      lastModified: 'date',
      webLink: 'link',
    },
  ],
  'the same',
]

const assetPart = (part: string): Replay => {
  const asset = { id: 'id', type: '="EmailAddress"', webLink: 'link', address: 'text' }
  if (part.endsWith('54321')) return { shape: single('victimEmailAddress', asset) }
  return part.endsWith('emailAddresses') ? { shape: list('victimEmailAddress', asset, asset) } : {}
}

export const associationRules: readonly Rule[] = [
  rule('GET', '((?:groups|incidents)(?:/incidents)?(?:/54321)?)', (path, method, part) => ({
    given: ends(path, method, 'groups'),
    ...groupPart(part),
    ...(path.startsWith('/tasks') && part === 'groups' ? { differs: [wrongKey, groupList] } : {}),
  })),
  rule('POST|DELETE', 'groups/incidents/54321', (path, method) => ({ given: ends(path, method, 'groups') })),
  rule('GET', '(indicators(?:/addresses)?)', (path, method, part) => ({
    given: path.startsWith('/victims') ? throughGroup('indicators') : ends(path, method, 'indicators'),
    ...indicatorPart(part),
  })),
  rule('POST|DELETE', 'indicators/addresses/0\\.0\\.0\\.0', (path, method) => ({
    given: ends(path, method, 'indicators'),
  })),
  rule('GET', '(victims(?:/54321)?)', (path, method, part) => ({
    given: path.startsWith('/victims') ? throughGroup('victims') : ends(path, method, 'victims'),
    ...(part === 'victims' ? {} : { shape: single('victim', victimShape) }),
    ...(part === 'victims' && !path.startsWith('/groups') ? { differs: withoutEmpty('data.victim.*') } : {}),
  })),
  rule('POST|DELETE', 'victims/54321', (path, method) => ({ given: ends(path, method, 'victims') })),
  rule('GET|DELETE', '(victimAssets(?:/emailAddresses)?(?:/54321)?)', (path, method, part) => ({
    given: path.startsWith('/victims')
      ? ownAssets
      : [
          ...made(path),
          ...stage.victimWithAssets,
          stage.associated(path, 'victimAssets/emailAddresses/{54321}'),
          stage.associated(path, 'victimAssets/emailAddresses/{54322}'),
        ],
    ...(method === 'GET' ? assetPart(part) : {}),
  })),
]

const ownAssets: readonly Step[] = [
  stage.victim,
  ...stage.victimWithAssets
    .slice(1)
    .map((step): Step => ({ ...step, call: step.call.replace('{123}', '{12345}') as Step['call'] })),
]

// What items, tags and labels have besides: labels on attributes, adversaries' assets, users of tasks, publishing.

import { anId, type Scenario, type Step } from '@tcex/testkit'

const done = { status: 'Success' }

const made = (path: string, entity: string, body: object): Step => ({
  call: `POST ${path}`,
  body,
  status: 201,
  capture: { id: `data.${entity}.id` },
})

const kinds: readonly (readonly [kind: string, first: Step, path: string])[] = [
  ['a group', made('/groups/threats', 'threat', { name: 't' }), '/groups/threats/{id}'],
  [
    'an indicator',
    made('/indicators/hosts', 'host', { hostName: 'a.example' }),
    '/indicators/hosts/a.example',
  ],
  ['a task', made('/tasks', 'task', { name: 't' }), '/tasks/{id}'],
  ['a victim', made('/victims', 'victim', { name: 'v' }), '/victims/{id}'],
]

const labelledAttributes = kinds.map(([kind, first, path]): Scenario => {
  const labels = `${path}/attributes/{attribute}/securityLabels`
  return {
    name: `an attribute of ${kind} has security labels of its own`,
    steps: [
      first,
      {
        call: `POST ${path}/attributes`,
        body: { type: 'Description', value: 'd' },
        status: 201,
        capture: { attribute: 'data.attribute.id' },
      },
      { call: `GET ${labels}`, status: 200, json: { data: { resultCount: 0, securityLabel: [] } } },
      { call: `POST ${labels}/TLP%3AAMBER`, status: 201, exactly: done },
      { call: `GET ${labels}`, status: 200, json: { data: { securityLabel: [{ name: 'TLP:AMBER' }] } } },
      {
        call: `GET ${labels}/TLP%3AAMBER`,
        status: 200,
        json: { data: { securityLabel: { name: 'TLP:AMBER' } } },
      },
      { call: `GET ${path}/securityLabels`, status: 200, json: { data: { resultCount: 0 } } },
      { call: `POST ${labels}/nonsense`, status: 404, says: ['nonsense', 'TLP:AMBER'] },
      { call: `DELETE ${labels}/TLP%3AAMBER`, status: 200, exactly: done },
      { call: `GET ${labels}/TLP%3AAMBER`, status: 404 },
    ],
  }
})

const userLists = ['assignees', 'escalatees'].map(
  (list): Scenario => ({
    name: `a task’s ${list} come and go one by one`,
    options: { accessId: '4711' },
    steps: [
      made('/tasks', 'task', { name: 't' }),
      { call: `GET /tasks/{id}/${list}`, status: 200, json: { data: { resultCount: 0 } } },
      { call: `POST /tasks/{id}/${list}/4711`, status: 200 },
      { call: `GET /tasks/{id}/${list}/4711`, status: 200 },
      { call: `GET /tasks/{id}/${list}`, status: 200, json: { data: { resultCount: 1 } } },
      { call: `POST /tasks/{id}/${list}/nobody`, status: 404, says: ['nobody'] },
      { call: `DELETE /tasks/{id}/${list}/4711`, status: 200, exactly: done },
      { call: `GET /tasks/{id}/${list}/4711`, status: 404 },
    ],
  }),
)

const adversary = made('/groups/adversaries', 'adversary', { name: 'a' })
const assets = '/groups/adversaries/{id}/adversaryAssets'

export const detailScenarios: readonly Scenario[] = [
  ...labelledAttributes,
  ...userLists,
  {
    name: 'an adversary has handles, phone numbers and URLs',
    steps: [
      adversary,
      {
        call: `POST ${assets}/handles`,
        body: { handle: 'Pierre Despereaux' },
        status: 201,
        json: { data: { adversaryHandle: { id: anId, type: 'Handle', handle: 'Pierre Despereaux' } } },
        capture: { handle: 'data.adversaryHandle.id' },
      },
      { call: `POST ${assets}/urls`, body: { url: 'https://site.example/' }, status: 201 },
      {
        call: `GET ${assets}`,
        status: 200,
        json: {
          data: {
            resultCount: 2,
            bucketAsset: [{ name: 'Pierre Despereaux', type: 'Handle' }, { type: 'URL' }],
          },
        },
      },
      {
        call: `GET ${assets}/handles`,
        status: 200,
        json: { data: { adversaryHandle: [{ id: '{handle}' }] } },
      },
      {
        call: `GET ${assets}/handles/{handle}`,
        status: 200,
        json: { data: { adversaryHandle: { id: '{handle}' } } },
      },
      {
        call: `PUT ${assets}/handles/{handle}`,
        body: { handle: 'Pierre' },
        status: 200,
        json: { data: { adversaryHandle: { handle: 'Pierre' } } },
      },
      { call: `POST ${assets}/handles`, body: {}, status: 400, says: ['handle'] },
      { call: `DELETE ${assets}/handles/{handle}`, status: 200, exactly: done },
      { call: `GET ${assets}/handles/{handle}`, status: 404 },
    ],
  },
  {
    name: 'a group is published',
    steps: [
      adversary,
      {
        call: 'POST /groups/adversaries/{id}/publish',
        body: { securityLabelList: [], excludeUnlabeled: false },
        status: 200,
        exactly: done,
      },
    ],
  },
  {
    name: 'a task’s groups are reached without the word too',
    steps: [
      {
        ...made('/groups/incidents', 'incident', { name: 'i', eventDate: '2020-01-01' }),
        capture: { incident: 'data.incident.id' },
      },
      made('/tasks', 'task', { name: 't' }),
      { call: 'POST /tasks/{id}/groups/incidents/{incident}', status: 201 },
      {
        call: 'GET /tasks/{id}/incidents',
        status: 200,
        json: { data: { incident: [{ id: '{incident}' }] } },
      },
      {
        call: 'GET /tasks/{id}/incidents/{incident}',
        status: 200,
        json: { data: { incident: { id: '{incident}' } } },
      },
    ],
  },
  {
    name: 'tags and labels are made, changed and deleted by themselves',
    steps: [
      { call: 'POST /tags', body: { name: 'Ransomware', description: 'd' }, status: 201 },
      { call: 'PUT /tags/Ransomware', body: { name: 'Ransomware Attack', description: 'e' }, status: 200 },
      { call: 'GET /tags/Ransomware%20Attack', status: 200 },
      { call: 'DELETE /tags/Ransomware%20Attack', status: 200, exactly: done },
      { call: 'GET /tags/Ransomware%20Attack', status: 404 },
      { call: 'POST /securityLabels', body: { name: 'MyCustomLabel', description: 'mine' }, status: 201 },
      { call: 'PUT /securityLabels/MyCustomLabel', body: { description: 'ours' }, status: 200 },
      { call: 'DELETE /securityLabels/MyCustomLabel', status: 200, exactly: done },
      { call: 'GET /securityLabels/MyCustomLabel', status: 404 },
    ],
  },
  {
    name: 'the user of the call is told',
    options: { accessId: '4711' },
    steps: [
      {
        call: 'GET /whoami',
        status: 200,
        json: { data: { user: { userName: '4711', firstName: 'API', lastName: 'User', role: 'Api User' } } },
      },
    ],
  },
  {
    name: 'attribute types are listed',
    steps: [
      { call: 'GET /types/attributeTypes', status: 200 },
      {
        call: 'GET /types/attributeTypes/Source',
        status: 200,
        json: { data: { attributeType: { name: 'Source' } } },
      },
      { call: 'GET /types/attributeTypes/Nonsense', status: 404 },
    ],
  },
]
